//! The worker: claims jobs by lease in short transactions and runs a few at a time.
//!
//! A lease that runs out gives the job to the next claimer, so a killed process loses no work; what a job writes names
//! its lease, so a process that was only slow cannot write after another has taken over.

use std::sync::Arc;
use std::time::Duration;

use hearken_store::{ClaimedJob, DueJob, StoreError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{App, analysis, consents, journal, person_health};

const LEASE: Duration = Duration::from_mins(1);
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Jobs that run at once besides those that wait for a provider, of which there may be as many as it has calls in flight.
const AT_ONCE: usize = 8;
/// How long to wait after the database refused; longer each time, up to the longest pause.
const AFTER_ERROR: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How often what is kept for a while only is looked through.
const TIDY_EVERY: Duration = Duration::from_hours(1);

/// Runs jobs until shutdown begins; then waits for the ones that run. Forgets now and then what need not be kept.
pub fn start(app: &App) {
    let worker = app.clone();
    app.tasks().spawn(async move { run(&worker).await });
    let tidier = app.clone();
    app.tasks().spawn(async move { tidy(&tidier).await });
}

async fn tidy(app: &App) {
    while !app.tasks().is_stopping() {
        if let Err(error) = journal::forget_passing(app).await {
            tracing::error!(%error, "versions that were passed through cannot be forgotten for now");
        }
        pause(app, TIDY_EVERY).await;
    }
}

/// Runs everything that is due now, one job after the other, and what those jobs make due. Returns how many ran.
pub async fn run_due(app: &App) -> Result<usize, StoreError> {
    let mut ran = 0;
    while let Some(claimed) = claim(app).await? {
        run_job(app, claimed).await;
        ran += 1;
    }
    Ok(ran)
}

async fn run(app: &App) {
    let places = Arc::new(Semaphore::new(0));
    let mut given = 0;
    let mut patience = AFTER_ERROR;
    while !app.tasks().is_stopping() {
        given = give(&places, given, wanted(app));
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let claimed = claim(app).await;
        patience = if claimed.is_ok() { AFTER_ERROR } else { (2 * patience).min(LONGEST_PAUSE) };
        match claimed {
            Ok(Some(claimed)) => launch(app, claimed, place),
            Ok(None) => {
                drop(place);
                wait_for_work(app).await;
            }
            Err(error) => {
                report(&error);
                pause(app, patience).await;
            }
        }
    }
}

/// How many jobs may run at once. It changes with the models that are added and taken away.
fn wanted(app: &App) -> usize {
    AT_ONCE + app.readers().iter().map(|link| link.load().limit).sum::<usize>()
}

/// Makes as many places of the `given` ones as are `wanted`, as far as they are free; returns how many there are then.
fn give(places: &Semaphore, given: usize, wanted: usize) -> usize {
    places.add_permits(wanted.saturating_sub(given));
    given.max(wanted) - places.forget_permits(given.saturating_sub(wanted))
}

fn report(error: &StoreError) {
    match error {
        StoreError::Busy => tracing::warn!(%error, "jobs cannot be claimed for now"),
        error => tracing::error!(%error, "jobs cannot be claimed"),
    }
}

fn launch(app: &App, claimed: ClaimedJob, place: OwnedSemaphorePermit) {
    let app = app.clone();
    let tasks = app.tasks().clone();
    tasks.spawn(async move {
        run_job(&app, claimed).await;
        drop(place);
        // A finished job may have left one that waits for its place, or put itself back.
        app.inner.work.notify_one();
    });
}

async fn claim(app: &App) -> Result<Option<ClaimedJob>, StoreError> {
    let now = app.ctx().now();
    let input = (now, app.ctx().new_id::<uuid::Uuid>(), now + LEASE);
    app.store().write(input, |tx, (now, token, until)| Box::pin(tx.claim_job(*now, *token, *until))).await
}

async fn run_job(app: &App, claimed: ClaimedJob) {
    let job = claimed.job.clone();
    let done = tokio::select! {
        done = dispatch(app, claimed) => done,
        () = keep_lease(app, &job) => return,
        () = app.tasks().stopping() => release(app, &job).await,
    };
    if let Err(error) = done {
        // The lease runs out and the job is claimed again.
        tracing::error!(%error, kind = job.kind, "a job could not be finished");
    }
}

async fn dispatch(app: &App, claimed: ClaimedJob) -> Result<(), StoreError> {
    match claimed.job.kind.as_str() {
        analysis::KIND => analysis::read_entry(app, claimed).await,
        analysis::redrive::KIND => analysis::redrive::redrive(app, claimed).await,
        analysis::after_outage::KIND => analysis::after_outage::read_left_over(app, claimed).await,
        consents::KIND => consents::forget(app, claimed).await,
        person_health::KIND => person_health::gather(app, claimed).await,
        kind => {
            tracing::error!(kind, "a job of a kind this version does not know; a newer one may");
            Ok(())
        }
    }
}

/// Extends the lease until the job is no longer this worker's.
async fn keep_lease(app: &App, job: &DueJob) {
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        let input = (job.clone(), app.ctx().now() + LEASE);
        let held = app.store().write(input, |tx, (job, until)| Box::pin(tx.extend_lease(job, *until))).await;
        if matches!(held, Ok(false)) {
            return;
        }
    }
}

async fn release(app: &App, job: &DueJob) -> Result<(), StoreError> {
    app.store().write(job.clone(), |tx, job| Box::pin(tx.release_job(job))).await
}

async fn wait_for_work(app: &App) {
    let due = app.store().read((), |tx, ()| Box::pin(tx.next_job_due())).await;
    let wait = match due {
        Ok(Some(due)) => due.since(app.ctx().now()),
        Ok(None) => Duration::MAX,
        Err(_) => AFTER_ERROR,
    };
    tokio::select! {
        () = app.inner.work.notified() => {}
        () = pause(app, wait) => {}
    }
}

pub(crate) async fn pause(app: &App, wait: Duration) {
    // Timers have a horizon; beyond it, looking again is as good.
    let wait = wait.clamp(Duration::from_millis(1), Duration::from_hours(1));
    tokio::select! {
        () = tokio::time::sleep(wait) => {}
        () = app.tasks().stopping() => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_and_go_with_the_models() {
        let places = Semaphore::new(0);
        let given = give(&places, 0, 16);
        let taken = places.try_acquire_many(12).unwrap();
        let given = give(&places, given, 8);
        assert_eq!((given, places.available_permits()), (12, 0), "none is taken away from a job that runs");
        drop(taken);
        assert_eq!((give(&places, given, 8), places.available_permits()), (8, 8));
    }
}
