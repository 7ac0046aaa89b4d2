//! Entries that tests begin with.

use hearken_domain::{EntryStatus, NewEntry, Private};

/// A draft with nothing but a text.
#[must_use]
pub fn draft(text: &str) -> NewEntry {
    NewEntry {
        id: None,
        title: Private::default(),
        text: text.into(),
        mood: None,
        tags: Vec::new(),
        people: Vec::new(),
        private: false,
        status: EntryStatus::Draft,
        written_at: None,
    }
}
