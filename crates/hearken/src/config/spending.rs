//! How providers, and whoever pays for them, are spared.

use std::time::Duration;

use hearken_app::Spending;

use super::error::ConfigError;
use super::sources::Values;

const LONGEST_DAYS: u64 = 3_650;

pub(super) fn read(values: &Values) -> Result<Spending, ConfigError> {
    let usual = Spending::default();
    Ok(Spending { answers_kept: values.parse("answers_kept_days", parse_days)?.unwrap_or(usual.answers_kept) })
}

fn parse_days(text: &str) -> Result<Duration, String> {
    let days = text.parse::<u64>().ok().filter(|days| *days <= LONGEST_DAYS);
    days.map(|days| Duration::from_hours(24 * days))
        .ok_or_else(|| format!("expected a number from 0 to {LONGEST_DAYS}"))
}
