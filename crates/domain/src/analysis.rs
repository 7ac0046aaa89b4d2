//! The analysis of an entry: its state, and what was found.

use serde::{Deserialize, Serialize};

use crate::crisis::Crisis;
use crate::reading::Reading;
use crate::{EntryId, Timestamp, Vid, retry};

/// Where an analysis stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnalysisStatus {
    /// Waiting for a worker, or for the next attempt.
    Queued,
    /// Being read.
    Processing,
    /// Read by the model.
    Completed,
    /// Read by rules on this server, or, for [`FallbackReason::Crisis`], by nothing; [`Analysis::fallback_reason`] says why.
    Fallback,
    /// Not even the rules could run; [`Analysis::error`] says why.
    Failed,
}

/// What read the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The model the user chose.
    AiPowered,
    /// Rules on this server.
    RuleBasedFallback,
}

/// Why rules read an entry instead of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FallbackReason {
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

impl FallbackReason {
    /// Whether a provider was to read the entry, and could not, for whatever passes.
    #[must_use]
    pub const fn is_outage(self) -> bool {
        match self {
            Self::ApiTimeout | Self::ApiError | Self::RateLimit | Self::CircuitOpen | Self::DailyLimit => true,
            Self::NoProvider | Self::ConsentOff | Self::PrivateEntry | Self::Crisis => false,
        }
    }
}

/// Where the second reading stands of an entry whose first one came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondReading {
    /// It is to be asked for.
    Wanted,
    /// It is in line.
    Queued,
    /// It is under way.
    Processing,
}

/// Why an entry could not be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnalysisFailure {
    /// The stored text could not be decrypted.
    Undecryptable,
    /// The worker failed at it repeatedly.
    Internal,
}

/// A provider that was to read an entry, and did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedAsk {
    /// Its name, as the owner of the server configured it.
    pub provider: String,
    /// Why: a word, or `http_` and a status.
    pub cause: String,
}

impl FailedAsk {
    /// Whether it was the provider, and neither the entry nor its user: another try may fare better once it answers again.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        !NOT_OUTAGES.contains(&self.cause.as_str())
    }

    /// Whether it was the limit of the day: tomorrow is another one.
    #[must_use]
    pub fn is_over_limit(&self) -> bool {
        self.cause == "daily_limit"
    }
}

/// The reading for which an answer was given that served for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerOf {
    /// The entry that was read.
    pub entry: EntryId,
    /// When the answer came.
    pub at: Timestamp,
}

/// Causes that lie in the entry, or in what a model makes of it.
const NOT_OUTAGES: [&str; 8] =
    ["declined", "cut_off", "unfounded", "unusable", "not_sent", "http_400", "http_413", "http_422"];

/// Attempts after which a dead letter is read again only when its user asks for it: three times as many as a reading has.
const MOST_BY_ITSELF: u32 = 3 * retry::MAX_ATTEMPTS;

/// The analysis of one entry. One row per entry: a later reading replaces an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The entry.
    pub entry_id: EntryId,
    /// The user's sequence number at the last change.
    pub rev: i64,
    /// The version of the text that was, or is to be, read.
    pub vid: Vid,
    /// Where it stands.
    pub status: AnalysisStatus,
    /// What was found; `None` until something was.
    pub reading: Option<Reading>,
    /// What read it.
    pub method: Option<Method>,
    /// Why rules read it.
    pub fallback_reason: Option<FallbackReason>,
    /// What the words say of danger. No score of a relationship may rest on violence.
    pub danger: Crisis,
    /// Name of the provider asked, as the owner of the server configured it.
    pub provider: Option<String>,
    /// Name of the model that answered.
    pub model: Option<String>,
    /// The earlier reading whose answer this is: the provider had been asked the very same before, and nothing was sent.
    pub answer_of: Option<AnswerOf>,
    /// The providers that did not read it in the last attempt, in the order asked.
    pub failed: Vec<FailedAsk>,
    /// How long the reading took, in milliseconds.
    pub duration_ms: Option<u64>,
    /// Attempts made at it.
    pub attempts: u32,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// When the first attempt began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub completed_at: Option<Timestamp>,
    /// Why it failed.
    pub error: Option<AnalysisFailure>,
}

/// A reading of an entry, as its history keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct PastReading {
    /// The entry.
    pub entry_id: EntryId,
    /// When it ended.
    pub at: Timestamp,
    /// The version of the text that was read.
    pub vid: Vid,
    /// What was found, without evidence.
    pub reading: Reading,
    /// What read it.
    pub method: Method,
    /// Why rules read it.
    pub fallback_reason: Option<FallbackReason>,
    /// Name of the provider asked, as the owner of the server configured it.
    pub provider: Option<String>,
    /// Name of the model that answered.
    pub model: Option<String>,
}

impl PastReading {
    /// Whether it says the same of the same words as `other`, whenever that was.
    #[must_use]
    pub fn repeats(&self, other: &Self) -> bool {
        Self { at: other.at, ..self.clone() } == *other
    }
}

impl Analysis {
    /// What its history keeps of it; `None` where nothing was read.
    #[must_use]
    pub fn past(&self) -> Option<PastReading> {
        Some(PastReading {
            entry_id: self.entry_id,
            at: self.completed_at?,
            vid: self.vid,
            reading: Reading { evidence: Vec::new(), ..self.reading.clone()? },
            method: self.method?,
            fallback_reason: self.fallback_reason,
            provider: self.provider.clone(),
            model: self.model.clone(),
        })
    }

    /// A fresh one, waiting.
    #[must_use]
    pub fn queued(entry_id: EntryId, vid: Vid, now: Timestamp) -> Self {
        Self {
            entry_id,
            rev: 0,
            vid,
            status: AnalysisStatus::Queued,
            reading: None,
            method: None,
            fallback_reason: None,
            danger: Crisis::default(),
            provider: None,
            model: None,
            answer_of: None,
            failed: Vec::new(),
            duration_ms: None,
            attempts: 0,
            queued_at: now,
            started_at: None,
            completed_at: None,
            error: None,
        }
    }

    /// Where the second reading stands of a dead letter: what a provider was to read and could not, or what nothing could
    /// read. `None` of all others.
    #[must_use]
    pub fn second_reading(&self) -> Option<SecondReading> {
        let is_dead_letter = self.error.is_some() || self.fallback_reason.is_some_and(FallbackReason::is_outage);
        let is_in_line = self.completed_at.is_none_or(|completed| completed < self.queued_at);
        match self.status {
            _ if !is_dead_letter => None,
            AnalysisStatus::Completed => None,
            AnalysisStatus::Processing => Some(SecondReading::Processing),
            AnalysisStatus::Queued => Some(SecondReading::Queued),
            AnalysisStatus::Fallback | AnalysisStatus::Failed if is_in_line => Some(SecondReading::Queued),
            AnalysisStatus::Fallback | AnalysisStatus::Failed => Some(SecondReading::Wanted),
        }
    }

    /// Whether it may be read again without being asked, now that the providers answer for which `answers` says so: it was
    /// an outage of one of them by which it became a dead letter, and not time and again.
    #[must_use]
    pub fn is_left_over(&self, answers: impl Fn(&str) -> bool) -> bool {
        self.second_reading() == Some(SecondReading::Wanted)
            && self.error.is_none()
            && self.attempts < MOST_BY_ITSELF
            && self.failed.iter().any(|failed| failed.is_outage() && answers(&failed.provider))
    }
}
