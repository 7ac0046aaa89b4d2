//! Finding entries by what is in them. What is encrypted cannot be searched by the database: every entry is opened and
//! looked through, on as many threads as there are cores, a stretch at a time. Nothing of it is kept.

mod gate;
mod hits;
mod scan;

use std::collections::HashMap;
use std::sync::Arc;

use hearken_domain::search::{Fits, Pattern, Query, Rank};
use hearken_domain::{EntryId, EntryStatus, Mood, Person, PersonId, Private, UserId};
use hearken_store::{EntryCursor, StoreError, TimeWindow, UserReader};
use jiff::tz::TimeZone;

use crate::App;

pub use hits::{Hit, HitCursor};

pub(crate) use gate::Gate;

/// What to look for. No `Debug`: it holds what somebody typed.
pub struct SearchQuery {
    /// What was typed.
    pub query: Query,
    /// The time zone in which a day that was typed is a day.
    pub time_zone: TimeZone,
    /// Only entries about this person: linked, or found in the text.
    pub person: Option<PersonId>,
    /// Only entries with this tag.
    pub tag: Option<Private>,
    /// Only entries in this mood.
    pub mood: Option<Mood>,
    /// Only entries in this state.
    pub status: Option<EntryStatus>,
    /// From when to when.
    pub window: TimeWindow,
    /// Where the last page ended.
    pub after: Option<HitCursor>,
    /// How many at most.
    pub limit: usize,
}

/// A page of hits.
pub struct SearchPage {
    /// The hits, the best first; equally good ones the newest first.
    pub hits: Vec<Hit>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<HitCursor>,
}

/// Everything that is the same for all entries of one search.
struct Search {
    query: SearchQuery,
    pattern: Pattern,
    fits: Fits,
    /// Names by id.
    names: HashMap<PersonId, Private>,
    /// Who was found in the text of an entry; empty when nobody asks.
    found: HashMap<EntryId, Vec<PersonId>>,
}

/// An entry that fits, and how well.
#[derive(Clone, Copy)]
struct Ranked {
    rank: Rank,
    place: EntryCursor,
}

/// Looks for entries of `user`. One search of a user runs at a time.
pub async fn search(app: &App, user: UserId, query: SearchQuery) -> Result<SearchPage, StoreError> {
    let turn = app.searches().enter(user).await?;
    let asks = query.person.is_some() || query.query.asks_for_people();
    let (people, found) = app.read(user, asks, |tx, asks| Box::pin(known(tx, *asks))).await?;
    let (fits, pattern) = (Fits::new(&query.query.conditions, &people), Pattern::new(&query.query.terms));
    let names = people.into_iter().map(|person| (person.id, person.name)).collect();
    let search = Arc::new(Search { query, pattern, fits, names, found });
    let ranked = scan::scan(app, user, &search, &turn).await?;
    hits::page(app, user, search, turn, ranked).await
}

/// Everyone the user knows and, if asked for, who was found in which entry.
async fn known(
    tx: &mut UserReader<'_>,
    is_asked_who: bool,
) -> Result<(Vec<Person>, HashMap<EntryId, Vec<PersonId>>), StoreError> {
    let people = tx.list_people().await?;
    let summaries = if is_asked_who { tx.list_analysis_summaries().await? } else { Vec::new() };
    let found = summaries.into_iter().map(|summary| (summary.analysis.entry_id, summary.people)).collect();
    Ok((people, found))
}
