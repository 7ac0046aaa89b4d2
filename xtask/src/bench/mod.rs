//! `cargo xtask bench`: what the server can do on this machine, with the conditions beside every figure.
//!
//! The load comes from this program, over loopback, on the same cores: the figures are of the two together.

mod backup;
mod client;
mod conditions;
mod load;
mod server;
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
}

/// What is measured.
#[derive(Args, Clone)]
pub(crate) struct Target {
    /// URL of an empty PostgreSQL database to use instead of SQLite.
    #[arg(long)]
    database_url: Option<String>,
    /// The server to measure; without it, one is built for release.
    #[arg(long)]
    binary: Option<OsString>,
    /// Measures without building this program optimised first.
    #[arg(long, hide = true)]
    here: bool,
}

/// How to measure backups.
#[derive(Args, Clone)]
pub(crate) struct BackupArgs {
    /// Entries to back up, of 2 KB each.
    #[arg(long, default_value_t = 10_000)]
    entries: usize,
    #[command(flatten)]
    target: Target,
}

/// How to measure it.
#[derive(Args, Clone)]
pub(crate) struct HttpArgs {
    /// Seconds of load for each figure.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Idle sockets to open.
    #[arg(long, default_value_t = 10_000)]
    sockets: usize,
    #[command(flatten)]
    target: Target,
}

pub(crate) fn run(project: &Project, command: BenchCommand) -> Result<ExitCode> {
    let (BenchCommand::Http(HttpArgs { target, .. }) | BenchCommand::Backup(BackupArgs { target, .. })) = &command;
    if target.here {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        match command {
            BenchCommand::Http(args) => runtime.block_on(measure(project, &args))?,
            BenchCommand::Backup(args) => runtime.block_on(backup::measure(project, &args))?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    if target.binary.is_none() {
        Run::new(project, "cargo build --release --package hearken").run()?;
    }
    // A load generator without optimisation would measure itself. The shell lifts the limit on open sockets.
    let again =
        "ulimit -n \"$(ulimit -Hn)\"; exec cargo run --quiet --profile bench-fast --package xtask -- \"$@\" --here";
    let given = std::env::args_os().skip(1);
    Err(Run::new(project, "sh -c").args([again, "bench"]).args(given).exec())
}

async fn measure(project: &Project, args: &HttpArgs) -> Result<()> {
    let server = Server::start(project, &args.target)?;
    conditions::print(project, &server, &args.target)?;
    let account = server.register("bench").await?;
    let span = Duration::from_secs(args.seconds);
    load::writes(&server, &account, span).await?;
    load::reads(&server, &account, span).await?;
    sockets::device_to_device(&server).await?;
    server.stop()?;
    // A fresh process: one that has been under load keeps memory that sockets would then come out of.
    let server = Server::start(project, &args.target)?;
    sockets::idle(&server, args.sockets).await?;
    server.stop()
}
