//! What no provider has room for goes back into the line before it is begun, so that nothing else waits for it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hearken_ai::{Asker, ReadError};
use hearken_domain::{Analysis, AnalysisStatus, Consent, Entry, EntryId, FailedAsk, Timestamp, UserId};
use hearken_store::{ClaimedJob, DueJob, StoreError, UserReader, UserScope, UserTx};

use super::ask::{asker, who_may_read};
use super::conclude::{causes, current};
use super::danger::danger_at_sight;
use crate::App;

/// When what was held back is looked at again, at the earliest…
const SOON: Duration = Duration::from_secs(1);
/// …and how far apart those of one user are, so that a great many do not keep the worker busy with nothing.
const APART: Duration = Duration::from_millis(100);

/// When the last of those is due that are held back, for each user; what can wait has a line of its own.
#[derive(Default)]
pub(crate) struct HeldBack(Mutex<HashMap<(UserId, bool), Timestamp>>);

impl HeldBack {
    fn next(&self, Asker { user, can_wait }: Asker, now: Timestamp) -> Timestamp {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.retain(|_, due| *due > now);
        let due = last.get(&(user, can_wait)).map_or(now + SOON, |last| (*last + APART).max(now + SOON));
        last.insert((user, can_wait), due);
        due
    }
}

/// A job to put back.
struct Back {
    job: DueJob,
    due: Timestamp,
    failed: Vec<FailedAsk>,
    /// What was there before it was begun, where it was.
    before: Option<Analysis>,
}

/// Puts a job back that a provider is to do, while none of those that may has room for it. Whether it did.
pub(super) async fn hold_back_early(app: &App, scope: &UserScope, claimed: &ClaimedJob) -> Result<bool, StoreError> {
    let (asker, readers) = (asker(claimed), app.readers());
    if readers.iter().all(|link| link.has_room(asker)) {
        return Ok(false);
    }
    let entry = EntryId(claimed.job.subject);
    let looked = app.store().read_user(scope.clone(), entry, |tx, entry| Box::pin(look(tx, *entry)));
    let Some((entry, consents)) = looked.await? else { return Ok(false) };
    let Ok(allowed) = who_may_read(&readers, &entry, &consents) else { return Ok(false) };
    if allowed.iter().any(|link| link.has_room(asker)) || is_acute(entry).await {
        return Ok(false);
    }
    let busy = |name: &str| FailedAsk { provider: name.to_owned(), cause: ReadError::Busy.cause() };
    let failed = allowed.iter().map(|link| busy(&link.provider().name)).collect();
    hold_back(app, scope.clone(), claimed, (failed, None)).await?;
    Ok(true)
}

async fn look(tx: &mut UserReader<'_>, entry: EntryId) -> Result<Option<(Entry, Vec<Consent>)>, StoreError> {
    // What is gone, or does not open, is dealt with where it is begun.
    let Some(entry) = tx.find_readable_entry(entry).await? else { return Ok(None) };
    Ok(Some((entry, tx.list_consents().await?)))
}

/// Whether it is clear at sight that a provider is not to have it at all: what is held back is looked at closely once
/// there is room. A defect in the rules shows where it is begun.
async fn is_acute(entry: Entry) -> bool {
    tokio::task::spawn_blocking(move || danger_at_sight(&entry.title, &entry.text).is_acute()).await.unwrap_or(true)
}

/// Puts a job back, and its analysis as it was `before` it was begun.
pub(super) async fn hold_back(
    app: &App,
    scope: UserScope,
    claimed: &ClaimedJob,
    (failed, before): (Vec<FailedAsk>, Option<Analysis>),
) -> Result<(), StoreError> {
    let due = app.held_back().next(asker(claimed), app.ctx().now());
    let back = Back { job: claimed.job.clone(), due, failed, before };
    app.write_scoped(scope, back, |tx, _, back| Box::pin(put_back(tx, back))).await
}

async fn put_back(tx: &mut UserTx<'_>, Back { job, due, failed, before }: &Back) -> Result<(), StoreError> {
    if !tx.put_back_job(job, *due, &causes(failed)).await? {
        return Ok(());
    }
    let Some((_, analysis)) = current(tx, job).await? else { return Ok(()) };
    let mut held = before.clone().unwrap_or_else(|| analysis.clone());
    // Of a dead letter, what was found and why stays until it is read again.
    if held.status == AnalysisStatus::Queued {
        held.failed.clone_from(failed);
    }
    held.rev = analysis.rev;
    if held != analysis {
        tx.put_analysis(held).await?;
    }
    Ok(())
}
