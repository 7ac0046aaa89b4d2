//! `cargo xtask campaign`: what takes too long for every test run. Each prints its figures with their conditions and
//! fails if what must hold does not.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::process::Run;
use crate::project::Project;
use crate::web;

/// What to try.
#[derive(Subcommand)]
pub(crate) enum CampaignCommand {
    /// Kills the server at random moments while clients write: no acknowledged write is lost or doubled.
    Kill(Rest),
    /// Cuts the power at any point: no acknowledged write is lost.
    Power(Rest),
    /// Kills the server and breaks the network of six devices while they write: all end with the same, which is all.
    Live(Rest),
    /// Lets the nth call on a file fail: clean answers, reads go on, nothing is lost.
    Faults(Rest),
    /// Puts sync through schedules of three devices, a bad network and a server that is killed and restored.
    Sync(Rest),
    /// The same for the web app's sync engine against the server's own core.
    Engine(EngineArgs),
}

/// Which schedules, of each kind: of browsers that keep nothing, and of those that keep the journal.
#[derive(Args)]
pub(crate) struct EngineArgs {
    #[arg(long, default_value_t = 10_000)]
    schedules: u64,
    /// The seed of the first one; the others count up from there. The seed of one alone repeats it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Arguments of the campaign's own program; `--help` tells them.
#[derive(Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Rest {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    args: Vec<OsString>,
}

pub(crate) fn run(project: &Project, command: CampaignCommand) -> Result<ExitCode> {
    match command {
        CampaignCommand::Kill(rest) => crash(project, "kill", vec![], rest),
        CampaignCommand::Power(rest) => crash(project, "power", vec![], rest),
        CampaignCommand::Faults(rest) => crash(project, "faults", vec![], rest),
        CampaignCommand::Live(rest) => {
            crash(project, "live", vec!["--client".into(), web::headless(project)?.into()], rest)
        }
        CampaignCommand::Sync(rest) => Err(program(project)?.args(["sync"]).args(rest.args).exec()),
        CampaignCommand::Engine(args) => {
            let compile = "cargo build --profile bench-fast --locked --package hearken-api --example core";
            Run::new(project, compile).run()?;
            print_conditions(project)?;
            engine(project, "bench-fast", &args).map(|()| ExitCode::SUCCESS)
        }
    }
}

/// The short form of `live`, with the development build: 20 to 30 seconds on each engine.
pub(crate) fn live(project: &Project, engine: &str) -> Result<()> {
    let short = "--minutes 0 --kills 8 --tokens 300 --longest 1200 --hole 3000 --seed 20261 --engine";
    Run::program(project, project.debug_program("campaign"))
        .args(["live", "--server"])
        .args([project.debug_program("hearken"), "--directory".into(), project.target().join("live")])
        .args(["--client".into(), web::headless(project)?])
        .args(short.split(' ').chain([engine]))
        .run()
}

/// A short form for every test run, with the core of the development build: about half a minute.
pub(crate) fn engine_in_short(project: &Project) -> Result<()> {
    engine(project, "debug", &EngineArgs { schedules: 150, seed: 1 })
}

fn engine(project: &Project, profile: &str, EngineArgs { schedules, seed }: &EngineArgs) -> Result<()> {
    println!("schedules with the seeds {seed} to {}", seed + schedules - 1);
    Run::new(project, "pnpm -C web run test:core")
        .env("CI", "true")
        .env("SYNC_CORE", project.target().join(profile).join("examples/core"))
        .env("SYNC_SCHEDULES", schedules.to_string())
        .env("SYNC_SEED", seed.to_string())
        .run()
}

/// The program of the campaigns, optimised.
fn program(project: &Project) -> Result<Run> {
    let compile = "cargo build --profile bench-fast --locked --package hearken-testkit --bin campaign";
    Run::new(project, compile).run()?;
    print_conditions(project)?;
    Ok(Run::program(project, project.target().join("bench-fast/campaign")))
}

fn print_conditions(project: &Project) -> Result<()> {
    let commit = Run::new(project, "git describe --always --dirty").output()?;
    println!("commit {}, {} cores", commit.trim(), std::thread::available_parallelism()?);
    Ok(())
}

/// Builds the server and the program that torments it, both optimised, and becomes the latter.
fn crash(project: &Project, name: &str, more: Vec<OsString>, rest: Rest) -> Result<ExitCode> {
    Run::new(project, "cargo build --profile bench-fast --locked --package hearken").run()?;
    let program = program(project)?;
    let built = project.target().join("bench-fast");
    // On the disk of the project, not in memory: a temporary directory may be either.
    let given = [
        "--server".into(),
        built.join("hearken").into_os_string(),
        "--directory".into(),
        project.target().join(format!("campaign-{name}")).into_os_string(),
    ];
    Err(program.args([name]).args(given).args(more).args(rest.args).exec())
}
