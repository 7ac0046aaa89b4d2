//! The ledger: what is about to leave is written down first.
//!
//! A [`Recorded`] body is the only one the HTTP client takes, and there is none but from [`record`], which waits until the
//! ledger has it for good.

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, ready};
use hearken_domain::{DisclosureId, Ending, Private, SendResult, Tokens};
use serde_json::Value;
use thiserror::Error;
use tokio::time::Instant;
use uuid::Uuid;

use crate::{ChatModel, ChatReply, ChatRequest, Provider, ProviderError};

/// Where everything that is sent to a provider is written down.
pub trait Ledger: Send + Sync {
    /// Writes down what is about to be sent, for good. Where this fails nothing is sent.
    fn record(&self, sending: Sending) -> BoxFuture<'_, Result<DisclosureId, NotRecorded>>;

    /// Fills in how it ended. Where this fails, no answer is known.
    fn settle(&self, id: DisclosureId, ending: Ending) -> BoxFuture<'_, ()>;
}

/// A request that is about to be sent.
#[derive(Clone, Debug)]
pub struct Sending {
    /// To whom.
    pub provider: Provider,
    /// The whole body, as it will be sent.
    pub body: Private,
}

/// Why nothing was written down, and so nothing is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotRecorded {
    /// It could not be written down, or is not to be sent at all. The ledger knows why.
    #[error("nothing was sent, for it could not be written down")]
    Refused,
    /// As much was sent today as may be.
    #[error("nothing was sent, for today's limit is reached")]
    OverLimit,
}

impl From<NotRecorded> for ProviderError {
    fn from(not_recorded: NotRecorded) -> Self {
        match not_recorded {
            NotRecorded::Refused => Self::NotRecorded,
            NotRecorded::OverLimit => Self::OverLimit,
        }
    }
}

/// Asks `model` as little as can be asked, to see whether address, key and model fit together: it costs next to nothing,
/// and nobody wrote it. So it is in nobody's ledger, and nothing else can be sent in this way.
pub async fn try_out(model: &dyn ChatModel) -> Result<ChatReply, ProviderError> {
    model.complete(ChatRequest::trial(), &Nobodys).await
}

/// The ledger of no user: takes everything, keeps nothing.
pub(crate) struct Nobodys;

impl Ledger for Nobodys {
    fn record(&self, _: Sending) -> BoxFuture<'_, Result<DisclosureId, NotRecorded>> {
        ready(Ok(DisclosureId(Uuid::nil()))).boxed()
    }

    fn settle(&self, _: DisclosureId, _: Ending) -> BoxFuture<'_, ()> {
        ready(()).boxed()
    }
}

/// A body that is written down.
pub(crate) struct Recorded<'a> {
    ledger: &'a dyn Ledger,
    id: DisclosureId,
    body: Private,
    since: Instant,
}

/// Writes `body` down.
pub(crate) async fn record<'a>(
    ledger: &'a dyn Ledger,
    provider: &Provider,
    body: &Value,
) -> Result<Recorded<'a>, ProviderError> {
    let body = Private::from(body.to_string());
    let sending = Sending { provider: provider.clone(), body: body.clone() };
    let id = ledger.record(sending).await?;
    Ok(Recorded { ledger, id, body, since: Instant::now() })
}

impl Recorded<'_> {
    /// What may be sent.
    pub(crate) fn body(&self) -> String {
        self.body.as_str().to_owned()
    }

    /// Fills in how it ended: with this answer, or in an error. An answer may be of no use all the same.
    pub(crate) async fn settle(self, answer: Option<&[u8]>, error: Option<&ProviderError>) {
        let (result, status) = error.map_or((SendResult::Answered, None), class);
        let duration_ms = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (tokens, answer_bytes) = (answer.and_then(tokens_in), answer.map(|answer| answer.len() as u64));
        self.ledger.settle(self.id, Ending { result, status, duration_ms, tokens, answer_bytes }).await;
    }
}

/// What an answer says that it cost: each format has names of its own for that.
fn tokens_in(answer: &[u8]) -> Option<Tokens> {
    let answer: Value = serde_json::from_slice(answer).ok()?;
    let names = [
        ("usage", "prompt_tokens", "completion_tokens"),
        ("usage", "input_tokens", "output_tokens"),
        ("usageMetadata", "promptTokenCount", "candidatesTokenCount"),
    ];
    names.into_iter().find_map(|(usage, sent, answered)| {
        let usage = &answer[usage];
        Some(Tokens { sent: usage[sent].as_u64()?, answered: usage[answered].as_u64()? })
    })
}

const fn class(error: &ProviderError) -> (SendResult, Option<u16>) {
    match error {
        ProviderError::Timeout => (SendResult::TimedOut, None),
        ProviderError::Unreachable | ProviderError::NotRecorded | ProviderError::OverLimit => {
            (SendResult::Unreachable, None)
        }
        ProviderError::RateLimited { .. } => (SendResult::RateLimited, Some(429)),
        ProviderError::Refused { status } => (SendResult::Refused, Some(*status)),
        ProviderError::Server { status, .. } => (SendResult::Failed, Some(*status)),
        ProviderError::Junk(_) => (SendResult::Unusable, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_answer_costs_is_understood_or_left_open() {
        for (answer, cost) in [
            (r#"{"usage":{"prompt_tokens":3,"completion_tokens":2}}"#, Some((3, 2))),
            (r#"{"usage":{"input_tokens":3,"output_tokens":2}}"#, Some((3, 2))),
            (r#"{"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2}}"#, Some((3, 2))),
            (r#"{"usage":{"prompt_tokens":"many","completion_tokens":-1}}"#, None),
            (r#"{"usage":null}"#, None),
            ("<html>", None),
        ] {
            let tokens = cost.map(|(sent, answered)| Tokens { sent, answered });
            assert_eq!(tokens_in(answer.as_bytes()), tokens, "{answer}");
        }
    }
}
