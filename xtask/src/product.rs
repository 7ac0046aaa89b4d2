//! Building the product and running it, as `make run` does.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;

use crate::deps::{self, Purpose};
use crate::process::Run;
use crate::project::Project;
use crate::web;

/// Builds web app and server for release and becomes the server, with its data in `./data` of the repository unless
/// `args`, which go to `hearken serve`, or the environment say otherwise.
pub(crate) fn run(project: &Project, args: &[OsString]) -> Result<ExitCode> {
    deps::install(project, Purpose::Run)?;
    web::build(project)?;
    Run::new(project, "cargo build --release --locked -p hearken").run()?;
    let program = project.target().join("release/hearken");
    Err(Run::program(project, &program).args(["serve"]).args(args).with_settings().exec())
}
