//! Which entries are read: finished ones, and of a text that is kept twice only the original.

use hearken_domain::{Ctx, Entry, EntryStatus};
use hearken_store::{StoreError, UserTx};

use crate::analysis;

/// Puts a finished entry in line to be read. A copy that is still to be settled is not read, unless its user has asked
/// for a reading of it before.
pub(super) async fn read_anew(tx: &mut UserTx<'_>, ctx: &Ctx, entry: &Entry) -> Result<(), StoreError> {
    if entry.status != EntryStatus::Published || (is_unsettled(tx, entry).await? && !tx.has_analysis(entry.id).await?) {
        return Ok(());
    }
    analysis::queue_reading(tx, ctx, entry).await.map(drop)
}

/// Whether there is another version of this entry beside it. The copy of a deleted one stands for itself.
async fn is_unsettled(tx: &mut UserTx<'_>, entry: &Entry) -> Result<bool, StoreError> {
    let Some(original) = entry.conflict_of else { return Ok(false) };
    Ok(tx.find_vid(original).await?.is_some())
}
