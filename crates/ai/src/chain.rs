//! Several providers in the order in which they are asked: when one fails, the next gets the same question.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hearken_domain::{FailedAsk, Timestamp};
use tokio::time::{Instant, timeout_at};

use crate::{BreakerView, EntryReader, Ledger, ModelReading, Provider, ProviderError, ReadError, ReadInput};

/// How long everybody together may take over one entry. Only what follows the first provider is cut short by it: the
/// first one ends within its own deadline.
pub const BUDGET: Duration = Duration::from_secs(30);

/// A provider in a chain.
pub struct Link {
    name: String,
    reader: EntryReader,
    last_error: Mutex<Option<LastError>>,
}

/// How a provider failed last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastError {
    /// Its class, as [`ReadError::cause`] gives it.
    pub cause: String,
    /// When.
    pub at: Timestamp,
}

/// An answer, and who failed before it came.
#[derive(Debug)]
pub struct Found {
    /// The answer.
    pub reading: ModelReading,
    /// Who gave it.
    pub provider: Provider,
    /// Who failed before, in the order asked.
    pub failed: Vec<Failure>,
}

/// A provider that gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which one.
    pub provider: Provider,
    /// Why.
    pub error: ReadError,
}

impl Failure {
    /// What is kept of it.
    #[must_use]
    pub fn kept(&self) -> FailedAsk {
        FailedAsk { provider: self.provider.name.clone(), cause: self.error.cause() }
    }
}

impl Link {
    /// A provider that is called `name` in the settings.
    #[must_use]
    pub fn new(name: impl Into<String>, reader: EntryReader) -> Self {
        Self { name: name.into(), reader, last_error: Mutex::default() }
    }

    /// Its name in the settings.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who is asked.
    #[must_use]
    pub fn provider(&self) -> &Provider {
        self.reader.provider()
    }

    /// What asks it.
    #[must_use]
    pub const fn reader(&self) -> &EntryReader {
        &self.reader
    }

    /// Its breaker, as it stands at `now`.
    #[must_use]
    pub fn view(&self, now: Timestamp) -> BreakerView {
        self.reader.breaker().view(now)
    }

    /// How it failed last; `None` where it never did, or not since it was reset.
    #[must_use]
    pub fn last_error(&self) -> Option<LastError> {
        self.last_error.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes up what was known of it before.
    pub fn recall(&self, last_error: Option<LastError>) {
        *self.last_error.lock().unwrap_or_else(PoisonError::into_inner) = last_error;
    }

    async fn read(
        &self,
        input: ReadInput<'_>,
        ledger: &dyn Ledger,
        until: Option<Instant>,
    ) -> Result<ModelReading, ReadError> {
        let reading = self.reader.read(input, ledger);
        let result = match until {
            // Whoever is cut short has not failed: its breaker takes no notice.
            Some(until) => timeout_at(until, reading).await.unwrap_or(Err(ProviderError::Timeout.into())),
            None => reading.await,
        };
        if let Err(error) = &result
            && error.was_asked()
        {
            self.recall(Some(LastError { cause: error.cause(), at: self.reader.now() }));
        }
        result
    }
}

/// Asks `links` one after the other until one answers: each once, and all of them within [`BUDGET`]. What they failed
/// with otherwise, in that order. One to which the `ledger` lets nothing be sent has not failed, and is passed over.
pub async fn read_in_turn(links: &[&Link], input: ReadInput<'_>, ledger: &dyn Ledger) -> Result<Found, Vec<Failure>> {
    let deadline = Instant::now() + BUDGET;
    let mut failed = Vec::new();
    for link in links {
        let is_first = failed.iter().all(|failure: &Failure| !failure.error.was_asked());
        if !is_first && Instant::now() >= deadline {
            break;
        }
        let provider = link.provider().clone();
        match link.read(input, ledger, (!is_first).then_some(deadline)).await {
            Ok(reading) => return Ok(Found { reading, provider, failed }),
            Err(ReadError::Provider(ProviderError::NotRecorded)) => {}
            Err(error) => failed.push(Failure { provider, error }),
        }
    }
    Err(failed)
}
