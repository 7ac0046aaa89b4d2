//! Reading an entry with a model: the question, the answer's schema, and the checks an answer must pass.

mod answer;
mod claims;
mod danger;
mod prompt;
mod quote;
mod schema;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use hearken_domain::reading::{EvidenceKind, KnownPerson, Layers, Reading, read_with};
use hearken_domain::redaction::{Named, Redacted, redact};
use hearken_domain::{AnswerOf, Clock, FallbackReason, Timestamp};
use thiserror::Error;

use crate::{
    Answers, Breaker, ChatModel, ChatRequest, Earlier, Ledger, Outcome, Provider, ProviderError, Question, try_out,
};

/// An entry to read.
#[derive(Clone, Copy)]
pub struct ReadInput<'a> {
    /// The entry's text, as it was typed.
    pub text: &'a str,
    /// Everyone the user has named.
    pub people: &'a [KnownPerson<'a>],
    /// A word that nobody could guess while writing the entry, such as a fresh id: it marks where the entry begins and
    /// ends.
    pub mark: &'a str,
}

/// What is sent of an entry, word for word, with what was taken out of it before.
#[derive(Debug)]
pub struct Outgoing<'a> {
    /// The entry as it is sent.
    pub entry: Redacted<'a>,
    /// The whole request.
    pub request: ChatRequest,
}

/// What asking a model to read `input` sends.
#[must_use]
pub fn outgoing(input: ReadInput<'_>) -> Outgoing<'_> {
    let people = input.people.iter();
    let people: Vec<Named<'_>> =
        people.map(|person| Named { name: person.name, relationship: person.relationship }).collect();
    let entry = redact(input.text, &people);
    let request = prompt::request(entry.text(), input.mark);
    Outgoing { entry, request }
}

/// What a model found, checked. Its `Debug` leaves the findings out.
#[derive(Clone)]
pub struct ModelReading {
    /// What was found. People are found by Hearken's own rules, everything else by the model.
    pub reading: Reading,
    /// The model that answered, as the provider names it.
    pub model: String,
    /// The earlier reading whose answer it is; `None` where the provider was asked.
    pub answer_of: Option<AnswerOf>,
}

impl fmt::Debug for ModelReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelReading").field("model", &self.model).finish_non_exhaustive()
    }
}

/// Why there is no reading by a model.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The provider failed so often that it is not asked before the given time.
    #[error("the provider is being left alone until {until}")]
    CircuitOpen {
        /// When it may be asked again.
        until: Timestamp,
    },
    /// The provider has as many calls in flight as it may have.
    #[error("the provider has as many calls in flight as it may have")]
    Busy,
    /// The provider was asked.
    #[error(transparent)]
    Provider(#[from] ProviderError),
}

impl ReadError {
    /// Whether the same entry may be read later by another attempt of the same job. An open breaker is not worth the
    /// wait: rules read the entry at once.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        match self {
            Self::Provider(error) => error.is_retryable(),
            Self::Busy => true,
            Self::CircuitOpen { .. } => false,
        }
    }

    /// How long the provider asked to be left alone.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Provider(error) => error.retry_after(),
            Self::CircuitOpen { .. } | Self::Busy => None,
        }
    }

    /// Whether anything was sent.
    #[must_use]
    pub const fn was_asked(&self) -> bool {
        matches!(self, Self::Provider(error) if !matches!(error, ProviderError::NotRecorded | ProviderError::OverLimit))
    }

    /// Its class, as it is kept and shown: a word and at most a number, none of the entry or the answer.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::Provider(error) => error.cause(),
            Self::CircuitOpen { .. } => "circuit_open".to_owned(),
            Self::Busy => "busy".to_owned(),
        }
    }

    /// The reason to give with a reading by rules.
    #[must_use]
    pub const fn fallback_reason(&self) -> FallbackReason {
        match self {
            Self::Provider(error) => error.fallback_reason(),
            Self::CircuitOpen { .. } | Self::Busy => FallbackReason::CircuitOpen,
        }
    }
}

/// Reads entries with one model, and leaves it alone while it fails.
pub struct EntryReader {
    model: Arc<dyn ChatModel>,
    breaker: Breaker,
    clock: Arc<dyn Clock>,
}

impl EntryReader {
    /// A reader that asks `model`.
    #[must_use]
    pub fn new(model: Arc<dyn ChatModel>, clock: Arc<dyn Clock>) -> Self {
        Self { model, breaker: Breaker::default(), clock }
    }

    /// Who is asked.
    #[must_use]
    pub fn provider(&self) -> &Provider {
        self.model.provider()
    }

    /// The breaker in front of the provider.
    #[must_use]
    pub const fn breaker(&self) -> &Breaker {
        &self.breaker
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Reads one entry: one call, no retry, and none where the very same was answered before. Ends within the model's
    /// deadline, once no other reading has the same question under way. What is sent is in the `ledger` before.
    pub async fn read(
        &self,
        input: ReadInput<'_>,
        ledger: &dyn Ledger,
        answers: &dyn Answers,
    ) -> Result<ModelReading, ReadError> {
        let mut people = read_with(input.text, input.people, Layers::Rules).evidence;
        people.retain(|evidence| evidence.kind == EvidenceKind::Person);
        let Outgoing { entry, request } = outgoing(input);
        let question = Question::new(self.provider(), &prompt::request(entry.text(), ""));
        let earlier = answers.find(&question).await;
        if let Some(Earlier { reply, of }) = earlier
            && let Ok(reading) = answer::check(&reply.text, &entry, people.clone())
        {
            return Ok(ModelReading { reading, model: reply.model, answer_of: Some(of) });
        }
        let permit = self.breaker.admit(self.clock.now()).map_err(|until| ReadError::CircuitOpen { until })?;
        let result = async {
            let reply = self.model.complete(request, ledger).await?;
            Ok((answer::check(&reply.text, &entry, people)?, reply))
        };
        let result = result.await;
        permit.settle(outcome(&result), self.clock.now());
        let (reading, reply) = result?;
        answers.keep(&question, &reply).await;
        Ok(ModelReading { reading, model: reply.model, answer_of: None })
    }

    /// Asks in words that nobody wrote whether the provider answers. The breaker heeds it as any other call.
    pub(crate) async fn probe(&self) -> Result<(), ReadError> {
        let permit = self.breaker.admit(self.clock.now()).map_err(|until| ReadError::CircuitOpen { until })?;
        let result = match try_out(&*self.model).await {
            // Whatever it says, it answers.
            Ok(_) | Err(ProviderError::Junk(_)) => Ok(()),
            Err(error) => Err(error),
        };
        permit.settle(outcome(&result), self.clock.now());
        Ok(result?)
    }
}

fn outcome<T>(result: &Result<T, ProviderError>) -> Outcome {
    match result {
        Ok(_) => Outcome::Success,
        Err(error) if error.is_providers_fault() => Outcome::Failure,
        Err(_) => Outcome::Neither,
    }
}
