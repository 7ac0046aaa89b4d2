//! `hearken migrate`: brings the database up to date and stops.

use std::process::ExitCode;

use hearken_domain::{Clock, SystemClock};
use hearken_store::Store;

use crate::config::{Config, Flags};
use crate::telemetry;

pub(crate) fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let config = Config::load(flags)?;
    telemetry::start(config.log);
    let version = super::small_runtime()?.block_on(Store::migrate(&config.storage, SystemClock.now()))?;
    super::print(&format!("The database is at schema {version}.\n"))?;
    Ok(ExitCode::SUCCESS)
}
