//! The power goes at any point of a recording: whatever of it had reached the disk, the store opens and has every write
//! that was acknowledged before.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use super::disk::Disk;
use super::found::{Acknowledged, Found, look};
use super::http::Client;
use super::image::Cut;
use super::program::{Program, Server};
use super::recording::{self, Event, mark};
use super::shim::Shim;
use super::weak::Durability;
use super::writer::{Pushed, Writer};
use crate::chance::Chance;

/// Everything that was recorded, and where.
pub struct Recording {
    events: Vec<Event>,
    /// The directory that was there from the beginning; the data directory `data` was made in it.
    root: PathBuf,
}

/// What the cuts found.
#[derive(Clone, Debug, Default)]
pub struct PowerReport {
    /// What repeats the cuts of the same recording.
    pub seed: u64,
    /// Changes, syncs and acknowledgements in the recording.
    pub events: usize,
    /// Writes that were acknowledged in it.
    pub acknowledged: u64,
    /// Cuts in all.
    pub cuts: u64,
    /// Cuts after which all was there.
    pub whole: u64,
    /// Cuts before anything was acknowledged after which the store refused to open, by reason.
    pub refused_empty: BTreeMap<String, u64>,
    /// Cuts that lost acknowledged writes.
    pub cuts_with_loss: u64,
    /// Acknowledged writes lost, at most, by a cut.
    pub most_lost: u64,
    /// Cuts after something was acknowledged after which the store refused to open.
    pub refused: u64,
    /// Cuts after which what is there was not sound.
    pub unsound: u64,
    /// The first few of each bad kind, with what is to be known of them.
    pub told: Vec<String>,
    /// How long the cuts took.
    pub elapsed: Duration,
}

/// How many pushes each client makes between two starts, and of how many mutations at most.
const PUSHES: i64 = 60;
const LARGEST_PUSH: u64 = 12;
const CLIENTS: usize = 2;
/// Of a hundred cuts, how many fall into the first tenth: the first start, which happens once.
const EARLY: u64 = 30;
/// How many bad cuts of a kind are told of.
const TOLD: u64 = 3;

impl Recording {
    /// Records the real server: first start, writes, a kill, a start, writes, a stop in good order, a start, writes.
    ///
    /// `directory` is made; it holds the recording and what was recorded.
    pub fn of_server(program: &Program, directory: &Path, seed: u64) -> Result<Self> {
        let stage = Stage::make(directory)?;
        let mut chance = Chance::new(seed);
        let mut server = stage.start(program)?;
        let mut http = Client::connect(&server.address)?;
        let mut writers = Vec::new();
        for number in 0..CLIENTS {
            let writer = Writer::register(&mut http, &format!("writer-{number}"))?;
            stage.acknowledge(&writer)?;
            writers.push(writer);
        }
        stage.write(&server, &mut writers, &mut chance)?;
        server.kill()?;
        server = stage.start(program)?;
        stage.write(&server, &mut writers, &mut chance)?;
        server.stop()?;
        server = stage.start(program)?;
        stage.write(&server, &mut writers, &mut chance)?;
        server.kill()?;
        stage.finish()
    }

    /// Records a process that writes to a store of this durability: `campaign`, the program of the campaigns.
    pub fn of_store(campaign: &Path, directory: &Path, durability: Durability, mutations: i64) -> Result<Self> {
        let stage = Stage::make(directory)?;
        let mut command = Command::new(campaign);
        command.env_clear().args(weak_arguments(&stage.data(), &stage.log, mutations, durability));
        stage.shim.record(&mut command, &stage.root, &stage.log)?;
        let status = command.status()?;
        ensure!(status.success(), "the writing process failed ({status})");
        stage.finish()
    }

    /// Cuts it off so many times, at points and in ways that `seed` repeats, and looks at what is left below `scratch`.
    pub fn cut(&self, cuts: u64, seed: u64, scratch: &Path) -> Result<PowerReport> {
        let begun = Instant::now();
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let mut chance = Chance::new(seed);
        let mut points: Vec<(usize, u64)> = (0..cuts).map(|number| (self.point(&mut chance), number)).collect();
        points.sort_unstable();
        let found = thread::scope(|scope| {
            let running: Vec<_> = (0..threads)
                .map(|thread| {
                    let share: Vec<_> = points.iter().copied().skip(thread).step_by(threads).collect();
                    scope.spawn(move || self.cut_at(&share, seed, &scratch.join(format!("thread-{thread}"))))
                })
                .collect();
            running.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        let mut report = PowerReport { seed, events: self.events.len(), cuts, ..PowerReport::default() };
        report.acknowledged = self.acknowledged_before(self.events.len())?.count();
        for part in found {
            let part = part.map_err(|_| anyhow::anyhow!("a thread that looks at cuts panicked"))??;
            for (about, found) in part {
                report.add(&about, found);
            }
        }
        report.elapsed = begun.elapsed();
        Ok(report)
    }

    /// A cut comes after this many events.
    fn point(&self, chance: &mut Chance) -> usize {
        let early = if chance.percent(EARLY) { self.events.len() / 10 } else { self.events.len() };
        chance.index(early + 1)
    }

    fn acknowledged_before(&self, point: usize) -> Result<Acknowledged> {
        let mut acknowledged = Acknowledged::default();
        for event in &self.events[..point] {
            acknowledged.play(event).context("a mark that is none of ours")?;
        }
        Ok(acknowledged)
    }

    /// The cuts at these points, which are in order.
    fn cut_at(&self, points: &[(usize, u64)], seed: u64, scratch: &Path) -> Result<Vec<(String, Found)>> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (mut disk, mut acknowledged, mut played) = (Disk::default(), Acknowledged::default(), 0);
        let mut all = Vec::with_capacity(points.len());
        for (point, number) in points {
            for event in &self.events[played..*point] {
                disk.play(event);
                acknowledged.play(event).context("a mark that is none of ours")?;
            }
            played = *point;
            let mut chance = Chance::part(seed, usize::try_from(*number)?);
            let cut = Cut::draw(&mut chance);
            let about = format!("cut {number} after event {point} of {}, {cut:?}", self.events.len());
            if scratch.exists() {
                fs::remove_dir_all(scratch)?;
            }
            fs::create_dir_all(scratch)?;
            cut.write(&disk, &self.root, scratch, &mut chance)?;
            let found = runtime.block_on(look(&scratch.join("data"), &acknowledged)).with_context(|| about.clone())?;
            all.push((about, found));
        }
        Ok(all)
    }
}

/// What lets the program of the campaigns write to a store.
fn weak_arguments(data_dir: &Path, log: &Path, mutations: i64, durability: Durability) -> [OsString; 5] {
    let durability = if durability == Durability::Full { "full" } else { "normal" };
    ["write-store".into(), data_dir.into(), log.into(), mutations.to_string().into(), durability.into()]
}

impl PowerReport {
    /// Whether no cut lost anything, and none left anything unsound.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.cuts_with_loss == 0 && self.refused == 0 && self.unsound == 0
    }

    fn add(&mut self, about: &str, found: Found) {
        match found {
            Found::Whole => self.whole += 1,
            Found::RefusedEmpty(reason) => *self.refused_empty.entry(reason).or_default() += 1,
            Found::Lost(count) => {
                self.most_lost = self.most_lost.max(count);
                self.cuts_with_loss += 1;
                self.tell(self.cuts_with_loss, about, &format!("{count} lost"));
            }
            Found::Refused(reason) => {
                self.refused += 1;
                self.tell(self.refused, about, &reason);
            }
            Found::Unsound(why) => {
                self.unsound += 1;
                self.tell(self.unsound, about, &why);
            }
        }
    }

    fn tell(&mut self, number: u64, about: &str, found: &str) {
        if number <= TOLD {
            self.told.push(format!("{about}: {found}"));
        }
    }
}

/// Where a recording is made.
struct Stage {
    shim: Shim,
    root: PathBuf,
    log: PathBuf,
}

impl Stage {
    fn make(directory: &Path) -> Result<Self> {
        let root = directory.join("disk");
        fs::create_dir_all(&root)?;
        Ok(Self { shim: Shim::build(directory)?, root, log: directory.join("recording") })
    }

    fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    fn start(&self, program: &Program) -> Result<Server> {
        let mut command = program.command(&self.data())?;
        self.shim.record(&mut command, &self.root, &self.log)?;
        Server::start(&mut command)
    }

    fn acknowledge(&self, writer: &Writer) -> Result<()> {
        mark(&self.log, &format!("{} {} {}", writer.user, writer.client, writer.acked))
    }

    fn write(&self, server: &Server, writers: &mut [Writer], chance: &mut Chance) -> Result<()> {
        let shares: Vec<Chance> = writers.iter().map(|_| Chance::new(chance.next())).collect();
        thread::scope(|scope| {
            let running: Vec<_> = writers
                .iter_mut()
                .zip(shares)
                .map(|(writer, chance)| scope.spawn(move || self.push(server, writer, chance)))
                .collect();
            running.into_iter().try_for_each(|thread| {
                thread.join().map_err(|_| anyhow::anyhow!("a writer panicked")).and_then(|written| written)
            })
        })
    }

    fn push(&self, server: &Server, writer: &mut Writer, mut chance: Chance) -> Result<()> {
        let mut http = Client::connect(&server.address)?;
        for _ in 0..PUSHES {
            let count = i64::try_from(1 + chance.below(LARGEST_PUSH))?;
            let pushed = writer.push(&mut http, count)?;
            ensure!(matches!(pushed, Pushed::Acknowledged), "a push was not acknowledged");
            self.acknowledge(writer)?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Recording> {
        let events = recording::parse(&fs::read(&self.log)?)?;
        let is_recorded = |wanted: fn(&Event) -> bool| events.iter().any(wanted);
        ensure!(
            is_recorded(|event| matches!(event, Event::Sync { .. }))
                && is_recorded(|event| matches!(event, Event::Mark(_))),
            "nothing was recorded: is the program linked statically?"
        );
        Ok(Recording { events, root: self.root })
    }
}

impl fmt::Display for PowerReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed                  {}", self.seed)?;
        writeln!(f, "recording             {} events, {} acknowledged writes", self.events, self.acknowledged)?;
        writeln!(f, "cuts                  {}", self.cuts)?;
        writeln!(f, "all there, and sound  {}", self.whole)?;
        for (reason, count) in &self.refused_empty {
            writeln!(f, "nothing there yet     {count}: {reason}")?;
        }
        writeln!(f, "with loss             {} (at most {} writes)", self.cuts_with_loss, self.most_lost)?;
        writeln!(f, "refused to open       {}", self.refused)?;
        writeln!(f, "not sound             {}", self.unsound)?;
        for told in &self.told {
            writeln!(f, "  {told}")?;
        }
        write!(f, "took                  {:.0} s", self.elapsed.as_secs_f64())
    }
}
