//! `hearken doctor`: looks at a setup without changing it, and says in plain words what is fine and what to do.

mod backups;
mod database;
mod files;
mod finding;
mod provider;

use std::process::ExitCode;

use hearken_domain::{Clock, SystemClock};
use hearken_store::StoreOptions;

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
    findings.extend(files::look(&config.storage));
    findings.push(runtime.block_on(database::look(&config.storage)));
    findings.push(backups::look(&config.backup, SystemClock.now()));
    findings.extend(database::look_at_log(&config.storage));
    findings.push(runtime.block_on(provider::look(config.chat.as_deref())));
    Ok(findings)
}

/// Writes into the log what is wrong with the files of a server that runs all the same.
pub(super) fn warn_about_files(storage: &StoreOptions) {
    for finding in files::look(storage).iter().filter(|finding| !finding.is_fine()) {
        tracing::warn!(what = finding.subject(), found = finding.text(), "the files need attention");
    }
}
