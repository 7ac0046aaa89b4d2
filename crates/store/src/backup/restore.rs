//! Restoring: into a place where there is nothing, whole or not at all.
//!
//! On PostgreSQL one transaction does it. SQLite's files are made in a folder of their own, `restoring`, and moved into
//! place when they are whole and durable; until then no server starts beside them.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use hearken_domain::Timestamp;

use super::load::{Load, Loaded};
use super::read::BackupReader;
use super::records::{BackupHead, Manifest};
use super::watch::{Readable, Watch};
use super::{BackupError, BackupKind, load_master};
use crate::crypto::{KeyStore, MasterKey};
use crate::db::{Db, Postgres, Sqlite};
use crate::directory_lock::DirectoryLock;
use crate::files::{create_directory, sync_directory};
use crate::open::{DATA, KEYS};
use crate::{Backend, OpenError, StoreOptions, migrate};

const FOLDER: &str = "restoring";
/// Made when everything in the folder is durable: from then on it only has to be moved.
const READY: &str = "ready";
/// What the folder is called once everything was moved out of it: it only has to be removed.
const MOVED: &str = "restoring.moved";

/// What was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What the backup says of itself.
    pub head: BackupHead,
    /// What it held.
    pub manifest: Manifest,
    /// What became of the entries that were decrypted to try it.
    pub readable: Readable,
}

/// The two files to restore from.
#[derive(Clone, Copy, Debug)]
pub struct BackupPair<'a> {
    /// The data backup.
    pub data: &'a Path,
    /// The key backup.
    pub keys: &'a Path,
}

impl BackupPair<'_> {
    /// Opens both, and makes sure that they belong together.
    pub(super) fn open(
        self,
        master: (&MasterKey, &Path),
        entries: usize,
    ) -> Result<(BackupReader, BackupReader), BackupError> {
        let data = BackupReader::open(self.data, BackupKind::Data, master, Watch::for_entries(entries))?;
        let keys = BackupReader::open(self.keys, BackupKind::Keys, master, Watch::default())?;
        if data.head.instance != keys.head.instance {
            return Err(BackupError::KeysForeign { keys: self.keys.display().to_string() });
        }
        Ok((data, keys))
    }
}

/// Restores a backup where there is nothing yet, and decrypts some entries to try it. Every user begins a new epoch, so
/// that their devices bring back what the backup lacks.
pub async fn restore(
    options: &StoreOptions,
    pair: BackupPair<'_>,
    now: Timestamp,
    entries: usize,
) -> Result<Restored, BackupError> {
    let master = load_master(options)?;
    let (data, keys) = pair.open((&master, &options.master_key_file), entries)?;
    let head = data.head.clone();
    migrate::check(&head.migrations).map_err(|error| match error {
        OpenError::Newer { found: _, known } => BackupError::Newer { found: head.schema(), known },
        other => other.into(),
    })?;
    let _lock = DirectoryLock::take(&options.data_dir)?;
    let load = Load { data, keys, keys_path: pair.keys.display().to_string(), master, now };
    let Loaded { manifest, readable } = match &options.backend {
        Backend::Sqlite => into_files(&options.data_dir, load).await?,
        Backend::Postgres(url) => {
            let db = Db::Postgres(Postgres::open(url).await?);
            require_empty(&db).await?;
            load.run(&db).await?
        }
    };
    Ok(Restored { head, manifest, readable })
}

async fn require_empty(db: &Db) -> Result<(), BackupError> {
    if migrate::found(db).await?.is_some() || KeyStore::master_id(db).await?.is_some() {
        return Err(BackupError::NotEmpty("the PostgreSQL database already holds a journal or its keys".to_owned()));
    }
    Ok(())
}

async fn into_files(data_dir: &Path, load: Load) -> Result<Loaded, BackupError> {
    if settle(data_dir)? {
        return Err(BackupError::EarlierFinished(data_dir.display().to_string()));
    }
    require_no_files(data_dir)?;
    let folder = Folder::make(data_dir)?;
    let db = Db::Sqlite(Sqlite::fill(&folder.file(DATA), &folder.file(KEYS)).map_err(OpenError::from)?);
    let loaded = load.run(&db).await?;
    drop(db);
    folder.make_ready()?;
    settle(data_dir)?;
    Ok(loaded)
}

/// What is left of a database counts too: SQLite would take an old log of writes for that of the new database.
fn require_no_files(data_dir: &Path) -> Result<(), BackupError> {
    let names = [DATA, KEYS].into_iter().flat_map(|name| ["", "-wal", "-journal"].map(|part| format!("{name}{part}")));
    let there = names.map(|name| data_dir.join(name)).find(|path| fs::metadata(path).is_ok_and(|file| file.len() > 0));
    there.map_or(Ok(()), |path| Err(BackupError::NotEmpty(format!("{} is there already", path.display()))))
}

/// The folder in which files are made. Unless they were all made, it goes with this.
struct Folder {
    path: PathBuf,
}

impl Folder {
    fn make(data_dir: &Path) -> Result<Self, BackupError> {
        let path = data_dir.join(FOLDER);
        let made = || {
            remove_if_there(&path)?;
            create_directory(&path)?;
            sync_directory(&path)
        };
        made().map_err(|error| BackupError::from(error).at(&path))?;
        Ok(Self { path })
    }

    fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    fn make_ready(&self) -> Result<(), BackupError> {
        let ready = self.file(READY);
        let make = || {
            for name in [DATA, KEYS] {
                File::open(self.file(name))?.sync_all()?;
            }
            sync_directory(&ready)?;
            File::create_new(&ready)?.sync_all()?;
            sync_directory(&ready)
        };
        make().map_err(|error| BackupError::from(error).at(&self.path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.file(READY).exists() {
            // What stays is removed by the next restore, and no server starts over it.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

fn remove_if_there(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Moves what a restore has finished into place, should it have been stopped just then; returns whether it was.
pub(crate) fn settle(data_dir: &Path) -> Result<bool, OpenError> {
    let (folder, moved) = (data_dir.join(FOLDER), data_dir.join(MOVED));
    let settle = || {
        remove_if_there(&moved)?;
        if !folder.join(READY).exists() {
            return Ok(false);
        }
        for name in [KEYS, DATA] {
            match fs::rename(folder.join(name), data_dir.join(name)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        sync_directory(&data_dir.join(DATA))?;
        // In one step: without its mark the folder would look like one of a restore that did not finish.
        fs::rename(&folder, &moved)?;
        sync_directory(&moved)?;
        fs::remove_dir_all(&moved)?;
        Ok(true)
    };
    settle().map_err(|cause| OpenError::File { path: folder.display().to_string(), cause })
}

/// Refuses to go on where a restore was begun and not finished, or not moved into place.
pub(crate) fn require_none_begun(data_dir: &Path) -> Result<(), OpenError> {
    let folder = data_dir.join(FOLDER);
    let shown = || folder.display().to_string();
    if folder.join(READY).exists() {
        Err(OpenError::RestoreUnmoved(shown()))
    } else if folder.exists() {
        Err(OpenError::RestoreUnfinished(shown()))
    } else {
        Ok(())
    }
}
