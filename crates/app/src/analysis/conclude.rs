//! Ending an attempt: its result, another attempt, or giving up. Nothing is written for a job that another worker has
//! taken over, nor for a text that is no longer the one that was read, nor under a title that changes what it says of danger.

use hearken_domain::{Analysis, AnalysisFailure, AnalysisStatus, Ctx, Entry, EntryId, FailedAsk, Method};
use hearken_store::{DueJob, StoreError, UserScope, UserTx};

use super::after_outage;
use super::ask::{Later, Outcome};
use super::danger::is_changed_by_title;
use super::history;
use super::queue::queue_reading;
use crate::App;
use crate::person_health::{self, Basis, Collected};

/// Writes what was found.
pub(super) async fn finish(
    app: &App,
    scope: UserScope,
    job: DueJob,
    outcome: Outcome,
    duration_ms: u64,
) -> Result<(), StoreError> {
    let finished = app.write_scoped(scope, (job, outcome, duration_ms), |tx, ctx, (job, outcome, duration_ms)| {
        Box::pin(store_outcome(tx, ctx, job, outcome, *duration_ms))
    });
    finished.await
}

async fn store_outcome(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    job: &DueJob,
    outcome: &Outcome,
    duration_ms: u64,
) -> Result<(), StoreError> {
    let held = if outcome.is_outage() {
        // What the providers could not do is kept for review; the user can have it tried again.
        tx.bury_job(job, &causes(&outcome.failed)).await?
    } else {
        tx.finish_job(job).await?
    };
    let Some((entry, analysis)) = current(tx, job).await?.filter(|_| held) else { return Ok(()) };
    if is_changed_by_title(&outcome.title, outcome.danger, &entry) {
        return queue_reading(tx, ctx, &entry).await.map(drop);
    }
    let by_model = outcome.method == Method::AiPowered;
    let analysis = Analysis {
        status: if by_model { AnalysisStatus::Completed } else { AnalysisStatus::Fallback },
        reading: outcome.reading.clone(),
        method: outcome.reading.as_ref().map(|_| outcome.method),
        danger: outcome.danger,
        fallback_reason: outcome.fallback_reason,
        provider: outcome.provider.clone(),
        model: outcome.model.clone(),
        answer_of: outcome.answer_of,
        failed: outcome.failed.clone(),
        duration_ms: Some(duration_ms),
        completed_at: Some(ctx.now()),
        error: None,
        ..analysis
    };
    let analysis = tx.put_analysis(analysis).await?;
    history::keep(tx, &analysis).await?;
    if outcome.is_over_limit() {
        after_outage::queue_for_tomorrow(tx, ctx).await?;
    }
    let Collected { method, pieces, basis } = &outcome.collected;
    person_health::put_collected(tx, &entry, *method, pieces).await?;
    // Whoever was changed while the entry was being read may have been gathered for without it.
    let is_current = *basis == Basis::new(&entry, &tx.list_people().await?);
    if is_current { Ok(()) } else { person_health::gather_one(tx, ctx, entry.id).await }
}

/// Puts the job back for another attempt.
pub(super) async fn postpone(app: &App, scope: UserScope, job: DueJob, later: Later) -> Result<(), StoreError> {
    let postponed = app.write_scoped(scope, (job, later), |tx, _, (job, later)| {
        Box::pin(async move {
            let held = tx.reschedule_job(job, later.at, &causes(&later.failed)).await?;
            let Some((_, analysis)) = current(tx, job).await?.filter(|_| held) else { return Ok(()) };
            let (provider, failed) = (Some(later.provider.clone()), later.failed.clone());
            tx.put_analysis(Analysis { status: AnalysisStatus::Queued, provider, failed, ..analysis }).await.map(drop)
        })
    });
    postponed.await
}

/// Ends a job that cannot be done: the analysis says so, and the job is kept for review.
pub(super) async fn give_up(
    app: &App,
    scope: UserScope,
    job: DueJob,
    failure: AnalysisFailure,
) -> Result<(), StoreError> {
    let given_up = app.write_scoped(scope, (job, failure), |tx, ctx, (job, failure)| {
        Box::pin(async move {
            let held = tx.bury_job(job, failure_code(*failure)).await?;
            let analysis = match tx.find_analysis(EntryId(job.subject)).await {
                // What cannot be decrypted cannot be changed either; another reading would replace it.
                Err(error) if error.is_unreadable() => None,
                found => found?,
            };
            let Some(analysis) = analysis.filter(|_| held) else { return Ok(()) };
            let (error, completed_at) = (Some(*failure), Some(ctx.now()));
            tx.put_analysis(Analysis { status: AnalysisStatus::Failed, error, completed_at, ..analysis })
                .await
                .map(drop)
        })
    });
    given_up.await
}

/// Takes a dead letter out of the line that is no longer to be read by itself. It waits as before.
pub(super) async fn put_aside(tx: &mut UserTx<'_>, job: &DueJob, letter: Analysis) -> Result<(), StoreError> {
    tx.bury_job(job, &causes(&letter.failed)).await?;
    let queued_at = letter.completed_at.unwrap_or(letter.queued_at);
    tx.put_analysis(Analysis { status: AnalysisStatus::Fallback, queued_at, ..letter }).await.map(drop)
}

/// Gives a job up for what is wrong with the server, keeping it for review.
pub(crate) async fn bury(app: &App, scope: UserScope, job: DueJob, code: &'static str) -> Result<(), StoreError> {
    let buried = app.write_scoped(scope, (job, code), |tx, _, (job, code)| {
        Box::pin(async move { tx.bury_job(job, code).await.map(drop) })
    });
    buried.await
}

/// Ends a job of a user whose key is gone.
pub(crate) async fn bury_unreachable(app: &App, job: DueJob) -> Result<(), StoreError> {
    app.store().write(job, |tx, job| Box::pin(tx.bury_unreachable_job(job, "key_missing"))).await
}

/// The entry and the analysis a job is for, unless the text has changed since.
pub(super) async fn current(tx: &mut UserTx<'_>, job: &DueJob) -> Result<Option<(Entry, Analysis)>, StoreError> {
    let Some(entry) = tx.find_entry(EntryId(job.subject)).await? else { return Ok(None) };
    let analysis = tx.find_analysis(entry.id).await?.filter(|analysis| analysis.vid == entry.vid);
    Ok(analysis.map(|analysis| (entry, analysis)))
}

const fn failure_code(failure: AnalysisFailure) -> &'static str {
    match failure {
        AnalysisFailure::Undecryptable => "undecryptable",
        AnalysisFailure::Internal => "internal",
    }
}

/// Why a job was put back or buried, for whoever looks at the queue: the classes of the failures, in the order asked.
pub(super) fn causes(failed: &[FailedAsk]) -> String {
    failed.iter().map(|failed| failed.cause.as_str()).collect::<Vec<_>>().join(",")
}
