//! Creating an entry.

use hearken_domain::entry::count_words;
use hearken_domain::{Ctx, Entry, EntryId, EntryStatus, NewEntry, PersonId, Private, Vid};
use hearken_store::{RowKind, UserTx};

use super::JournalError;
use crate::{analysis, people};

/// The first version of a text, and what it was typed on; neither is known of a request that is no mutation.
#[derive(Default)]
struct Origin {
    vid: Option<Vid>,
    device: Option<Private>,
}

/// Creates an entry, and queues its reading when it is published. An id that is there already is left as it is, and one
/// that was deleted stays deleted: the request was repeated.
pub async fn create_entry(tx: &mut UserTx<'_>, ctx: &Ctx, new: &NewEntry) -> Result<Entry, JournalError> {
    new.validate()?;
    let people = people::all_known(tx, &new.people).await?;
    insert(tx, ctx, new, people, Origin::default()).await
}

/// As [`create_entry`], for a device: whoever it links may have been deleted on another one meanwhile.
pub(crate) async fn create_as(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    new: &NewEntry,
    (vid, device): (Vid, Option<Private>),
) -> Result<Entry, JournalError> {
    new.validate()?;
    let people = people::known_only(tx, &new.people).await?;
    insert(tx, ctx, new, people, Origin { vid: Some(vid), device }).await
}

async fn insert(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    new: &NewEntry,
    people: Vec<PersonId>,
    origin: Origin,
) -> Result<Entry, JournalError> {
    if let Some(id) = new.id {
        if let Some(there) = tx.find_entry(id).await? {
            return Ok(there);
        }
        if tx.is_deleted(RowKind::Entry, id.0).await? {
            return Err(JournalError::Deleted);
        }
    }
    let entry = tx.insert_entry(entry(ctx, new, people, origin), None).await?;
    if entry.status == EntryStatus::Published {
        analysis::queue_reading(tx, ctx, &entry).await?;
    }
    Ok(entry)
}

fn entry(ctx: &Ctx, new: &NewEntry, people: Vec<PersonId>, origin: Origin) -> Entry {
    let now = ctx.now();
    let id: EntryId = new.id.unwrap_or_else(|| ctx.new_id());
    Entry {
        id,
        rev: 0,
        vid: origin.vid.unwrap_or_else(|| Vid::new(ctx.new_id(), 0)),
        conflict_of: None,
        device: origin.device,
        text_at: now,
        title: new.title.clone(),
        text: new.text.clone(),
        mood: new.mood,
        tags: super::change::distinct(&new.tags),
        people,
        private: new.private,
        status: new.status,
        word_count: count_words(&new.text),
        written_at: new.written_at.unwrap_or(now),
        created_at: now,
        updated_at: now,
    }
}
