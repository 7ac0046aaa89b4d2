//! How an entry was read before.

use hearken_domain::{Analysis, EntryId, Method, PastReading, Timestamp};
use hearken_store::{StoreError, UserReader, UserTx};

use super::{AnalysisError, find_analysis};

/// Keeps what was found, unless the reading before it says the same of the same words.
pub(super) async fn keep(tx: &mut UserTx<'_>, analysis: &Analysis) -> Result<(), StoreError> {
    let Some(new) = analysis.past() else { return Ok(()) };
    if tx.last_reading(new.entry_id).await?.is_some_and(|last| last.repeats(&new)) {
        return Ok(());
    }
    tx.put_reading(&new).await
}

/// The readings of an entry before the one it has, the latest first.
pub async fn list_past_readings(tx: &mut UserReader<'_>, id: EntryId) -> Result<Vec<PastReading>, AnalysisError> {
    let current = find_analysis(tx, id).await?.past();
    let mut past = tx.list_readings(id).await?;
    if let (Some(current), Some(last)) = (current, past.first())
        && last.repeats(&current)
    {
        past.remove(0);
    }
    Ok(past)
}

/// Which readings are by the models of `provider`.
pub(crate) async fn find_by(tx: &mut UserReader<'_>, provider: &str) -> Result<Vec<(EntryId, Timestamp)>, StoreError> {
    let by_it = |past: &PastReading| past.method == Method::AiPowered && past.provider.as_deref() == Some(provider);
    Ok(tx.all_readings().await?.into_iter().filter(by_it).map(|past| (past.entry_id, past.at)).collect())
}
