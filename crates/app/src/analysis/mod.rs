//! Having entries read: queueing, the reading itself, and its result.

pub(crate) mod after_outage;
mod answers;
mod ask;
mod conclude;
mod danger;
mod dead_letters;
mod history;
mod hold_back;
mod ledger;
mod preview;
mod queue;
mod read_entry;
pub(crate) mod redrive;
mod retry;

use hearken_domain::{Analysis, EntryId, EntryStatus};
use hearken_store::{StoreError, UserReader};
use thiserror::Error;

pub(crate) use answers::UnderWay;
pub(crate) use conclude::bury;
pub(crate) use danger::is_changed_by_title;
pub use dead_letters::{DeadLetter, DeadLetterCursor, DeadLetterPage, DeadLetterQuery, list_dead_letters, read_again};
pub(crate) use history::find_by;
pub use history::list_past_readings;
pub(crate) use hold_back::HeldBack;
pub use preview::{Preview, Sent, preview};
pub(crate) use queue::{cancel_reading, danger_found, queue_reading, withdraw_reading};
pub(crate) use read_entry::{KIND, enter, read_entry};
pub use retry::retry_analysis;

/// Why something about an analysis was refused.
#[derive(Debug, Error)]
pub enum AnalysisError {
    /// There is no such entry.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// The entry is a draft, and was never to be read.
    #[error("this entry has not been read, because it is not finished")]
    NotPublished,
    /// The entry is a copy that keeps a conflicting text: it is read only when that is asked for.
    #[error("this copy has not been read")]
    NotRead,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The analysis of an entry.
pub async fn find_analysis(tx: &mut UserReader<'_>, entry: EntryId) -> Result<Analysis, AnalysisError> {
    if let Some(analysis) = tx.find_analysis(entry).await? {
        return Ok(analysis);
    }
    Err(match tx.find_entry(entry).await?.map(|entry| entry.status) {
        None => AnalysisError::NoSuchEntry,
        Some(EntryStatus::Draft) => AnalysisError::NotPublished,
        Some(EntryStatus::Published) => AnalysisError::NotRead,
    })
}
