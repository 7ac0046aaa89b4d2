//! Putting entries in line to be read, and taking them out.

use hearken_domain::crisis::Crisis;
use hearken_domain::{Analysis, Ctx, Entry, EntryId, SecondReading, Vid};
use hearken_store::{StoreError, UserReader, UserTx};
use serde::{Deserialize, Serialize};

use super::KIND;
use crate::person_health;

/// What a job needs to know besides the entry's id.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The version of the text to read: a result for another one is thrown away.
    pub(super) vid: Vid,
    /// Whether its user asked for it. Absent in jobs from before that was kept.
    #[serde(default)]
    pub(super) asked: bool,
    /// Whether it is read again by itself, because a provider is back. Absent in jobs from before that was done.
    #[serde(default)]
    pub(super) left_over: bool,
}

/// Why a dead letter is read again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Its user asked for it, and it begins with a clean slate.
    Asked,
    /// A provider is back. Attempts go on being counted.
    LeftOver,
}

/// Puts an entry in line to be read, in the transaction that changed it. An earlier place in the line is given up.
pub(crate) async fn queue_reading(tx: &mut UserTx<'_>, ctx: &Ctx, entry: &Entry) -> Result<Analysis, StoreError> {
    queue(tx, ctx, entry, false).await
}

/// The same for a reading that its user asked for.
pub(super) async fn queue_asked(tx: &mut UserTx<'_>, ctx: &Ctx, entry: &Entry) -> Result<Analysis, StoreError> {
    queue(tx, ctx, entry, true).await
}

/// The danger that was found in an entry's present text, if it was read.
pub(crate) async fn danger_found(tx: &mut UserReader<'_>, entry: &Entry) -> Result<Crisis, StoreError> {
    let found = match tx.find_analysis(entry.id).await {
        Err(error) if error.is_unreadable() => None,
        found => found?,
    };
    Ok(found.filter(|analysis| analysis.vid == entry.vid).map_or_else(Crisis::default, |analysis| analysis.danger))
}

async fn queue(tx: &mut UserTx<'_>, ctx: &Ctx, entry: &Entry, asked: bool) -> Result<Analysis, StoreError> {
    // What was found in these words stands until they are read again.
    let danger = danger_found(tx, entry).await?;
    let analysis = tx.put_analysis(Analysis { danger, ..Analysis::queued(entry.id, entry.vid, ctx.now()) }).await?;
    tx.enqueue(KIND, entry.id.0, &Payload { vid: entry.vid, asked, left_over: false }, ctx.now()).await?;
    person_health::drop_outdated(tx, entry).await?;
    Ok(analysis)
}

/// Puts a dead letter in line to be read again, behind all that somebody waits for. What rules found stays until then.
/// `false`, and nothing is done, when it is none, when its reading is under way, and when it is kept from providers.
pub(super) async fn queue_second(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    entry: EntryId,
    (place, why): (u32, Why),
) -> Result<bool, StoreError> {
    let wanted = tx.find_readable_entry(entry).await?.filter(|entry| !entry.private);
    let analysis = match tx.find_analysis(entry).await {
        // Another reading that is asked for singly would replace it.
        Err(error) if error.is_unreadable() => None,
        found => found?,
    };
    let Some((entry, analysis)) = wanted.zip(analysis) else { return Ok(false) };
    if analysis.vid != entry.vid || analysis.second_reading() != Some(SecondReading::Wanted) {
        return Ok(false);
    }
    let payload = Payload { vid: entry.vid, asked: why == Why::Asked, left_over: why == Why::LeftOver };
    tx.enqueue_behind(KIND, entry.id.0, &payload, (ctx.now(), place)).await?;
    let attempts = match why {
        Why::Asked => 0,
        Why::LeftOver => analysis.attempts,
    };
    tx.put_analysis(Analysis { queued_at: ctx.now(), started_at: None, attempts, ..analysis }).await?;
    Ok(true)
}

/// Takes an entry out of the line.
pub(crate) async fn cancel_reading(tx: &mut UserTx<'_>, entry: EntryId) -> Result<(), StoreError> {
    tx.cancel_job(KIND, entry.0).await
}

/// Takes an entry out of the line and drops what was found in it, and what was answered about it.
pub(crate) async fn withdraw_reading(tx: &mut UserTx<'_>, entry: EntryId) -> Result<(), StoreError> {
    cancel_reading(tx, entry).await?;
    person_health::drop_pieces(tx, entry).await?;
    tx.forget_kept_of(entry).await?;
    tx.delete_analysis(entry).await
}
