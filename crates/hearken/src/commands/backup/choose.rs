//! Which files to take: those that were named, else the newest there are.

use std::path::{Path, PathBuf};

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
        None => {
            newest(&[&folders.data], BackupKind::Data)?.ok_or_else(|| BackupError::DataMissing(shown(&folders.data)))?
        }
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
    newest(&[folder, beside], BackupKind::Keys)?.ok_or_else(missing)
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
        None => newest(&[&folders.keys, &folders.data], BackupKind::Keys)?.ok_or_else(missing),
    }
}

fn newest(folders: &[&Path], kind: BackupKind) -> Result<Option<PathBuf>, BackupError> {
    let mut newest: Option<BackupFile> = None;
    for folder in folders {
        let listed = backup::list(folder, kind);
        let listed = listed.map_err(|cause| BackupError::File { path: shown(folder), cause })?;
        newest = newest.into_iter().chain(listed.into_iter().take(1)).max_by_key(|file| file.made_at);
    }
    Ok(newest.map(|file| file.path))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
