//! The project's own tool: building, checking, testing and running Hearken. Try `cargo xtask help`.
#![expect(clippy::print_stdout, reason = "a command line tool talks on standard output")]

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::deps::Purpose;
use crate::project::Project;
use crate::steps::Steps;

mod bench;
mod campaign;
mod check;
mod deps;
mod e2e;
mod eval;
mod generate;
mod process;
mod product;
mod project;
mod rust;
mod sim;
mod steps;
mod tidy;
mod train;
mod web;

/// Builds, checks, tests and runs Hearken.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Everything: installs what is missing, checks, builds and tests. What CI does.
    Test,
    /// Installs what building and testing need, or says what to install.
    Deps,
    /// Everything that is wrong without running anything: format, lints, tidiness, generated files.
    Check,
    /// The Rust tests, on SQLite and on a PostgreSQL of their own.
    Rust,
    /// Builds the web app, checks its size, runs its unit tests.
    Web,
    /// End-to-end tests in headless Chromium; arguments go to Playwright.
    E2e {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Devices that write while server and network break, in short, on both engines.
    Live,
    /// Builds for release: web app and server in one file.
    Build,
    /// Builds for release and runs the server; arguments go to `hearken serve`.
    Run {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Writes the generated files anew: API description, web types, settings reference, migration checksums.
    Gen {
        /// Only says whether they are up to date.
        #[arg(long)]
        check: bool,
    },
    /// Checks the rules of this repository that no compiler knows.
    Tidy,
    Sim(sim::SimArgs),
    /// Measures the reading by rules on rated files.
    #[command(subcommand)]
    Eval(eval::EvalCommand),
    /// Makes data files of labelled sentences.
    #[command(subcommand)]
    Train(train::TrainCommand),
    /// Measures the server on this machine.
    #[command(subcommand)]
    Bench(bench::BenchCommand),
    /// What takes too long for every test run: kills, power cuts, failing disks, schedules of sync by the million.
    #[command(subcommand)]
    Campaign(campaign::CampaignCommand),
}

fn main() -> Result<ExitCode> {
    match Cli::parse().command {
        Command::Test => in_steps(test),
        Command::Deps => in_steps(|project, steps| _ = dependencies(project, steps, Purpose::Test)),
        Command::Check => in_steps(check),
        Command::Rust => in_steps(rust::steps),
        Command::Web => in_steps(web::steps),
        Command::E2e { args } => in_steps(|project, steps| end_to_end(project, steps, &args)),
        Command::Live => in_steps(live),
        Command::Build => product::build(&Project::find()?).map(|program| {
            println!("\nThe program: {}", program.display());
            ExitCode::SUCCESS
        }),
        Command::Run { args } => product::run(&Project::find()?, &args),
        Command::Gen { check: true } => {
            in_steps(|project, steps| _ = steps.step("generated files", || generate::check(project)))
        }
        Command::Gen { check: false } => {
            in_steps(|project, steps| _ = steps.step("generate", || generate::write(project)))
        }
        Command::Tidy => in_steps(|project, steps| _ = steps.step("tidy", || tidy::run(project))),
        Command::Sim(args) => sim::run(args).map(|()| ExitCode::SUCCESS),
        Command::Eval(command) => eval::run(&Project::find()?, command).map(|()| ExitCode::SUCCESS),
        Command::Train(command) => train::run(&Project::find()?, command).map(|()| ExitCode::SUCCESS),
        Command::Bench(command) => bench::run(&Project::find()?, &command),
        Command::Campaign(command) => campaign::run(&Project::find()?, command),
    }
}

fn in_steps(work: impl FnOnce(&Project, &mut Steps)) -> Result<ExitCode> {
    let mut steps = Steps::default();
    work(&Project::find()?, &mut steps);
    Ok(steps.finish())
}

/// Everything, cheapest first; the web app before Rust, because the server embeds it.
fn test(project: &Project, steps: &mut Steps) {
    if !dependencies(project, steps, Purpose::Test) {
        return;
    }
    web::steps(project, steps);
    rust::steps(project, steps);
    steps.step("web: sync engine against the server's core", || campaign::engine_in_short(project));
    check::steps(project, steps);
    devices(project, steps);
    steps.step("end-to-end", || e2e::run(project, &[]));
}

fn check(project: &Project, steps: &mut Steps) {
    if dependencies(project, steps, Purpose::Check) {
        check::steps(project, steps);
    }
}

fn end_to_end(project: &Project, steps: &mut Steps, args: &[OsString]) {
    let is_built =
        steps.step("web: build and size", || web::build(project)) && steps.step("rust: build", || rust::build(project));
    if is_built {
        steps.step("end-to-end", || e2e::run(project, args));
    }
}

fn live(project: &Project, steps: &mut Steps) {
    if steps.step("rust: build", || rust::build(project)) {
        devices(project, steps);
    }
}

fn devices(project: &Project, steps: &mut Steps) {
    for (engine, name) in [("sqlite", "SQLite"), ("postgres", "PostgreSQL")] {
        steps.step(&format!("devices on a network that breaks, {name}"), || campaign::live(project, engine));
    }
}

fn dependencies(project: &Project, steps: &mut Steps, purpose: Purpose) -> bool {
    steps.step("dependencies", || deps::install(project, purpose))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
