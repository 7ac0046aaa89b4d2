//! Changing the fields of an entry.

use hearken_domain::entry::count_words;
use hearken_domain::{Ctx, Entry, EntryChange, EntryId, EntryStatus, PersonId, Private, Vid};
use hearken_store::{StoreError, Succession, UserTx};

use super::JournalError;
use super::read_anew::read_anew;
use crate::{analysis, people, person_health};

/// Changes what is named in `change`, the text included, whatever version it was typed over: the caller sees the whole
/// entry. What was there before stays in the history.
pub async fn change_entry(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    (id, change): &(EntryId, EntryChange),
) -> Result<Entry, JournalError> {
    change.validate()?;
    let before = tx.find_entry(*id).await?.ok_or(JournalError::NoSuchEntry)?;
    let people = match &change.people {
        Some(people) => people::all_known(tx, people).await?,
        None => before.people.clone(),
    };
    let mut entry = with_fields(ctx, before.clone(), change, people);
    if let Some(text) = change.text.as_ref().filter(|text| **text != before.text) {
        entry.text = text.clone();
        entry.word_count = count_words(text);
        entry.vid = Vid::new(ctx.new_id(), 0);
        (entry.device, entry.text_at) = (None, ctx.now());
    }
    let is_same = entry.vid == before.vid;
    let entry = if is_same {
        tx.update_entry_meta(entry).await?
    } else {
        tx.update_entry_text(entry, Succession::default()).await?
    };
    read_again_if_needed(tx, ctx, &before, &entry).await?;
    Ok(entry)
}

/// Changes what is named in `change` but the text, for a device: whoever it links may have been deleted on another one
/// meanwhile. Where the version that was `seen` has become a copy, its title is that of the copy, and what is to stay
/// private is so in both places.
pub(crate) async fn set_fields(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    (id, seen): (EntryId, Option<Vid>),
    change: &EntryChange,
) -> Result<(), JournalError> {
    change.validate()?;
    let holder = holder_of(tx, id, seen).await?;
    if holder == id || tx.find_vid(id).await?.is_none() {
        return set_on(tx, ctx, holder, change).await;
    }
    let private = change.private.filter(|private| *private);
    let of_text = EntryChange { title: change.title.clone(), private, ..EntryChange::default() };
    for (id, change) in [(holder, of_text), (id, EntryChange { title: None, ..change.clone() })] {
        if change != EntryChange::default() {
            set_on(tx, ctx, id, &change).await?;
        }
    }
    Ok(())
}

async fn set_on(tx: &mut UserTx<'_>, ctx: &Ctx, id: EntryId, change: &EntryChange) -> Result<(), JournalError> {
    let before = tx.find_entry(id).await?.ok_or(JournalError::NoSuchEntry)?;
    let people = match &change.people {
        Some(people) => people::known_only(tx, people).await?,
        None => before.people.clone(),
    };
    let entry = with_fields(ctx, before.clone(), change, people);
    entry.validate()?;
    let entry = tx.update_entry_meta(entry).await?;
    read_again_if_needed(tx, ctx, &before, &entry).await?;
    Ok(())
}

/// Which of an entry and its copies has a version, now or among its former ones: the entry, if nobody knows.
async fn holder_of(tx: &mut UserTx<'_>, id: EntryId, vid: Option<Vid>) -> Result<EntryId, JournalError> {
    let Some(vid) = vid else { return Ok(id) };
    if tx.find_vid(id).await? == Some(vid) {
        return Ok(id);
    }
    let holder = match tx.find_conflict_copy(id, vid).await? {
        Some(copy) => Some(copy),
        None => tx.find_holder(id, vid).await?,
    };
    Ok(holder.unwrap_or(id))
}

/// Finishes a draft and queues its reading. An entry that is published already stays as it is.
pub async fn publish_entry(tx: &mut UserTx<'_>, ctx: &Ctx, id: &EntryId) -> Result<Entry, JournalError> {
    let before = tx.find_entry(*id).await?.ok_or(JournalError::NoSuchEntry)?;
    if before.status == EntryStatus::Published {
        return Ok(before);
    }
    let entry = Entry { status: EntryStatus::Published, updated_at: ctx.now(), ..before };
    let entry = tx.update_entry_meta(entry).await?;
    read_anew(tx, ctx, &entry).await?;
    Ok(entry)
}

fn with_fields(ctx: &Ctx, entry: Entry, change: &EntryChange, people: Vec<PersonId>) -> Entry {
    Entry {
        title: change.title.clone().unwrap_or(entry.title),
        mood: change.mood.unwrap_or(entry.mood),
        tags: with_tags(entry.tags, change),
        people,
        private: change.private.unwrap_or(entry.private),
        status: change.status.unwrap_or(entry.status),
        written_at: change.written_at.unwrap_or(entry.written_at),
        updated_at: ctx.now(),
        ..entry
    }
}

/// The tags after a change: all of them replaced, or some of them taken off and others added.
fn with_tags(tags: Vec<Private>, change: &EntryChange) -> Vec<Private> {
    let mut tags = change.tags.clone().unwrap_or(tags);
    let removed = distinct(&change.tags_remove);
    tags.retain(|tag| !removed.contains(tag));
    tags.extend_from_slice(&change.tags_add);
    distinct(&tags)
}

/// A published entry is read anew when its text changed, when it was just published, when it has just been kept from
/// providers (what a provider said of it goes), and when its title has become one of danger, or is one no longer.
pub(super) async fn read_again_if_needed(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    before: &Entry,
    entry: &Entry,
) -> Result<(), JournalError> {
    let published = entry.status == EntryStatus::Published;
    let just_published = before.status != entry.status;
    let just_private = entry.private && !before.private;
    let is_other = just_published || just_private || before.vid != entry.vid;
    if published && (is_other || is_changed_by_title(tx, before, entry).await?) {
        read_anew(tx, ctx, entry).await?;
    } else if published && before.people != entry.people {
        person_health::gather_one(tx, ctx, entry.id).await?;
    }
    if just_private {
        tx.forget_kept_of(entry.id).await?;
    }
    if !published && just_published {
        analysis::withdraw_reading(tx, entry.id).await?;
    }
    Ok(())
}

async fn is_changed_by_title(tx: &mut UserTx<'_>, before: &Entry, entry: &Entry) -> Result<bool, StoreError> {
    if before.title == entry.title {
        return Ok(false);
    }
    let danger = analysis::danger_found(tx, entry).await?;
    Ok(analysis::is_changed_by_title(&before.title, danger, entry))
}

/// Tags without the ones that say the same again, trimmed.
pub(super) fn distinct(tags: &[Private]) -> Vec<Private> {
    let mut kept: Vec<Private> = Vec::with_capacity(tags.len());
    for tag in tags {
        let tag = Private::from(tag.trim());
        if !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    kept
}
