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
    /// The provider.
    pub provider: ProviderHealth,
    /// The backups.
    pub backup: BackupHealth,
}

/// How the provider is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderHealth {
    /// None is set up: rules read every entry.
    NotSetUp,
    /// It is asked.
    Up,
    /// It failed so often that it is left alone; rules read meanwhile.
    Down,
    /// It was left alone and is about to be tried again.
    Probing,
}

/// How the instance is doing; an error when its database does not answer.
pub async fn health(app: &App) -> Result<Health, StoreError> {
    let provider = match app.reader().map(|reader| reader.breaker().view(app.ctx().now()).state) {
        None => ProviderHealth::NotSetUp,
        Some(BreakerState::Closed) => ProviderHealth::Up,
        Some(BreakerState::Open) => ProviderHealth::Down,
        Some(BreakerState::HalfOpen) => ProviderHealth::Probing,
    };
    let registration = registration_state(app).await?;
    let backup = app.inner.backups.health(app.ctx().now()).await;
    Ok(Health { engine: app.store().engine(), registration, provider, backup })
}
