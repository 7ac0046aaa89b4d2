//! The dashboard on the wire.

use hearken_app::dashboard::{self, DashboardQuery as AppQuery};
use hearken_domain::reading::{Emotion, Theme};
use hearken_domain::{Invalid, PersonId, Private, Timestamp};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::analysis::{AnalysisStatus, FallbackReason, Method};
use super::entry::Entry;

/// What the dashboard is asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DashboardQuery {
    /// IANA name of the time zone in which a day is a day (`Europe/Berlin`); UTC when absent.
    tz: Option<String>,
}

impl DashboardQuery {
    pub(crate) fn at(self, now: Timestamp) -> Result<AppQuery, Invalid> {
        Ok(AppQuery { time_zone: time_zone(self.tz.as_deref())?, now })
    }
}

/// The time zone of that name; UTC without one.
pub(super) fn time_zone(name: Option<&str>) -> Result<TimeZone, Invalid> {
    let unknown = |_| Invalid::new("tz", "must be the name of a time zone as in Europe/Berlin");
    name.map_or(Ok(TimeZone::UTC), |name| TimeZone::get(name).map_err(unknown))
}

/// What the journal looks like from further away. Drafts count nowhere but in `recent`.
#[derive(Serialize, ToSchema)]
pub struct Dashboard {
    /// Entries.
    entries_total: usize,
    /// Entries of the last seven days.
    entries_this_week: usize,
    /// Words.
    words_total: u64,
    /// The days with entries since a year ago, later dates than today's included, oldest first.
    days: Vec<Day>,
    /// How many entries show an emotion, most first.
    emotions: Vec<LabelCount>,
    /// How many entries are about a theme, most first.
    themes: Vec<LabelCount>,
    /// How many entries are linked to a person, most first.
    people: Vec<PersonCount>,
    /// The latest entries.
    recent: Vec<Recent>,
    /// How many readings stand where.
    status: StatusCounts,
}

impl From<dashboard::Dashboard> for Dashboard {
    fn from(from: dashboard::Dashboard) -> Self {
        let emotion = |(label, count): (Emotion, usize)| LabelCount { label: label.as_str(), count };
        let theme = |(label, count): (Theme, usize)| LabelCount { label: label.as_str(), count };
        Self {
            entries_total: from.entries_total,
            entries_this_week: from.entries_this_week,
            words_total: from.words_total,
            days: from.days.into_iter().map(Into::into).collect(),
            emotions: from.emotions.into_iter().map(emotion).collect(),
            themes: from.themes.into_iter().map(theme).collect(),
            people: from
                .people
                .into_iter()
                .map(|(person, count)| PersonCount { id: person.id, name: person.name, count })
                .collect(),
            recent: from.recent.into_iter().map(Into::into).collect(),
            status: from.status.into(),
        }
    }
}

/// One day of writing.
#[derive(Serialize, ToSchema)]
pub struct Day {
    /// The day, in the time zone asked for.
    #[schema(format = "date")]
    date: String,
    /// Mean of the moods chosen, 1 to 5.
    #[schema(required)]
    mood: Option<f64>,
    /// Mean tone of the writing, -1 to 1.
    #[schema(required)]
    tone: Option<f64>,
    /// Entries.
    entries: usize,
}

impl From<dashboard::Day> for Day {
    fn from(dashboard::Day { date, mood, tone, entries }: dashboard::Day) -> Self {
        Self { date: date.to_string(), mood, tone, entries }
    }
}

/// A label and how many entries have it.
#[derive(Serialize, ToSchema)]
pub struct LabelCount {
    /// An emotion or a theme.
    label: &'static str,
    /// Entries.
    count: usize,
}

impl LabelCount {
    pub(super) const fn new(label: &'static str, count: u32) -> Self {
        Self { label, count: count as usize }
    }
}

/// A person and how many entries are linked to them.
#[derive(Serialize, ToSchema)]
pub struct PersonCount {
    /// Id.
    #[schema(value_type = String, format = "uuid")]
    id: PersonId,
    /// The name by which the user writes about them.
    #[schema(value_type = String)]
    name: Private,
    /// Entries.
    count: usize,
}

/// One of the latest entries.
#[derive(Serialize, ToSchema)]
pub struct Recent {
    /// The entry.
    entry: Entry,
    /// Its reading in short; null when it has none.
    #[schema(required)]
    analysis: Option<ReadingSummary>,
}

impl From<dashboard::Recent> for Recent {
    fn from(dashboard::Recent { entry, analysis }: dashboard::Recent) -> Self {
        Self { entry: entry.into(), analysis: analysis.map(Into::into) }
    }
}

/// The reading of an entry without the words it rests on.
#[derive(Serialize, ToSchema)]
pub struct ReadingSummary {
    /// Where it stands.
    status: AnalysisStatus,
    /// Tone of the writing; null when there is no signal.
    #[schema(required, minimum = -1, maximum = 1)]
    sentiment_score: Option<f64>,
    /// Emotions, strongest first.
    #[schema(value_type = Vec<String>)]
    emotions: Vec<Emotion>,
    /// Themes, strongest first.
    #[schema(value_type = Vec<String>)]
    themes: Vec<Theme>,
    /// What read it.
    #[schema(required)]
    method: Option<Method>,
    /// Why rules read it instead of a model.
    #[schema(required)]
    fallback_reason: Option<FallbackReason>,
}

impl From<hearken_domain::Analysis> for ReadingSummary {
    fn from(analysis: hearken_domain::Analysis) -> Self {
        let reading = analysis.reading.unwrap_or_default();
        Self {
            status: analysis.status.into(),
            sentiment_score: reading.sentiment_score,
            emotions: reading.emotions,
            themes: reading.themes,
            method: analysis.method.map(Into::into),
            fallback_reason: analysis.fallback_reason.map(Into::into),
        }
    }
}

/// How many readings stand where.
#[derive(Serialize, ToSchema)]
pub struct StatusCounts {
    /// Waiting.
    queued: usize,
    /// Being read.
    processing: usize,
    /// Read by a model.
    completed: usize,
    /// Read by rules.
    fallback: usize,
    /// Not readable.
    failed: usize,
}

impl From<dashboard::StatusCounts> for StatusCounts {
    fn from(counts: dashboard::StatusCounts) -> Self {
        let dashboard::StatusCounts { queued, processing, completed, fallback, failed } = counts;
        Self { queued, processing, completed, fallback, failed }
    }
}
