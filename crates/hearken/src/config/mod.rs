//! The settings: gathered from flags, environment and file, checked, and handed out as typed sections.
//!
//! This folder is the only place that reads the environment. [`table`] lists every setting once.

mod account;
mod backup;
mod crisis;
mod error;
mod flags;
mod http;
mod local_models;
mod log;
mod providers;
mod reference;
mod sources;
mod spending;
mod storage;
mod suggest;
mod table;

use std::env;
use std::ffi::OsString;

use hearken_api::wire::crisis::CrisisResources;
use hearken_app::{RegistrationPolicy, Spending};
use hearken_store::StoreOptions;

pub(crate) use backup::BackupConfig;
pub(crate) use error::ConfigError;
pub(crate) use flags::Flags;
pub(crate) use http::HttpConfig;
pub(crate) use log::{LogConfig, LogFormat};
pub(crate) use providers::Configured;
pub(crate) use reference::{help_on_the_rest, markdown};
#[cfg(test)]
pub(crate) use table::SETTINGS;

use sources::Values;

/// All settings, checked.
#[derive(Clone)]
pub(crate) struct Config {
    /// Where the data is.
    pub(crate) storage: StoreOptions,
    /// When backups are made, and where they go.
    pub(crate) backup: BackupConfig,
    /// The front door.
    pub(crate) http: HttpConfig,
    /// Who may create an account.
    pub(crate) registration: RegistrationPolicy,
    /// The providers that are set up: those that may read entries in the order in which they are asked, then any others.
    pub(crate) providers: Vec<Configured>,
    /// The ports of this machine at which models are looked for.
    pub(crate) local_model_ports: Vec<u16>,
    /// What these may cost.
    pub(crate) spending: Spending,
    /// Where people in danger are told to turn to.
    pub(crate) crisis_resources: CrisisResources,
    /// The log.
    pub(crate) log: LogConfig,
}

impl Config {
    /// Reads the settings of this process.
    pub(crate) fn load(flags: &Flags) -> Result<Self, ConfigError> {
        Self::from_sources(flags, env::vars_os())
    }

    fn from_sources(
        flags: &Flags,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let values = Values::gather(flags, environment)?;
        Ok(Self {
            storage: storage::read(&values)?,
            backup: backup::read(&values)?,
            http: http::read(&values)?,
            registration: account::read(&values)?,
            providers: providers::read(&values)?,
            local_model_ports: local_models::read(&values)?,
            spending: spending::read(&values)?,
            crisis_resources: crisis::read(&values)?,
            log: log::read(&values)?,
        })
    }
}

#[cfg(test)]
mod tests;
