//! How much is logged, and in which form.

use tracing_subscriber::filter::LevelFilter;

use super::error::ConfigError;
use super::sources::Values;

/// Settings of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LogConfig {
    /// The level of Hearken's own lines.
    pub(crate) level: LevelFilter,
    /// The form of a line.
    pub(crate) format: LogFormat,
}

/// The form of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

pub(super) fn read(values: &Values) -> Result<LogConfig, ConfigError> {
    let level = values.parse("log", |text| match text {
        "error" => Ok(LevelFilter::ERROR),
        "warn" => Ok(LevelFilter::WARN),
        "info" => Ok(LevelFilter::INFO),
        "debug" => Ok(LevelFilter::DEBUG),
        "trace" => Ok(LevelFilter::TRACE),
        _ => Err("expected error, warn, info, debug or trace".to_owned()),
    })?;
    let format = values.parse("log_format", |text| match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("expected text or json".to_owned()),
    })?;
    Ok(LogConfig { level: level.unwrap_or(LevelFilter::INFO), format: format.unwrap_or(LogFormat::Text) })
}
