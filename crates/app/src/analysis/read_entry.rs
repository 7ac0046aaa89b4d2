//! The job that reads an entry: look, ask with no transaction open, write only if nothing changed meanwhile.

use std::time::Instant;

use hearken_domain::{Analysis, AnalysisFailure, AnalysisStatus, Ctx, EntryId, Vid, retry};
use hearken_store::{ClaimedJob, DueJob, StoreError, UserTx};

use super::ask::{Step, ask, look};
use super::conclude::{finish, give_up, postpone};
use super::queue::Payload;
use crate::App;

/// The job's kind, with the version of its payload.
pub(crate) const KIND: &str = "analysis.read@1";
/// Attempts after which the worker itself must be at fault.
const MOST_CLAIMS: u32 = 2 + retry::MAX_ATTEMPTS;

/// Reads the entry a job names.
pub(crate) async fn read_entry(app: &App, claimed: ClaimedJob) -> Result<(), StoreError> {
    let scope = app.store().scope(claimed.job.user).await?;
    let vid = claimed.payload::<Payload>(&scope)?.vid;
    let id = EntryId(claimed.job.subject);
    if claimed.attempts > MOST_CLAIMS {
        return give_up(app, scope, claimed.job, AnalysisFailure::Internal).await;
    }
    let begun = app.write_scoped(scope.clone(), (claimed.job.clone(), vid), |tx, ctx, (job, vid)| {
        Box::pin(begin(tx, ctx, job, *vid))
    });
    if !begun.await? {
        return Ok(());
    }
    let subject = match app.store().read_user(scope.clone(), id, |tx, id| Box::pin(look(tx, *id))).await {
        Err(StoreError::Sealed(_) | StoreError::Malformed(_)) => {
            return give_up(app, scope, claimed.job, AnalysisFailure::Undecryptable).await;
        }
        Err(error) => return Err(error),
        Ok(None) => return Ok(()),
        Ok(Some(subject)) => subject,
    };
    let started = Instant::now();
    let step = ask(app, subject, claimed.attempts).await;
    let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    match step {
        Step::Done(outcome) => finish(app, scope, claimed.job, outcome, duration_ms).await,
        Step::Again { at, reason, provider } => postpone(app, scope, claimed.job, (at, reason, provider)).await,
        Step::Failed(failure) => give_up(app, scope, claimed.job, failure).await,
    }
}

/// Shows that the reading has begun; `false` when the job is no longer wanted.
async fn begin(tx: &mut UserTx<'_>, ctx: &Ctx, job: &DueJob, vid: Vid) -> Result<bool, StoreError> {
    let entry = EntryId(job.subject);
    let Some(analysis) = tx.find_analysis(entry).await?.filter(|analysis| analysis.vid == vid) else {
        tx.finish_job(job).await?;
        return Ok(false);
    };
    let started_at = analysis.started_at.or(Some(ctx.now()));
    let attempts = analysis.attempts + 1;
    tx.put_analysis(Analysis { status: AnalysisStatus::Processing, started_at, attempts, ..analysis }).await?;
    Ok(true)
}
