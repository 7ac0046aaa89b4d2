//! Settling what is kept twice: a copy becomes an entry of its own, or goes into the history of its original.

use hearken_domain::{Ctx, Entry, EntryId};
use hearken_store::UserTx;

use super::JournalError;
use super::read_anew::read_anew;
use super::versions::current;

/// Makes a conflicting copy an entry of its own, which is then read like any other.
pub async fn resolve_copy(tx: &mut UserTx<'_>, ctx: &Ctx, id: &EntryId) -> Result<Entry, JournalError> {
    let entry = tx.find_entry(*id).await?.ok_or(JournalError::NoSuchEntry)?;
    if entry.conflict_of.is_none() {
        return Ok(entry);
    }
    let entry = Entry { conflict_of: None, updated_at: ctx.now(), ..entry };
    let entry = tx.update_entry_meta(entry).await?;
    read_anew(tx, ctx, &entry).await?;
    Ok(entry)
}

/// Before a copy is deleted: its versions join the history of the original, so that nothing in it is gone for good.
pub(super) async fn hand_over(tx: &mut UserTx<'_>, copy: Entry, original: EntryId) -> Result<(), JournalError> {
    for vid in tx.entry_vids(copy.id).await? {
        let Some(version) = tx.find_readable_version(copy.id, vid).await? else { continue };
        tx.insert_version(original, &version).await?;
    }
    let last = current(tx, copy).await?;
    Ok(tx.insert_version(original, &last).await?)
}

/// After an entry was deleted: its copies are copies of what it was a copy of, or stand for themselves.
pub(super) async fn leave_behind(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    deleted: EntryId,
    original: Option<EntryId>,
) -> Result<(), JournalError> {
    for id in tx.list_copies(deleted).await? {
        let Some(copy) = tx.find_readable_entry(id).await? else { continue };
        let copy = Entry { conflict_of: original, updated_at: ctx.now(), ..copy };
        let copy = tx.update_entry_meta(copy).await?;
        read_anew(tx, ctx, &copy).await?;
    }
    Ok(())
}
