//! How asking a provider can fail. An error carries a class and numbers: no user text, no key, no byte of the answer.

use std::time::Duration;

use hearken_domain::FallbackReason;

/// Why a provider gave no usable answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// No complete answer within the deadline.
    #[error("the provider did not answer in time")]
    Timeout,
    /// No connection, or none that lived until the answer began: refused, reset, unknown host, broken TLS.
    #[error("the provider could not be reached")]
    Unreachable,
    /// Status 429.
    #[error("the provider asked for fewer requests")]
    RateLimited {
        /// How long it asked to be left alone.
        retry_after: Option<Duration>,
    },
    /// Any status that asking again does not change: 3xx, and 4xx except 408 and 429.
    #[error("the provider refused the request with status {status}")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// Status 5xx.
    #[error("the provider failed with status {status}")]
    Server {
        /// The HTTP status.
        status: u16,
        /// How long it asked to be left alone.
        retry_after: Option<Duration>,
    },
    /// Nothing was sent: the ledger did not take it.
    #[error("nothing was sent, for it could not be written down")]
    NotRecorded,
    /// Nothing was sent: as much was sent today as may be.
    #[error("nothing was sent, for today's limit is reached")]
    OverLimit,
    /// An answer came, but it cannot be used.
    #[error("the provider's answer could not be used: {0}")]
    Junk(Junk),
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Junk {
    /// A web page, such as a sign-in or error page of something in between.
    #[error("a web page instead of data")]
    Html,
    /// Not JSON, not UTF-8, or cut short inside.
    #[error("not valid JSON")]
    NotJson,
    /// The connection ended before the announced end.
    #[error("the connection ended early")]
    Incomplete,
    /// More bytes than any honest answer has.
    #[error("too large")]
    TooLarge,
    /// JSON of another shape.
    #[error("an unexpected shape")]
    Shape,
    /// No words in it.
    #[error("empty")]
    Empty,
    /// The model ran into its own limit of tokens.
    #[error("cut off by the model's token limit")]
    CutOff,
    /// The model or its filter declined to answer.
    #[error("declined by the provider's content filter")]
    Filtered,
    /// Words of someone in danger, and not out of the entry: nothing a reading has room for.
    #[error("words of danger that are not in the entry")]
    Danger,
    /// Claims, but not one whose quote is in the entry.
    #[error("no claim could be verified")]
    Unfounded,
}

impl ProviderError {
    /// Whether the same request may succeed later.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        !matches!(self, Self::Refused { .. } | Self::OverLimit | Self::Junk(Junk::Filtered | Junk::Danger))
    }

    /// How long the provider asked to be left alone, from a second to a day.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RateLimited { retry_after } | Self::Server { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether this speaks against the provider rather than against this one request. A wrong key (401, 403) or a
    /// wrong model name (404) counts: every other request would fail the same way.
    #[must_use]
    pub const fn is_providers_fault(&self) -> bool {
        !matches!(
            self,
            Self::NotRecorded
                | Self::OverLimit
                | Self::Refused { status: 400 | 413 | 422 }
                | Self::Junk(Junk::Filtered | Junk::Danger)
        )
    }

    /// Its class, as it is kept and shown.
    #[must_use]
    pub fn cause(&self) -> String {
        let word = match self {
            Self::Timeout => "api_timeout",
            Self::Unreachable => "unreachable",
            Self::RateLimited { .. } => "rate_limit",
            Self::Refused { status } | Self::Server { status, .. } => return format!("http_{status}"),
            Self::NotRecorded => "not_sent",
            Self::OverLimit => "daily_limit",
            Self::Junk(Junk::Filtered | Junk::Danger) => "declined",
            Self::Junk(Junk::CutOff) => "cut_off",
            Self::Junk(Junk::Unfounded) => "unfounded",
            Self::Junk(_) => "unusable",
        };
        word.to_owned()
    }

    /// The reason to give with a reading by rules.
    #[must_use]
    pub const fn fallback_reason(&self) -> FallbackReason {
        match self {
            Self::Timeout => FallbackReason::ApiTimeout,
            Self::RateLimited { .. } => FallbackReason::RateLimit,
            Self::OverLimit => FallbackReason::DailyLimit,
            Self::Unreachable | Self::Refused { .. } | Self::Server { .. } | Self::NotRecorded | Self::Junk(_) => {
                FallbackReason::ApiError
            }
        }
    }
}

impl From<Junk> for ProviderError {
    fn from(junk: Junk) -> Self {
        Self::Junk(junk)
    }
}
