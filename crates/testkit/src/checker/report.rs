//! What a run of the checker has shown.

use std::fmt;
use std::time::Duration;

use super::proxy::Counts;

/// How many examples of anything that is wrong are printed.
const EXAMPLES: usize = 12;

/// Figures and verdict.
#[derive(Clone, Debug, Default)]
pub struct LiveReport {
    pub(super) seed: u64,
    /// Who took part, in words.
    pub(super) devices: String,
    /// Times that the server was killed.
    pub kills: u64,
    /// Times that a client in Node.js was killed, with what it held in memory.
    pub client_kills: u64,
    /// Times that a tab of a browser that keeps the journal was taken away.
    pub tab_crashes: u64,
    pub(super) faults: Counts,
    /// Tokens that were acknowledged.
    pub acknowledged: u64,
    /// Tokens that were in the memory of a client when that was killed.
    pub(super) doubtful: u64,
    /// Tokens that must be there and are not.
    pub lost: Vec<String>,
    /// Tokens that are there more than once.
    pub doubled: Vec<String>,
    /// Anything else that must not be, in words.
    pub wrong: Vec<String>,
    /// Conflicting copies, where devices went on at the same place.
    pub copies: u64,
    pub(super) rows: usize,
    pub(super) digest: String,
    /// How long it took after the last fault until everybody had everything.
    pub(super) settled: Duration,
    /// How long it took after the last fault until the last frame.
    pub(super) quiet: Duration,
    pub(super) elapsed: Duration,
}

impl LiveReport {
    /// Whether everything held.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.lost.is_empty() && self.doubled.is_empty() && self.wrong.is_empty()
    }

    /// Connections that were spoiled.
    #[must_use]
    pub fn spoiled(&self) -> u64 {
        self.faults.iter().filter(|(fault, _)| **fault != super::proxy::Fault::Sound).map(|(_, count)| count).sum()
    }
}

impl fmt::Display for LiveReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let connections: Vec<String> = self.faults.iter().map(|(fault, count)| format!("{count} {fault}")).collect();
        let in_a_second = self.acknowledged.checked_div(self.elapsed.as_secs()).unwrap_or(self.acknowledged);
        writeln!(f, "seed                 {}", self.seed)?;
        writeln!(f, "devices              {}", self.devices)?;
        writeln!(f, "server killed        {} times", self.kills)?;
        writeln!(f, "clients killed       {} times, tabs taken away {} times", self.client_kills, self.tab_crashes)?;
        writeln!(f, "connections          {}", connections.join(", "))?;
        writeln!(f, "tokens acknowledged  {}, {in_a_second} a second", self.acknowledged)?;
        writeln!(f, "died in memory       {}", self.doubtful)?;
        writeln!(f, "conflicting copies   {}", self.copies)?;
        writeln!(f, "rows, their digest   {}, {}", self.rows, self.digest)?;
        let (settled, quiet) = (self.settled.as_secs_f64(), self.quiet.as_secs_f64());
        writeln!(f, "after the last fault in step {settled:.1} s, quiet {quiet:.1} s")?;
        for (name, found) in [("lost", &self.lost), ("doubled", &self.doubled), ("wrong", &self.wrong)] {
            writeln!(f, "{name:<20} {}", found.len())?;
            for what in found.iter().take(EXAMPLES) {
                writeln!(f, "    {what}")?;
            }
        }
        write!(f, "took                 {:.0} s", self.elapsed.as_secs_f64())
    }
}
