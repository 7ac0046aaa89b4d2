//! The reading of an entry on the wire.

use hearken_domain::crisis::Crisis;
use hearken_domain::reading::{self, CommunicationStyle, Emotion, Theme};
use hearken_domain::{EntryId, Timestamp, Vid};
use serde::Serialize;
use utoipa::ToSchema;

use super::mirror::mirror;

/// Where the reading of an entry stands, and what was found.
#[derive(Serialize, ToSchema)]
pub struct Analysis {
    /// The entry.
    #[schema(value_type = String, format = "uuid")]
    pub entry_id: EntryId,
    /// The version of the text that was, or is to be, read. The places in `evidence` belong to it.
    #[schema(value_type = String)]
    pub vid: Vid,
    /// Where it stands.
    pub status: AnalysisStatus,
    /// Tone of the writing; null when there is no signal, which is not the same as neutral.
    #[schema(required, minimum = -1, maximum = 1)]
    pub sentiment_score: Option<f64>,
    /// How far the finding can be trusted; 0 until there is one.
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: f64,
    /// Emotions, strongest first.
    #[schema(value_type = Vec<String>)]
    pub emotions: Vec<Emotion>,
    /// Themes, strongest first.
    #[schema(value_type = Vec<String>)]
    pub themes: Vec<Theme>,
    /// How the writer and the others spoke with each other, where that shows.
    #[schema(value_type = Option<String>, required)]
    pub communication_style: Option<CommunicationStyle>,
    /// The language most of the entry is written in, as a BCP-47 code, where the rules could not read it because they know
    /// English only; "und" if only that much is known. Null for English, and for a reading by a model.
    #[schema(required)]
    pub language: Option<String>,
    /// The words behind every finding, in order of appearance.
    pub evidence: Vec<Evidence>,
    /// What its words say of danger.
    pub danger: Danger,
    /// What read it.
    #[schema(required)]
    pub method: Option<Method>,
    /// Why rules read it instead of a model, or nothing at all.
    #[schema(required)]
    pub fallback_reason: Option<FallbackReason>,
    /// Name of the provider asked.
    #[schema(required)]
    pub provider: Option<String>,
    /// Name of the model that answered.
    #[schema(required)]
    pub model: Option<String>,
    /// The earlier reading whose answer this is: the provider had been asked the very same before, and nothing was sent.
    #[schema(required)]
    pub answer_of: Option<AnswerOf>,
    /// The providers that did not read it in the last attempt, in the order asked.
    pub failed: Vec<FailedAsk>,
    /// How long the reading took.
    #[schema(required)]
    pub duration_ms: Option<u64>,
    /// Attempts made.
    pub attempts: u32,
    /// When it was queued.
    #[schema(value_type = String, format = "date-time")]
    pub queued_at: Timestamp,
    /// When the first attempt began.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    pub started_at: Option<Timestamp>,
    /// When it ended.
    #[schema(value_type = Option<String>, format = "date-time", required)]
    pub completed_at: Option<Timestamp>,
    /// Why it failed.
    #[schema(required)]
    pub error: Option<AnalysisError>,
}

impl From<hearken_domain::Analysis> for Analysis {
    fn from(analysis: hearken_domain::Analysis) -> Self {
        let reading = analysis.reading.unwrap_or_default();
        Self {
            entry_id: analysis.entry_id,
            vid: analysis.vid,
            status: analysis.status.into(),
            sentiment_score: reading.sentiment_score,
            confidence: reading.confidence,
            emotions: reading.emotions,
            themes: reading.themes,
            communication_style: reading.communication_style,
            language: reading.language,
            evidence: reading.evidence.into_iter().map(Into::into).collect(),
            danger: analysis.danger.into(),
            method: analysis.method.map(Into::into),
            fallback_reason: analysis.fallback_reason.map(Into::into),
            provider: analysis.provider,
            model: analysis.model,
            answer_of: analysis.answer_of.map(Into::into),
            failed: analysis.failed.into_iter().map(Into::into).collect(),
            duration_ms: analysis.duration_ms,
            attempts: analysis.attempts,
            queued_at: analysis.queued_at,
            started_at: analysis.started_at,
            completed_at: analysis.completed_at,
            error: analysis.error.map(Into::into),
        }
    }
}

/// What words say of danger. Nobody is told.
#[derive(Serialize, ToSchema)]
pub struct Danger {
    /// Harm to oneself: 0 none, 1 distress or a passive wish, 2 a wish or an intent, 3 a plan, means or act.
    #[schema(minimum = 0, maximum = 3)]
    pub level: u8,
    /// Violence, threats, coercion or stalking by somebody else.
    pub violence: bool,
}

impl From<Crisis> for Danger {
    fn from(Crisis { level, violence }: Crisis) -> Self {
        Self { level: level as u8, violence }
    }
}

/// The reading for which an answer was given that served for another one.
#[derive(Serialize, ToSchema)]
pub struct AnswerOf {
    /// The entry that was read. It may be gone.
    #[schema(value_type = String, format = "uuid")]
    pub entry_id: EntryId,
    /// When the answer came.
    #[schema(value_type = String, format = "date-time")]
    pub at: Timestamp,
}

impl From<hearken_domain::AnswerOf> for AnswerOf {
    fn from(hearken_domain::AnswerOf { entry, at }: hearken_domain::AnswerOf) -> Self {
        Self { entry_id: entry, at }
    }
}

/// A reading of an entry before the one it has. Without evidence, whose places were those of the text of that time.
#[derive(Serialize, ToSchema)]
pub struct PastReading {
    /// When it ended.
    #[schema(value_type = String, format = "date-time")]
    pub at: Timestamp,
    /// The version of the text that was read.
    #[schema(value_type = String)]
    pub vid: Vid,
    /// Tone of the writing; null when there was no signal.
    #[schema(required, minimum = -1, maximum = 1)]
    pub sentiment_score: Option<f64>,
    /// How far the finding could be trusted.
    #[schema(minimum = 0, maximum = 1)]
    pub confidence: f64,
    /// Emotions, strongest first.
    #[schema(value_type = Vec<String>)]
    pub emotions: Vec<Emotion>,
    /// Themes, strongest first.
    #[schema(value_type = Vec<String>)]
    pub themes: Vec<Theme>,
    /// How the writer and the others spoke with each other, where that showed.
    #[schema(value_type = Option<String>, required)]
    pub communication_style: Option<CommunicationStyle>,
    /// What read it.
    pub method: Method,
    /// Why rules read it instead of a model.
    #[schema(required)]
    pub fallback_reason: Option<FallbackReason>,
    /// Name of the provider asked.
    #[schema(required)]
    pub provider: Option<String>,
    /// Name of the model that answered.
    #[schema(required)]
    pub model: Option<String>,
}

impl From<hearken_domain::PastReading> for PastReading {
    fn from(past: hearken_domain::PastReading) -> Self {
        let hearken_domain::PastReading { entry_id: _, at, vid, reading, method, fallback_reason, provider, model } =
            past;
        Self {
            at,
            vid,
            sentiment_score: reading.sentiment_score,
            confidence: reading.confidence,
            emotions: reading.emotions,
            themes: reading.themes,
            communication_style: reading.communication_style,
            method: method.into(),
            fallback_reason: fallback_reason.map(Into::into),
            provider,
            model,
        }
    }
}

/// A provider that was to read the entry, and did not.
#[derive(Serialize, ToSchema)]
pub struct FailedAsk {
    /// Its name.
    pub provider: String,
    /// Why: `api_timeout`, `unreachable`, `rate_limit`, `circuit_open`, `busy`, `daily_limit`, `declined`, `cut_off`,
    /// `unfounded`, `unusable`, or `http_` and the status it answered with.
    pub cause: String,
}

impl From<hearken_domain::FailedAsk> for FailedAsk {
    fn from(hearken_domain::FailedAsk { provider, cause }: hearken_domain::FailedAsk) -> Self {
        Self { provider, cause }
    }
}

/// A finding and the words it rests on.
///
/// `start` and `end` count Unicode scalar values (what Python's `len` counts), not bytes and not the UTF-16 units of
/// JavaScript strings: an emoji is one.
#[derive(Serialize, ToSchema)]
pub struct Evidence {
    /// What was found.
    pub kind: EvidenceKind,
    /// Which one: an emotion, a theme, a factor, a style, or the id of a person.
    pub label: String,
    /// The words, verbatim from the entry.
    pub quote: String,
    /// Where the words begin, in Unicode scalar values from the start of the text.
    pub start: usize,
    /// Where they end (exclusive), in Unicode scalar values.
    pub end: usize,
    /// Direction, where the finding has one.
    #[schema(required, minimum = -1, maximum = 1)]
    pub polarity: Option<f64>,
    /// Strength.
    #[schema(minimum = 0, maximum = 1)]
    pub strength: f64,
}

impl From<reading::Evidence> for Evidence {
    fn from(evidence: reading::Evidence) -> Self {
        let reading::Evidence { kind, label, quote, start, end, polarity, strength } = evidence;
        Self { kind: kind.into(), label, quote, start, end, polarity, strength }
    }
}

mirror! {
    /// Where a reading stands.
    AnalysisStatus of hearken_domain::AnalysisStatus {
        /// Waiting for a worker, or for the next attempt.
        Queued,
        /// Being read.
        Processing,
        /// Read by the model.
        Completed,
        /// Read by rules on this server, or, where the reason is `crisis`, by nothing.
        Fallback,
        /// Not even the rules could run.
        Failed,
    }

    /// What read an entry.
    Method of hearken_domain::Method {
        /// The model the user chose.
        AiPowered,
        /// Rules on this server.
        RuleBasedFallback,
    }

    /// Why rules read an entry instead of a model.
    FallbackReason of hearken_domain::FallbackReason {
        /// No provider is set up.
        NoProvider,
        /// The user has not switched the provider on.
        ConsentOff,
        /// The entry is kept from every provider.
        PrivateEntry,
        /// The provider did not answer in time.
        ApiTimeout,
        /// The provider refused, failed, or answered junk.
        ApiError,
        /// The provider asked for fewer requests.
        RateLimit,
        /// The provider failed so often that it is being left alone for a minute.
        CircuitOpen,
        /// The user has had as many requests sent on that day as the server lets them.
        DailyLimit,
        /// Its words are of someone in danger: nothing read it, and nothing is concluded from it.
        Crisis,
    }

    /// Why an entry could not be read at all.
    AnalysisError of hearken_domain::AnalysisFailure {
        /// The stored text could not be decrypted.
        Undecryptable,
        /// The worker failed at it repeatedly.
        Internal,
    }

    /// Kinds of findings.
    EvidenceKind of reading::EvidenceKind {
        /// The tone of a sentence.
        Sentiment,
        /// An emotion named or shown.
        Emotion,
        /// What it is about.
        Theme,
        /// How people spoke.
        Style,
        /// One of the five relationship factors.
        Factor,
        /// A person from the user's list.
        Person,
    }
}
