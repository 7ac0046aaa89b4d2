//! `/health`

use axum::extract::State;
use hearken_app::{App, health};

use crate::extract::Json;
use crate::problem::Problem;
use crate::wire::health::Health;

/// Says whether the server can do its work, and who may register. For anyone, so without a word about anybody.
#[utoipa::path(get, path = "/health", tag = "server", security(()), responses((status = 200, body = Health)))]
pub(crate) async fn health(State(app): State<App>) -> Result<Json<Health>, Problem> {
    Ok(Json(health::health(&app).await?.into()))
}
