//! Lists of entries on the wire.

use hearken_app::journal::{self, EntryCursor, EntryFilter, EntryPage, TimeWindow};
use hearken_domain::{Invalid, PersonId, Private, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;

use super::Page;
use super::entry::{Entry, EntryStatus};

const DEFAULT_LIMIT: u32 = 50;
const MAX_LIMIT: u32 = 200;

/// Which entries to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EntryQuery {
    /// Most entries on a page: 1 to 200, 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Only entries about this person: linked, or found in the text.
    #[param(value_type = Option<String>, format = "uuid")]
    person: Option<PersonId>,
    /// Only entries with this tag.
    #[param(value_type = Option<String>)]
    tag: Option<Private>,
    /// Only entries about this moment or a later one.
    #[param(value_type = Option<String>, format = "date-time")]
    from: Option<Timestamp>,
    /// Only entries about an earlier moment.
    #[param(value_type = Option<String>, format = "date-time")]
    to: Option<Timestamp>,
    /// Only drafts, or only published ones.
    #[param(inline)]
    status: Option<EntryStatus>,
}

impl TryFrom<EntryQuery> for journal::EntryQuery {
    type Error = Invalid;

    fn try_from(query: EntryQuery) -> Result<Self, Invalid> {
        let limit = limit(query.limit.unwrap_or(DEFAULT_LIMIT), MAX_LIMIT)?;
        in_order(query.from, query.to)?;
        let after = query.cursor.as_deref().map(read_place).transpose()?;
        Ok(Self {
            filter: EntryFilter { person: query.person, tag: query.tag, status: query.status.map(Into::into) },
            window: TimeWindow { from: query.from, to: query.to, after },
            limit,
        })
    }
}

impl From<EntryPage> for Page<Entry> {
    fn from(EntryPage { entries, next }: EntryPage) -> Self {
        Self { items: entries.into_iter().map(Into::into).collect(), next_cursor: next.map(place) }
    }
}

/// How many to give at once, if that is from 1 to `most`.
pub(super) fn limit(wanted: u32, most: u32) -> Result<usize, Invalid> {
    if (1..=most).contains(&wanted) {
        return Ok(wanted as usize);
    }
    Err(Invalid::new("limit", format!("must be from 1 to {most}")))
}

/// Refuses a time that ends before it begins.
pub(super) fn in_order(from: Option<Timestamp>, to: Option<Timestamp>) -> Result<(), Invalid> {
    match (from, to) {
        (Some(from), Some(to)) if from > to => Err(Invalid::new("from", "must not be later than `to`")),
        _ => Ok(()),
    }
}

/// A place in the journal, as a part of a cursor.
pub(super) fn place(EntryCursor { written_at, id }: EntryCursor) -> String {
    format!("{}.{id}", written_at.as_millis())
}

/// The reverse.
pub(super) fn read_place(place: &str) -> Result<EntryCursor, Invalid> {
    let parts = place.split_once('.').and_then(|(ms, id)| Some((ms.parse().ok()?, id.parse().ok()?)));
    let (ms, id) = parts.ok_or_else(unknown_cursor)?;
    Ok(EntryCursor { written_at: Timestamp::from_millis(ms), id })
}

pub(super) fn unknown_cursor() -> Invalid {
    Invalid::new("cursor", "must be the next_cursor of the page before")
}
