//! Building the product and running it, as `make run` does.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::deps::{self, Purpose};
use crate::process::Run;
use crate::project::Project;
use crate::web;

/// Builds web app and server for release; answers with the program, which holds both.
pub(crate) fn build(project: &Project) -> Result<PathBuf> {
    deps::install(project, Purpose::Run)?;
    web::build(project)?;
    Run::new(project, "cargo build --release --locked -p hearken").run()?;
    Ok(project.target().join("release/hearken"))
}

/// Builds and becomes the server, with its data in `./data` of the repository unless `args`, which go to `hearken serve`,
/// or the environment say otherwise.
pub(crate) fn run(project: &Project, args: &[OsString]) -> Result<ExitCode> {
    let program = build(project)?;
    Err(Run::program(project, &program).args(["serve"]).args(args).with_settings().exec())
}
