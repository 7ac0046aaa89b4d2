//! Searches and their hits on the wire.

use std::ops::Range;

use hearken_app::journal::TimeWindow;
use hearken_app::search::{self, HitCursor, SearchPage};
use hearken_domain::search::{MAX_QUERY, Query};
use hearken_domain::{Invalid, PersonId, Private, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Page;
use super::dashboard::time_zone;
use super::entry::{Entry, EntryStatus, mood};
use super::entry_list::{in_order, limit, place, read_place, unknown_cursor};

const DEFAULT_LIMIT: u32 = 20;
const MAX_LIMIT: u32 = 100;

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words, beginnings of words, `"exact words"` and `-words` to leave out, in any case and with or without accents;
    /// and the filters below as they are typed: `tag:work`, `person:"Mary Jane"`, `mood:4-5`, `from:2026-01`,
    /// `to:2026-03-15`, `status:draft`, each also with `-` in front. Everything must fit. At most 500 characters;
    /// of words and phrases, the first 16 different ones count.
    #[serde(default)]
    #[param(value_type = Option<String>, max_length = 500)]
    q: Private,
    /// Most hits on a page: 1 to 100, 20 when absent.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Only entries about this person: linked, or found in the text.
    #[param(value_type = Option<String>, format = "uuid")]
    person: Option<PersonId>,
    /// Only entries with this tag.
    #[param(value_type = Option<String>)]
    tag: Option<Private>,
    /// Only entries in this mood.
    #[param(minimum = 1, maximum = 5)]
    mood: Option<i64>,
    /// Only entries about this moment or a later one.
    #[param(value_type = Option<String>, format = "date-time")]
    from: Option<Timestamp>,
    /// Only entries about an earlier moment.
    #[param(value_type = Option<String>, format = "date-time")]
    to: Option<Timestamp>,
    /// Only drafts, or only published ones.
    #[param(inline)]
    status: Option<EntryStatus>,
    /// IANA name of the time zone in which a day in `q` is a day (`Europe/Berlin`); UTC when absent.
    tz: Option<String>,
}

impl TryFrom<SearchQuery> for search::SearchQuery {
    type Error = Invalid;

    fn try_from(query: SearchQuery) -> Result<Self, Invalid> {
        let limit = limit(query.limit.unwrap_or(DEFAULT_LIMIT), MAX_LIMIT)?;
        in_order(query.from, query.to)?;
        Ok(Self {
            query: read_query(&query.q)?,
            time_zone: time_zone(query.tz.as_deref())?,
            person: query.person,
            tag: query.tag,
            mood: query.mood.map(mood).transpose()?,
            status: query.status.map(Into::into),
            window: TimeWindow { from: query.from, to: query.to, after: None },
            after: query.cursor.as_deref().map(read_cursor).transpose()?,
            limit,
        })
    }
}

fn read_query(typed: &str) -> Result<Query, Invalid> {
    if typed.chars().count() > MAX_QUERY {
        return Err(Invalid::new("q", format!("at most {MAX_QUERY} characters")));
    }
    let query = Query::parse(typed);
    match query.misread.first() {
        Some(field) => Err(Invalid::new("q", format!("{}: takes {}", field.name(), field.values()))),
        None => Ok(query),
    }
}

/// An entry that was found. All places count Unicode scalar values, as in an analysis.
#[derive(Serialize, ToSchema)]
pub struct Hit {
    /// The entry.
    pub entry: Entry,
    /// The piece of its text that shows best what was found.
    pub snippet: Snippet,
    /// What was found in its title.
    pub title_matches: Vec<Span>,
}

/// A piece of a text.
#[derive(Serialize, ToSchema)]
pub struct Snippet {
    /// Where it begins in the text.
    pub start: usize,
    /// Where it ends (exclusive).
    pub end: usize,
    /// What was found in it, in places of the whole text. Empty when only the title, a tag or a name fits.
    pub matches: Vec<Span>,
}

/// A place in a text.
#[derive(Serialize, ToSchema)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends (exclusive).
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(Range { start, end }: Range<usize>) -> Self {
        Self { start, end }
    }
}

impl From<search::Hit> for Hit {
    fn from(search::Hit { entry, snippet, title_places }: search::Hit) -> Self {
        let spans = |places: Vec<Range<usize>>| places.into_iter().map(Into::into).collect();
        let matches = spans(snippet.places);
        let snippet = Snippet { start: snippet.piece.start, end: snippet.piece.end, matches };
        Self { entry: entry.into(), snippet, title_matches: spans(title_places) }
    }
}

impl From<SearchPage> for Page<Hit> {
    fn from(SearchPage { hits, next }: SearchPage) -> Self {
        let next_cursor = next.map(|cursor| format!("{}.{}", cursor.rank, place(cursor.place)));
        Self { items: hits.into_iter().map(Into::into).collect(), next_cursor }
    }
}

fn read_cursor(cursor: &str) -> Result<HitCursor, Invalid> {
    let parts = cursor.split_once('.').and_then(|(rank, place)| Some((rank.parse().ok()?, place)));
    let (rank, place) = parts.ok_or_else(unknown_cursor)?;
    Ok(HitCursor { rank, place: read_place(place)? })
}
