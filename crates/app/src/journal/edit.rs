//! Typing over a known version of an entry's text. What was typed is never lost: it becomes the text, or a copy.

use hearken_domain::entry::count_words;
use hearken_domain::{Ctx, Entry, EntryChange, EntryId, EntryStatus, Private, Vid};
use hearken_store::UserTx;
use uuid::Uuid;

use super::JournalError;
use crate::analysis;

/// A text typed over the version `base`, to become the version `vid`.
#[derive(Clone, Debug)]
pub struct TextEdit {
    /// The entry.
    pub id: EntryId,
    /// The version it was typed over.
    pub base: Vid,
    /// The version it becomes.
    pub vid: Vid,
    /// The text.
    pub text: Private,
}

/// Where a typed text went.
#[derive(Clone, Debug)]
pub enum Edited {
    /// It is the entry's text now.
    Current(Entry),
    /// The entry had changed meanwhile: it stands beside it as this copy.
    Copy(Entry),
}

/// Applies a typed text. The first rule that fits decides:
///
/// 1. typed over the current version: it becomes the text;
/// 2. typed over a version that had become a copy: it becomes the copy's text;
/// 3. the same as the current text: only the version's name moves on;
/// 4. anything else, a deleted or undecipherable entry included: it becomes a copy of its own.
pub async fn edit_text(tx: &mut UserTx<'_>, ctx: &Ctx, edit: &TextEdit) -> Result<Edited, JournalError> {
    EntryChange { text: Some(edit.text.clone()), ..EntryChange::default() }.validate()?;
    let entry = tx.find_readable_entry(edit.id).await?;
    if let Some(entry) = entry.clone().filter(|entry| entry.vid == edit.base) {
        return Ok(Edited::Current(put_text(tx, ctx, entry, edit).await?));
    }
    if let Some(copy) = tx.find_conflict_copy(edit.id, edit.base).await?
        && let Some(copy) = tx.find_readable_entry(copy).await?
    {
        return Ok(Edited::Copy(put_text(tx, ctx, copy, edit).await?));
    }
    if let Some(entry) = entry.clone().filter(|entry| entry.text == edit.text) {
        return Ok(Edited::Current(put_text(tx, ctx, entry, edit).await?));
    }
    let fields = entry.unwrap_or_else(|| deleted(ctx, edit));
    Ok(Edited::Copy(keep_beside(tx, ctx, fields, edit).await?))
}

async fn put_text(tx: &mut UserTx<'_>, ctx: &Ctx, entry: Entry, edit: &TextEdit) -> Result<Entry, JournalError> {
    let entry = Entry {
        vid: edit.vid,
        text: edit.text.clone(),
        word_count: count_words(&edit.text),
        updated_at: ctx.now(),
        ..entry
    };
    let is_read = entry.conflict_of.is_none() || tx.has_analysis(entry.id).await?;
    let entry = tx.update_entry_text(entry).await?;
    // Even with the same words: a reading belongs to a version, and one that is under way was for the last.
    if entry.status == EntryStatus::Published && is_read {
        analysis::queue_reading(tx, ctx, &entry).await?;
    }
    Ok(entry)
}

/// The copy's id follows from the edit's, so that a repeated edit cannot make two.
async fn keep_beside(tx: &mut UserTx<'_>, ctx: &Ctx, entry: Entry, edit: &TextEdit) -> Result<Entry, JournalError> {
    let id = EntryId(Uuid::new_v5(&edit.vid.client.0, &edit.vid.mid.to_be_bytes()));
    if let Some(copy) = tx.find_entry(id).await? {
        return Ok(copy);
    }
    let copy = Entry {
        id,
        vid: edit.vid,
        conflict_of: Some(entry.id),
        text: edit.text.clone(),
        word_count: count_words(&edit.text),
        created_at: ctx.now(),
        updated_at: ctx.now(),
        ..entry
    };
    Ok(tx.insert_entry(copy, Some(edit.base)).await?)
}

/// What is left of an entry that was deleted while its text was being typed: a draft, so that nothing is read unasked.
fn deleted(ctx: &Ctx, edit: &TextEdit) -> Entry {
    let now = ctx.now();
    Entry {
        id: edit.id,
        rev: 0,
        vid: edit.base,
        conflict_of: None,
        title: Private::default(),
        text: edit.text.clone(),
        mood: None,
        tags: Vec::new(),
        people: Vec::new(),
        // Whether it was is no longer known, so nobody else may read it.
        private: true,
        status: EntryStatus::Draft,
        word_count: 0,
        written_at: now,
        created_at: now,
        updated_at: now,
    }
}
