//! What handlers share: the application and the settings of its front door.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::FromRef;
use hearken_app::App;
use hearken_app::providers::USUAL_PORTS;

use crate::edge::Origins;
use crate::wire::crisis::CrisisResources;
use crate::ws::Line;

/// Settings of the HTTP side.
#[derive(Clone, Debug)]
pub struct ApiSettings {
    /// The origins (`https://journal.example.org`) under which browsers reach this server. With none, a page counts as
    /// ours when its host is the one the request was sent to, and an IP address or `localhost`.
    pub public_origins: Vec<String>,
    /// How often a sync socket's client is asked to say that it is there; a socket silent for twice that is closed.
    pub ping: Duration,
    /// How long a fresh sync socket may take to say who it is.
    pub hello: Duration,
    /// Where people in danger are told to turn to.
    pub crisis_resources: CrisisResources,
    /// The ports of this machine at which the owner can look for models.
    pub local_ports: Vec<u16>,
}

impl Default for ApiSettings {
    fn default() -> Self {
        Self {
            public_origins: Vec::new(),
            ping: Duration::from_secs(15),
            hello: Duration::from_secs(5),
            crisis_resources: CrisisResources::bundled().unwrap_or_default(),
            local_ports: USUAL_PORTS.to_vec(),
        }
    }
}

/// The state of every handler. Cheap to clone.
#[derive(Clone)]
pub struct ApiState {
    /// The application.
    pub app: App,
    /// Which sites are ours.
    pub origins: Arc<Origins>,
    /// The settings.
    pub settings: Arc<ApiSettings>,
    /// Where sync sockets wait for the database.
    pub(crate) line: Line,
}

impl ApiState {
    /// The state of `app` behind a front door with these settings.
    #[must_use]
    pub fn new(app: App, settings: ApiSettings) -> Self {
        let origins = Arc::new(Origins::new(&settings.public_origins));
        Self { app, origins, settings: Arc::new(settings), line: Line::default() }
    }
}

impl FromRef<ApiState> for Arc<ApiSettings> {
    fn from_ref(state: &ApiState) -> Self {
        Arc::clone(&state.settings)
    }
}

impl FromRef<ApiState> for App {
    fn from_ref(state: &ApiState) -> Self {
        state.app.clone()
    }
}
