//! Listing entries, newest first. What is encrypted cannot be filtered by the database: pages are read until enough fit.

use hearken_domain::{Entry, EntryStatus, PersonId, Private};
use hearken_store::{EntryCursor, StoreError, TimeWindow, UserReader};

/// How many entries are looked at in one go when a filter drops some.
const STRIDE: i64 = 200;

/// Which entries.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// About this person.
    pub person: Option<PersonId>,
    /// With this tag.
    pub tag: Option<Private>,
    /// In this state.
    pub status: Option<EntryStatus>,
}

/// Which page of which entries.
#[derive(Clone, Debug)]
pub struct EntryQuery {
    /// Which entries.
    pub filter: EntryFilter,
    /// From when to when, and where the last page ended.
    pub window: TimeWindow,
    /// How many at most.
    pub limit: usize,
}

/// A page of entries.
#[derive(Clone, Debug)]
pub struct EntryPage {
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<EntryCursor>,
}

impl EntryFilter {
    fn is_empty(&self) -> bool {
        self.person.is_none() && self.tag.is_none() && self.status.is_none()
    }

    fn fits(&self, entry: &Entry) -> bool {
        self.person.is_none_or(|person| entry.people.contains(&person))
            && self.tag.as_ref().is_none_or(|tag| entry.tags.contains(tag))
            && self.status.is_none_or(|status| entry.status == status)
    }
}

/// A page of entries.
pub async fn list_entries(tx: &mut UserReader<'_>, query: &EntryQuery) -> Result<EntryPage, StoreError> {
    // One more than asked tells whether there is a next page.
    let wanted = query.limit + 1;
    let one_go = i64::try_from(wanted).unwrap_or(i64::MAX);
    let stride = if query.filter.is_empty() { one_go } else { STRIDE.max(one_go) };
    let mut window = query.window;
    let mut entries = Vec::with_capacity(wanted);
    loop {
        let stretch = tx.list_entries(&window, stride).await?;
        let last = stretch.last().map(cursor);
        let was_last = i64::try_from(stretch.len()).unwrap_or(i64::MAX) < stride;
        entries.extend(stretch.into_iter().filter(|entry| query.filter.fits(entry)));
        if entries.len() >= wanted || was_last {
            break;
        }
        window.after = last;
    }
    let more = entries.len() >= wanted;
    entries.truncate(query.limit);
    let next = if more { entries.last().map(cursor) } else { None };
    Ok(EntryPage { entries, next })
}

fn cursor(entry: &Entry) -> EntryCursor {
    EntryCursor { written_at: entry.written_at, id: entry.id }
}
