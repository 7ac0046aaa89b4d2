//! Versions of an entry's text on the wire.

use hearken_app::journal::{self, EntryVersion, HistoryItem};
use hearken_domain::{Private, Timestamp, Vid};
use serde::Serialize;
use utoipa::ToSchema;

use super::mirror::mirror;

/// A version of an entry's text, without the text.
#[derive(Serialize, ToSchema)]
pub struct Version {
    /// Its name: `<client id>.<mid>` of the mutation that wrote it, with an `m` and a sign where it was merged.
    #[schema(value_type = String)]
    id: Vid,
    /// When it was written.
    #[schema(value_type = String, format = "date-time")]
    at: Timestamp,
    /// What wrote it, by the name of its session; null for a write outside of sync.
    #[schema(value_type = Option<String>, required)]
    device: Option<Private>,
    /// Words in the text, by Unicode word boundaries.
    word_count: u32,
    /// How it came to be.
    kind: VersionKind,
    /// The versions it came from: none, one, or of a merge two. They may be forgotten.
    #[schema(value_type = Vec<String>)]
    parents: Vec<Vid>,
    /// Of one that was restored, the version that had the same text before.
    #[schema(value_type = Option<String>, required)]
    restores: Option<Vid>,
    /// Whether it is the text as it is now.
    is_current: bool,
}

mirror! {
    /// How a version came to be.
    VersionKind of journal::VersionKind {
        /// It was typed.
        Edit,
        /// Two texts were merged.
        Merge,
        /// The text was once more what it had been before.
        Restore,
    }
}

impl From<HistoryItem> for Version {
    fn from(item: HistoryItem) -> Self {
        let HistoryItem { version, word_count, kind, restores, is_current } = item;
        let parents = version.parent.into_iter().chain(version.second_parent).collect();
        let EntryVersion { vid: id, at, device, .. } = version;
        Self { id, at, device, word_count, kind: kind.into(), parents, restores, is_current }
    }
}

/// A version of an entry's text.
#[derive(Serialize, ToSchema)]
pub struct VersionText {
    /// Its name.
    #[schema(value_type = String)]
    id: Vid,
    /// When it was written.
    #[schema(value_type = String, format = "date-time")]
    at: Timestamp,
    /// What wrote it, by the name of its session; null for a write outside of sync.
    #[schema(value_type = Option<String>, required)]
    device: Option<Private>,
    /// The text.
    #[schema(value_type = String)]
    text: Private,
}

impl From<EntryVersion> for VersionText {
    fn from(EntryVersion { vid: id, at, device, text, .. }: EntryVersion) -> Self {
        Self { id, at, device, text }
    }
}
