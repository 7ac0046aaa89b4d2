//! A circuit breaker: after repeated failures a provider is left alone for a while, then tried with one call.
//!
//! Closed is healthy and calls pass; open fails at once; half-open lets one probe through, whose success closes the
//! breaker and whose failure opens it again. One breaker stands for one operation at one provider.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hearken_domain::Timestamp;

/// When a breaker opens, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct BreakerRule {
    /// It opens on this many consecutive failures…
    pub failures: usize,
    /// …the first of which is no older than this.
    pub window: Duration,
    /// How long it stays open before it lets a probe through.
    pub rest: Duration,
}

impl Default for BreakerRule {
    /// Opens on the 5th failure within 60 s, for 60 s.
    fn default() -> Self {
        Self { failures: 5, window: Duration::from_mins(1), rest: Duration::from_mins(1) }
    }
}

/// A circuit breaker, shared by everyone who calls the same operation.
#[derive(Debug)]
pub struct Breaker {
    rule: BreakerRule,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    position: Position,
    /// Counts the moves between positions: a call admitted before a move says nothing about the time after it.
    epoch: u64,
    failures: VecDeque<Timestamp>,
}

#[derive(Clone, Copy, Debug)]
enum Position {
    Closed,
    Open { since: Timestamp },
    Probing { open_since: Timestamp },
}

/// How a call went, as far as the provider's health is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It answered.
    Success,
    /// It failed in a way that other calls would too.
    Failure,
    /// It says nothing about the provider.
    Neither,
}

/// Whether calls pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakerState {
    /// Healthy: calls pass.
    Closed,
    /// Unhealthy: calls fail at once.
    Open,
    /// The rest is over: one call is, or may be, under way to find out.
    HalfOpen,
}

/// A breaker as shown to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakerView {
    /// Whether calls pass.
    pub state: BreakerState,
    /// Consecutive failures still remembered.
    pub failures: usize,
    /// When the next probe is due, while open.
    pub open_until: Option<Timestamp>,
}

/// What is kept of a breaker while nobody runs it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// When it failed, oldest first, as far as that still counts.
    pub failures: Vec<Timestamp>,
    /// Since when it is open.
    pub open_since: Option<Timestamp>,
}

impl Breaker {
    /// A closed breaker.
    #[must_use]
    pub fn new(rule: BreakerRule) -> Self {
        Self { rule, inner: Mutex::new(Inner { position: Position::Closed, epoch: 0, failures: VecDeque::new() }) }
    }

    /// Leave to make a call at `now`, or, while open, the time until which there is none.
    pub fn admit(&self, now: Timestamp) -> Result<Permit<'_>, Timestamp> {
        let mut inner = self.lock();
        inner.notice_clock(now);
        match inner.position {
            Position::Closed => {}
            Position::Open { since } if now >= since + self.rule.rest => {
                inner.move_to(Position::Probing { open_since: since });
            }
            Position::Open { since } => return Err(since + self.rule.rest),
            // Someone else's probe ends within a call's deadline; nothing better is known than "now".
            Position::Probing { .. } => return Err(now),
        }
        Ok(Permit { breaker: self, epoch: inner.epoch, settled: false })
    }

    /// How it stands at `now`.
    #[must_use]
    pub fn view(&self, now: Timestamp) -> BreakerView {
        let mut inner = self.lock();
        inner.notice_clock(now);
        let (state, open_until) = match inner.position {
            Position::Closed => (BreakerState::Closed, None),
            Position::Open { since } if now < since + self.rule.rest => {
                (BreakerState::Open, Some(since + self.rule.rest))
            }
            Position::Open { .. } | Position::Probing { .. } => (BreakerState::HalfOpen, None),
        };
        BreakerView { state, failures: inner.failures.len(), open_until }
    }

    /// What to keep of it. A probe that is under way is not: it says nothing until it ends.
    #[must_use]
    pub fn remember(&self) -> Remembered {
        let inner = self.lock();
        let open_since = match inner.position {
            Position::Closed => None,
            Position::Open { since } | Position::Probing { open_since: since } => Some(since),
        };
        Remembered { failures: inner.failures.iter().copied().collect(), open_since }
    }

    /// Takes up where it was left. Calls from before have no say.
    pub fn recall(&self, remembered: Remembered) {
        let mut inner = self.lock();
        inner.failures = remembered.failures.into();
        inner.move_to(remembered.open_since.map_or(Position::Closed, |since| Position::Open { since }));
    }

    fn settle(&self, epoch: u64, outcome: Outcome, now: Timestamp) {
        let mut inner = self.lock();
        if inner.epoch != epoch {
            return;
        }
        match (inner.position, outcome) {
            (Position::Probing { .. }, Outcome::Success) => {
                inner.failures.clear();
                inner.move_to(Position::Closed);
            }
            (Position::Probing { .. }, Outcome::Failure) => inner.move_to(Position::Open { since: now }),
            (Position::Probing { open_since }, Outcome::Neither) => inner.move_to(Position::Open { since: open_since }),
            (Position::Closed, Outcome::Success) => inner.failures.clear(),
            (Position::Closed, Outcome::Failure) => inner.count_failure(now, self.rule),
            (Position::Closed, Outcome::Neither) | (Position::Open { .. }, _) => {}
        }
    }

    /// Every change is made whole under the lock, so what a panicking thread left behind is still sound.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Breaker {
    fn default() -> Self {
        Self::new(BreakerRule::default())
    }
}

impl Inner {
    fn move_to(&mut self, position: Position) {
        self.position = position;
        self.epoch += 1;
    }

    fn count_failure(&mut self, now: Timestamp, rule: BreakerRule) {
        self.failures.push_back(now);
        self.failures.retain(|at| now.since(*at) <= rule.window);
        if self.failures.len() >= rule.failures {
            self.move_to(Position::Open { since: now });
        }
    }

    /// A clock that was set back must not prolong the rest: it begins anew instead.
    fn notice_clock(&mut self, now: Timestamp) {
        if let Position::Open { since } = &mut self.position
            && *since > now
        {
            *since = now;
        }
    }
}

/// Leave to make one call. Dropped without [`Permit::settle`], as when the call is cancelled, it counts as
/// [`Outcome::Neither`].
#[derive(Debug)]
#[must_use = "a call that is not settled says nothing about the provider"]
pub struct Permit<'a> {
    breaker: &'a Breaker,
    epoch: u64,
    settled: bool,
}

impl Permit<'_> {
    /// Tells how the call went, at `now`.
    pub fn settle(mut self, outcome: Outcome, now: Timestamp) {
        self.settled = true;
        self.breaker.settle(self.epoch, outcome, now);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        if !self.settled {
            // `Neither` keeps the old times, so the instant does not matter.
            self.breaker.settle(self.epoch, Outcome::Neither, Timestamp::default());
        }
    }
}
