//! The ledger of a job: what it is about to send is written down, if it may be sent at that very moment.

use std::sync::{Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use hearken_ai::{Ledger, NotRecorded, Provider, Sending};
use hearken_domain::{
    Ctx, Disclosure, DisclosureId, Ending, EntryId, FallbackReason, Occasion, Private, Purpose, Recipient, SendResult,
    Vid,
};
use hearken_store::{DueJob, StoreError, UserReader, UserScope, UserTx};
use tokio::time::Instant;

use super::ask::may_leave;
use crate::App;
use crate::spending::Limit;

/// Writes down what one job sends.
pub(super) struct JobLedger<'a> {
    app: &'a App,
    scope: UserScope,
    job: DueJob,
    /// The version of the text that the job was queued for.
    vid: Vid,
    occasion: Occasion,
    /// Why the last thing was not taken.
    refusal: Mutex<Option<Refusal>>,
    /// What is written down last, while its end is open.
    open: Mutex<Option<Open>>,
}

/// A request that is under way, or about to be.
#[derive(Clone)]
struct Open {
    id: DisclosureId,
    address: String,
    since: Instant,
}

/// Why something was not written down, and so not sent.
pub(super) enum Refusal {
    /// It may not leave.
    Kept(FallbackReason),
    /// As much was sent today as may be.
    OverLimit,
    /// The store.
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What is to be written down, and for which job.
struct Line {
    job: DueJob,
    vid: Vid,
    disclosure: Disclosure,
    body: Private,
    limit: Limit,
}

impl<'a> JobLedger<'a> {
    pub(super) fn new(app: &'a App, (scope, job): (UserScope, DueJob), vid: Vid, occasion: Occasion) -> Self {
        Self { app, scope, job, vid, occasion, refusal: Mutex::default(), open: Mutex::default() }
    }

    /// Why the last thing was not taken.
    pub(super) fn take_refusal(&self) -> Option<Refusal> {
        lock(&self.refusal).take()
    }

    /// Completes when the entry may no longer be with the provider that has it at that moment, with the reason.
    pub(super) async fn forbidden(&self) -> FallbackReason {
        let mut changes = self.app.hub().subscribe(self.scope.user());
        loop {
            changes.changed().await;
            // Whoever is asked next is looked at when that is written down.
            let Some(Open { id, address, .. }) = self.open() else { continue };
            let question = (EntryId(self.job.subject), address);
            let asked =
                self.app.store().read_user::<_, _, StoreError>(self.scope.clone(), question, |tx, (entry, address)| {
                    Box::pin(kept(tx, *entry, address))
                });
            // What cannot be looked up now will be before anything else is sent.
            if let Ok(Some(reason)) = asked.await
                && self.open().is_some_and(|open| open.id == id)
            {
                return reason;
            }
        }
    }

    /// Notes that a request was given up because it is no longer allowed. To whom it went.
    pub(super) async fn cut(&self) -> Option<String> {
        self.give_up(SendResult::Cut).await
    }

    /// Notes that a request was given up because all of them together took too long.
    pub(super) async fn overdue(&self) {
        self.give_up(SendResult::TimedOut).await;
    }

    async fn give_up(&self, result: SendResult) -> Option<String> {
        let Open { id, address, since } = self.open()?;
        let duration_ms = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.settle(id, Ending { result, status: None, duration_ms, tokens: None, answer_bytes: None }).await;
        Some(address)
    }

    fn open(&self) -> Option<Open> {
        lock(&self.open).clone()
    }

    fn line(&self, Sending { provider, body }: Sending) -> Line {
        let ctx = self.app.ctx();
        let Provider { name, address, model } = provider;
        let disclosure = Disclosure {
            id: ctx.new_id(),
            at: ctx.now(),
            entry: Some(EntryId(self.job.subject)),
            purpose: Purpose::Analysis,
            recipient: Recipient { name, address, model },
            occasion: self.occasion,
            bytes: body.len() as u64,
            ending: None,
        };
        Line { job: self.job.clone(), vid: self.vid, disclosure, body, limit: Limit::now(self.app) }
    }
}

impl Ledger for JobLedger<'_> {
    fn record(&self, sending: Sending) -> BoxFuture<'_, Result<DisclosureId, NotRecorded>> {
        let line = self.line(sending);
        let (id, address) = (line.disclosure.id, line.disclosure.recipient.address.clone());
        async move {
            // Before it is written: what changes from then on is noticed.
            *lock(&self.open) = Some(Open { id, address, since: Instant::now() });
            let written =
                self.app.write_scoped(self.scope.clone(), line, |tx, ctx, line| Box::pin(write(tx, ctx, line)));
            match written.await {
                Ok(()) => {
                    lock(&self.refusal).take();
                    Ok(id)
                }
                Err(refusal) => {
                    lock(&self.open).take();
                    if matches!(refusal, Refusal::OverLimit) {
                        return Err(NotRecorded::OverLimit);
                    }
                    *lock(&self.refusal) = Some(refusal);
                    Err(NotRecorded::Refused)
                }
            }
        }
        .boxed()
    }

    fn settle(&self, id: DisclosureId, ending: Ending) -> BoxFuture<'_, ()> {
        async move {
            lock(&self.open).take();
            let ended = self.app.write_scoped(self.scope.clone(), (id, ending), |tx, _, (id, ending)| {
                Box::pin(tx.end_disclosure(*id, ending))
            });
            if let Err(error) = ended.await {
                // The row stands; of its answer nothing is known.
                tracing::error!(%error, "how a request to a provider ended could not be written down");
            }
        }
        .boxed()
    }
}

/// Why an entry may not be sent to the provider at `address`; of one that is gone, nothing is known.
async fn kept(tx: &mut UserReader<'_>, entry: EntryId, address: &str) -> Result<Option<FallbackReason>, StoreError> {
    let Some(entry) = tx.find_entry(entry).await? else { return Ok(None) };
    Ok(may_leave(&entry, &tx.list_consents().await?, address).err())
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a line, in the transaction that sees that it may leave: whoever takes their consent back, deletes the entry or
/// keeps it from AI before this commits is obeyed.
async fn write(tx: &mut UserTx<'_>, _: &Ctx, line: &Line) -> Result<(), Refusal> {
    // Without the job, or for another text, the answer would count for nothing.
    let outdated = Refusal::Kept(FallbackReason::ConsentOff);
    if !tx.holds_job(&line.job).await? {
        return Err(outdated);
    }
    let entry = tx.find_entry(EntryId(line.job.subject)).await?.filter(|entry| entry.vid == line.vid);
    let Some(entry) = entry else { return Err(outdated) };
    let address = &line.disclosure.recipient.address;
    may_leave(&entry, &tx.list_consents().await?, address).map_err(Refusal::Kept)?;
    if !line.limit.is_free(address) && line.limit.left(tx).await? == 0 {
        return Err(Refusal::OverLimit);
    }
    Ok(tx.insert_disclosure(&line.disclosure, &line.body).await?)
}
