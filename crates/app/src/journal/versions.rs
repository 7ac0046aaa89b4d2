//! The history of a text: what it was, when, and on what it was typed.

use std::time::Duration;

use hearken_domain::entry::count_words;
use hearken_domain::{Entry, EntryId, Timestamp, Vid};
use hearken_store::{EntryVersion, StoreError, UserReader};

use super::JournalError;
use crate::App;

/// How long the versions are kept that were only passed through while typing: as long as a client may hold a mutation
/// that names one of them.
pub const PASSING_KEPT: Duration = Duration::from_hours(7 * 24);

/// How a version came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionKind {
    /// It was typed.
    Edit,
    /// Two texts were merged.
    Merge,
    /// The text was once more what it had been before.
    Restore,
}

/// A version in the history of a text.
#[derive(Clone, Debug)]
pub struct HistoryItem {
    /// The version.
    pub version: EntryVersion,
    /// Words in its text.
    pub word_count: u32,
    /// How it came to be.
    pub kind: VersionKind,
    /// Of one that was restored, the version that had the same text before.
    pub restores: Option<Vid>,
    /// Whether it is the text as it is now.
    pub is_current: bool,
}

/// The versions of an entry's text, newest first. Of what was typed in one go a few are kept; of versions with the same
/// text that follow each other, the last.
pub async fn list_versions(tx: &mut UserReader<'_>, id: EntryId) -> Result<Vec<HistoryItem>, JournalError> {
    let entry = tx.find_entry(id).await?.ok_or(JournalError::NoSuchEntry)?;
    let mut versions = tx.entry_versions(id).await?;
    versions.push(current(tx, entry).await?);
    versions.dedup_by(|next, before| {
        let is_same = next.text == before.text;
        if is_same {
            std::mem::swap(next, before);
        }
        is_same
    });
    let last = versions.len() - 1;
    let mut items: Vec<HistoryItem> = Vec::with_capacity(versions.len());
    for (number, version) in versions.into_iter().enumerate() {
        let same = items.iter().find(|item| item.version.text == version.text).map(|item| item.version.vid);
        items.push(item(version, same, number == last));
    }
    items.reverse();
    Ok(items)
}

/// A version of an entry's text, whether it is part of the history or was only passed through.
pub async fn find_version(tx: &mut UserReader<'_>, (id, vid): &(EntryId, Vid)) -> Result<EntryVersion, JournalError> {
    let entry = tx.find_entry(*id).await?.ok_or(JournalError::NoSuchEntry)?;
    if entry.vid == *vid {
        return Ok(current(tx, entry).await?);
    }
    tx.find_version(*id, *vid).await?.ok_or(JournalError::NoSuchVersion)
}

/// Forgets the versions of everyone that were only passed through, when nobody can name them any more.
pub async fn forget_passing(app: &App) -> Result<u64, StoreError> {
    let before: Timestamp = app.ctx().now() - PASSING_KEPT;
    app.store().write(before, |tx, before| Box::pin(tx.forget_passing_versions(*before))).await
}

fn item(version: EntryVersion, same: Option<Vid>, is_current: bool) -> HistoryItem {
    let kind = match (version.second_parent, same) {
        (Some(_), _) => VersionKind::Merge,
        (None, Some(_)) => VersionKind::Restore,
        (None, None) => VersionKind::Edit,
    };
    let restores = same.filter(|_| kind == VersionKind::Restore);
    HistoryItem { word_count: count_words(&version.text), kind, restores, is_current, version }
}

/// The current text as a version.
pub(super) async fn current(tx: &mut UserReader<'_>, entry: Entry) -> Result<EntryVersion, StoreError> {
    let (parent, second_parent) = tx.parents(entry.id).await?;
    let Entry { vid, text_at: at, device, text, .. } = entry;
    Ok(EntryVersion { vid, parent, second_parent, at, device, text, passing: false })
}
