//! The hits of one page: the best of what was found, with the words around it.

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

use hearken_domain::search::{Rank, Snippet, places, snippet};
use hearken_domain::{Entry, UserId};
use hearken_store::{EntryCursor, StoreError, UserReader};

use super::gate::Turn;
use super::{Ranked, Search, SearchPage};
use crate::App;

/// An entry that was found. No `Debug`: it holds what somebody wrote.
pub struct Hit {
    /// The entry.
    pub entry: Entry,
    /// The piece of its text that shows best what was found.
    pub snippet: Snippet,
    /// What was found in its title, in characters.
    pub title_places: Vec<Range<usize>>,
}

/// A place among the hits: everything strictly after it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HitCursor {
    /// How well the last hit fits.
    pub rank: Rank,
    /// Its place in the journal.
    pub place: EntryCursor,
}

/// The best first; equally good ones the newest first.
fn order(rank: Rank, place: EntryCursor) -> impl Ord {
    (rank, Reverse((place.written_at, place.id.0)))
}

pub(super) async fn page(
    app: &App,
    user: UserId,
    search: Arc<Search>,
    turn: Turn,
    mut ranked: Vec<Ranked>,
) -> Result<SearchPage, StoreError> {
    if let Some(after) = search.query.after {
        let last = order(after.rank, after.place);
        ranked.retain(|hit| order(hit.rank, hit.place) > last);
    }
    ranked.sort_unstable_by_key(|hit| order(hit.rank, hit.place));
    let limit = search.query.limit;
    let last = if ranked.len() > limit { ranked.get(limit.saturating_sub(1)) } else { None };
    let next = last.map(|&Ranked { rank, place }| HitCursor { rank, place });
    ranked.truncate(limit);
    let core = app.searches().core(turn).await?;
    let entries = app.read(user, ranked, |tx, ranked| Box::pin(entries(tx, ranked))).await?;
    let hits = core.run(move || entries.into_iter().map(|entry| hit(&search, entry)).collect());
    Ok(SearchPage { hits: hits.await?, next })
}

/// The entries as they are now: one that was deleted meanwhile is left out.
async fn entries(tx: &mut UserReader<'_>, ranked: &[Ranked]) -> Result<Vec<Entry>, StoreError> {
    let mut entries = Vec::with_capacity(ranked.len());
    for hit in ranked {
        entries.extend(tx.find_readable_entry(hit.place.id).await?);
    }
    Ok(entries)
}

fn hit(search: &Search, entry: Entry) -> Hit {
    let terms = &search.query.query.terms;
    Hit { snippet: snippet(&entry.text, terms), title_places: places(&entry.title, terms), entry }
}
