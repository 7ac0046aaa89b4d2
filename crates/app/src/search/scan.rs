//! Looking through all entries, a stretch at a time: while one is opened and searched, the next one is read.

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::stream::{FuturesUnordered, StreamExt as _};
use hearken_domain::search::{Candidate, Doc, Reader};
use hearken_domain::{PersonId, Timestamp, UserId};
use hearken_store::{EntryOutline, SealedEntry, StoreError, UserScope};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::gate::Turn;
use super::{Ranked, Search};
use crate::App;

/// How many entries are read in one go. No reader is kept for long, and of the longest entries a stretch has some twenty
/// megabytes.
const STRIDE: i64 = 64;

/// The entries that fit, in no order. Each stretch is read for itself: what is moved to another date meanwhile may be
/// missed.
pub(super) async fn scan(
    app: &App,
    user: UserId,
    search: &Arc<Search>,
    turn: &Turn,
) -> Result<Vec<Ranked>, StoreError> {
    let scope = app.store().scope(user).await?;
    let (gate, mut window) = (app.searches(), search.query.window);
    let (mut running, mut found) = (FuturesUnordered::new(), Vec::new());
    loop {
        let core = gate.core(turn.clone()).await?;
        let stretch = app.read(user, window, |tx, window| Box::pin(tx.list_sealed(window, STRIDE))).await?;
        let is_last = i64::try_from(stretch.len()).is_ok_and(|read| read < STRIDE);
        window.after = stretch.last().map(SealedEntry::cursor);
        let (search, scope) = (Arc::clone(search), scope.clone());
        running.push(core.run(move || look_through(&search, &scope, &stretch)));
        while running.len() >= gate.cores() || (is_last && !running.is_empty()) {
            if let Some(ranked) = running.next().await {
                found.extend(ranked??);
            }
        }
        if is_last {
            return Ok(found);
        }
    }
}

fn look_through(search: &Search, scope: &UserScope, stretch: &[SealedEntry]) -> Result<Vec<Ranked>, StoreError> {
    let (mut reader, mut doc, mut found) = (Reader::default(), Doc::default(), Vec::new());
    for entry in stretch {
        let Some((title, outline)) = entry.outline(scope)? else { continue };
        if !search.fits(&mut reader, &outline) {
            continue;
        }
        let Some(text) = entry.text(scope)? else { continue };
        doc.read(&mut reader, &title, &text, search.labels(&outline));
        if let Some(rank) = search.pattern.rank(&doc) {
            found.push(Ranked { rank, place: entry.cursor() });
        }
    }
    Ok(found)
}

impl Search {
    fn labels<'s>(&'s self, entry: &'s EntryOutline) -> impl Iterator<Item = &'s str> {
        let names = entry.people.iter().filter_map(|id| self.names.get(id));
        entry.tags.iter().chain(names).map(|label| label.as_str())
    }

    fn fits(&self, reader: &mut Reader, entry: &EntryOutline) -> bool {
        let query = &self.query;
        let people = self.people_of(entry);
        let candidate = Candidate {
            tags: &entry.tags,
            people: &people,
            mood: entry.mood,
            status: entry.status,
            day: local_day(entry.written_at, &query.time_zone),
        };
        query.person.is_none_or(|person| people.contains(&person))
            && query.tag.as_ref().is_none_or(|tag| entry.tags.contains(tag))
            && query.mood.is_none_or(|mood| entry.mood == Some(mood))
            && query.status.is_none_or(|status| entry.status == status)
            && self.fits.hold(reader, &candidate)
    }

    fn people_of(&self, entry: &EntryOutline) -> HashSet<PersonId> {
        let found = self.found.get(&entry.id).map(Vec::as_slice).unwrap_or_default();
        entry.people.iter().chain(found).copied().collect()
    }
}

fn local_day(at: Timestamp, zone: &TimeZone) -> Date {
    let instant = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    zone.to_datetime(instant).date()
}
