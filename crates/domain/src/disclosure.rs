//! What was sent to a provider on behalf of a user: the ledger's words.

use serde::{Deserialize, Serialize};

use crate::{DisclosureId, EntryId, Purpose, Timestamp};

/// A request to a provider, as the ledger keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    /// Its id.
    pub id: DisclosureId,
    /// When it was written down, which is right before it was sent.
    pub at: Timestamp,
    /// The entry it was about.
    pub entry: Option<EntryId>,
    /// What it was for.
    pub purpose: Purpose,
    /// To whom it went.
    pub recipient: Recipient,
    /// Why it was sent then.
    pub occasion: Occasion,
    /// The size of the whole request in bytes.
    pub bytes: u64,
    /// How it ended; `None` while no answer is known.
    pub ending: Option<Ending>,
}

/// Who received a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The provider's short name.
    pub name: String,
    /// Where the request went.
    pub address: String,
    /// The model asked for.
    pub model: String,
}

/// Why something was sent when it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// The entry had something new to read.
    Written,
    /// Its user asked for another reading.
    Asked,
    /// An earlier attempt had come to nothing.
    Retry {
        /// Which attempt, from 2.
        attempt: u32,
    },
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// What became of it.
    pub result: SendResult,
    /// The HTTP status, where the provider answered with another than success.
    pub status: Option<u16>,
    /// How long it took.
    pub duration_ms: u64,
    /// What it cost, as far as the provider says.
    pub tokens: Option<Tokens>,
    /// The size of the answer in bytes.
    pub answer_bytes: Option<u64>,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendResult {
    /// An answer came.
    Answered,
    /// None came in time.
    TimedOut,
    /// The provider could not be reached, or not until an answer began.
    Unreachable,
    /// The provider asked for fewer requests.
    RateLimited,
    /// The provider refused it.
    Refused,
    /// The provider failed.
    Failed,
    /// An answer came that nobody can use.
    Unusable,
    /// The user withdrew their consent meanwhile.
    Cut,
}

/// What a request cost, in the provider's own measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// Of what was sent.
    pub sent: u64,
    /// Of the answer.
    pub answered: u64,
}
