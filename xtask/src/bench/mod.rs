//! `cargo xtask bench`: what the server can do on this machine, with the conditions beside every figure.
//!
//! The load comes from this program, over loopback, on the same cores: the figures are of the two together.

mod backup;
mod bootstrap;
mod client;
mod conditions;
mod health;
mod herd;
mod load;
mod search;
pub(crate) mod server;
mod sockets;
mod statistics;

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::process::Run;
use crate::project::Project;

use server::Server;

/// What to measure.
#[derive(Subcommand)]
pub(crate) enum BenchCommand {
    /// Requests, sockets, memory and start of the real server.
    Http(HttpArgs),
    /// Backups: making, verifying and restoring one, and what a server does meanwhile.
    Backup(BackupArgs),
    /// Searches in a long journal, on the real server.
    Search(JournalArgs),
    /// Looking back on a long journal: scores, dashboard, insights, on the real server.
    Health(JournalArgs),
    /// A new device that pulls a long journal.
    Bootstrap(JournalArgs),
    /// What asking a provider costs besides the provider's own time, against the simulator.
    Provider(ProviderArgs),
    /// All devices that come back at once after a restart of the server.
    Herd(HerdArgs),
}

/// How to measure requests.
#[derive(Args, Clone)]
pub(crate) struct HttpArgs {
    /// Seconds of load for each figure.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Idle sockets to open.
    #[arg(long, default_value_t = 10_000)]
    sockets: usize,
    #[command(flatten)]
    server: ServerArgs,
}

/// How to measure a return of all devices.
#[derive(Args, Clone)]
pub(crate) struct HerdArgs {
    /// Devices that are connected.
    #[arg(long, default_value_t = 10_000)]
    sockets: usize,
    #[command(flatten)]
    server: ServerArgs,
}

/// How to measure what takes long in a long journal.
#[derive(Args, Clone)]
pub(crate) struct JournalArgs {
    /// Entries of 2 KB in it.
    #[arg(long, default_value_t = 10_000)]
    entries: usize,
    #[command(flatten)]
    server: ServerArgs,
}

/// How to measure backups.
#[derive(Args, Clone)]
pub(crate) struct BackupArgs {
    /// Entries to back up, of 2 KB each.
    #[arg(long, default_value_t = 10_000)]
    entries: usize,
    #[command(flatten)]
    server: ServerArgs,
}

/// How to measure the way to a provider.
#[derive(Args, Clone)]
pub(crate) struct ProviderArgs {
    /// Calls in flight at a time.
    #[arg(long, default_value_t = 16)]
    in_flight: usize,
    /// Calls in each wire format.
    #[arg(long, default_value_t = 8000)]
    calls: usize,
}

/// Which server to measure, and how.
#[derive(Args, Clone)]
pub(crate) struct ServerArgs {
    /// URL of an empty PostgreSQL database to use instead of SQLite.
    #[arg(long)]
    database_url: Option<String>,
    /// The server to measure; without it, one is built for release.
    #[arg(long)]
    binary: Option<OsString>,
    /// Measures without building this program optimised first.
    #[arg(long, hide = true)]
    here: bool,
    /// The base URL of a simulated provider that may read entries.
    #[arg(skip)]
    provider: Option<String>,
}

impl ServerArgs {
    /// A server on SQLite: this program, or the one built for release.
    pub(crate) const fn of(binary: Option<OsString>) -> Self {
        Self { database_url: None, binary, here: true, provider: None }
    }

    /// The same with a simulated provider at `base_url`.
    pub(crate) fn reading_with(binary: Option<OsString>, base_url: String) -> Self {
        Self { provider: Some(base_url), ..Self::of(binary) }
    }
}

pub(crate) fn run(project: &Project, command: &BenchCommand) -> Result<ExitCode> {
    let args = match command {
        BenchCommand::Http(args) => &args.server,
        BenchCommand::Backup(args) => &args.server,
        BenchCommand::Search(args) | BenchCommand::Health(args) | BenchCommand::Bootstrap(args) => &args.server,
        BenchCommand::Herd(args) => &args.server,
        BenchCommand::Provider(args) => return provider(project, args),
    };
    if args.here {
        measure(project, command)?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.binary.is_none() {
        Run::new(project, "cargo build --release --package hearken").run()?;
    }
    // A load generator without optimisation would measure itself. The shell lifts the limit on open sockets.
    let again =
        "ulimit -n \"$(ulimit -Hn)\"; exec cargo run --quiet --profile bench-fast --package xtask -- \"$@\" --here";
    let given = std::env::args_os().skip(1);
    Err(Run::new(project, "sh -c").args([again, "bench"]).args(given).exec())
}

fn provider(project: &Project, args: &ProviderArgs) -> Result<ExitCode> {
    let commit = Run::new(project, "git describe --always --dirty").output()?;
    println!("commit            {}", commit.trim());
    let program = "cargo run --quiet --profile bench-fast --locked --package hearken-testkit --bin overhead --";
    let (in_flight, calls) = (args.in_flight.to_string(), args.calls.to_string());
    Err(Run::new(project, program).args(["--in-flight", &in_flight, "--calls", &calls]).exec())
}

fn measure(project: &Project, command: &BenchCommand) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            BenchCommand::Http(args) => http(project, args).await,
            BenchCommand::Backup(args) => backup::measure(project, args).await,
            BenchCommand::Search(args) => searches(project, args).await,
            BenchCommand::Health(args) => healths(project, args).await,
            BenchCommand::Bootstrap(args) => bootstraps(project, args).await,
            BenchCommand::Herd(args) => herd(project, args).await,
            // Has a program of its own: this one knows no provider.
            BenchCommand::Provider(_) => Ok(()),
        }
    })
}

async fn http(project: &Project, args: &HttpArgs) -> Result<()> {
    let server = Server::start(project, &args.server)?;
    conditions::print(project, &server, &args.server)?;
    let account = server.register("bench").await?;
    let span = Duration::from_secs(args.seconds);
    load::writes(&server, &account, span).await?;
    load::reads(&server, &account, span).await?;
    sockets::device_to_device(&server).await?;
    server.stop()?;
    // A fresh process: one that has been under load keeps memory that sockets would then come out of.
    let server = Server::start(project, &args.server)?;
    sockets::idle(&server, args.sockets).await?;
    server.stop()?;
    let server = Server::start(project, &args.server)?;
    sockets::stalled(&server).await?;
    server.stop()
}

async fn searches(project: &Project, args: &JournalArgs) -> Result<()> {
    let server = Server::start(project, &args.server)?;
    conditions::print(project, &server, &args.server)?;
    let account = server.register("bench").await?;
    search::searches(&server, &account, args.entries).await?;
    server.stop()
}

async fn healths(project: &Project, args: &JournalArgs) -> Result<()> {
    let server = Server::start(project, &args.server)?;
    conditions::print(project, &server, &args.server)?;
    let account = server.register("bench").await?;
    health::measure(&server, &account, args.entries).await?;
    server.stop()
}

async fn bootstraps(project: &Project, args: &JournalArgs) -> Result<()> {
    let server = Server::start(project, &args.server)?;
    conditions::print(project, &server, &args.server)?;
    let account = server.register("bench").await?;
    bootstrap::measure(&server, &account, args.entries).await?;
    server.stop()
}

async fn herd(project: &Project, args: &HerdArgs) -> Result<()> {
    let server = Server::start(project, &args.server)?;
    conditions::print(project, &server, &args.server)?;
    herd::returning(server, args.sockets).await?.stop()
}
