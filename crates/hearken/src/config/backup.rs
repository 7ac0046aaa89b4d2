//! When backups are made, where they go, and how many are kept.

use std::path::PathBuf;
use std::time::Duration;

use hearken_app::backup::Schedule;
use hearken_store::backup::BackupFolders;

use super::error::ConfigError;
use super::sources::Values;

/// Settings of backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BackupConfig {
    /// When the server makes them; `None` if it does not.
    pub(crate) schedule: Option<Schedule>,
    /// Where they go.
    pub(crate) folders: BackupFolders,
    /// How many data backups to keep.
    pub(crate) keep: usize,
}

const NIGHTLY: Schedule = Schedule::Daily { minute: 3 * 60 };
const KEEP: usize = 14;

pub(super) fn read(values: &Values) -> Result<BackupConfig, ConfigError> {
    let folder = |key, name: &str| values.text(key).map_or_else(|| values.data_dir().join(name), PathBuf::from);
    Ok(BackupConfig {
        schedule: values.parse("backup_schedule", parse_schedule)?.unwrap_or(Some(NIGHTLY)),
        folders: BackupFolders {
            data: folder("backup_dir", "backups"),
            keys: folder("backup_keys_dir", "key-backups"),
        },
        keep: values.parse("backup_keep", parse_keep)?.unwrap_or(KEEP),
    })
}

fn parse_schedule(text: &str) -> Result<Option<Schedule>, String> {
    if text == "off" {
        return Ok(None);
    }
    let schedule = parse_time(text).or_else(|| parse_interval(text));
    schedule
        .map(Some)
        .ok_or_else(|| "expected a time of day in UTC as in 03:00, an interval as in 6h, 30m or 45s, or off".to_owned())
}

fn parse_time(text: &str) -> Option<Schedule> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute) = (two_digits(hour, 24)?, two_digits(minute, 60)?);
    Some(Schedule::Daily { minute: hour * 60 + minute })
}

fn two_digits(text: &str, below: u16) -> Option<u16> {
    let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number < below)
}

fn parse_interval(text: &str) -> Option<Schedule> {
    let seconds = [("h", 3600), ("m", 60), ("s", 1)];
    let (count, unit) = seconds.iter().find_map(|(unit, seconds)| Some((text.strip_suffix(unit)?, *seconds)))?;
    let count: u64 = count.parse().ok().filter(|count| *count > 0 && !text.starts_with('+'))?;
    Some(Schedule::Every(Duration::from_secs(count.checked_mul(unit)?)))
}

fn parse_keep(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|keep| *keep > 0).ok_or_else(|| "expected a number from 1".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_a_time_an_interval_or_off() {
        let every = |seconds| Some(Schedule::Every(Duration::from_secs(seconds)));
        for (text, expected) in [
            ("03:00", Some(NIGHTLY)),
            ("00:00", Some(Schedule::Daily { minute: 0 })),
            ("23:59", Some(Schedule::Daily { minute: 1439 })),
            ("6h", every(21_600)),
            ("90m", every(5400)),
            ("45s", every(45)),
            ("off", None),
        ] {
            assert_eq!(parse_schedule(text), Ok(expected), "{text}");
        }
        for text in [
            "3:00",
            "24:00",
            "12:60",
            "12",
            "0h",
            "-1h",
            "+1h",
            "6 h",
            "1d",
            "h",
            "on",
            "+3:00",
            "99999999999999999999h",
        ] {
            assert!(parse_schedule(text).is_err(), "{text}");
        }
    }

    #[test]
    fn at_least_one_is_kept() {
        assert_eq!(parse_keep("1"), Ok(1));
        for text in ["0", "-1", "many", "1.5"] {
            assert!(parse_keep(text).is_err(), "{text}");
        }
    }
}
