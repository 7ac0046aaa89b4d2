//! Having an entry read once more, because its user asks for it.

use hearken_domain::{Analysis, Ctx, EntryId, EntryStatus};
use hearken_store::UserTx;

use super::AnalysisError;
use super::queue::queue_asked;

/// Puts a published entry in line again, whatever became of its last reading.
pub async fn retry_analysis(tx: &mut UserTx<'_>, ctx: &Ctx, id: &EntryId) -> Result<Analysis, AnalysisError> {
    let entry = tx.find_entry(*id).await?.ok_or(AnalysisError::NoSuchEntry)?;
    if entry.status != EntryStatus::Published {
        return Err(AnalysisError::NotPublished);
    }
    Ok(queue_asked(tx, ctx, &entry).await?)
}
