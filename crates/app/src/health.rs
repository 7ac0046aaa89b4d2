//! How the instance is doing, without a word about anyone in it.

use hearken_ai::BreakerState;
use hearken_store::StoreError;

use crate::App;
use crate::account::{RegistrationState, registration_state};
use crate::backup::BackupHealth;

/// How the instance is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// The database engine, which answers.
    pub engine: &'static str,
    /// Who can register now.
    pub registration: RegistrationState,
    /// The providers.
    pub provider: ProviderHealth,
    /// The backups.
    pub backup: BackupHealth,
}

/// How the providers are doing: well if one of them does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderHealth {
    /// None is set up: rules read every entry.
    NotSetUp,
    /// One is asked.
    Up,
    /// Each failed so often that it is left alone; rules read meanwhile.
    Down,
    /// One was left alone and is about to be tried again.
    Probing,
}

/// How the instance is doing; an error when its database does not answer.
pub async fn health(app: &App) -> Result<Health, StoreError> {
    let now = app.ctx().now();
    let states: Vec<_> = app.readers().iter().map(|link| link.view(now).state).collect();
    let provider = if states.is_empty() {
        ProviderHealth::NotSetUp
    } else if states.contains(&BreakerState::Closed) {
        ProviderHealth::Up
    } else if states.contains(&BreakerState::HalfOpen) {
        ProviderHealth::Probing
    } else {
        ProviderHealth::Down
    };
    let registration = registration_state(app).await?;
    let backup = app.inner.backups.health(app.ctx().now()).await;
    Ok(Health { engine: app.store().engine(), registration, provider, backup })
}
