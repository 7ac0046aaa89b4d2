//! Running schedules by the thousand, and making the first that fails as short as can be.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use tokio::runtime::{Builder, Runtime};

use super::mistake::Mistake;
use super::step::{Step, steps};
use super::tally::Tally;
use super::violation::{Held, Violation};
use super::world::{Outcome, Script, events, run};
use crate::chance::Chance;

/// So many schedules share a server. Which one is told by their number, so that each can be repeated by itself.
pub const PER_WORLD: u64 = 100;
/// Which schedules to run.
#[derive(Clone, Copy, Debug)]
pub struct ModelOptions {
    /// The seed of the first one; the others count up from there.
    pub seed: u64,
    /// How many.
    pub schedules: u64,
    /// How many threads run them, each on a server of its own.
    pub threads: usize,
    /// The mistake to make, if one is to be made.
    pub mistake: Option<Mistake>,
    /// How often it is tried at most to make a failing schedule shorter.
    pub cuts: usize,
}

/// A schedule in which a promise was not kept.
#[derive(Debug)]
pub struct Failure {
    /// What repeats it.
    pub seed: u64,
    /// Which promise.
    pub violation: Violation,
    /// As few steps as could be found that break it as well, with the events between them; `None` if it was kept when the
    /// schedule was alone on its server.
    pub shortest: Option<String>,
}

/// What became of the schedules.
#[derive(Debug, Default)]
pub struct ModelReport {
    /// How many were run.
    pub schedules: u64,
    /// What happened in them.
    pub tally: Tally,
    /// The one with the lowest seed that failed, if any did.
    pub failure: Option<Failure>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Runs schedules until one fails. `progress` is told how many have been run, now and then.
pub fn campaign(options: &ModelOptions, progress: impl Fn(u64) + Sync) -> std::io::Result<ModelReport> {
    let start = Instant::now();
    let shared = Shared {
        next: AtomicU64::new(options.seed),
        end: options.seed + options.schedules,
        has_failed: AtomicBool::new(false),
        done: Mutex::default(),
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..options.threads).map(|_| scope.spawn(|| shared.work(options.mistake, &progress))).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| std::io::Error::other("a schedule panicked"))?)
    })?;
    let Done { schedules, tally, failures } = shared.done.into_inner().unwrap_or_default();
    let failure = match failures.into_iter().next() {
        Some((seed, violation)) => Some(shorten(seed, violation, options)?),
        None => None,
    };
    Ok(ModelReport { schedules, tally, failure, elapsed: start.elapsed() })
}

struct Shared {
    next: AtomicU64,
    end: u64,
    has_failed: AtomicBool,
    done: Mutex<Done>,
}

#[derive(Default)]
struct Done {
    schedules: u64,
    tally: Tally,
    failures: BTreeMap<u64, Violation>,
}

impl Shared {
    fn work(&self, mistake: Option<Mistake>, progress: &impl Fn(u64)) -> std::io::Result<()> {
        let runtime = runtime()?;
        while let Some((first, end)) = self.take_world() {
            let scripts = (first..end).map(|seed| Script { seed, steps: tree(seed).current() }).collect();
            let outcomes = runtime.block_on(run(scripts, &events(first / PER_WORLD), mistake));
            self.note(outcomes, progress);
        }
        Ok(())
    }

    /// The seeds of the next world: from the one to before the other.
    fn take_world(&self) -> Option<(u64, u64)> {
        if self.has_failed.load(Ordering::SeqCst) {
            return None;
        }
        let after = |seed: u64| ((seed / PER_WORLD + 1) * PER_WORLD).min(self.end);
        let take = |seed: u64| (seed < self.end).then(|| after(seed));
        let first = self.next.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).ok()?;
        Some((first, after(first)))
    }

    fn note(&self, outcomes: Vec<Outcome>, progress: &impl Fn(u64)) {
        let Ok(mut done) = self.done.lock() else { return };
        for Outcome { seed, held } in outcomes {
            done.schedules += 1;
            match held {
                Ok(tally) => done.tally.join(&tally),
                Err(violation) => {
                    self.has_failed.store(true, Ordering::SeqCst);
                    done.failures.insert(seed, violation);
                }
            }
        }
        progress(done.schedules);
    }
}

fn runtime() -> std::io::Result<Runtime> {
    Builder::new_current_thread().enable_all().build()
}

/// The schedule with this seed, and everything shorter that it could be.
fn tree(seed: u64) -> impl ValueTree<Value = Vec<Vec<Step>>> {
    // The cheapest there is: making up a schedule must not cost more than running it.
    let mut chance = Chance::new(seed);
    let bytes = [chance.next().to_le_bytes(), chance.next().to_le_bytes()].concat();
    let rng = TestRng::from_seed(RngAlgorithm::XorShift, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    steps().new_tree(&mut runner).unwrap_or_else(|reason| unreachable!("nothing is filtered out: {reason}"))
}

/// Looks for as few steps as possible that fail.
fn shorten(seed: u64, violation: Violation, options: &ModelOptions) -> std::io::Result<Failure> {
    let runtime = runtime()?;
    let events = events(seed / PER_WORLD);
    let alone = |steps: Vec<Vec<Step>>| -> Held {
        let outcomes = runtime.block_on(run(vec![Script { seed, steps }], &events, options.mistake));
        outcomes.into_iter().try_for_each(|outcome| outcome.held.map(drop))
    };
    let mut tree = tree(seed);
    if alone(tree.current()).is_ok() {
        return Ok(Failure { seed, violation, shortest: None });
    }
    let mut shortest = tree.current();
    for _ in 0..options.cuts {
        let fails = alone(tree.current()).is_err();
        if fails {
            shortest = tree.current();
        }
        if !(if fails { tree.simplify() } else { tree.complicate() }) {
            break;
        }
    }
    let shown = shortest.iter().enumerate().map(|(at, steps)| match events.get(at) {
        Some(event) => format!("{steps:?}\nthen the server: {event:?}\n"),
        None => format!("{steps:?}\n"),
    });
    Ok(Failure { seed, violation, shortest: Some(shown.collect()) })
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {} (`--seed {} --schedules 1` repeats it): {}", self.seed, self.seed, self.violation)?;
        match &self.shortest {
            Some(steps) => write!(f, "the shortest found:\n{steps}"),
            None => write!(f, "alone on its server it passes: repeat the hundred that it belongs to"),
        }
    }
}

impl fmt::Display for ModelReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.elapsed.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = self.schedules as f64 / seconds;
        writeln!(f, "{} schedules in {seconds:.0} s, {rate:.0}/s", self.schedules)?;
        write!(f, "{}", self.tally)?;
        self.failure.as_ref().map_or(Ok(()), |failure| write!(f, "{failure}"))
    }
}
