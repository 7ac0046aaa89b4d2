//! Typing over a known version of an entry's text. What was typed is never lost: it becomes the text, a part of it, or a
//! copy beside it.

use std::time::Duration;

use hearken_domain::entry::count_words;
use hearken_domain::merge::merge;
use hearken_domain::{Ctx, Entry, EntryChange, EntryId, EntryStatus, Private, Timestamp, Vid};
use hearken_store::{EntryVersion, Succession, UserTx};
use uuid::Uuid;

use super::JournalError;
use super::change::read_again_if_needed;
use super::read_anew::read_anew;

/// A text typed over the version `base`, to become the version `vid`.
#[derive(Clone, Debug)]
pub struct TextEdit {
    /// The entry.
    pub id: EntryId,
    /// The version it was typed over.
    pub base: Vid,
    /// The words it was typed over, where that version may have others.
    pub base_text: Option<Private>,
    /// The version it becomes.
    pub vid: Vid,
    /// The text.
    pub text: Private,
    /// The title, where it was changed together with the text.
    pub title: Option<Private>,
    /// The title that stood over the text otherwise, as far as that is known.
    pub base_title: Option<Private>,
    /// What it was typed on, as far as that is known.
    pub device: Option<Private>,
    /// When it was typed, by this server's clock.
    pub at: Timestamp,
    /// Whether the text that it replaces stays in the history, however briefly it stood.
    pub keep_base: bool,
}

/// Where a typed text went.
#[derive(Clone, Debug)]
pub enum Edited {
    /// It is the entry's text now, or a part of it.
    Current(Entry),
    /// The entry had changed meanwhile: it stands beside it as this copy, or is a part of the copy's text.
    Copy(Entry),
}

/// A text that takes the place of an entry's.
struct Replacement {
    vid: Vid,
    at: Timestamp,
    second_parent: Option<Vid>,
    /// Whether the text that it replaces stays in the history.
    keep_base: bool,
    text: Private,
}

/// Applies a typed text. The first rule that fits decides:
///
/// 1. typed over the current version: it becomes the text;
/// 2. typed over a version that had become a copy: it becomes the copy's text;
/// 3. the same as the current text: only the version's name moves on;
/// 4. typed over an older version that is still known, or over earlier words of a version, and other paragraphs have
///    changed since: both are merged;
/// 5. anything else, a deleted or undecipherable entry included: it becomes a copy of its own.
///
/// A title goes where the text goes with which it was typed. And a copy has the title that stood over its text: that of
/// the entry may have been typed with the other one.
pub async fn edit_text(tx: &mut UserTx<'_>, ctx: &Ctx, edit: &TextEdit) -> Result<Edited, JournalError> {
    let title = edit.title_over();
    EntryChange { text: Some(edit.text.clone()), title, ..EntryChange::default() }.validate()?;
    let entry = tx.find_readable_entry(edit.id).await?;
    let holder = match entry.clone().filter(|entry| entry.vid == edit.base) {
        None => copy_at_base(tx, edit).await?,
        entry => entry,
    };
    if let Some(holder) = holder.clone().filter(|holder| edit.is_over(&holder.text)) {
        return Ok(edit.came_to(put_text(tx, ctx, holder, edit, edit.as_it_is()).await?));
    }
    if let Some(entry) = entry.clone().filter(|entry| entry.text == edit.text) {
        return Ok(Edited::Current(put_text(tx, ctx, entry, edit, edit.as_it_is()).await?));
    }
    if let Some(merged) = merge_in(tx, ctx, edit, holder).await? {
        return Ok(edit.came_to(merged));
    }
    let fields = entry.unwrap_or_else(|| deleted(ctx, edit));
    Ok(Edited::Copy(keep_beside(tx, ctx, fields, edit).await?))
}

impl TextEdit {
    /// Whether it was typed over these words, if they are those of its base.
    fn is_over(&self, text: &Private) -> bool {
        self.base_text.as_ref().is_none_or(|seen| seen == text)
    }

    /// The title over the text, as far as that is known.
    fn title_over(&self) -> Option<Private> {
        self.title.clone().or_else(|| self.base_title.clone())
    }

    fn came_to(&self, entry: Entry) -> Edited {
        if entry.id == self.id { Edited::Current(entry) } else { Edited::Copy(entry) }
    }

    fn as_it_is(&self) -> Replacement {
        let (keep_base, text) = (self.keep_base, self.text.clone());
        Replacement { vid: self.vid, at: self.at, second_parent: None, keep_base, text }
    }

    /// The name of a merged text is not that of the typed one: what is typed next over that one has not seen the merge. And
    /// it tells what it was merged with: after a restore that may be another text, which nobody has seen. It stands after
    /// both in the history.
    fn merged_with(&self, current: &Entry, text: Private) -> Replacement {
        let at = self.at.max(current.text_at) + Duration::from_millis(1);
        let (vid, second_parent) = (self.vid.merged_with(current.vid), Some(self.vid));
        Replacement { vid, at, second_parent, keep_base: self.keep_base, text }
    }
}

/// The copy whose text is the version that was typed over.
async fn copy_at_base(tx: &mut UserTx<'_>, edit: &TextEdit) -> Result<Option<Entry>, JournalError> {
    let Some(copy) = tx.find_conflict_copy(edit.id, edit.base).await? else { return Ok(None) };
    Ok(tx.find_readable_entry(copy).await?)
}

/// The entry, or the copy, that once was the version which was typed over, and the words of that.
async fn former_holder(tx: &mut UserTx<'_>, edit: &TextEdit) -> Result<Option<(Entry, Private)>, JournalError> {
    let Some(holder) = tx.find_holder(edit.id, edit.base).await? else { return Ok(None) };
    let Some(base) = tx.find_readable_version(holder, edit.base).await? else { return Ok(None) };
    let Some(entry) = tx.find_readable_entry(holder).await? else { return Ok(None) };
    Ok(Some((entry, base.text)))
}

/// Merges a text into its `holder`, which has the version it was typed over with other words, or once was that version.
/// `None` where that version is gone, or the same place was changed.
async fn merge_in(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    edit: &TextEdit,
    holder: Option<Entry>,
) -> Result<Option<Entry>, JournalError> {
    let found = match holder {
        None => former_holder(tx, edit).await?,
        Some(holder) => Some((holder.clone(), holder.text)),
    };
    let Some((entry, base)) = found else { return Ok(None) };
    let base = edit.base_text.as_ref().unwrap_or(&base);
    let Some(text) = merge(base, &entry.text, &edit.text).map(Private::from) else { return Ok(None) };
    let fits = EntryChange { text: Some(text.clone()), ..EntryChange::default() }.validate().is_ok();
    if !fits {
        return Ok(None);
    }
    let sitting = sitting(tx, &entry, edit).await?;
    let keep_base = edit.keep_base || sitting == Sitting::Next;
    Ok(Some(if text == edit.text {
        put_text(tx, ctx, entry, edit, Replacement { keep_base, ..edit.as_it_is() }).await?
    } else if text == entry.text {
        keep_typed(tx, entry.id, edit, true).await?;
        put_title(tx, ctx, entry, edit).await?
    } else {
        keep_typed(tx, entry.id, edit, sitting == Sitting::Same).await?;
        let merged = edit.merged_with(&entry, text);
        put_text(tx, ctx, entry, edit, Replacement { keep_base, ..merged }).await?
    }))
}

/// What a text that was typed over an older version follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sitting {
    /// No merge of the same client.
    First,
    /// One of the same sitting.
    Same,
    /// One of a sitting that is over.
    Next,
}

async fn sitting(tx: &mut UserTx<'_>, entry: &Entry, edit: &TextEdit) -> Result<Sitting, JournalError> {
    let follows = entry.vid.merge.is_some() && entry.vid.client == edit.vid.client;
    Ok(if !follows {
        Sitting::First
    } else if tx.was_typed_lately(entry.id, edit.vid.client, edit.at).await? {
        Sitting::Same
    } else {
        Sitting::Next
    })
}

/// Keeps a text as it was typed, before it is merged: what is typed next is typed over it. Of those that follow each
/// other in a sitting only the first that brings something stays in the history: the words of the others are in what comes
/// of the merge.
async fn keep_typed(tx: &mut UserTx<'_>, id: EntryId, edit: &TextEdit, passing: bool) -> Result<(), JournalError> {
    let typed = EntryVersion {
        vid: edit.vid,
        parent: Some(edit.base),
        second_parent: None,
        at: edit.at,
        device: edit.device.clone(),
        text: edit.text.clone(),
        passing,
    };
    Ok(tx.insert_version(id, &typed).await?)
}

/// Where only the title of what was typed is new.
async fn put_title(tx: &mut UserTx<'_>, ctx: &Ctx, entry: Entry, edit: &TextEdit) -> Result<Entry, JournalError> {
    let Some(title) = edit.title.clone() else { return Ok(entry) };
    let titled = tx.update_entry_meta(Entry { title, updated_at: ctx.now(), ..entry.clone() }).await?;
    read_again_if_needed(tx, ctx, &entry, &titled).await?;
    Ok(titled)
}

async fn put_text(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    entry: Entry,
    edit: &TextEdit,
    Replacement { vid, at, second_parent, keep_base, text }: Replacement,
) -> Result<Entry, JournalError> {
    let device = edit.device.clone();
    let updated_at = ctx.now();
    // A text is never older than the one it was typed over, whatever became of the device's clock in between; but a time
    // that is yet to come was wrong.
    let text_at = at.max(entry.text_at.min(updated_at));
    let title = edit.title.clone().unwrap_or(entry.title);
    let entry = Entry { vid, device, title, word_count: count_words(&text), text, text_at, updated_at, ..entry };
    let entry = tx.update_entry_text(entry, Succession { second_parent, keep_base }).await?;
    // Even with the same words: a reading belongs to a version, and one that is under way was for the last.
    read_anew(tx, ctx, &entry).await?;
    Ok(entry)
}

/// The copy's id follows from the edit's, so that a repeated edit cannot make two.
async fn keep_beside(tx: &mut UserTx<'_>, ctx: &Ctx, entry: Entry, edit: &TextEdit) -> Result<Entry, JournalError> {
    let id = EntryId(Uuid::new_v5(&edit.vid.client.0, &edit.vid.mid.to_be_bytes()));
    if let Some(copy) = tx.find_entry(id).await? {
        return Ok(copy);
    }
    let now = ctx.now();
    let copy = Entry {
        id,
        vid: edit.vid,
        conflict_of: Some(entry.id),
        device: edit.device.clone(),
        title: edit.title_over().unwrap_or(entry.title),
        text: edit.text.clone(),
        word_count: count_words(&edit.text),
        text_at: edit.at,
        created_at: now,
        updated_at: now,
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
        device: None,
        text_at: edit.at,
        title: Private::default(),
        text: edit.text.clone(),
        mood: None,
        tags: Vec::new(),
        people: Vec::new(),
        // Whether it was is no longer known, so nobody else may read it.
        private: true,
        status: EntryStatus::Draft,
        word_count: 0,
        written_at: edit.at,
        created_at: now,
        updated_at: now,
    }
}
