//! The job that follows the end of an outage: it puts what the outage left over of a user's entries in line to be read
//! again, a few at a time, for as long as a provider answers and the user wants that.

use std::sync::Arc;
use std::time::Duration;

use hearken_ai::{BreakerState, Link, Provider};
use hearken_domain::{Ctx, EntryId, Recipient, Timestamp};
use hearken_store::{ClaimedJob, DueJob, StoreError, Tx, UserTx};

use super::dead_letters::{LeftOver, find_left_over};
use super::queue::{Why, queue_second};
use super::{KIND as READING, enter};
use crate::App;
use crate::spending::{Limit, tomorrow};

/// The job's kind, with the version of its payload.
pub(crate) const KIND: &str = "analysis.after-outage@1";
/// How long a provider is given to show that it is back: one that keeps failing in between is not looked after each time.
const SETTLED: Duration = Duration::from_secs(5);
/// When the next entries are put in line. A provider that has just come back is not given all at once, and one that fails
/// again not more than these.
const NEXT: Duration = Duration::from_mins(1);
/// Entries of a user that are in line at once.
const AT_ONCE: usize = 50;
/// It comes after all that somebody waits for.
const PLACE: u32 = 1;

/// Entries to put in line.
struct Portion {
    job: DueJob,
    entries: Vec<EntryId>,
    /// When to go on with the others; `None` where there are none.
    next: Option<Timestamp>,
}

/// Has what an outage left over of everybody's entries read again, in the transaction that notes its end.
pub(crate) async fn queue_for_all(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.enqueue_for_dead(KIND, READING, (now + SETTLED, PLACE)).await
}

/// The same for one user: who wants it from now on, or whose entry was too late for [`queue_for_all`].
pub(crate) async fn queue(tx: &mut UserTx<'_>, ctx: &Ctx) -> Result<(), StoreError> {
    queue_at(tx, ctx.now() + SETTLED).await
}

/// The same for a user who has had as much sent today as may be: tomorrow it begins anew.
pub(super) async fn queue_for_tomorrow(tx: &mut UserTx<'_>, ctx: &Ctx) -> Result<(), StoreError> {
    queue_at(tx, tomorrow(ctx.now())).await
}

async fn queue_at(tx: &mut UserTx<'_>, at: Timestamp) -> Result<(), StoreError> {
    let user = tx.scope().user();
    tx.enqueue_behind(KIND, user.0, &(), (at, PLACE)).await
}

/// Does the job.
pub(crate) async fn read_left_over(app: &App, claimed: ClaimedJob) -> Result<(), StoreError> {
    let Some(scope) = enter(app, &claimed).await? else { return Ok(()) };
    let question = (answering(app), Limit::now(app));
    let found =
        app.store().read_user(scope.clone(), question, |tx, (back, limit)| Box::pin(find_left_over(tx, back, limit)));
    let LeftOver { mut entries, in_line, most } = found.await?;
    let room = AT_ONCE.saturating_sub(in_line);
    let now = app.ctx().now();
    let next = if most <= room { tomorrow(now) } else { now + NEXT };
    let next = (entries.len() > room.min(most)).then_some(next);
    entries.truncate(room.min(most));
    let portion = Portion { job: claimed.job, entries, next };
    app.write_scoped(scope, portion, |tx, ctx, portion| Box::pin(put_in_line(tx, ctx, portion))).await
}

/// The providers that answered when they were asked last.
fn answering(app: &App) -> Vec<Recipient> {
    let now = app.ctx().now();
    let answers = |link: &&Arc<Link>| {
        let breaker = link.view(now);
        breaker.state == BreakerState::Closed && breaker.failures == 0
    };
    app.readers().iter().filter(answers).map(|link| recipient(link.provider())).collect()
}

fn recipient(Provider { name, address, model }: &Provider) -> Recipient {
    Recipient { name: name.clone(), address: address.clone(), model: model.clone() }
}

async fn put_in_line(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    Portion { job, entries, next }: &Portion,
) -> Result<(), StoreError> {
    if !tx.holds_job(job).await? {
        return Ok(());
    }
    for (entry, place) in entries.iter().zip(PLACE..) {
        queue_second(tx, ctx, *entry, (place, Why::LeftOver)).await?;
    }
    if let Some(next) = next {
        return queue_at(tx, *next).await;
    }
    tx.finish_job(job).await.map(drop)
}
