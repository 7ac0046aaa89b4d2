//! Making a backup beside a running server, or without one.

use std::path::PathBuf;
use std::time::Duration;

use hearken_domain::Timestamp;
use tokio::runtime::Builder;

use super::dump::{Dump, Dumped, LogWatch};
use super::folder::{Draft, prune};
use super::records::{BackupHead, Manifest};
use super::{BackupError, BackupFolders, BackupKind, load_master};
use crate::crypto::{KeyStore, MasterKey};
use crate::db::{Db, Postgres, Sqlite, announce_backup};
use crate::open::{DATA, KEYS, require_no_log_alone};
use crate::{Backend, OpenError, StoreError, StoreOptions, migrate};

/// How long key backups are kept, so that a key that is deleted some day is gone from all of them soon after.
pub const KEYS_KEPT: Duration = Duration::from_hours(14 * 24);
/// Longest that SQLite's log of writes may become while a backup reads, in bytes.
const LONGEST_LOG: u64 = 512 * 1024 * 1024;

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct Created {
    /// The data backup.
    pub data: PathBuf,
    /// Its size, in bytes.
    pub size: u64,
    /// The key backup.
    pub keys: PathBuf,
    /// What it says of itself.
    pub head: BackupHead,
    /// What it holds.
    pub manifest: Manifest,
}

/// Makes a backup of everything as it is in one snapshot, beside a running server or without one. Old ones are left.
///
/// It runs on a thread of its own: nobody waits for its disk.
pub async fn create(options: StoreOptions, folders: BackupFolders, now: Timestamp) -> Result<Created, BackupError> {
    let made = tokio::task::spawn_blocking(move || {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(create_here(&options, &folders, now))
    });
    made.await.map_err(|_| StoreError::Closed)?
}

async fn create_here(options: &StoreOptions, folders: &BackupFolders, now: Timestamp) -> Result<Created, BackupError> {
    let _announced = match options.backend {
        Backend::Sqlite => announce_backup(&options.data_dir.join(DATA)).await,
        Backend::Postgres(_) => None,
    };
    let db = beside(options)?;
    if migrate::found(&db).await?.is_none() {
        require_no_log_alone(options)?;
        return Err(BackupError::NothingThere);
    }
    let master = load_master(options)?;
    match KeyStore::master_id(&db).await? {
        None => return Err(OpenError::KeyStoreLost.into()),
        Some(id) if id != *master.id() => {
            return Err(OpenError::WrongKey(options.master_key_file.display().to_string()).into());
        }
        Some(_) if !KeyStore::has_owner(&db).await? => {
            return Err(OpenError::KeyStoreForeign(options.keys_aside()).into());
        }
        Some(_) => {}
    }
    let data = dump(&db, options, BackupKind::Data, folders, now, master).await?;
    // After the data, so that no account in it lacks its key.
    let keys = dump(&db, options, BackupKind::Keys, folders, now, load_master(options)?).await?;
    let keys = publish(keys.out, BackupKind::Keys, folders)?;
    let Dumped { out, head, manifest } = data;
    let data = publish(out, BackupKind::Data, folders)?;
    let size = std::fs::metadata(&data).map_or(0, |file| file.len());
    Ok(Created { data, size, keys, head, manifest })
}

/// The database for reading, beside whoever has it.
pub(super) fn beside(options: &StoreOptions) -> Result<Db, OpenError> {
    Ok(match &options.backend {
        Backend::Sqlite => Db::Sqlite(Sqlite::look(&options.data_dir.join(DATA), &options.data_dir.join(KEYS))?),
        Backend::Postgres(url) => Db::Postgres(Postgres::beside(url)?),
    })
}

async fn dump(
    db: &Db,
    options: &StoreOptions,
    kind: BackupKind,
    folders: &BackupFolders,
    now: Timestamp,
    master: MasterKey,
) -> Result<Dumped<Draft>, BackupError> {
    let folder = folders.of(kind);
    let out = Draft::create(folder, kind, now).map_err(|error| BackupError::from(error).at(folder))?;
    let log = matches!(options.backend, Backend::Sqlite)
        .then(|| LogWatch { log: options.data_dir.join(format!("{DATA}-wal")), longest: LONGEST_LOG });
    let dump = Dump { kind, out, master, engine: db.engine(), now, log };
    dump.run(db).await.map_err(|error| error.at(folder))
}

fn publish(draft: Draft, kind: BackupKind, folders: &BackupFolders) -> Result<PathBuf, BackupError> {
    draft.publish().map_err(|error| BackupError::from(error).at(folders.of(kind)))
}

/// Removes old backups of this journal: data backups beyond the newest `keep`, key backups older than [`KEYS_KEPT`] but
/// for the newest. Those dated later than `now` stay, and do not count. What cannot be removed keeps none of the others;
/// the first such error is returned at the end.
pub async fn forget_old(
    options: StoreOptions,
    folders: BackupFolders,
    keep: usize,
    now: Timestamp,
) -> Result<(), BackupError> {
    let forgotten = tokio::task::spawn_blocking(move || forget_old_here(&options, &folders, keep, now));
    forgotten.await.map_err(|_| StoreError::Closed)?
}

fn forget_old_here(
    options: &StoreOptions,
    folders: &BackupFolders,
    keep: usize,
    now: Timestamp,
) -> Result<(), BackupError> {
    let (id, too_old) = (*load_master(options)?.id(), now - KEYS_KEPT);
    let data = prune(&folders.data, BackupKind::Data, id, now, |place, _| place >= keep);
    let keys = prune(&folders.keys, BackupKind::Keys, id, now, |place, made_at| place > 0 && made_at < too_old);
    data.map_err(|error| BackupError::from(error).at(&folders.data))?;
    keys.map_err(|error| BackupError::from(error).at(&folders.keys))
}
