//! Deleting an entry, with its versions and what was found in it.

use hearken_domain::{Ctx, EntryId, Vid};
use hearken_store::UserTx;

use super::JournalError;
use crate::analysis;

/// Deletes an entry. With the version that was seen, a text that has changed since is kept instead.
pub async fn delete_entry(
    tx: &mut UserTx<'_>,
    _: &Ctx,
    (id, seen): &(EntryId, Option<Vid>),
) -> Result<(), JournalError> {
    let vid = tx.find_vid(*id).await?.ok_or(JournalError::NoSuchEntry)?;
    if seen.is_some_and(|seen| seen != vid) {
        return Err(JournalError::Stale);
    }
    analysis::cancel_reading(tx, *id).await?;
    tx.delete_entry(*id).await?;
    Ok(())
}
