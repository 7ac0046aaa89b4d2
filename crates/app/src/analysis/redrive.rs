//! The job that puts a user's dead letters in line to be read again, when the user asks for that. One that is interrupted
//! goes on with what is left.

use hearken_domain::{Ctx, EntryId, UserId};
use hearken_store::{ClaimedJob, DueJob, StoreError, UserTx};

use super::dead_letters::find_wanted;
use super::enter;
use super::queue::{Why, queue_second};
use crate::App;

/// The job's kind, with the version of its payload.
pub(crate) const KIND: &str = "analysis.redrive@1";
/// Entries that are put in line in one transaction.
const AT_ONCE: usize = 50;

/// Some of the entries, and the place of the first of them.
struct Stretch {
    job: DueJob,
    entries: Vec<EntryId>,
    place: u32,
}

/// Has all dead letters read again.
pub(super) async fn queue(tx: &mut UserTx<'_>, ctx: &Ctx, user: UserId) -> Result<(), StoreError> {
    tx.enqueue(KIND, user.0, &(), ctx.now()).await
}

/// Does the job.
pub(crate) async fn redrive(app: &App, claimed: ClaimedJob) -> Result<(), StoreError> {
    let Some(scope) = enter(app, &claimed).await? else { return Ok(()) };
    let wanted = app.store().read_user(scope.clone(), (), |tx, ()| Box::pin(find_wanted(tx))).await?;
    for (entries, place) in wanted.chunks(AT_ONCE).zip((1..).step_by(AT_ONCE)) {
        let stretch = Stretch { job: claimed.job.clone(), entries: entries.to_vec(), place };
        let held = app.write_scoped(scope.clone(), stretch, |tx, ctx, stretch| Box::pin(put_in_line(tx, ctx, stretch)));
        if !held.await? {
            return Ok(());
        }
    }
    app.write_scoped(scope, claimed.job, |tx, _, job| Box::pin(async move { tx.finish_job(job).await.map(drop) })).await
}

/// `false` when the job is no longer this worker's.
async fn put_in_line(tx: &mut UserTx<'_>, ctx: &Ctx, stretch: &Stretch) -> Result<bool, StoreError> {
    if !tx.holds_job(&stretch.job).await? {
        return Ok(false);
    }
    for (entry, place) in stretch.entries.iter().zip(stretch.place..) {
        queue_second(tx, ctx, *entry, (place, Why::Asked)).await?;
    }
    Ok(true)
}
