//! The job that follows the end of an outage: it puts what the outage left over of a user's entries in line to be read
//! again, a few at a time, for as long as a provider answers and the user wants that.

use std::time::Duration;

use hearken_ai::{BreakerState, Link, Provider};
use hearken_domain::{Ctx, EntryId, Recipient, Timestamp};
use hearken_store::{ClaimedJob, DueJob, StoreError, Tx, UserTx};

use super::dead_letters::{LeftOver, find_left_over};
use super::queue::{Why, queue_second};
use super::{KIND as READING, enter};
use crate::App;

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
    /// Whether there are more.
    more: bool,
}

/// Has what an outage left over of everybody's entries read again, in the transaction that notes its end.
pub(crate) async fn queue_for_all(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    tx.enqueue_for_dead(KIND, READING, (now + SETTLED, PLACE)).await
}

/// The same for one user: who wants it from now on, or whose entry was too late for [`queue_for_all`].
pub(crate) async fn queue(tx: &mut UserTx<'_>, ctx: &Ctx) -> Result<(), StoreError> {
    let user = tx.scope().user();
    tx.enqueue_behind(KIND, user.0, &(), (ctx.now() + SETTLED, PLACE)).await
}

/// Does the job.
pub(crate) async fn read_left_over(app: &App, claimed: ClaimedJob) -> Result<(), StoreError> {
    let Some(scope) = enter(app, &claimed).await? else { return Ok(()) };
    let back = answering(app);
    let found = app.store().read_user(scope.clone(), back, |tx, back| Box::pin(find_left_over(tx, back))).await?;
    let LeftOver { mut entries, in_line } = found;
    let room = AT_ONCE.saturating_sub(in_line);
    let more = entries.len() > room;
    entries.truncate(room);
    let portion = Portion { job: claimed.job, entries, more };
    app.write_scoped(scope, portion, |tx, ctx, portion| Box::pin(put_in_line(tx, ctx, portion))).await
}

/// The providers that answered when they were asked last.
fn answering(app: &App) -> Vec<Recipient> {
    let now = app.ctx().now();
    let answers = |link: &&Link| {
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
    Portion { job, entries, more }: &Portion,
) -> Result<(), StoreError> {
    if !tx.holds_job(job).await? {
        return Ok(());
    }
    for (entry, place) in entries.iter().zip(PLACE..) {
        queue_second(tx, ctx, *entry, (place, Why::LeftOver)).await?;
    }
    if *more {
        return tx.enqueue_behind(KIND, job.subject, &(), (ctx.now() + NEXT, PLACE)).await;
    }
    tx.finish_job(job).await.map(drop)
}
