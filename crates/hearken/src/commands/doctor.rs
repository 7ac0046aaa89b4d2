//! `hearken doctor`: looks at a setup without changing it, and says in plain words what is fine and what to do.

mod backups;
mod database;
mod files;
mod finding;
mod provider;

use std::process::ExitCode;

use hearken_domain::{Clock, SystemClock};
use hearken_store::backup::master_id;
use hearken_store::{OpenError, Store, StoreOptions};

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
    let inspected = runtime.block_on(Store::inspect(&config.storage));
    // Had a key been needed for what is there, that would have been the error.
    let needs_no_key = matches!(inspected, Ok(_) | Err(OpenError::Older { .. }));
    findings.extend(files::look(&config.storage, needs_no_key));
    findings.push(database::judge(inspected));
    findings.push(backups::look(&config.backup, master_id(&config.storage), SystemClock.now()));
    findings.extend(database::look_at_log(&config.storage));
    findings.extend(runtime.block_on(provider::look(&config.providers)));
    Ok(findings)
}

/// Writes into the log what is wrong with the files of a server that runs all the same.
pub(super) fn warn_about_files(storage: &StoreOptions) {
    for finding in files::look(storage, false).iter().filter(|finding| !finding.is_fine()) {
        tracing::warn!(what = finding.subject(), found = finding.text(), "the files need attention");
    }
}
