//! Insights on the wire: kind, parameters and counts. There is no sentence in them: whoever shows them words them, in the
//! reader's language, and no number can be worded that is not there.

use hearken_app::insights as app;
use hearken_domain::insight::{self, Claim, Feature, Outcome, Says, Subject as DomainSubject};
use hearken_domain::reading::Theme;
use hearken_domain::{EntryId, Invalid, PersonId, Private, Timestamp};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::dashboard::time_zone;
use super::mirror::mirror;

/// Which insights.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InsightQuery {
    /// Where they stand; `active` when absent.
    #[serde(default)]
    #[param(inline)]
    status: Option<InsightStatus>,
    /// IANA name of the time zone in which a day is a day (`Europe/Berlin`); UTC when absent.
    tz: Option<String>,
}

impl InsightQuery {
    pub(crate) fn parse(self) -> Result<(insight::Standing, TimeZone), Invalid> {
        let status = self.status.map_or(insight::Standing::Active, Into::into);
        Ok((status, time_zone(self.tz.as_deref())?))
    }
}

/// Where a day is a day.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ZoneQuery {
    /// IANA name of the time zone in which a day is a day (`Europe/Berlin`); UTC when absent.
    tz: Option<String>,
}

impl ZoneQuery {
    pub(crate) fn parse(self) -> Result<TimeZone, Invalid> {
        time_zone(self.tz.as_deref())
    }
}

mirror! {
    /// Where an insight stands.
    InsightStatus of insight::Standing {
        /// It is shown.
        Active,
        /// Its user said that it is not right.
        Dismissed,
        /// Its user did something about it.
        Acted,
    }

    /// What a user says of an insight.
    InsightVerdict of insight::Verdict {
        /// It helps. It stays.
        Useful,
        /// It is not so. It is put aside.
        NotRight,
        /// Something was done about it. It is put aside.
        Acted,
    }

    /// Kinds of insights.
    InsightKind of insight::Kind {
        /// What comes up together with low or high moods or tones.
        Trigger,
        /// A day of the week, or a part of the day, with more of them.
        Rhythm,
        /// How long it took from hard words about somebody to good ones.
        Repair,
        /// A theme that comes back, and stays heavy: a question.
        Starter,
        /// A theme that comes back.
        RecurringTheme,
        /// Moods chosen and the tone of the writing lie apart.
        MoodAndTone,
        /// How many entries tell of gratitude.
        Gratitude,
        /// So many entries.
        Milestone,
    }

    /// What is measured on a day.
    InsightMeasure of insight::Measure {
        /// The mood its writer chose.
        Mood,
        /// The tone of the writing.
        Tone,
    }

    /// Parts of a day.
    PartOfDay of insight::PartOfDay {
        /// From five.
        Morning,
        /// From noon.
        Afternoon,
        /// From six.
        Evening,
        /// From eleven.
        Night,
    }

    /// How far a claim can be relied on.
    InsightCertainty of insight::Certainty {
        /// A few entries.
        Guess,
        /// More of them, or more than chance brings about.
        FairlySure,
        /// Many, or far more.
        WellSupported,
    }
}

/// The insights, and how far the journal is from them.
#[derive(Serialize, ToSchema)]
pub struct Insights {
    /// Those that were asked for, in the order in which they are best read.
    items: Vec<Insight>,
    /// How far the journal is.
    progress: InsightProgress,
    /// What is never spoken of.
    never: Vec<Silenced>,
}

/// How far a journal is.
#[derive(Serialize, ToSchema)]
pub struct InsightProgress {
    /// Entries that were read and count.
    entries: u32,
    /// Different days they are of.
    days: u32,
    /// Days below which nothing is said.
    days_needed: u32,
    /// Days with entries in the whole weeks of the last half year, in which patterns are looked for.
    pattern_days: u32,
    /// Days below which patterns hardly have a chance.
    pattern_days_needed: u32,
}

/// A claim with its counts and the words it rests on.
#[derive(Serialize, ToSchema)]
pub struct Insight {
    /// Id: the same while it claims the same.
    #[schema(value_type = String, format = "uuid")]
    id: Uuid,
    /// Its kind, which says what the numbers mean.
    kind: InsightKind,
    /// What its user said of it.
    #[schema(required)]
    feedback: Option<InsightVerdict>,
    /// What it is about.
    parameters: InsightParameters,
    /// How often it was so: on days for a trigger or a rhythm, in entries otherwise; of all that could.
    share: Share,
    /// How often on other days (trigger, rhythm), or before (gratitude).
    #[schema(required)]
    otherwise: Option<Share>,
    /// The share, or the difference of the two, or days (repair, with the shortest and the longest time).
    #[schema(required)]
    effect: Option<InsightEffect>,
    /// How it was found.
    method: InsightMethod,
    /// The probability of such counts by chance, among all that was looked at; null where nothing was tested.
    #[schema(required)]
    p: Option<f64>,
    /// How far it can be relied on.
    certainty: InsightCertainty,
    /// Entries that were looked at.
    entries: u32,
    /// The first day that was looked at.
    #[schema(format = "date")]
    from: String,
    /// The last day that was looked at.
    #[schema(format = "date")]
    to: String,
    /// When it is looked at anew.
    #[schema(value_type = String, format = "date-time")]
    expires_at: Timestamp,
    /// Entries that bear it out, a few.
    evidence: Vec<InsightCitation>,
    /// An entry that speaks against it.
    counter: Vec<InsightCitation>,
}

/// What an insight is about: what its kind has no use for is null.
#[derive(Default, Serialize, ToSchema)]
pub struct InsightParameters {
    /// A theme.
    #[schema(required, value_type = Option<String>)]
    theme: Option<Theme>,
    /// A person.
    #[schema(required, value_type = Option<String>, format = "uuid")]
    person_id: Option<PersonId>,
    /// A tag.
    #[schema(required, value_type = Option<String>)]
    tag: Option<Private>,
    /// A day of the week, from 1 for Monday.
    #[schema(required, minimum = 1, maximum = 7)]
    weekday: Option<i8>,
    /// A part of the day.
    #[schema(required)]
    part_of_day: Option<PartOfDay>,
    /// What was measured.
    #[schema(required)]
    measure: Option<InsightMeasure>,
    /// Whether it was high, or low.
    #[schema(required)]
    is_high: Option<bool>,
    /// Half of the times it took no more than so many days.
    #[schema(required)]
    days: Option<u32>,
    /// Whether the moods lie above the tone.
    #[schema(required)]
    mood_is_higher: Option<bool>,
    /// So many entries were reached.
    #[schema(required)]
    entries: Option<u32>,
}

/// So many of so many.
#[derive(Serialize, ToSchema)]
#[schema(as = InsightShare)]
pub struct Share {
    /// Those that bear the claim out.
    hits: u32,
    /// All that could.
    of: u32,
}

/// How large something is, and where that lies with a probability of 95 %.
#[derive(Serialize, ToSchema)]
pub struct InsightEffect {
    /// How large.
    size: f64,
    /// At least.
    low: f64,
    /// At most.
    high: f64,
}

/// How an insight is found.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InsightMethod {
    /// Fisher's exact test, adjusted for everything that was looked at (Holm) and for moods that last.
    FisherHolm,
    /// The median of the days in between.
    Median,
    /// A count.
    Count,
}

/// An entry with the words that matter. Places count Unicode scalar values, as in readings.
#[derive(Serialize, ToSchema)]
pub struct InsightCitation {
    /// The entry.
    #[schema(value_type = String, format = "uuid")]
    entry_id: EntryId,
    /// The moment it is about.
    #[schema(value_type = String, format = "date-time")]
    written_at: Timestamp,
    /// The words, verbatim; null of an entry that is kept from every provider, which is counted but not quoted.
    #[schema(value_type = Option<String>, required)]
    quote: Option<Private>,
    /// Where they begin.
    #[schema(required)]
    start: Option<usize>,
    /// Where they end (exclusive).
    #[schema(required)]
    end: Option<usize>,
}

/// What is to be said of an insight.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InsightFeedback {
    /// What.
    pub feedback: InsightVerdict,
}

/// What is never to be spoken of.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InsightSubject)]
pub struct Subject {
    /// What the value names.
    about: SubjectKind,
    /// A kind of insights, a theme, the id of a person, or a tag.
    #[schema(value_type = String)]
    value: Private,
}

/// What can be silenced.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = InsightSubjectKind)]
pub enum SubjectKind {
    /// A kind of insights.
    Kind,
    /// A theme.
    Theme,
    /// A person, by their id.
    Person,
    /// A tag.
    Tag,
}

/// Something that is never spoken of.
#[derive(Serialize, ToSchema)]
#[schema(as = InsightSilenced)]
pub struct Silenced {
    /// Its name, to take it back.
    #[schema(value_type = String, format = "uuid")]
    pub id: Uuid,
    /// What it is.
    pub subject: Subject,
}

impl From<app::Page> for Insights {
    fn from(page: app::Page) -> Self {
        let insight::Progress { entries, days, days_needed, pattern_days, pattern_days_needed } = page.progress;
        let silenced = page.never.into_iter().filter_map(|answer| match answer.says {
            Says::Never(subject) => Some(Silenced { id: answer.id, subject: subject.into() }),
            Says::Of { .. } => None,
        });
        Self {
            items: page.items.into_iter().map(Into::into).collect(),
            progress: InsightProgress { entries, days, days_needed, pattern_days, pattern_days_needed },
            never: silenced.collect(),
        }
    }
}

impl From<app::Listed> for Insight {
    fn from(app::Listed { id, insight, verdict, evidence, counter }: app::Listed) -> Self {
        let kind = insight.claim.kind();
        let method = match kind {
            insight::Kind::Trigger | insight::Kind::Rhythm => InsightMethod::FisherHolm,
            insight::Kind::Repair => InsightMethod::Median,
            _ => InsightMethod::Count,
        };
        let effect =
            |it: insight::Effect| InsightEffect { size: round(it.size), low: round(it.low), high: round(it.high) };
        Self {
            id,
            kind: kind.into(),
            feedback: verdict.map(Into::into),
            parameters: insight.claim.into(),
            share: insight.share.into(),
            otherwise: insight.otherwise.map(Into::into),
            effect: insight.effect.map(effect),
            method,
            p: insight.p.map(|p| (p * 1e4).round() / 1e4),
            certainty: insight.certainty.into(),
            entries: insight.entries,
            from: insight.period.0.to_string(),
            to: insight.period.1.to_string(),
            expires_at: insight.expires_at,
            evidence: evidence.into_iter().map(Into::into).collect(),
            counter: counter.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Claim> for InsightParameters {
    fn from(claim: Claim) -> Self {
        let measured = |Outcome { measure, is_high }: Outcome, rest: Self| Self {
            measure: Some(measure.into()),
            is_high: Some(is_high),
            ..rest
        };
        let none = Self::default();
        match claim {
            Claim::Trigger(Feature::Theme(theme), outcome) => measured(outcome, Self { theme: Some(theme), ..none }),
            Claim::Trigger(Feature::Person(id), outcome) => measured(outcome, Self { person_id: Some(id), ..none }),
            Claim::Trigger(Feature::Tag(tag), outcome) => measured(outcome, Self { tag: Some(tag), ..none }),
            Claim::Weekday(day, outcome) => {
                measured(outcome, Self { weekday: Some(day.to_monday_one_offset()), ..none })
            }
            Claim::TimeOfDay(part, outcome) => measured(outcome, Self { part_of_day: Some(part.into()), ..none }),
            Claim::Repair { person, days } => Self { person_id: Some(person), days: Some(days), ..none },
            Claim::Starter { theme, person } => Self { theme: Some(theme), person_id: person, ..none },
            Claim::RecurringTheme(theme) => Self { theme: Some(theme), ..none },
            Claim::MoodAndTone { mood_is_higher } => Self { mood_is_higher: Some(mood_is_higher), ..none },
            Claim::Gratitude => none,
            Claim::Milestone(entries) => Self { entries: Some(entries), ..none },
        }
    }
}

impl From<insight::Share> for Share {
    fn from(insight::Share { hits, of }: insight::Share) -> Self {
        Self { hits, of }
    }
}

impl From<app::Cited> for InsightCitation {
    fn from(app::Cited { entry, written_at, quote }: app::Cited) -> Self {
        let place = quote.as_ref().map(|quote| (quote.start, quote.end));
        Self {
            entry_id: entry,
            written_at,
            quote: quote.map(|quote| quote.text),
            start: place.map(|place| place.0),
            end: place.map(|place| place.1),
        }
    }
}

impl From<DomainSubject> for Subject {
    fn from(subject: DomainSubject) -> Self {
        let (about, value) = match subject {
            DomainSubject::Kind(kind) => (SubjectKind::Kind, kind.as_str().into()),
            DomainSubject::Theme(theme) => (SubjectKind::Theme, theme.as_str().into()),
            DomainSubject::Person(person) => (SubjectKind::Person, person.to_string().into()),
            DomainSubject::Tag(tag) => (SubjectKind::Tag, tag),
        };
        Self { about, value }
    }
}

impl Subject {
    pub(crate) fn parse(self) -> Result<DomainSubject, Invalid> {
        let unknown = || Invalid::new("value", "must name what `about` says");
        Ok(match self.about {
            SubjectKind::Kind => DomainSubject::Kind(
                insight::Kind::ALL.into_iter().find(|kind| kind.as_str() == *self.value).ok_or_else(unknown)?,
            ),
            SubjectKind::Theme => DomainSubject::Theme(self.value.parse().map_err(|_| unknown())?),
            SubjectKind::Person => DomainSubject::Person(self.value.parse().map_err(|_| unknown())?),
            SubjectKind::Tag => {
                let tag = self.value.trim();
                if tag.is_empty() || tag.chars().count() > hearken_domain::entry::MAX_TAG {
                    return Err(unknown());
                }
                DomainSubject::tag(tag)
            }
        })
    }
}

fn round(value: f64) -> f64 {
    (value * 1e3).round() / 1e3
}
