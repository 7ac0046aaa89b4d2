//! Deleting an entry, with its versions and what was found in it.

use hearken_domain::{Ctx, EntryId, Vid};
use hearken_store::UserTx;

use super::JournalError;
use super::settle::{hand_over, leave_behind};
use crate::analysis;
use crate::insights::forget_entry;

/// Deletes an entry. With the version that was seen, a text that has changed since is kept instead. Of a conflicting copy
/// only the entry goes: its texts stay in the history of the original.
pub async fn delete_entry(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    (id, seen): &(EntryId, Option<Vid>),
) -> Result<(), JournalError> {
    let vid = tx.find_vid(*id).await?.ok_or(JournalError::NoSuchEntry)?;
    if seen.is_some_and(|seen| seen != vid) {
        return Err(JournalError::Stale);
    }
    let mut original = None;
    if let Some(copy) = tx.find_readable_entry(*id).await?
        && let Some(of) = copy.conflict_of
        && tx.find_vid(of).await?.is_some()
    {
        hand_over(tx, copy, of).await?;
        original = Some(of);
    }
    analysis::cancel_reading(tx, *id).await?;
    tx.delete_entry(*id).await?;
    forget_entry(tx, *id).await?;
    leave_behind(tx, ctx, *id, original).await
}
