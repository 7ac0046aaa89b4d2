//! Several providers in the order in which they are asked: when one fails, the next gets the same question.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hearken_domain::{FailedAsk, Timestamp};
use tokio::time::{Instant, timeout_at};

use crate::bulkhead::{Bulkhead, MAX_IN_FLIGHT};
use crate::{
    Answers, Asker, BreakerView, EntryReader, Ledger, Load, ModelReading, Provider, ProviderError, ReadError, ReadInput,
};

/// How long everybody together may take over one entry. Only what follows the first provider is cut short by it: the
/// first one ends within its own deadline.
pub const BUDGET: Duration = Duration::from_secs(30);

/// A provider in a chain.
pub struct Link {
    name: String,
    reader: EntryReader,
    is_free: bool,
    bulkhead: Bulkhead,
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
        let bulkhead = Bulkhead::new(MAX_IN_FLIGHT);
        Self { name: name.into(), reader, is_free: false, bulkhead, last_error: Mutex::default() }
    }

    /// The same, for one that costs nobody anything: a model of one's own.
    #[must_use]
    pub fn free(self, is_free: bool) -> Self {
        Self { is_free, ..self }
    }

    /// The same, for one that has at most so many calls in flight.
    #[must_use]
    pub fn max_in_flight(self, limit: usize) -> Self {
        Self { bulkhead: Bulkhead::new(limit), ..self }
    }

    /// How many calls it has in flight, and how many it may have.
    #[must_use]
    pub fn load(&self) -> Load {
        self.bulkhead.load()
    }

    /// Whether it would be asked now, as far as the calls in flight go.
    #[must_use]
    pub fn has_room(&self, asker: Asker) -> bool {
        self.bulkhead.has_room(asker)
    }

    /// Whether what is sent there counts for no limit.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        self.is_free
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
        (input, asker): (ReadInput<'_>, Asker),
        (ledger, answers): (&dyn Ledger, &dyn Answers),
        until: Option<Instant>,
    ) -> Result<ModelReading, ReadError> {
        // Whoever waited here would hold up what does not need this provider.
        let Some(_call) = self.bulkhead.enter(Some(asker)) else { return Err(ReadError::Busy) };
        let reading = self.reader.read(input, ledger, answers);
        let result = match until {
            // Whoever is cut short has not failed: its breaker takes no notice.
            Some(until) => timeout_at(until, reading).await.unwrap_or(Err(ProviderError::Timeout.into())),
            None => reading.await,
        };
        if let Err(error) = &result {
            self.note(error);
        }
        result
    }

    /// Asks whether it is back, unless it is to be left alone. While others fill it, they find out.
    pub async fn probe(&self) {
        let Some(_call) = self.bulkhead.enter(None) else { return };
        if let Err(error) = self.reader.probe().await {
            self.note(&error);
        }
    }

    fn note(&self, error: &ReadError) {
        if error.was_asked() {
            self.recall(Some(LastError { cause: error.cause(), at: self.reader.now() }));
        }
    }
}

/// One question for several providers: who is still to be asked, who failed, and until when.
pub struct Round<'a> {
    left: VecDeque<&'a Link>,
    failed: Vec<Failure>,
    asker: Asker,
    deadline: Instant,
}

impl<'a> Round<'a> {
    /// Nobody is asked yet; all of them together have [`BUDGET`] from now on.
    #[must_use]
    pub fn new(links: &[&'a Link], asker: Asker) -> Self {
        Self { left: links.iter().copied().collect(), failed: Vec::new(), asker, deadline: Instant::now() + BUDGET }
    }

    /// Asks one after the other until one answers: each once. One to which the `ledger` lets nothing be sent has not
    /// failed, and is passed over. When this is given up halfway, it can be asked again: it goes on with the one that was
    /// being asked.
    pub async fn read(&mut self, input: ReadInput<'_>, ledger: &dyn Ledger, answers: &dyn Answers) -> Option<Found> {
        while let Some(link) = self.left.front().copied() {
            let is_first = self.failed.iter().all(|failure| !failure.error.was_asked());
            if !is_first && Instant::now() >= self.deadline {
                break;
            }
            let provider = link.provider().clone();
            let answer = link.read((input, self.asker), (ledger, answers), (!is_first).then_some(self.deadline)).await;
            self.left.pop_front();
            match answer {
                Ok(reading) => return Some(Found { reading, provider, failed: mem::take(&mut self.failed) }),
                Err(ReadError::Provider(ProviderError::NotRecorded)) => {}
                Err(error) => self.failed.push(Failure { provider, error }),
            }
        }
        None
    }

    /// Asks nobody at `address` any more, by whatever model. Whether anybody is left.
    pub fn pass_over(&mut self, address: &str) -> bool {
        self.left.retain(|link| link.provider().address != address);
        !self.left.is_empty()
    }

    /// Who failed, in the order asked.
    #[must_use]
    pub fn into_failed(self) -> Vec<Failure> {
        self.failed
    }
}
