//! The `hearken` program: its command line, its settings, and the one place where the parts are put together.

mod cli;
mod commands;
mod config;
mod shutdown;
mod telemetry;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    run(&cli).unwrap_or_else(|error| {
        // Standard error may be gone; there is nobody else to tell.
        let _ = writeln!(io::stderr(), "hearken: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(cli: &Cli) -> anyhow::Result<ExitCode> {
    match &cli.command {
        Command::Serve => commands::serve::run(&cli.flags),
        Command::Demo => commands::demo::run(&cli.flags),
        Command::Migrate => commands::migrate::run(&cli.flags),
        Command::Backup(command) => commands::backup::run(&cli.flags, command),
        Command::Doctor => commands::doctor::run(&cli.flags),
        Command::Openapi => commands::openapi::run(),
        Command::Settings => commands::settings::run(),
    }
}
