//! What can be claimed. Claims are data: whoever shows them has the words, and no number in those words comes from
//! anywhere else.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::reading::Theme;
use crate::{EntryId, PersonId, Private, Timestamp};

/// Kinds of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
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

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Trigger,
        Self::Rhythm,
        Self::Repair,
        Self::Starter,
        Self::RecurringTheme,
        Self::MoodAndTone,
        Self::Gratitude,
        Self::Milestone,
    ];

    /// The kind as it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::Rhythm => "rhythm",
            Self::Repair => "repair",
            Self::Starter => "starter",
            Self::RecurringTheme => "recurring_theme",
            Self::MoodAndTone => "mood_and_tone",
            Self::Gratitude => "gratitude",
            Self::Milestone => "milestone",
        }
    }
}

/// What a user may never want to be told of.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A kind of claim.
    Kind(Kind),
    /// A theme.
    Theme(Theme),
    /// A person.
    Person(PersonId),
    /// A tag, in small letters.
    Tag(Private),
}

impl Subject {
    /// A tag, however it is written.
    #[must_use]
    pub fn tag(tag: &str) -> Self {
        Self::Tag(tag.trim().to_lowercase().into())
    }
}

/// What entries have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feature {
    /// A theme.
    Theme(Theme),
    /// A person.
    Person(PersonId),
    /// A tag, as it was written last.
    Tag(Private),
}

impl Feature {
    pub(super) fn subject(&self) -> Subject {
        match self {
            Self::Theme(theme) => Subject::Theme(*theme),
            Self::Person(person) => Subject::Person(*person),
            Self::Tag(tag) => Subject::tag(tag),
        }
    }
}

/// What is measured on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The mood its writer chose.
    Mood,
    /// The tone of the writing.
    Tone,
}

/// What a day turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// By what.
    pub measure: Measure,
    /// High, or low.
    pub is_high: bool,
}

impl Outcome {
    /// In the order in which they are looked at.
    pub(super) const ALL: [Self; 4] = [
        Self { measure: Measure::Mood, is_high: false },
        Self { measure: Measure::Mood, is_high: true },
        Self { measure: Measure::Tone, is_high: false },
        Self { measure: Measure::Tone, is_high: true },
    ];

    const fn key(self) -> &'static str {
        match (self.measure, self.is_high) {
            (Measure::Mood, true) => "mood high",
            (Measure::Mood, false) => "mood low",
            (Measure::Tone, true) => "tone high",
            (Measure::Tone, false) => "tone low",
        }
    }
}

/// Parts of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfDay {
    /// From five.
    Morning,
    /// From noon.
    Afternoon,
    /// From six.
    Evening,
    /// From eleven.
    Night,
}

impl PartOfDay {
    pub(super) const ALL: [Self; 4] = [Self::Morning, Self::Afternoon, Self::Evening, Self::Night];

    /// The part in which an hour lies.
    pub(super) const fn of(hour: i8) -> Self {
        match hour {
            5..12 => Self::Morning,
            12..18 => Self::Afternoon,
            18..23 => Self::Evening,
            _ => Self::Night,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
            Self::Night => "night",
        }
    }
}

/// What is claimed, without the counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// On days with this there was more of that.
    Trigger(Feature, Outcome),
    /// On this day of the week there was more of that.
    Weekday(Weekday, Outcome),
    /// At this time of day there was more of that.
    TimeOfDay(PartOfDay, Outcome),
    /// Half of the times it took no more than so many days.
    Repair {
        /// With whom.
        person: PersonId,
        /// Days.
        days: u32,
    },
    /// This stays heavy.
    Starter {
        /// What comes back.
        theme: Theme,
        /// Who is nearly always in it.
        person: Option<PersonId>,
    },
    /// This comes back.
    RecurringTheme(Theme),
    /// The moods lie above the tone, or below it.
    MoodAndTone {
        /// Above.
        mood_is_higher: bool,
    },
    /// Gratitude was written of.
    Gratitude,
    /// So many entries.
    Milestone(u32),
}

impl Claim {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Trigger(..) => Kind::Trigger,
            Self::Weekday(..) | Self::TimeOfDay(..) => Kind::Rhythm,
            Self::Repair { .. } => Kind::Repair,
            Self::Starter { .. } => Kind::Starter,
            Self::RecurringTheme(_) => Kind::RecurringTheme,
            Self::MoodAndTone { .. } => Kind::MoodAndTone,
            Self::Gratitude => Kind::Gratitude,
            Self::Milestone(_) => Kind::Milestone,
        }
    }

    /// What it speaks of, its kind first.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject> {
        let mut subjects = vec![Subject::Kind(self.kind())];
        match self {
            Self::Trigger(feature, _) => subjects.push(feature.subject()),
            Self::Repair { person, .. } => subjects.push(Subject::Person(*person)),
            Self::Starter { theme, person } => {
                subjects.push(Subject::Theme(*theme));
                subjects.extend(person.map(Subject::Person));
            }
            Self::RecurringTheme(theme) => subjects.push(Subject::Theme(*theme)),
            Self::Weekday(..)
            | Self::TimeOfDay(..)
            | Self::MoodAndTone { .. }
            | Self::Gratitude
            | Self::Milestone(_) => {}
        }
        subjects
    }

    /// What makes it the same claim when the counts have changed. It is kept: these words never change.
    #[must_use]
    pub fn key(&self) -> Private {
        let key = match self {
            Self::Trigger(Feature::Theme(theme), outcome) => {
                format!("trigger theme {} {}", theme.as_str(), outcome.key())
            }
            Self::Trigger(Feature::Person(person), outcome) => format!("trigger person {person} {}", outcome.key()),
            Self::Trigger(Feature::Tag(tag), outcome) => {
                format!("trigger tag {} {}", outcome.key(), tag.to_lowercase())
            }
            Self::Weekday(day, outcome) => format!("weekday {} {}", day.to_monday_one_offset(), outcome.key()),
            Self::TimeOfDay(part, outcome) => format!("time {} {}", part.as_str(), outcome.key()),
            Self::Repair { person, .. } => format!("repair {person}"),
            Self::Starter { theme, .. } => format!("starter {}", theme.as_str()),
            Self::RecurringTheme(theme) => format!("theme {}", theme.as_str()),
            Self::MoodAndTone { mood_is_higher } => format!("mood and tone {mood_is_higher}"),
            Self::Gratitude => "gratitude".to_owned(),
            Self::Milestone(entries) => format!("milestone {entries}"),
        };
        key.into()
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Those that bear the claim out.
    pub hits: u32,
    /// All that could.
    pub of: u32,
}

impl Share {
    /// From 0 to 1; 0 of nothing.
    #[must_use]
    pub fn value(self) -> f64 {
        if self.of == 0 { 0.0 } else { f64::from(self.hits) / f64::from(self.of) }
    }
}

/// How large something is, and where that lies with a probability of 95 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// How large.
    pub size: f64,
    /// At least.
    pub low: f64,
    /// At most.
    pub high: f64,
}

/// How far a claim can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// A few entries.
    Guess,
    /// More of them, or more than chance brings about.
    FairlySure,
    /// Many, or far more.
    WellSupported,
}

impl Certainty {
    /// By how many entries bear a count out.
    pub(super) const fn of_count(hits: u32) -> Self {
        match hits {
            0..5 => Self::Guess,
            5..12 => Self::FairlySure,
            _ => Self::WellSupported,
        }
    }
}

/// A claim with everything that it rests on.
#[derive(Clone, Debug)]
pub struct Insight {
    /// What is claimed.
    pub claim: Claim,
    /// How often it was so.
    pub share: Share,
    /// How often it was so elsewhere: on other days, or before.
    pub otherwise: Option<Share>,
    /// A share, the difference of two, or days: see the method of its kind.
    pub effect: Option<Effect>,
    /// The probability of such counts by chance, among all that was looked at; none where nothing was tested.
    pub p: Option<f64>,
    /// How far it can be relied on.
    pub certainty: Certainty,
    /// Entries that were looked at.
    pub entries: u32,
    /// The first and the last day that were looked at.
    pub period: (Date, Date),
    /// When it is to be looked at anew.
    pub expires_at: Timestamp,
    /// Entries that bear it out, best ones first.
    pub evidence: Vec<EntryId>,
    /// Entries that speak against it.
    pub counter: Vec<EntryId>,
}
