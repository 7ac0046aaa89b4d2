//! `hearken backup`: making, checking, restoring backups, and trying all of it.

mod choose;
mod create;
mod drill;
mod restore;
mod restore_keys;
mod show;
mod verify;

use std::process::ExitCode;

use crate::cli::BackupCommand;
use crate::config::{Config, Flags};
use crate::telemetry;

pub(crate) fn run(flags: &Flags, command: &BackupCommand) -> anyhow::Result<ExitCode> {
    let config = Config::load(flags)?;
    telemetry::start(config.log);
    let said = super::small_runtime()?.block_on(async {
        match command {
            BackupCommand::Create => create::run(&config).await,
            BackupCommand::Verify { files, decrypt } => verify::run(&config, files, *decrypt),
            BackupCommand::Restore { files } => restore::run(&config, files).await,
            BackupCommand::RestoreKeys { keys } => restore_keys::run(&config, keys.as_deref()).await,
            BackupCommand::Drill => drill::run(&config).await,
        }
    })?;
    super::print(&said)?;
    Ok(ExitCode::SUCCESS)
}
