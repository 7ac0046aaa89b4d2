//! Campaigns against the real server that take minutes: `cargo xtask campaign` builds and runs this.
#![expect(clippy::print_stdout, reason = "a command line tool talks on standard output")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use clap::{Args, Parser, ValueEnum};
use hearken_testkit::checker::{self, LiveOptions, NodeClient};
use hearken_testkit::crash::Program;
use hearken_testkit::crash::faults::{self, FaultOptions};
use hearken_testkit::crash::kill::{self, KillOptions};
use hearken_testkit::crash::power::Recording;
use hearken_testkit::crash::weak::{self, Durability};
use hearken_testkit::model::{self, ModelOptions};
use hearken_testkit::postgres::Cluster;

/// Campaigns against the real server.
#[derive(Parser)]
#[command(name = "cargo xtask campaign", bin_name = "cargo xtask campaign")]
enum Campaign {
    /// Kills the server at random moments while clients write.
    Kill(KillArgs),
    /// Cuts the power at any point of a recording of what the server asked of its files.
    Power(PowerArgs),
    /// Lets the nth call on a file fail.
    Faults(FaultArgs),
    /// Kills the server and breaks its network while devices of one user write, then compares them.
    Live(LiveArgs),
    /// Runs schedules of three devices, a bad network and a server that is killed and restored.
    Sync(SyncArgs),
    /// Writes to a store; started by the campaigns themselves.
    #[command(hide = true)]
    WriteStore { data_dir: PathBuf, log: PathBuf, mutations: i64, durability: Waits },
}

/// What a campaign is run on.
#[derive(Args)]
struct Place {
    /// The server.
    #[arg(long)]
    server: PathBuf,
    /// Where data is written; emptied before.
    #[arg(long)]
    directory: PathBuf,
}

#[derive(Args)]
struct KillArgs {
    #[command(flatten)]
    place: Place,
    /// At least so many kills.
    #[arg(long, default_value_t = 1000)]
    kills: u64,
    /// At least so many acknowledged writes.
    #[arg(long, default_value_t = 1_000_000)]
    writes: u64,
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    engine: Engine,
    /// What repeats the run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Args)]
struct LiveArgs {
    #[command(flatten)]
    place: Place,
    /// What `web/headless/bundle.js` has made of the web app's client.
    #[arg(long)]
    client: PathBuf,
    /// At least so many minutes.
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// At least so many kills.
    #[arg(long, default_value_t = 8)]
    kills: u64,
    /// At least so many acknowledged tokens.
    #[arg(long, default_value_t = 300)]
    tokens: u64,
    /// The server is left alone no longer than so many milliseconds before a kill.
    #[arg(long, default_value_t = 5000)]
    longest: u64,
    /// A connection that is to break swallows everything for no longer than so many milliseconds.
    #[arg(long, default_value_t = 12_000)]
    hole: u64,
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    engine: Engine,
    /// What repeats the run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Args)]
struct PowerArgs {
    #[command(flatten)]
    place: Place,
    /// How often the power goes.
    #[arg(long, default_value_t = 10_000)]
    cuts: u64,
    /// What repeats the run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Args)]
struct FaultArgs {
    #[command(flatten)]
    place: Place,
    /// The last n of the nth call.
    #[arg(long, default_value_t = 2000)]
    through: u64,
    /// What repeats the run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Args)]
struct SyncArgs {
    /// How many schedules.
    #[arg(long, default_value_t = 1_000_000)]
    schedules: u64,
    /// The seed of the first one; the others count up from there. The seed of one alone repeats it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

#[derive(Clone, Copy, ValueEnum)]
enum Waits {
    Full,
    Normal,
}

/// The server is left alone no longer than this before a kill.
const LONGEST: Duration = Duration::from_millis(600);
const MEMORY: &str = "/dev/shm";
const KILLS_PER_DIRECTORY: u64 = 50;
/// How often it is tried to make a failing schedule shorter.
const CUTS: usize = 400;
/// Mutations of each writer in a recording of a store.
const STORE_MUTATIONS: i64 = 300;

fn main() -> Result<()> {
    match Campaign::parse() {
        Campaign::Kill(args) => kill(&args),
        Campaign::Power(args) => power(&args),
        Campaign::Faults(args) => faults(&args),
        Campaign::Live(args) => live(&args),
        Campaign::Sync(args) => sync(&args),
        Campaign::WriteStore { data_dir, log, mutations, durability } => {
            write_store(&data_dir, &log, mutations, durability)
        }
    }
}

impl Place {
    /// The server, and the directory, empty.
    fn prepare(&self) -> Result<(Program, PathBuf)> {
        if self.directory.exists() {
            fs::remove_dir_all(&self.directory)?;
        }
        fs::create_dir_all(&self.directory)?;
        Ok((Program::hearken(&self.server), self.directory.canonicalize()?))
    }
}

fn kill(args: &KillArgs) -> Result<()> {
    let (program, directory) = args.place.prepare()?;
    let cluster = (args.engine == Engine::Postgres).then(Cluster::start).transpose()?;
    let program = cluster.as_ref().map_or(program.clone(), |cluster| program.on_postgres(cluster.url()));
    let options = KillOptions {
        program,
        directory,
        on_sqlite: cluster.is_none(),
        kills: args.kills,
        writes: args.writes,
        kills_per_directory: KILLS_PER_DIRECTORY,
        longest: LONGEST,
        seed: args.seed,
    };
    let report = kill::run(&options, |report| {
        println!("{:>6} kills, {:>8} writes, {:.0} s", report.kills, report.acknowledged, report.elapsed.as_secs_f64());
    })?;
    println!("\nkill -9, {}\n{report}", if cluster.is_none() { "SQLite" } else { "PostgreSQL" });
    ensure!(report.is_clean(), "acknowledged writes were lost or doubled");
    Ok(())
}

fn live(args: &LiveArgs) -> Result<()> {
    let (program, directory) = args.place.prepare()?;
    let cluster = (args.engine == Engine::Postgres).then(Cluster::start).transpose()?;
    let program = cluster.as_ref().map_or(program.clone(), |cluster| program.on_postgres(cluster.url()));
    let options = LiveOptions {
        program,
        directory,
        on_sqlite: cluster.is_none(),
        node: Some(NodeClient {
            node: on_path("node").context("Node.js is not installed")?,
            bundle: args.client.clone(),
        }),
        mistakes: Vec::new(),
        kills: args.kills,
        tokens: args.tokens,
        at_least: Duration::from_secs(60 * args.minutes),
        longest: Duration::from_millis(args.longest),
        hole: Duration::from_millis(args.hole),
        seed: args.seed,
    };
    let report = checker::run(&options, |line| println!("{line}"))?;
    println!("\ndevices, {}\n{report}", if cluster.is_none() { "SQLite" } else { "PostgreSQL" });
    ensure!(report.is_clean(), "something acknowledged was lost or doubled, or somebody is not in step");
    Ok(())
}

fn power(args: &PowerArgs) -> Result<()> {
    let (program, directory) = args.place.prepare()?;
    // In memory where there is such a place: thousands of data directories are made and opened.
    let scratch =
        tempfile::Builder::new().tempdir_in(if Path::new(MEMORY).is_dir() { Path::new(MEMORY) } else { &directory })?;
    let recording = Recording::of_server(&program, &directory.join("server"), args.seed)?;
    let report = recording.cut(args.cuts, args.seed, scratch.path())?;
    println!("\npower cut, the server (synchronous=FULL)\n{report}");
    let is_clean = report.is_clean();
    let campaign = std::env::current_exe().context("this program's own path")?;
    let cuts = args.cuts / 10;
    let store = |name: &str, durability| {
        Recording::of_store(&campaign, &directory.join(name), durability, STORE_MUTATIONS)?.cut(
            cuts,
            args.seed,
            scratch.path(),
        )
    };
    let full = store("full", Durability::Full)?;
    println!("\npower cut, the store alone, synchronous=FULL\n{full}");
    let normal = store("normal", Durability::Normal)?;
    println!(
        "\npower cut, the store alone, synchronous=NORMAL: has to lose writes, or the cuts prove nothing\n{normal}"
    );
    ensure!(is_clean && full.is_clean(), "acknowledged writes were lost");
    ensure!(normal.cuts_with_loss > 0, "nothing was lost without waiting for the disk: the cuts prove nothing");
    ensure!(normal.unsound == 0, "without waiting for the disk the database has to stay sound");
    Ok(())
}

fn faults(args: &FaultArgs) -> Result<()> {
    let (program, directory) = args.place.prepare()?;
    let options =
        FaultOptions { program, directory, through: args.through, step: 1, step_while_starting: 1, seed: args.seed };
    let report = faults::run(&options, |report| {
        println!("{:>6} places, {:.0} s", report.places, report.elapsed.as_secs_f64());
    })?;
    println!("\nfailing calls\n{report}");
    Ok(())
}

fn sync(args: &SyncArgs) -> Result<()> {
    let threads = std::thread::available_parallelism()?.get();
    let SyncArgs { schedules, seed } = *args;
    println!("schedules with the seeds {seed} to {}, {threads} threads", seed + schedules - 1);
    let shown = AtomicU64::new(0);
    let start = Instant::now();
    let options = ModelOptions { seed, schedules, threads, mistake: None, cuts: CUTS };
    let report = model::campaign(&options, |done| {
        let percent = done * 100 / schedules;
        if shown.fetch_max(percent, Ordering::Relaxed) < percent {
            println!("{done:>9} schedules, {:.0} s", start.elapsed().as_secs_f64());
        }
    })?;
    println!("\n{report}");
    ensure!(report.failure.is_none(), "a promise was not kept");
    Ok(())
}

fn write_store(data_dir: &Path, log: &Path, mutations: i64, durability: Waits) -> Result<()> {
    let durability = match durability {
        Waits::Full => Durability::Full,
        Waits::Normal => Durability::Normal,
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(weak::write(data_dir, log, mutations, durability))
}

#[expect(clippy::disallowed_methods, reason = "a tool runs in the developer's environment")]
fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|directory| directory.join(program)).find(|path| path.is_file())
}
