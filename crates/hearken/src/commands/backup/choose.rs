//! Which files to take: those that were named, else the newest there are. Of those that are dated in the future nobody
//! knows how old they are: one is only taken where there is no other.

use std::path::{Path, PathBuf};

use hearken_domain::{Clock, SystemClock, Timestamp};
use hearken_store::backup::{self, BackupError, BackupFile, BackupKind, BackupPair};

use crate::cli::BackupFiles;
use crate::config::Config;

/// The two files of a backup.
pub(super) struct Chosen {
    data: PathBuf,
    keys: PathBuf,
}

impl Chosen {
    pub(super) fn pair(&self) -> BackupPair<'_> {
        BackupPair { data: &self.data, keys: &self.keys }
    }
}

/// Takes what was named; the newest data backup, and the newest key backup from its own directory or beside the data.
pub(super) fn choose(config: &Config, files: &BackupFiles) -> Result<Chosen, BackupError> {
    let folders = &config.backup.folders;
    let data = match &files.data {
        Some(data) => data.clone(),
        None => newest(&[&folders.data], BackupKind::Data, SystemClock.now())?
            .ok_or_else(|| BackupError::DataMissing(shown(&folders.data)))?,
    };
    let keys = match &files.keys {
        Some(keys) => keys.clone(),
        None => newest_keys(&folders.keys, &data)?,
    };
    Ok(Chosen { data, keys })
}

fn newest_keys(folder: &Path, data: &Path) -> Result<PathBuf, BackupError> {
    let beside = data.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let missing = || BackupError::KeysMissing {
        searched: format!("{} or beside {}", folder.display(), data.display()),
        how: "with --keys",
    };
    newest(&[folder, beside], BackupKind::Keys, SystemClock.now())?.ok_or_else(missing)
}

/// The key backup to take the keys alone from: the one that was named, else the newest.
pub(super) fn choose_keys(config: &Config, named: Option<&Path>) -> Result<PathBuf, BackupError> {
    let folders = &config.backup.folders;
    let missing = || BackupError::KeysMissing {
        searched: format!("{} or {}", shown(&folders.keys), shown(&folders.data)),
        how: "after `hearken backup restore-keys`",
    };
    match named {
        Some(named) => Ok(named.to_owned()),
        None => newest(&[&folders.keys, &folders.data], BackupKind::Keys, SystemClock.now())?.ok_or_else(missing),
    }
}

fn newest(folders: &[&Path], kind: BackupKind, now: Timestamp) -> Result<Option<PathBuf>, BackupError> {
    let mut newest: Option<BackupFile> = None;
    for folder in folders {
        let listed = backup::list(folder, kind);
        let listed = listed.map_err(|cause| BackupError::File { path: shown(folder), cause })?;
        newest = newest.into_iter().chain(listed).max_by_key(|file| (file.made_at <= now, file.made_at));
    }
    Ok(newest.map(|file| file.path))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn one_of_the_future_is_taken_only_where_there_is_no_other() {
        let directory = tempfile::tempdir().unwrap();
        let folders = ["here", "there"].map(|name| directory.path().join(name));
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        let put = |folder: usize, time: &str| {
            fs::create_dir_all(&folders[folder]).unwrap();
            fs::write(folders[folder].join(format!("hearken-{time}.keys")), "").unwrap();
            let newest = newest(&[&folders[0], &folders[1]], BackupKind::Keys, now).unwrap().unwrap();
            newest.file_name().unwrap().to_string_lossy().contains(time)
        };
        assert!(put(0, "20991121T030000.000Z"));
        assert!(put(0, "20261119T030000.000Z"), "beside one of the future");
        assert!(put(1, "20261120T030000.000Z"), "in the other folder");
        assert!(!put(1, "20271120T030000.000Z"));
    }
}
