//! Creating an entry.

use hearken_domain::entry::count_words;
use hearken_domain::{Ctx, Entry, EntryId, EntryStatus, NewEntry, PersonId, Private, Timestamp, Vid};
use hearken_store::{RowKind, UserTx};

use super::JournalError;
use crate::{analysis, people};

/// A version of a text as a device has typed it.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    /// Its name.
    pub(crate) vid: Vid,
    /// What it was typed on, as far as that is known.
    pub(crate) device: Option<Private>,
    /// When, by this server's clock.
    pub(crate) at: Timestamp,
    /// When the typing began.
    pub(crate) begun_at: Timestamp,
}

/// Creates an entry, and queues its reading when it is published. An id that is there already is left as it is, and one
/// that was deleted stays deleted: the request was repeated.
pub async fn create_entry(tx: &mut UserTx<'_>, ctx: &Ctx, new: &NewEntry) -> Result<Entry, JournalError> {
    new.validate()?;
    let people = people::all_known(tx, &new.people).await?;
    let now = ctx.now();
    let request = Typed { vid: Vid::new(ctx.new_id(), 0), device: None, at: now, begun_at: now };
    insert(tx, ctx, new, people, &request).await
}

/// As [`create_entry`], for a device: whoever it links may have been deleted on another one meanwhile.
pub(crate) async fn create_as(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    new: &NewEntry,
    typed: &Typed,
) -> Result<Entry, JournalError> {
    new.validate()?;
    let people = people::known_only(tx, &new.people).await?;
    insert(tx, ctx, new, people, typed).await
}

async fn insert(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    new: &NewEntry,
    people: Vec<PersonId>,
    typed: &Typed,
) -> Result<Entry, JournalError> {
    if let Some(id) = new.id {
        if let Some(there) = tx.find_entry(id).await? {
            return Ok(there);
        }
        if tx.is_deleted(RowKind::Entry, id.0).await? {
            return Err(JournalError::Deleted);
        }
    }
    let entry = tx.insert_entry(entry(ctx, new, people, typed.clone()), None).await?;
    if entry.status == EntryStatus::Published {
        analysis::queue_reading(tx, ctx, &entry).await?;
    }
    Ok(entry)
}

fn entry(ctx: &Ctx, new: &NewEntry, people: Vec<PersonId>, Typed { vid, device, at, begun_at }: Typed) -> Entry {
    let now = ctx.now();
    let id: EntryId = new.id.unwrap_or_else(|| ctx.new_id());
    Entry {
        id,
        rev: 0,
        vid,
        conflict_of: None,
        device,
        text_at: at,
        title: new.title.clone(),
        text: new.text.clone(),
        mood: new.mood,
        tags: super::change::distinct(&new.tags),
        people,
        private: new.private,
        status: new.status,
        word_count: count_words(&new.text),
        written_at: new.written_at.unwrap_or(begun_at),
        created_at: now,
        updated_at: now,
    }
}
