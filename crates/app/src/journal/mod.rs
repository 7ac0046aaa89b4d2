//! Writing and finding entries.

mod change;
mod create;
mod delete;
mod edit;
mod list;
mod read_anew;
mod settle;
mod versions;

use hearken_domain::{Entry, EntryId, Invalid};
use hearken_store::{StoreError, UserReader};
use thiserror::Error;

use crate::people::PeopleError;

pub use change::{change_entry, publish_entry};
pub use create::create_entry;
pub use delete::delete_entry;
pub use edit::{Edited, TextEdit, edit_text};
pub use hearken_store::EntryVersion;
pub use hearken_store::{EntryCursor, TimeWindow};
pub use list::{EntryFilter, EntryPage, EntryQuery, list_entries};
pub use settle::resolve_copy;
pub use versions::{HistoryItem, PASSING_KEPT, VersionKind, find_version, forget_passing, list_versions};

pub(crate) use change::set_fields;
pub(crate) use create::{Typed, create_as};

/// Why something about an entry was refused.
#[derive(Debug, Error)]
pub enum JournalError {
    /// A field breaks a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There is no such entry.
    #[error("there is no such entry")]
    NoSuchEntry,
    /// There was such an entry, and it was deleted.
    #[error("the entry was deleted")]
    Deleted,
    /// The entry's text has changed since the version that was seen.
    #[error("the entry has changed since; look at it again first")]
    Stale,
    /// The entry's text has no such version.
    #[error("there is no such version")]
    NoSuchVersion,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<PeopleError> for JournalError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Invalid(invalid) => Self::Invalid(invalid),
            PeopleError::Store(error) => Self::Store(error),
            PeopleError::NoSuchPerson | PeopleError::Deleted => {
                Self::Invalid(Invalid::new("people", "names someone who is not there"))
            }
        }
    }
}

/// An entry.
pub async fn find_entry(tx: &mut UserReader<'_>, id: EntryId) -> Result<Entry, JournalError> {
    tx.find_entry(id).await?.ok_or(JournalError::NoSuchEntry)
}
