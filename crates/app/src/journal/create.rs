//! Creating an entry.

use hearken_domain::entry::count_words;
use hearken_domain::{Ctx, Entry, EntryId, EntryStatus, NewEntry, PersonId, Vid};
use hearken_store::UserTx;

use super::JournalError;
use crate::{analysis, people};

/// Creates an entry, and queues its reading when it is published. An id that is there already is left as it is: the
/// request was repeated.
pub async fn create_entry(tx: &mut UserTx<'_>, ctx: &Ctx, new: &NewEntry) -> Result<Entry, JournalError> {
    create(tx, ctx, new, None).await
}

pub(crate) async fn create(
    tx: &mut UserTx<'_>,
    ctx: &Ctx,
    new: &NewEntry,
    vid: Option<Vid>,
) -> Result<Entry, JournalError> {
    new.validate()?;
    if let Some(id) = new.id
        && let Some(there) = tx.find_entry(id).await?
    {
        return Ok(there);
    }
    let people = people::known_only(tx, &new.people).await?;
    let entry = tx.insert_entry(entry(ctx, new, people, vid), None).await?;
    if entry.status == EntryStatus::Published {
        analysis::queue_reading(tx, ctx, &entry).await?;
    }
    Ok(entry)
}

fn entry(ctx: &Ctx, new: &NewEntry, people: Vec<PersonId>, vid: Option<Vid>) -> Entry {
    let now = ctx.now();
    let id: EntryId = new.id.unwrap_or_else(|| ctx.new_id());
    Entry {
        id,
        rev: 0,
        vid: vid.unwrap_or_else(|| Vid::new(ctx.new_id(), 0)),
        conflict_of: None,
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
