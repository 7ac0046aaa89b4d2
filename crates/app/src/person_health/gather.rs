//! The job that collects evidence anew from readings that are there: when a person is added, renamed or deleted, of every
//! entry; when a person is linked or unlinked, of that entry. Entries are looked at outside of transactions, a few at a
//! time, and what changed meanwhile is left to whatever changed it.

use hearken_domain::health::Piece;
use hearken_domain::{Analysis, Ctx, Entry, EntryId, EntryStatus, FallbackReason, Method, Person, UserId};
use hearken_store::{ClaimedJob, DueJob, EntryCursor, StoreError, TimeWindow, UserReader, UserScope, UserTx};
use serde::{Deserialize, Serialize};

use super::collect::{Basis, Subject, drop_disputes_of_gone, harm_in, pieces_of, put_collected};
use crate::App;
use crate::analysis::{bury, enter};

/// The job's kind, with the version of its payload.
pub(crate) const KIND: &str = "health.gather@1";
/// Entries that are looked at in one go.
const STRIDE: i64 = 50;

/// Which entries.
#[derive(Clone, Copy, Serialize, Deserialize)]
enum Payload {
    /// The one that the job is about.
    One,
    /// All before this place in the journal; all of them, without one.
    Before(Option<(i64, EntryId)>),
}

/// What one go looks at.
struct Chunk {
    entries: Vec<(Entry, Analysis)>,
    people: Vec<Person>,
    /// Where the next one goes on.
    next: Option<(i64, EntryId)>,
}

/// What a reading says now.
struct Gathered {
    entry: EntryId,
    /// The number of the reading.
    rev: i64,
    method: Method,
    pieces: Vec<Piece>,
    basis: Basis,
}

/// Has the evidence of an entry collected anew, if it was read.
pub(crate) async fn gather_one(tx: &mut UserTx<'_>, ctx: &Ctx, entry: EntryId) -> Result<(), StoreError> {
    if tx.has_analysis(entry).await? {
        tx.enqueue(KIND, entry.0, &Payload::One, ctx.now()).await?;
    }
    Ok(())
}

/// Has all evidence of the user collected anew, if anything was read.
pub(crate) async fn gather_everything(tx: &mut UserTx<'_>, ctx: &Ctx) -> Result<(), StoreError> {
    if tx.has_readings().await? {
        let user = tx.scope().user();
        tx.enqueue(KIND, user.0, &Payload::Before(None), ctx.now()).await?;
    }
    Ok(())
}

/// Has all evidence collected, once: entries that were read before it was kept have none.
pub(crate) async fn gather_missing(app: &App, user: UserId) -> Result<(), StoreError> {
    let work = app.write(user, (), |tx, ctx, ()| {
        Box::pin(async move {
            if tx.count_people().await? > 0 && !tx.is_evidence_gathered().await? {
                gather_everything(tx, ctx).await?;
            }
            Ok(())
        })
    });
    work.await
}

/// Does the job.
pub(crate) async fn gather(app: &App, claimed: ClaimedJob) -> Result<(), StoreError> {
    let Some(scope) = enter(app, &claimed).await? else { return Ok(()) };
    match attempt(app, &scope, &claimed).await {
        // It will not become readable by being tried again.
        Err(error) if error.is_unreadable() => bury(app, scope, claimed.job, "undecryptable").await,
        outcome => outcome,
    }
}

async fn attempt(app: &App, scope: &UserScope, claimed: &ClaimedJob) -> Result<(), StoreError> {
    let (scope, job) = (scope.clone(), claimed.job.clone());
    let payload: Payload = claimed.payload(&scope)?;
    let subject = EntryId(job.subject);
    let chunk = app
        .store()
        .read_user(scope.clone(), (payload, subject), |tx, (payload, subject)| Box::pin(look(tx, *payload, *subject)));
    let chunk = chunk.await?;
    let next = chunk.next;
    let Ok(collected) = tokio::task::spawn_blocking(move || collect(chunk)).await else {
        // A defect in the rules: trying again would not help.
        return bury(app, scope, job, "internal").await;
    };
    let put = app.write_scoped(scope, (job, collected, next), |tx, ctx, (job, collected, next)| {
        Box::pin(put(tx, ctx, job, collected, *next))
    });
    put.await
}

async fn look(tx: &mut UserReader<'_>, payload: Payload, subject: EntryId) -> Result<Chunk, StoreError> {
    let (found, next) = match payload {
        Payload::One => (tx.find_readable_entry(subject).await?.into_iter().collect(), None),
        Payload::Before(place) => {
            let place =
                place.map(|(at, id)| EntryCursor { written_at: hearken_domain::Timestamp::from_millis(at), id });
            let window = TimeWindow { after: place, ..TimeWindow::default() };
            let found = tx.list_entries(&window, STRIDE).await?;
            let is_last = i64::try_from(found.len()).unwrap_or(i64::MAX) < STRIDE;
            let next = found.last().filter(|_| !is_last).map(|entry| (entry.written_at.as_millis(), entry.id));
            (found, next)
        }
    };
    let mut entries = Vec::with_capacity(found.len());
    for entry in found.into_iter().filter(|entry| entry.status == EntryStatus::Published) {
        let analysis = find_readable_analysis(tx, entry.id).await?.filter(|it| it.vid == entry.vid);
        entries.extend(analysis.map(|analysis| (entry, analysis)));
    }
    Ok(Chunk { entries, people: tx.list_people().await?, next })
}

async fn find_readable_analysis(tx: &mut UserReader<'_>, entry: EntryId) -> Result<Option<Analysis>, StoreError> {
    match tx.find_analysis(entry).await {
        Err(error) if error.is_unreadable() => Ok(None),
        found => found,
    }
}

/// What the readings say now.
fn collect(chunk: Chunk) -> Vec<Gathered> {
    let Chunk { entries, people, .. } = chunk;
    let collected = entries.into_iter().filter_map(|(entry, analysis)| {
        let subject = Subject { entry: &entry, people: &people };
        let (method, pieces) = match (&analysis.reading, analysis.method) {
            (Some(reading), Some(method)) => (method, pieces_of(&subject, reading, analysis.danger.violence)),
            _ if analysis.fallback_reason == Some(FallbackReason::Crisis) => {
                (Method::RuleBasedFallback, harm_in(&subject, analysis.danger.violence))
            }
            _ => return None,
        };
        let basis = Basis::new(&entry, &people);
        Some(Gathered { entry: entry.id, rev: analysis.rev, method, pieces, basis })
    });
    collected.collect()
}

async fn put(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    job: &DueJob,
    collected: &[Gathered],
    next: Option<(i64, EntryId)>,
) -> Result<(), StoreError> {
    if !tx.finish_job(job).await? {
        return Ok(());
    }
    let people = tx.list_people().await?;
    for Gathered { entry, rev, method, pieces, basis } in collected {
        let is_current = find_readable_analysis(tx, *entry).await?.is_some_and(|analysis| analysis.rev == *rev);
        let Some(entry) = tx.find_readable_entry(*entry).await?.filter(|_| is_current) else { continue };
        put_collected(tx, &entry, *method, pieces).await?;
        drop_disputes_of_gone(tx, entry.id).await?;
        if *basis != Basis::new(&entry, &people) {
            gather_one(tx, ctx, entry.id).await?;
        }
    }
    if let Some(next) = next {
        tx.enqueue(KIND, job.subject, &Payload::Before(Some(next)), ctx.now()).await?;
    } else if job.subject == job.user.0 {
        tx.mark_evidence_gathered().await?;
    }
    Ok(())
}
