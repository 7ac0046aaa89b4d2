//! The score of a relationship on the wire.

use hearken_app::person_health as app;
use hearken_domain::health::{self, Estimate};
use hearken_domain::reading::Factor;
use hearken_domain::{EntryId, PersonId, Private, Timestamp, Vid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::analysis::Method;
use super::mirror::mirror;

/// How the user has been writing about a relationship. A reflection of the writing of one person, not a verdict.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonHealth)]
pub struct Health {
    /// The person.
    #[schema(value_type = String, format = "uuid")]
    person_id: PersonId,
    /// How much evidence there is: to be read first.
    status: HealthStatus,
    /// The score, 0 to 100; null where there is not enough evidence, or words tell of harm.
    #[schema(required, minimum = 0, maximum = 100)]
    score: Option<f64>,
    /// Where the score lies with a probability of 80 %; null with the score.
    #[schema(required)]
    interval: Option<Interval>,
    /// How far the score is known: 0 at the beginning, 1 never.
    #[schema(minimum = 0, maximum = 1)]
    confidence: f64,
    /// The five factors. One without evidence is not filled in.
    factor_breakdown: FactorBreakdown,
    /// Which way the weeks go; `stable` where nothing else is supported.
    trend_direction: TrendDirection,
    /// How far that is known: to be read first.
    trend_certainty: TrendCertainty,
    /// By how many points from the first week to the last; null unless a direction is supported.
    #[schema(required)]
    trend_change: Option<f64>,
    /// When the first week began; null where there are too few.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    trend_since: Option<Timestamp>,
    /// Weeks that count for the trend, of the last 13; 6 are needed.
    trend_weeks: usize,
    /// Those weeks, the oldest first; none where they are too few.
    trend_line: Vec<TrendWeek>,
    /// Who found the evidence.
    calculation_method: CalculationMethod,
    /// How many pieces of evidence count.
    mentions: usize,
    /// In how many entries they are.
    entries: usize,
    /// When the last of those was written.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    last_at: Option<Timestamp>,
    /// The pieces of evidence that weigh most, and those that were disputed, the newest first.
    evidence: Vec<HealthEvidence>,
}

/// How the user has been writing about everybody of whom something is written.
#[derive(Serialize, ToSchema)]
pub struct PeopleHealth {
    /// Nobody stands in it twice, or in a certain order.
    items: Vec<PersonHealthSummary>,
}

/// A score without what it rests on.
#[derive(Serialize, ToSchema)]
pub struct PersonHealthSummary {
    /// The person.
    #[schema(value_type = String, format = "uuid")]
    person_id: PersonId,
    /// How much evidence there is: to be read first.
    status: HealthStatus,
    /// The score, 0 to 100; null where there is not enough evidence, or words tell of harm.
    #[schema(required, minimum = 0, maximum = 100)]
    score: Option<f64>,
    /// Where the score lies with a probability of 80 %; null with the score.
    #[schema(required)]
    interval: Option<Interval>,
    /// How many pieces of evidence count.
    mentions: usize,
    /// Which way the weeks go; `stable` where nothing else is supported.
    trend_direction: TrendDirection,
    /// How far that is known: to be read first.
    trend_certainty: TrendCertainty,
    /// By how many points from the first week to the last; null unless a direction is supported.
    #[schema(required)]
    trend_change: Option<f64>,
    /// When the first week began; null where there are too few.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    trend_since: Option<Timestamp>,
    /// Weeks that count for the trend, of the last 13; 6 are needed.
    trend_weeks: usize,
    /// Those weeks, the oldest first; none where they are too few.
    trend_line: Vec<TrendWeek>,
}

/// A week of a trend.
#[derive(Serialize, ToSchema)]
pub struct TrendWeek {
    /// When it began.
    #[schema(value_type = String, format = "date-time")]
    at: Timestamp,
    /// The mean of what its entries say, 0 to 100.
    #[schema(minimum = 0, maximum = 100)]
    mean: f64,
}

/// The factors of the score.
#[derive(Serialize, ToSchema)]
pub struct FactorBreakdown {
    /// Talking and listening.
    communication: FactorHealth,
    /// Being there for each other.
    emotional_support: FactorHealth,
    /// Fighting and making up.
    conflict_resolution: FactorHealth,
    /// Trust and closeness.
    trust_intimacy: FactorHealth,
    /// Moving forward together.
    shared_growth: FactorHealth,
}

/// A factor of the score.
#[derive(Serialize, ToSchema)]
pub struct FactorHealth {
    /// How much evidence there is.
    status: HealthStatus,
    /// The factor's own score; null where there is not enough evidence.
    #[schema(required, minimum = 0, maximum = 100)]
    score: Option<f64>,
    /// Where it lies with a probability of 80 %.
    #[schema(required)]
    interval: Option<Interval>,
    /// How far it is known.
    #[schema(minimum = 0, maximum = 1)]
    confidence: f64,
    /// The score a month ago; null where there was not enough evidence then.
    #[schema(required)]
    last_month: Option<f64>,
    /// How many pieces of evidence count.
    mentions: usize,
    /// Which way the weeks go.
    trend_direction: TrendDirection,
    /// How far that is known.
    trend_certainty: TrendCertainty,
}

/// A range of scores.
#[derive(Serialize, ToSchema)]
#[schema(as = ScoreInterval)]
pub struct Interval {
    /// Lower end.
    #[schema(minimum = 0, maximum = 100)]
    low: f64,
    /// Upper end.
    #[schema(minimum = 0, maximum = 100)]
    high: f64,
}

/// Words of an entry that speak of a relationship. Places count Unicode scalar values, as in readings.
#[derive(Serialize, ToSchema)]
pub struct HealthEvidence {
    /// The entry.
    #[schema(value_type = String, format = "uuid")]
    entry_id: EntryId,
    /// The version of its text.
    #[schema(value_type = String)]
    vid: Vid,
    /// When it was written.
    #[schema(value_type = String, format = "date-time")]
    written_at: Timestamp,
    /// What the words speak of.
    about: About,
    /// Direction.
    #[schema(minimum = -1, maximum = 1)]
    polarity: f64,
    /// Strength.
    #[schema(minimum = 0, maximum = 1)]
    strength: f64,
    /// The words, verbatim.
    #[schema(value_type = String)]
    quote: Private,
    /// Where they begin.
    start: usize,
    /// Where they end (exclusive).
    end: usize,
    /// What read the entry.
    method: Method,
    /// The dispute that takes this away; null while it counts.
    #[schema(value_type = Option<String>, format = "uuid", required)]
    dispute: Option<Uuid>,
}

/// A piece of evidence to take away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EvidenceClaim)]
pub struct Claim {
    /// The entry.
    #[schema(value_type = String, format = "uuid")]
    pub entry_id: EntryId,
    /// What its words are said to speak of.
    pub about: About,
    /// Where the words begin.
    pub start: usize,
    /// Where they end (exclusive).
    pub end: usize,
}

/// A piece of evidence that was taken away.
#[derive(Serialize, ToSchema)]
#[schema(as = EvidenceDispute)]
pub struct Dispute {
    /// Its name, to take it back.
    #[schema(value_type = String, format = "uuid")]
    pub id: Uuid,
    /// The entry.
    #[schema(value_type = String, format = "uuid")]
    pub entry_id: EntryId,
}

/// What evidence speaks of.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = EvidenceAbout)]
pub enum About {
    /// Talking and listening.
    Communication,
    /// Being there for each other.
    EmotionalSupport,
    /// Fighting and making up.
    ConflictResolution,
    /// Trust and closeness.
    TrustIntimacy,
    /// Moving forward together.
    SharedGrowth,
    /// Violence, a threat or coercion: no score is made beside it.
    Harm,
}

mirror! {
    /// How much evidence there is.
    HealthStatus of health::Status {
        /// Words that tell of violence, threats or coercion: no score is made.
        Suppressed,
        /// Too little for a number.
        NotEnough,
        /// Enough for a range.
        Early,
        /// Enough for a number.
        Established,
    }

    /// Who found the evidence.
    CalculationMethod of health::CalculationMethod {
        /// A model, at least 80 % of the weight.
        FullAiAnalysis,
        /// A model and rules.
        PartialAnalysis,
        /// Rules alone.
        FallbackScoring,
    }

    /// Which way the weeks go.
    TrendDirection of health::Direction {
        /// Up.
        Improving,
        /// Neither, as far as is known.
        Stable,
        /// Down.
        Declining,
    }

    /// How far a direction is known.
    TrendCertainty of health::Certainty {
        /// The weeks bear it out.
        Supported,
        /// The weeks show nothing clear.
        Unclear,
        /// There are too few weeks.
        NotEnough,
    }
}

impl From<app::Report> for Health {
    fn from(app::Report { person, health, evidence }: app::Report) -> Self {
        let trend = health.trend;
        let overall = shown(health.overall);
        Self {
            person_id: person,
            status: health.status.into(),
            score: overall.map(|overall| round(overall.mean)),
            interval: overall.map(interval),
            confidence: confidence(health.overall),
            trend_direction: trend.direction.into(),
            trend_certainty: trend.certainty.into(),
            trend_change: trend.change.map(round),
            trend_since: trend.since,
            trend_weeks: trend.weeks,
            trend_line: health.weeks.iter().map(Into::into).collect(),
            calculation_method: health.method.into(),
            mentions: health.items,
            entries: health.entries,
            last_at: health.last,
            factor_breakdown: FactorBreakdown::new(&health),
            evidence: evidence.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<&health::Week> for TrendWeek {
    fn from(week: &health::Week) -> Self {
        Self { at: week.began, mean: round(week.mean) }
    }
}

impl From<&health::Assessment> for PeopleHealth {
    fn from(assessment: &health::Assessment) -> Self {
        Self { items: assessment.iter().map(PersonHealthSummary::new).collect() }
    }
}

impl PersonHealthSummary {
    fn new((person, health): (&PersonId, &health::Health)) -> Self {
        let (overall, trend) = (shown(health.overall), health.trend);
        Self {
            person_id: *person,
            status: health.status.into(),
            score: overall.map(|overall| round(overall.mean)),
            interval: overall.map(interval),
            mentions: health.items,
            trend_direction: trend.direction.into(),
            trend_certainty: trend.certainty.into(),
            trend_change: trend.change.map(round),
            trend_since: trend.since,
            trend_weeks: trend.weeks,
            trend_line: health.weeks.iter().map(Into::into).collect(),
        }
    }
}

impl FactorBreakdown {
    fn new(health: &health::Health) -> Self {
        let of = |factor: Factor| {
            let found = health.factors.iter().find(|it| it.factor == factor);
            FactorHealth::new(found, health.status == health::Status::Suppressed)
        };
        Self {
            communication: of(Factor::Communication),
            emotional_support: of(Factor::EmotionalSupport),
            conflict_resolution: of(Factor::ConflictResolution),
            trust_intimacy: of(Factor::TrustIntimacy),
            shared_growth: of(Factor::SharedGrowth),
        }
    }
}

impl FactorHealth {
    fn new(factor: Option<&health::FactorHealth>, is_suppressed: bool) -> Self {
        let found = factor.and_then(|factor| factor.estimate);
        let enough = found.map_or(health::Status::NotEnough, |it| it.status());
        let (estimate, trend) = (shown(found), factor.map(|factor| factor.trend).unwrap_or_default());
        Self {
            status: if is_suppressed { HealthStatus::Suppressed } else { enough.into() },
            score: estimate.map(|it| round(it.mean)),
            interval: estimate.map(interval),
            confidence: confidence(found),
            last_month: shown(factor.and_then(|factor| factor.before)).map(|it| round(it.mean)),
            mentions: factor.map_or(0, |factor| factor.items),
            trend_direction: trend.direction.into(),
            trend_certainty: trend.certainty.into(),
        }
    }
}

impl From<app::Shown> for HealthEvidence {
    fn from(shown: app::Shown) -> Self {
        let piece = shown.piece;
        Self {
            entry_id: shown.entry,
            vid: shown.vid,
            written_at: shown.written_at,
            about: piece.about.into(),
            polarity: piece.polarity,
            strength: piece.strength,
            quote: piece.quote,
            start: piece.start,
            end: piece.end,
            method: shown.method.into(),
            dispute: shown.dispute,
        }
    }
}

impl From<Claim> for app::Claim {
    fn from(Claim { entry_id: entry, about, start, end }: Claim) -> Self {
        Self { entry, about: about.into(), start, end }
    }
}

impl From<health::About> for About {
    fn from(about: health::About) -> Self {
        match about {
            health::About::Factor(Factor::Communication) => Self::Communication,
            health::About::Factor(Factor::EmotionalSupport) => Self::EmotionalSupport,
            health::About::Factor(Factor::ConflictResolution) => Self::ConflictResolution,
            health::About::Factor(Factor::TrustIntimacy) => Self::TrustIntimacy,
            health::About::Factor(Factor::SharedGrowth) => Self::SharedGrowth,
            health::About::Harm => Self::Harm,
        }
    }
}

impl From<About> for health::About {
    fn from(about: About) -> Self {
        match about {
            About::Communication => Self::Factor(Factor::Communication),
            About::EmotionalSupport => Self::Factor(Factor::EmotionalSupport),
            About::ConflictResolution => Self::Factor(Factor::ConflictResolution),
            About::TrustIntimacy => Self::Factor(Factor::TrustIntimacy),
            About::SharedGrowth => Self::Factor(Factor::SharedGrowth),
            About::Harm => Self::Harm,
        }
    }
}

/// An estimate that is worth a number.
fn shown(estimate: Option<Estimate>) -> Option<Estimate> {
    estimate.filter(|estimate| estimate.status() != health::Status::NotEnough)
}

fn interval(estimate: Estimate) -> Interval {
    let health::Interval { low, high } = estimate.interval();
    Interval { low: round(low), high: round(high) }
}

fn confidence(estimate: Option<Estimate>) -> f64 {
    estimate.map_or(0.0, |estimate| (estimate.confidence() * 100.0).round() / 100.0)
}

/// One decimal: more would be false precision.
fn round(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
