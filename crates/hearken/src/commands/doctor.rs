//! `hearken doctor`: looks at a setup without changing it, and says in plain words what is fine and what to do.

mod database;
mod files;
mod finding;
mod provider;

use std::process::ExitCode;

use crate::config::{Config, Flags};
use finding::{Finding, report};

pub(crate) fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let findings = match Config::load(flags) {
        Ok(config) => look(&config)?,
        Err(error) => vec![Finding::wrong("settings", error.to_string())],
    };
    super::print(&report(&findings))?;
    let is_well = findings.iter().all(Finding::is_fine);
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn look(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let runtime = super::small_runtime()?;
    let mut findings = vec![Finding::fine("settings", "understood")];
    findings.push(files::data_directory(&config.storage.data_dir));
    findings.push(files::master_key(&config.storage.master_key_file));
    findings.push(runtime.block_on(database::look(&config.storage)));
    findings.push(runtime.block_on(provider::look(config.chat.as_deref())));
    Ok(findings)
}
