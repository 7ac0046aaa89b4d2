//! Dead letters on the wire: entries that wait for a second reading.

use hearken_app::analysis::{self, DeadLetterCursor, DeadLetterPage};
use hearken_domain::{EntryId, Invalid, Private, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Page;
use super::analysis::{AnalysisError, FailedAsk, FallbackReason};
use super::entry_list::{limit, unknown_cursor};
use super::mirror::mirror;

const DEFAULT_LIMIT: u32 = 50;
const MAX_LIMIT: u32 = 200;
/// Entries that can be named at once.
const MOST_NAMED: usize = 100;

mirror! {
    /// Where the second reading of an entry stands.
    SecondReading of hearken_domain::SecondReading {
        /// It is to be asked for.
        Wanted,
        /// It is in line.
        Queued,
        /// It is under way.
        Processing,
    }
}

/// Which page of the list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DeadLetterQuery {
    /// Most entries on a page: 1 to 200, 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl TryFrom<DeadLetterQuery> for analysis::DeadLetterQuery {
    type Error = Invalid;

    fn try_from(query: DeadLetterQuery) -> Result<Self, Invalid> {
        Ok(Self {
            after: query.cursor.as_deref().map(read_place).transpose()?,
            limit: limit(query.limit.unwrap_or(DEFAULT_LIMIT), MAX_LIMIT)?,
        })
    }
}

/// An entry that a provider was to read and could not, or that nothing could read.
#[derive(Serialize, ToSchema)]
pub struct DeadLetter {
    /// The entry.
    #[schema(value_type = String, format = "uuid")]
    pub entry_id: EntryId,
    /// Its title, which may be empty.
    #[schema(value_type = String)]
    pub title: Private,
    /// The moment it is about.
    #[schema(value_type = String, format = "date-time")]
    pub written_at: Timestamp,
    /// When its reading came to nothing.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    pub failed_at: Option<Timestamp>,
    /// Why rules read it; null where not even they could.
    #[schema(required)]
    pub reason: Option<FallbackReason>,
    /// Why nothing could read it.
    #[schema(required)]
    pub error: Option<AnalysisError>,
    /// Name of the provider that was asked last.
    #[schema(required)]
    pub provider: Option<String>,
    /// The providers that did not read it in the last attempt, in the order asked.
    pub failed: Vec<FailedAsk>,
    /// Where its second reading stands.
    pub second_reading: SecondReading,
}

impl From<analysis::DeadLetter> for DeadLetter {
    fn from(letter: analysis::DeadLetter) -> Self {
        let analysis::DeadLetter { title, written_at, analysis, second_reading } = letter;
        Self {
            entry_id: analysis.entry_id,
            title,
            written_at,
            failed_at: analysis.completed_at,
            reason: analysis.fallback_reason.map(Into::into),
            error: analysis.error.map(Into::into),
            provider: analysis.provider,
            failed: analysis.failed.into_iter().map(Into::into).collect(),
            second_reading: second_reading.into(),
        }
    }
}

impl From<DeadLetterPage> for Page<DeadLetter> {
    fn from(DeadLetterPage { items, next }: DeadLetterPage) -> Self {
        Self { items: items.into_iter().map(Into::into).collect(), next_cursor: next.map(place) }
    }
}

/// Which entries to read again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadAgain {
    /// These, at most 100. All that wait when absent.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, max_items = 100)]
    entry_ids: Option<Vec<EntryId>>,
}

impl ReadAgain {
    pub(crate) fn named(self) -> Result<Option<Vec<EntryId>>, Invalid> {
        match self.entry_ids {
            Some(named) if named.len() > MOST_NAMED => Err(Invalid::new("entry_ids", "must be at most 100")),
            named => Ok(named),
        }
    }
}

/// What is being done about it.
#[derive(Serialize, ToSchema)]
pub struct ReadingAgain {
    /// How many entries are read again.
    pub count: usize,
}

fn place(DeadLetterCursor { at, entry }: DeadLetterCursor) -> String {
    format!("{}.{entry}", at.as_millis())
}

fn read_place(place: &str) -> Result<DeadLetterCursor, Invalid> {
    let parts = place.split_once('.').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    let (at, entry) = parts.ok_or_else(unknown_cursor)?;
    Ok(DeadLetterCursor { at: Timestamp::from_millis(at), entry })
}
