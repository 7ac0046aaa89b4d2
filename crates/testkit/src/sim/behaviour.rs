//! What the simulator can do to a request.

use std::time::Duration;

use serde_json::Value;

/// What one request meets.
#[derive(Clone, Debug, PartialEq)]
pub enum Behaviour {
    /// A plausible answer, made from the request itself: a reading of the entry in it, with real quotes, or a sentence.
    Competent,
    /// What the text to be read would like to be answered, and claims beyond all measure.
    Obedient,
    /// This JSON as the model's answer.
    Answer(Value),
    /// These words as the model's answer.
    Say(String),
    /// Waits, then does the other.
    Delay(Duration, Box<Behaviour>),

    /// Resets the connection instead of answering.
    Refuse,
    /// Takes the request and never answers.
    Hang,
    /// A competent answer, a few bytes at a time.
    Slow {
        /// Bytes sent at once.
        bytes: usize,
        /// Time between them.
        every: Duration,
    },
    /// Announces more bytes than it sends, then closes.
    WrongLength,
    /// An answer of this many bytes, of unannounced length.
    Huge(u64),

    /// Status 429.
    TooMany(RetryAfter),
    /// This status with an error in JSON.
    Status(u16),
    /// This status with this JSON as the whole body.
    Body(u16, Value),
    /// Status 400 with a complaint, if the body of the request has this parameter; otherwise a competent answer.
    Without(String),
    /// A redirect (307) to another path of the simulator.
    Redirect,

    /// Status 200 with a web page.
    Html,
    /// Status 200 with JSON that ends too early.
    Truncated,
    /// Status 200 with something like JSON.
    Malformed,
    /// Status 200 with JSON of another shape.
    WrongShape,
    /// Status 200 with no choices.
    EmptyChoices,
    /// Status 200 with bytes in a string that are not UTF-8.
    BadUtf8,
    /// Declines to answer, as content filters do.
    Filtered,
    /// An answer that ran into the limit of tokens.
    CutOff,

    /// A stream that ends in the middle of an event. Without `stream: true`, the same as [`Behaviour::Truncated`].
    TruncatedSse,
    /// A stream with an event that is not JSON. Without `stream: true`, the same as [`Behaviour::Malformed`].
    MalformedSse,
    /// A stream that begins well and then brings an error. Without `stream: true`, the same as status 500.
    ErrorMidStream,
}

/// The `Retry-After` header that comes with status 429.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// No header.
    Absent,
    /// Seconds.
    Seconds(u32),
    /// A date this many seconds (less than an hour) after that in the answer's `Date` header.
    Date(u32),
    /// More seconds than fit into any integer.
    Absurd,
}

impl RetryAfter {
    /// The `Date` header of every answer that has one: a fixed instant, as nothing here depends on the real one.
    pub(crate) const DATE: &'static str = "Fri, 20 Nov 2026 22:00:00 GMT";

    /// The value of the header.
    pub(crate) fn header(self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Seconds(seconds) => Some(seconds.to_string()),
            Self::Date(seconds) => {
                Some(format!("Fri, 20 Nov 2026 22:{:02}:{:02} GMT", seconds / 60 % 60, seconds % 60))
            }
            Self::Absurd => Some("99999999999999999999999".to_owned()),
        }
    }
}
