//! How providers, and whoever pays for them, are spared.

use std::time::Duration;

use hearken_app::Spending;

use super::error::ConfigError;
use super::sources::Values;

const LONGEST_DAYS: u64 = 3_650;

pub(super) fn read(values: &Values) -> Result<Spending, ConfigError> {
    let usual = Spending::default();
    Ok(Spending {
        answers_kept: values.parse("answers_kept_days", parse_days)?.unwrap_or(usual.answers_kept),
        requests_a_day: values.parse("requests_per_day", parse_requests)?.unwrap_or(usual.requests_a_day),
    })
}

fn parse_requests(text: &str) -> Result<u64, String> {
    text.parse::<u64>().ok().filter(|requests| *requests > 0).ok_or_else(|| "expected a number from 1 on".to_owned())
}

fn parse_days(text: &str) -> Result<Duration, String> {
    let days = text.parse::<u64>().ok().filter(|days| *days <= LONGEST_DAYS);
    days.map(|days| Duration::from_hours(24 * days))
        .ok_or_else(|| format!("expected a number from 0 to {LONGEST_DAYS}"))
}
