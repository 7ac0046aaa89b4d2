//! The ledger on the wire: what was sent to providers.

use hearken_app::disclosures::{self, DisclosureCursor, DisclosurePage};
use hearken_domain::{DisclosureId, EntryId, Invalid, Private, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Page;
use super::entry_list::{in_order, limit, unknown_cursor};
use super::mirror::mirror;

const DEFAULT_LIMIT: u32 = 50;
const MAX_LIMIT: u32 = 200;

mirror! {
    /// What a provider is asked for.
    Purpose of hearken_domain::Purpose {
        /// Reading entries.
        Analysis,
        /// Talking.
        Chat,
        /// Remembering.
        Memory,
        /// Turning speech into text.
        SpeechToText,
        /// Turning text into speech.
        TextToSpeech,
    }
    /// What became of a request to a provider.
    SendResult of hearken_domain::SendResult {
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
}

/// Which rows of the ledger to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DisclosureQuery {
    /// Most rows on a page: 1 to 200, 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Only what was sent to the provider at this address.
    provider: Option<String>,
    /// Only what was sent for this.
    #[param(inline)]
    purpose: Option<Purpose>,
    /// Only what was sent about this entry.
    #[param(value_type = Option<String>, format = "uuid")]
    entry: Option<EntryId>,
    /// Only what was sent at this moment or later.
    #[param(value_type = Option<String>, format = "date-time")]
    from: Option<Timestamp>,
    /// Only what was sent earlier.
    #[param(value_type = Option<String>, format = "date-time")]
    to: Option<Timestamp>,
}

impl TryFrom<DisclosureQuery> for disclosures::DisclosureQuery {
    type Error = Invalid;

    fn try_from(query: DisclosureQuery) -> Result<Self, Invalid> {
        in_order(query.from, query.to)?;
        Ok(Self {
            provider: query.provider,
            purpose: query.purpose.map(Into::into),
            entry: query.entry,
            from: query.from,
            to: query.to,
            after: query.cursor.as_deref().map(read_place).transpose()?,
            limit: limit(query.limit.unwrap_or(DEFAULT_LIMIT), MAX_LIMIT)?,
        })
    }
}

/// A request to a provider on behalf of the user.
#[derive(Serialize, ToSchema)]
pub struct Disclosure {
    /// Its id.
    #[schema(value_type = String, format = "uuid")]
    pub id: DisclosureId,
    /// When it was written down, which is right before it was sent.
    #[schema(value_type = String, format = "date-time")]
    pub at: Timestamp,
    /// The entry it was about, which may be gone by now.
    #[schema(value_type = Option<String>, format = "uuid", required)]
    pub entry_id: Option<EntryId>,
    /// What it was for.
    pub purpose: Purpose,
    /// To whom it went.
    pub recipient: Recipient,
    /// Why it was sent then.
    pub occasion: Occasion,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// The size of the whole request in bytes.
    pub bytes: u64,
    /// Whether its words are still kept: they go with the entry.
    pub has_text: bool,
    /// How it ended; null while no answer is known.
    #[schema(required)]
    pub ending: Option<Ending>,
}

/// Who received a request.
#[derive(Serialize, ToSchema)]
pub struct Recipient {
    /// The provider's short name.
    pub name: String,
    /// Where the request went.
    pub address: String,
    /// The model asked for.
    pub model: String,
}

/// Why something was sent when it was.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// The entry had something new to read.
    Written,
    /// Its user asked for another reading.
    Asked,
    /// An earlier attempt had come to nothing.
    Retry,
}

/// How a request ended.
#[derive(Serialize, ToSchema)]
pub struct Ending {
    /// What became of it.
    pub result: SendResult,
    /// The HTTP status, where the provider answered with another than success.
    #[schema(required)]
    pub status: Option<u16>,
    /// How long it took.
    pub duration_ms: u64,
    /// What the request cost in tokens, as far as the provider says.
    #[schema(required)]
    pub tokens_sent: Option<u64>,
    /// What the answer cost in tokens, as far as the provider says.
    #[schema(required)]
    pub tokens_answered: Option<u64>,
    /// The size of the answer in bytes.
    #[schema(required)]
    pub answer_bytes: Option<u64>,
}

/// A request to a provider as it was sent.
#[derive(Serialize, ToSchema)]
pub struct DisclosureText {
    /// The request.
    pub disclosure: Disclosure,
    /// Its body, byte for byte, in the provider's own format; null once the entry is gone.
    #[schema(value_type = Option<String>, required)]
    pub sent: Option<Private>,
}

impl Disclosure {
    fn new(it: hearken_domain::Disclosure, has_text: bool) -> Self {
        let (occasion, attempt) = match it.occasion {
            hearken_domain::Occasion::Written => (Occasion::Written, 1),
            hearken_domain::Occasion::Asked => (Occasion::Asked, 1),
            hearken_domain::Occasion::Retry { attempt } => (Occasion::Retry, attempt),
        };
        let hearken_domain::Recipient { name, address, model } = it.recipient;
        Self {
            id: it.id,
            at: it.at,
            entry_id: it.entry,
            purpose: it.purpose.into(),
            recipient: Recipient { name, address, model },
            occasion,
            attempt,
            bytes: it.bytes,
            has_text,
            ending: it.ending.map(Into::into),
        }
    }
}

impl From<hearken_domain::Ending> for Ending {
    fn from(ending: hearken_domain::Ending) -> Self {
        Self {
            result: ending.result.into(),
            status: ending.status,
            duration_ms: ending.duration_ms,
            tokens_sent: ending.tokens.map(|tokens| tokens.sent),
            tokens_answered: ending.tokens.map(|tokens| tokens.answered),
            answer_bytes: ending.answer_bytes,
        }
    }
}

impl From<disclosures::WithText> for DisclosureText {
    fn from((disclosure, sent): disclosures::WithText) -> Self {
        Self { disclosure: Disclosure::new(disclosure, sent.is_some()), sent }
    }
}

impl From<DisclosurePage> for Page<Disclosure> {
    fn from(DisclosurePage { items, next }: DisclosurePage) -> Self {
        let items = items.into_iter().map(|(it, sent)| Disclosure::new(it, sent.is_some())).collect();
        Self { items, next_cursor: next.map(place) }
    }
}

fn place(DisclosureCursor { at, id }: DisclosureCursor) -> String {
    format!("{}.{id}", at.as_millis())
}

fn read_place(place: &str) -> Result<DisclosureCursor, Invalid> {
    let parts = place.split_once('.').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    let (at, id) = parts.ok_or_else(unknown_cursor)?;
    Ok(DisclosureCursor { at: Timestamp::from_millis(at), id })
}
