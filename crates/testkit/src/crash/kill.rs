//! Clients write to the real program, which is killed at a random moment and started again: every acknowledged write
//! must be there, once.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use super::http::Client;
use super::integrity;
use super::program::{Program, Server};
use super::writer::{Damage, Pushed, Writer};
use crate::chance::Chance;

/// What to do, and how long.
#[derive(Clone, Debug)]
pub struct KillOptions {
    /// The server.
    pub program: Program,
    /// Where data directories are made; made and emptied by this.
    pub directory: PathBuf,
    /// Whether its data is in SQLite files, to be checked for integrity.
    pub on_sqlite: bool,
    /// At least so many kills.
    pub kills: u64,
    /// At least so many acknowledged writes.
    pub writes: u64,
    /// Kills after which everything is looked through, and new accounts are begun, on SQLite in a new directory.
    pub kills_per_directory: u64,
    /// How long the server is left alone at most before it is killed.
    pub longest: Duration,
    /// What repeats the run.
    pub seed: u64,
}

/// Clients at once.
const WRITERS: usize = 4;
/// Mutations of a push at most: the protocol's limit.
const LARGEST_PUSH: u64 = 100;
/// Of a hundred kills, how many meet the server while it starts.
const WHILE_STARTING: u64 = 10;
/// How long a start takes, roughly.
const START: Duration = Duration::from_millis(40);

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct KillReport {
    /// What repeats the run.
    pub seed: u64,
    /// Kills in all.
    pub kills: u64,
    /// Kills before the server listened.
    pub while_starting: u64,
    /// Pushes that were cut off by a kill.
    pub unanswered: u64,
    /// Mutations that were acknowledged.
    pub acknowledged: u64,
    /// Acknowledged mutations without their effect.
    pub lost: u64,
    /// Effects that were there twice.
    pub doubled: u64,
    /// How often everything was looked through from the beginning, on SQLite with its integrity check.
    pub directories: u64,
    /// How long it took.
    pub elapsed: Duration,
}

impl KillReport {
    /// Whether nothing was lost and nothing doubled.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.lost == 0 && self.doubled == 0
    }

    fn add(&mut self, damage: Damage) {
        self.lost += damage.lost;
        self.doubled += damage.doubled;
    }
}

impl fmt::Display for KillReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.elapsed.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "shown as a whole number")]
        let (writes, kills) = (self.acknowledged as f64 / seconds, self.kills as f64 / seconds * 60.0);
        writeln!(f, "seed                  {}", self.seed)?;
        writeln!(
            f,
            "kills                 {} ({} while starting), {kills:.0} a minute",
            self.kills, self.while_starting
        )?;
        writeln!(f, "acknowledged writes   {}, {writes:.0} a second over all", self.acknowledged)?;
        writeln!(f, "pushes cut off        {}", self.unanswered)?;
        writeln!(f, "lost                  {}", self.lost)?;
        writeln!(f, "doubled               {}", self.doubled)?;
        writeln!(f, "looked through        {} times, all of it", self.directories)?;
        write!(f, "took                  {seconds:.0} s")
    }
}

/// Runs it. An error is a defect that is no loss: a server that does not start, an answer that makes no sense.
pub fn run(options: &KillOptions, mut progress: impl FnMut(&KillReport)) -> Result<KillReport> {
    let begun = Instant::now();
    let mut report = KillReport { seed: options.seed, ..KillReport::default() };
    let mut chance = Chance::new(options.seed);
    while report.kills < options.kills || report.acknowledged < options.writes {
        // The master key is in the directory, and goes with the one database that there is on PostgreSQL.
        let number = if options.on_sqlite { report.directories } else { 0 };
        let directory = options.directory.join(number.to_string());
        round(options, &directory, &mut chance, &mut report).with_context(|| {
            format!("seed {}, kill {}, data in {}", options.seed, report.kills, directory.display())
        })?;
        report.elapsed = begun.elapsed();
        progress(&report);
        if !report.is_clean() {
            break;
        }
        if options.on_sqlite {
            fs::remove_dir_all(&directory)?;
        }
    }
    Ok(report)
}

/// One data directory, from its making to a look at everything that was written to it.
fn round(options: &KillOptions, directory: &Path, chance: &mut Chance, report: &mut KillReport) -> Result<()> {
    fs::create_dir_all(directory)?;
    let data = directory.join("data");
    let mut server = options.program.start(&data)?;
    let mut writers = Vec::new();
    for number in 0..WRITERS {
        let name = format!("writer-{}-{number}", report.directories);
        writers.push(Writer::register(&mut Client::connect(&server.address)?, &name)?);
    }
    for _ in 0..options.kills_per_directory {
        let before = acknowledged(&writers);
        write_until_killed(server, &mut writers, options.longest, chance, report)?;
        report.acknowledged += acknowledged(&writers) - before;
        report.kills += 1;
        if chance.percent(WHILE_STARTING) {
            kill_while_starting(options, &data, chance)?;
            report.kills += 1;
            report.while_starting += 1;
        }
        server = options.program.start(&data)?;
        let mut http = Client::connect(&server.address)?;
        for writer in &mut writers {
            report.add(writer.check(&mut http)?);
        }
        if report.kills >= options.kills && report.acknowledged >= options.writes {
            break;
        }
    }
    let mut http = Client::connect(&server.address)?;
    for writer in &mut writers {
        writer.forget();
        report.add(writer.check(&mut http)?);
    }
    server.kill()?;
    if options.on_sqlite {
        integrity::check(&data)?;
    }
    report.directories += 1;
    Ok(())
}

fn acknowledged(writers: &[Writer]) -> u64 {
    writers.iter().map(|writer| writer.acked.unsigned_abs()).sum()
}

/// All write as fast as they can, until the server is killed.
fn write_until_killed(
    server: Server,
    writers: &mut [Writer],
    longest: Duration,
    chance: &mut Chance,
    report: &mut KillReport,
) -> Result<()> {
    let address = server.address.clone();
    let moment = longest.mul_f64(f64::from(u32::try_from(chance.below(1001))?) / 1000.0);
    let sizes: Vec<Chance> = writers.iter().map(|_| Chance::new(chance.next())).collect();
    let outcomes = thread::scope(|scope| {
        let running: Vec<_> = writers
            .iter_mut()
            .zip(sizes)
            .map(|(writer, sizes)| {
                let address = address.as_str();
                scope.spawn(move || write(writer, address, sizes))
            })
            .collect();
        thread::sleep(moment);
        let killed = server.kill();
        let mut outcomes: Vec<Result<bool>> = running.into_iter().filter_map(|thread| thread.join().ok()).collect();
        outcomes.push(killed.map(|()| false));
        outcomes
    });
    ensure!(outcomes.len() == writers.len() + 1, "a writer panicked");
    for outcome in outcomes {
        report.unanswered += u64::from(outcome?);
    }
    Ok(())
}

/// Pushes until the server is gone; whether that cut off a push.
fn write(writer: &mut Writer, address: &str, mut sizes: Chance) -> Result<bool> {
    let Ok(mut http) = Client::connect(address) else { return Ok(false) };
    loop {
        // Few or many: a large push is one transaction, small ones meet in one.
        let most = if sizes.percent(50) { LARGEST_PUSH } else { 10 };
        let count = i64::try_from(1 + sizes.below(most))?;
        match writer.push(&mut http, count)? {
            Pushed::Acknowledged => {}
            Pushed::Unanswered => return Ok(true),
            Pushed::Refused { status, body } => anyhow::bail!("a push was refused: {status} {body}"),
        }
    }
}

fn kill_while_starting(options: &KillOptions, data: &Path, chance: &mut Chance) -> Result<()> {
    let mut child = options.program.command(data)?.spawn()?;
    thread::sleep(START.mul_f64(f64::from(u32::try_from(chance.below(1001))?) / 1000.0));
    child.kill()?;
    child.wait()?;
    Ok(())
}
