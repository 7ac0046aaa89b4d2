//! `hearken settings`: the reference of all settings, from which the documentation is made.

use std::process::ExitCode;

use crate::config;

pub(crate) fn run() -> anyhow::Result<ExitCode> {
    super::print(&config::markdown())?;
    Ok(ExitCode::SUCCESS)
}
