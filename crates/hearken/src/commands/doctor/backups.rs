//! The backups: are there any, of the data and of the keys, and is the newest as new as the schedule says?

use std::io;
use std::time::Duration;

use hearken_app::backup::Schedule;
use hearken_domain::Timestamp;
use hearken_store::backup::{self, BackupKind};

use super::finding::Finding;
use crate::config::BackupConfig;

const SUBJECT: &str = "backups";
/// How late a backup may be before somebody should look: a server is not always on.
const LATE: Duration = Duration::from_hours(48);

pub(super) fn look(config: &BackupConfig, now: Timestamp) -> Finding {
    let folders = &config.folders;
    let newest = |folder, kind| -> io::Result<Option<Timestamp>> {
        Ok(backup::list(folder, kind)?.first().map(|file| file.made_at))
    };
    let (data, keys) = match (newest(&folders.data, BackupKind::Data), newest(&folders.keys, BackupKind::Keys)) {
        (Ok(data), Ok(keys)) => (data, keys),
        (Err(error), _) | (_, Err(error)) => {
            return Finding::wrong(SUBJECT, format!("the backup directories cannot be looked into: {error}"));
        }
    };
    let shown = folders.data.display();
    match (data, keys) {
        (Some(last), None) => Finding::wrong(
            SUBJECT,
            format!(
                "the last one in {shown} is of {last}, but there is no key backup in {}. Without one nothing in it can \
                 be read. Run: hearken backup create",
                folders.keys.display()
            ),
        ),
        (Some(last), _) if is_late(config.schedule, last, now) => Finding::wrong(
            SUBJECT,
            format!(
                "the last one in {shown} is of {last}, older than it should be. Look for \"the backup failed\" in the log, or run: hearken backup create"
            ),
        ),
        (Some(last), _) => Finding::fine(SUBJECT, format!("the last one in {shown} is of {last}. {}", advice(config))),
        (None, _) if config.schedule.is_none() => {
            Finding::fine(SUBJECT, format!("switched off, and none in {shown}. Make sure that you have others"))
        }
        (None, _) => Finding::fine(SUBJECT, format!("none in {shown} yet; the server makes them by its schedule")),
    }
}

fn advice(config: &BackupConfig) -> &'static str {
    if config.schedule.is_none() { "Made by hand only: the schedule is off" } else { "Keep copies elsewhere" }
}

fn is_late(schedule: Option<Schedule>, last: Timestamp, now: Timestamp) -> bool {
    schedule.is_some_and(|schedule| schedule.next_after(last) + LATE < now)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use hearken_store::backup::BackupFolders;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_176_000_000);

    fn config(directory: &Path, schedule: Option<Schedule>) -> BackupConfig {
        let folders = BackupFolders { data: directory.join("data"), keys: directory.join("keys") };
        BackupConfig { schedule, folders, keep: 1 }
    }

    fn put(directory: &Path, folder: &str, name: &str) {
        fs::create_dir_all(directory.join(folder)).unwrap();
        fs::write(directory.join(folder).join(name), "").unwrap();
    }

    #[test]
    fn an_old_backup_or_one_without_keys_is_wrong() {
        let directory = tempfile::tempdir().unwrap();
        let (path, nightly) = (directory.path(), Some(Schedule::Daily { minute: 180 }));
        assert!(look(&config(path, nightly), NOW).is_fine(), "before the first one");
        put(path, "data", "hearken-20261117T030000.000Z.data");
        assert!(look(&config(path, nightly), NOW).text().contains("no key backup"));
        put(path, "keys", "hearken-20261117T030000.000Z.keys");
        let late = look(&config(path, nightly), NOW);
        assert!(!late.is_fine() && late.text().contains("older than it should be"), "{}", late.text());
        assert!(look(&config(path, None), NOW).is_fine(), "nobody promised another");
        put(path, "data", "hearken-20261119T030000.000Z.data");
        let fine = look(&config(path, nightly), NOW);
        assert!(fine.is_fine() && fine.text().contains("2026-11-19T03:00:00.000Z"), "{}", fine.text());
    }
}
