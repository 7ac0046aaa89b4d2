//! The backups: are there any, of the data and of the keys, and is the newest as new as the schedule says?

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use hearken_app::backup::Schedule;
use hearken_domain::Timestamp;
use hearken_store::backup::{self, BackupFile, BackupKind};

use super::finding::Finding;
use crate::config::BackupConfig;

const SUBJECT: &str = "backups";
/// How late a backup may be before somebody should look: a server is not always on.
const LATE: Duration = Duration::from_hours(48);

/// Looks at those that were made with this master key, where it is known.
pub(super) fn look(config: &BackupConfig, master_id: Option<[u8; 8]>, now: Timestamp) -> Finding {
    let looked = || -> io::Result<Finding> {
        let found = [(&config.folders.data, BackupKind::Data), (&config.folders.keys, BackupKind::Keys)];
        let newest = |(folder, kind): (&PathBuf, _)| backup::newest(folder, kind, master_id, now);
        let [data, keys] = found.map(newest);
        let finding = judge(config, data?.map(|file| file.made_at), keys?.is_some(), now);
        for (folder, kind) in found {
            if let Some(file) = backup::list(folder, kind)?.into_iter().find(|file| file.made_at > now) {
                return Ok(in_the_future(&finding, &file));
            }
        }
        Ok(finding)
    };
    looked().unwrap_or_else(|error| {
        Finding::wrong(SUBJECT, format!("the backup directories cannot be looked into: {error}"))
    })
}

fn in_the_future(finding: &Finding, file: &BackupFile) -> Finding {
    let (found, path) = (finding.text(), file.path.display());
    Finding::wrong(
        SUBJECT,
        format!(
            "{found}. {path} is dated in the future: the clock was wrong when it was made, or is wrong now. Set the clock. If \
             that was not it, move this file away: it does not count, and is never removed by itself"
        ),
    )
}

fn judge(config: &BackupConfig, data: Option<Timestamp>, has_keys: bool, now: Timestamp) -> Finding {
    let folders = &config.folders;
    let shown = folders.data.display();
    match data {
        Some(last) if !has_keys => Finding::wrong(
            SUBJECT,
            format!(
                "the last one in {shown} is of {last}, but there is no key backup in {}. Without one nothing in it can \
                 be read. Run: hearken backup create",
                folders.keys.display()
            ),
        ),
        Some(last) if is_late(config.schedule, last, now) => Finding::wrong(
            SUBJECT,
            format!(
                "the last one in {shown} is of {last}, older than it should be. Look for \"the backup failed\" in the log, or run: hearken backup create"
            ),
        ),
        Some(last) => Finding::fine(SUBJECT, format!("the last one in {shown} is of {last}. {}", advice(config))),
        None if config.schedule.is_none() => {
            Finding::fine(SUBJECT, format!("switched off, and none in {shown}. Make sure that you have others"))
        }
        None => Finding::fine(SUBJECT, format!("none in {shown} yet; the server makes them by its schedule")),
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
        assert!(look(&config(path, nightly), None, NOW).is_fine(), "before the first one");
        put(path, "data", "hearken-20261117T030000.000Z.data");
        assert!(look(&config(path, nightly), None, NOW).text().contains("no key backup"));
        put(path, "keys", "hearken-20261117T030000.000Z.keys");
        let late = look(&config(path, nightly), None, NOW);
        assert!(!late.is_fine() && late.text().contains("older than it should be"), "{}", late.text());
        assert!(look(&config(path, None), None, NOW).is_fine(), "nobody promised another");
        put(path, "data", "hearken-20261119T030000.000Z.data");
        let fine = look(&config(path, nightly), None, NOW);
        assert!(fine.is_fine() && fine.text().contains("2026-11-19T03:00:00.000Z"), "{}", fine.text());
    }

    #[test]
    fn one_of_the_future_or_of_another_journal_hides_no_lack() {
        let directory = tempfile::tempdir().unwrap();
        let (path, nightly) = (directory.path(), Some(Schedule::Daily { minute: 180 }));
        put(path, "keys", "hearken-20261117T030000.000Z.keys");
        put(path, "data", "hearken-20261117T030000.000Z.data");
        put(path, "data", "hearken-20991119T030000.000Z.data");
        let found = look(&config(path, nightly), None, NOW);
        for part in ["older than it should be", "hearken-20991119T030000.000Z.data is dated in the future"] {
            assert!(!found.is_fine() && found.text().contains(part), "{}", found.text());
        }
        let others = look(&config(path, nightly), Some(*b"a master"), NOW);
        assert!(others.text().starts_with("none in "), "{}", others.text());
    }
}
