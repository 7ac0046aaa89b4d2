//! Listing entries, newest first. What is encrypted cannot be filtered by the database: outlines are read until enough
//! fit, and only then texts.

use std::collections::HashSet;

use hearken_domain::{Entry, EntryId, EntryStatus, PersonId, Private};
use hearken_store::{EntryCursor, EntryOutline, StoreError, TimeWindow, UserReader};

/// How many outlines are read in one go.
const STRIDE: i64 = 500;

/// Which entries.
#[derive(Clone, Debug, Default)]
pub struct EntryFilter {
    /// About this person: linked, or found in the text.
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

    /// `found_in` are the entries in whose text the person was found.
    fn fits(&self, entry: &EntryOutline, found_in: &HashSet<EntryId>) -> bool {
        self.person.is_none_or(|person| entry.people.contains(&person) || found_in.contains(&entry.id))
            && self.tag.as_ref().is_none_or(|tag| entry.tags.contains(tag))
            && self.status.is_none_or(|status| entry.status == status)
    }
}

/// A page of entries.
pub async fn list_entries(tx: &mut UserReader<'_>, query: &EntryQuery) -> Result<EntryPage, StoreError> {
    // One more than asked tells whether there is a next page.
    let wanted = query.limit + 1;
    let mut entries = if query.filter.is_empty() {
        tx.list_entries(&query.window, i64::try_from(wanted).unwrap_or(i64::MAX)).await?
    } else {
        fitting(tx, query, wanted).await?
    };
    let more = entries.len() >= wanted;
    entries.truncate(query.limit);
    let next = if more { entries.last().map(cursor) } else { None };
    Ok(EntryPage { entries, next })
}

async fn fitting(tx: &mut UserReader<'_>, query: &EntryQuery, wanted: usize) -> Result<Vec<Entry>, StoreError> {
    let found_in = found_in(tx, query.filter.person).await?;
    let (mut entries, mut window) = (Vec::new(), query.window);
    loop {
        let outlines = tx.list_outlines(&window, STRIDE).await?;
        for outline in outlines.iter().filter(|outline| query.filter.fits(outline, &found_in)) {
            entries.extend(tx.find_readable_entry(outline.id).await?);
            if entries.len() == wanted {
                return Ok(entries);
            }
        }
        let Some(last) = outlines.last() else { return Ok(entries) };
        window.after = Some(last.cursor());
    }
}

/// The entries in whose text the person was found.
async fn found_in(tx: &mut UserReader<'_>, person: Option<PersonId>) -> Result<HashSet<EntryId>, StoreError> {
    let Some(person) = person else { return Ok(HashSet::new()) };
    let summaries = tx.list_analysis_summaries().await?;
    let about = summaries.into_iter().filter(|summary| summary.people.contains(&person));
    Ok(about.map(|summary| summary.analysis.entry_id).collect())
}

fn cursor(entry: &Entry) -> EntryCursor {
    EntryCursor { written_at: entry.written_at, id: entry.id }
}
