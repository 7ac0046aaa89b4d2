//! Asks a provider that failed whether it is back, so that what it left over need not wait for somebody's next entry.

use std::time::Duration;

use hearken_ai::Link;
use hearken_store::StoreError;

use super::{is_failing, keep_all, snapshot};
use crate::App;
use crate::worker::pause;

/// An outage lasts minutes or hours, and a probe costs next to nothing.
const EVERY: Duration = Duration::from_mins(5);

/// Probes now and then, until shutdown begins.
pub fn start(app: &App) {
    let prober = app.clone();
    app.tasks().spawn(async move { run(&prober).await });
}

async fn run(app: &App) {
    loop {
        pause(app, EVERY).await;
        if app.tasks().is_stopping() {
            return;
        }
        if let Err(error) = probe(app).await {
            tracing::warn!(%error, "whether a provider is back is not known for now");
        }
    }
}

/// Probes each provider that failed when it was asked last and is not to be left alone just now, if anything waits to be
/// read again. That one is back puts this in line.
pub async fn probe(app: &App) -> Result<(), StoreError> {
    let failing = |link: &&Link| is_failing(&snapshot(link));
    let readers = app.readers();
    let failing: Vec<&Link> = readers.iter().map(AsRef::as_ref).filter(failing).collect();
    if failing.is_empty() || app.store().read((), |tx, ()| Box::pin(tx.count_jobs())).await?.dead == 0 {
        return Ok(());
    }
    for link in &failing {
        link.probe().await;
    }
    keep_all(app, &failing).await;
    Ok(())
}
