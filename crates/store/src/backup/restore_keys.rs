//! Restoring the keys alone, where the journal is there and its key store is gone.
//!
//! The key backup is read to its end before anything is made; then one transaction fills the key store. A kill leaves at
//! most a key store without keys, over which no server starts, and into which the keys can be restored again.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use super::dump::instance;
use super::load::fill;
use super::read::BackupReader;
use super::records::BackupHead;
use super::tables;
use super::watch::Watch;
use super::{BackupError, BackupKind, load_master};
use crate::crypto::KeyStore;
use crate::db::{Conn, Db, Durability, Fut, is_there, log_alone, statements};
use crate::directory_lock::DirectoryLock;
use crate::files::sync_directory;
use crate::open::{DATA, KEYS, look, make};
use crate::{Backend, StoreError, StoreOptions, migrate};

statements! {
    COUNT_ACCOUNTS = "SELECT COUNT(*) FROM users";
    COUNT_LOCKED_ENTRIES = "SELECT COUNT(*) FROM entries e WHERE NOT EXISTS (SELECT 1 FROM hearken_keys.wrapped_keys k WHERE k.user_id = e.user_id)";
}

/// What became of a journal whose keys were restored.
#[derive(Clone, Debug)]
pub struct RestoredKeys {
    /// What the key backup says of itself.
    pub head: BackupHead,
    /// Accounts that have their key again.
    pub accounts: u64,
    /// Accounts without one: they were made after the key backup.
    pub locked_out: u64,
    /// Their entries, which cannot be read.
    pub locked_entries: u64,
}

/// Restores the key store from a key backup, where the journal is there and has no keys.
pub async fn restore_keys(options: &StoreOptions, path: &Path) -> Result<RestoredKeys, BackupError> {
    let master = load_master(options)?;
    let open = || BackupReader::open(path, BackupKind::Keys, (&master, &options.master_key_file), Watch::default());
    let from = open()?;
    let head = from.head.clone();
    require_data_file(options)?;
    let _lock = DirectoryLock::take(&options.data_dir)?;
    require_no_log(options)?;
    let db = look(options).await?;
    let instance = journal_without_keys(&db, options).await?;
    let (_, seen) = from.finish()?;
    if head.instance != instance || !seen.has_key_of(instance) {
        return Err(BackupError::KeysForeign { keys: path.display().to_string() });
    }
    let db = make(db, options, Durability::Full)?;
    db.write(Mutex::new(Some(open()?)), |conn, from| Box::pin(into_key_store(conn, from))).await?;
    let restored = count(&db, head).await?;
    drop(db);
    make_name_durable(options)?;
    Ok(restored)
}

/// Before a lock file is made: where there is no journal, nothing is.
fn require_data_file(options: &StoreOptions) -> Result<(), BackupError> {
    let is_lost = matches!(options.backend, Backend::Sqlite) && !is_there(&options.data_dir.join(DATA));
    if is_lost { Err(BackupError::NoJournal(options.data_place())) } else { Ok(()) }
}

/// A log of writes outlives a file that was deleted, and may hold the keys. SQLite would throw it away with a new file.
fn require_no_log(options: &StoreOptions) -> Result<(), BackupError> {
    let log = match options.backend {
        Backend::Sqlite => log_alone(&options.data_dir.join(KEYS)),
        Backend::Postgres(_) => None,
    };
    log.map_or(Ok(()), |log| {
        let found = format!("{} is there, without the file that it belongs to", log.display());
        Err(BackupError::KeysThere { found, aside: options.keys_aside() })
    })
}

/// The owner of a journal that has no keys.
async fn journal_without_keys(db: &Db, options: &StoreOptions) -> Result<Uuid, BackupError> {
    let no_journal = || BackupError::NoJournal(options.data_place());
    migrate::found(db).await?.ok_or_else(no_journal)?;
    if KeyStore::master_id(db).await?.is_some() {
        let found = format!("there are keys in {} already", options.keys_place());
        return Err(BackupError::KeysThere { found, aside: options.keys_aside() });
    }
    let owner = db.read((), |mut conn, ()| Box::pin(async move { instance(&mut conn).await }));
    owner.await?.ok_or_else(no_journal)
}

fn into_key_store<'a>(mut conn: Conn<'a>, from: &'a Mutex<Option<BackupReader>>) -> Fut<'a, (), BackupError> {
    Box::pin(async move {
        let from = from.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut from = from.ok_or(StoreError::Closed)?;
        migrate::make_key_store(&mut conn).await?;
        let there = tables::keys(&mut conn).await?;
        fill(&mut conn, &mut from, &there).await?;
        from.finish().map(drop)
    })
}

async fn count(db: &Db, head: BackupHead) -> Result<RestoredKeys, BackupError> {
    let [all, locked_entries] = db
        .read((), |mut conn, ()| {
            Box::pin(async move {
                let mut counts = [0; 2];
                for (count, statement) in counts.iter_mut().zip([COUNT_ACCOUNTS, COUNT_LOCKED_ENTRIES]) {
                    *count = conn.opt(statement, &[], |row| row.int(0)).await?.unwrap_or_default().unsigned_abs();
                }
                Ok::<_, StoreError>(counts)
            })
        })
        .await?;
    let locked_out = KeyStore::count_missing(db).await?.unsigned_abs();
    Ok(RestoredKeys { head, accounts: all.saturating_sub(locked_out), locked_out, locked_entries })
}

fn make_name_durable(options: &StoreOptions) -> Result<(), BackupError> {
    let path = options.data_dir.join(KEYS);
    match options.backend {
        Backend::Sqlite => sync_directory(&path).map_err(|error| BackupError::from(error).at(&path)),
        Backend::Postgres(_) => Ok(()),
    }
}
