//! What happened in schedules, and how often.

use std::collections::BTreeMap;
use std::fmt;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A request did not arrive.
    LostRequest,
    /// An answer did not arrive.
    LostAnswer,
    /// A request arrived, and will again.
    DoubledRequest,
    /// An answer arrived, and will again.
    DoubledAnswer,
    /// A message overtook another one, which comes late.
    Reordered,
    /// A transaction was given up.
    Abort,
    /// The server died, and every connection broke.
    ServerKill,
    /// The server was stopped and started again.
    ServerRestart,
    /// A device's program died.
    DeviceKill,
    /// The server came back from a backup.
    Restore,
    /// The server forgot old deletions.
    Compaction,
    /// A delta came as one of several pages.
    Page,
    /// A device started over in another epoch.
    EpochReset,
    /// A device started over because it had missed deletions.
    FloorReset,
    /// A push came before one that it follows.
    Gap,
    /// A text became a copy.
    Conflict,
    /// A mutation was refused.
    Refusal,
    /// A push or pull was served.
    Served,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::LostRequest,
        Self::LostAnswer,
        Self::DoubledRequest,
        Self::DoubledAnswer,
        Self::Reordered,
        Self::Abort,
        Self::ServerKill,
        Self::ServerRestart,
        Self::DeviceKill,
        Self::Restore,
        Self::Compaction,
        Self::Page,
        Self::EpochReset,
        Self::FloorReset,
        Self::Gap,
        Self::Conflict,
        Self::Refusal,
        Self::Served,
    ];
}

/// How often each of them happened.
#[derive(Clone, Default, Debug)]
pub struct Tally(BTreeMap<Fault, u64>);

impl Tally {
    pub(super) fn count(&mut self, fault: Fault) {
        self.add(fault, 1);
    }

    pub(super) fn count_if(&mut self, happened: bool, fault: Fault) {
        self.add(fault, u64::from(happened));
    }

    pub(super) fn add(&mut self, fault: Fault, times: u64) {
        *self.0.entry(fault).or_default() += times;
    }

    pub(super) fn join(&mut self, other: &Self) {
        for (fault, times) in &other.0 {
            self.add(*fault, *times);
        }
    }

    /// How often it happened.
    #[must_use]
    pub fn of(&self, fault: Fault) -> u64 {
        self.0.get(&fault).copied().unwrap_or_default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (fault, times) in &self.0 {
            writeln!(f, "{times:>12}  {fault:?}")?;
        }
        Ok(())
    }
}
