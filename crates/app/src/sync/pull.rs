//! What changed since a cookie: rows, the client's last mutation and its results, all of one snapshot.

use std::collections::HashMap;

use hearken_domain::{Analysis, UserId};
use hearken_store::{RowChange, RowKind, StoreError, SyncHead, UserReader, UserTx};
use uuid::Uuid;

use super::push::result;
use super::{Content, Delta, MAX_ROWS, MutationResult, MutationStatus, Pull, Pulled, Reset, ResetReason, Row};
use crate::App;
use crate::preferences::find_preferences;

/// How far back a client is told again what became of its mutations.
const RESULTS_TOLD: i64 = 100;
/// Rows are read so many at a time, until a page is full: 500 of the longest entries would fill the memory.
const STRIDE: i64 = 50;
/// Bytes that fill a page. A page is kept until its client has taken it, however slowly: with the longest entry at its
/// end it stays below a megabyte.
const FULL: usize = 512 * 1024;
/// About what a row takes besides what somebody wrote, in bytes: names of fields, ids, dates.
const ROW: usize = 512;
/// What an id takes in a list, in bytes.
const ID: usize = 40;

/// Answers a pull. A client that knows more than the database shows that the database has lost its tail: then the user
/// begins a new epoch, so that their clients bring back what they have.
pub async fn answer(app: &App, user: UserId, pull: Pull) -> Result<Pulled, StoreError> {
    let pulled = app.read(user, pull, |tx, pull| Box::pin(self::pull(tx, pull))).await?;
    match pulled {
        Pulled::Reset(Reset { reason: ResetReason::Epoch, epoch, .. }) if epoch == pull.epoch => {
            app.write(user, pull, |tx, _, pull| Box::pin(begin_epoch_after_loss(tx, pull))).await
        }
        pulled => Ok(pulled),
    }
}

/// Looks again: another of the user's clients may have shown the same.
async fn begin_epoch_after_loss(tx: &mut UserTx<'_>, pull: &Pull) -> Result<Pulled, StoreError> {
    let head = tx.head();
    let has_lost = pull.epoch == head.epoch && pull.cookie > head.seq;
    if !has_lost {
        return self::pull(tx, pull).await;
    }
    let lost = pull.cookie - head.seq;
    tracing::error!(lost, "a client knows more than the database, which has lost its last changes");
    let Pull { cookie: from, epoch: from_epoch, .. } = *pull;
    let epoch = tx.begin_epoch().await?;
    Ok(Pulled::Reset(Reset { from, from_epoch, epoch, floor: head.floor, reason: ResetReason::Epoch }))
}

/// What changed since the client's cookie.
pub async fn pull(tx: &mut UserReader<'_>, pull: &Pull) -> Result<Pulled, StoreError> {
    let head = tx.sync_head().await?;
    if let Some(reason) = reset_reason(pull, head) {
        let Pull { cookie: from, epoch: from_epoch, .. } = *pull;
        return Ok(Pulled::Reset(Reset { from, from_epoch, epoch: head.epoch, floor: head.floor, reason }));
    }
    let (rows, to) = page(tx, pull, head).await?;
    let last_mid = tx.last_mid(pull.client).await?;
    Ok(Pulled::Delta(Delta {
        from: pull.cookie,
        to,
        epoch: head.epoch,
        last_mid,
        more: to < head.seq,
        rows,
        results: remarkable_results(tx, pull, last_mid).await?,
    }))
}

fn reset_reason(pull: &Pull, head: SyncHead) -> Option<ResetReason> {
    // Without an epoch it has never pulled.
    let holds_nothing = pull.fresh || pull.epoch == 0;
    let other_history = pull.epoch != 0 && pull.epoch != head.epoch;
    if other_history || pull.cookie > head.seq {
        Some(ResetReason::Epoch)
    } else if !holds_nothing && pull.cookie < head.floor {
        Some(ResetReason::Floor)
    } else {
        None
    }
}

/// The rows after the cookie, and the cookie they lead to: as many as were asked for, or as fill a page.
async fn page(tx: &mut UserReader<'_>, pull: &Pull, head: SyncHead) -> Result<(Vec<Row>, i64), StoreError> {
    let (mut rows, mut to, mut bytes) = (Vec::new(), pull.cookie, 0);
    let mut wanted = pull.limit.clamp(1, MAX_ROWS);
    while wanted > 0 {
        let changes = tx.changes_since(to, wanted.min(STRIDE)).await?;
        let Some(last) = changes.last().map(|change| change.rev) else { return Ok((rows, head.seq)) };
        wanted -= STRIDE;
        for row in with_contents(tx, to, last, changes).await? {
            bytes += weight(&row);
            to = row.rev;
            rows.push(row);
            if bytes >= FULL {
                return Ok((rows, to));
            }
        }
        to = last;
    }
    Ok((rows, to))
}

/// About how many bytes a row takes.
fn weight(row: &Row) -> usize {
    let written = match &row.content {
        Some(Content::Entry(entry)) => {
            let tags: usize = entry.tags.iter().map(|tag| tag.len()).sum();
            entry.text.len() + entry.title.len() + tags + entry.people.len() * ID
        }
        Some(Content::Analysis(analysis)) => quotes(analysis),
        Some(Content::Person(person)) => person.name.len() + person.notes.len(),
        Some(Content::Preferences(_)) | None => 0,
    };
    ROW + written
}

fn quotes(analysis: &Analysis) -> usize {
    analysis.reading.iter().flat_map(|reading| &reading.evidence).map(|evidence| evidence.quote.len()).sum()
}

async fn with_contents(
    tx: &mut UserReader<'_>,
    after: i64,
    through: i64,
    changes: Vec<RowChange>,
) -> Result<Vec<Row>, StoreError> {
    let mut contents = contents(tx, after, through, &changes).await?;
    let row = |change: RowChange| {
        let content = contents.remove(&(change.kind, change.id));
        // What is there but does not open is left out: without content a device would take it for deleted.
        let is_known = change.deleted || content.is_some();
        is_known.then_some(Row { kind: change.kind, id: change.id, rev: change.rev, content })
    };
    Ok(changes.into_iter().filter_map(row).collect())
}

async fn contents(
    tx: &mut UserReader<'_>,
    after: i64,
    through: i64,
    changes: &[RowChange],
) -> Result<HashMap<(RowKind, Uuid), Content>, StoreError> {
    let mut contents = HashMap::with_capacity(changes.len());
    let any = |kind| changes.iter().any(|change| change.kind == kind && !change.deleted);
    if any(RowKind::Entry) {
        let entries = tx.entries_changed_between(after, through).await?;
        contents
            .extend(entries.into_iter().map(|entry| ((RowKind::Entry, entry.id.0), Content::Entry(Box::new(entry)))));
    }
    if any(RowKind::Person) {
        let people = tx.people_changed_between(after, through).await?;
        contents.extend(people.into_iter().map(|person| ((RowKind::Person, person.id.0), Content::Person(person))));
    }
    if any(RowKind::Analysis) {
        let analyses = tx.analyses_changed_between(after, through).await?;
        let row =
            |analysis: Analysis| ((RowKind::Analysis, analysis.entry_id.0), Content::Analysis(Box::new(analysis)));
        contents.extend(analyses.into_iter().map(row));
    }
    if any(RowKind::Preferences) {
        let user = tx.scope().user();
        contents.insert((RowKind::Preferences, user.0), Content::Preferences(find_preferences(tx).await?));
    }
    Ok(contents)
}

async fn remarkable_results(
    tx: &mut UserReader<'_>,
    pull: &Pull,
    last_mid: i64,
) -> Result<Vec<MutationResult>, StoreError> {
    if last_mid == 0 {
        return Ok(Vec::new());
    }
    let told = tx.mutation_results(pull.client, last_mid - RESULTS_TOLD, last_mid).await?;
    Ok(told.iter().map(result).filter(|result| result.status != MutationStatus::Ok).collect())
}
