//! How the instance is doing, without a word about anyone in it.

use hearken_ai::BreakerView;
use hearken_store::{JobState, StoreError};

use crate::App;
use crate::account::{RegistrationState, registration_state};

/// How the instance is doing.
#[derive(Clone, Debug)]
pub struct Health {
    /// The database engine.
    pub engine: &'static str,
    /// Who can register now.
    pub registration: RegistrationState,
    /// The queue.
    pub jobs: JobState,
    /// The breaker in front of the provider, when one is set up.
    pub breaker: Option<BreakerView>,
}

/// How the instance is doing; an error when its database does not answer.
pub async fn health(app: &App) -> Result<Health, StoreError> {
    let jobs = app.store().read((), |tx, ()| Box::pin(tx.count_jobs())).await?;
    let breaker = app.reader().map(|reader| reader.breaker().view(app.ctx().now()));
    Ok(Health { engine: app.store().engine(), registration: registration_state(app).await?, jobs, breaker })
}
