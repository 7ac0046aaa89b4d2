//! Opening the store: the lock on the data directory, the schema, the keys, and what must stop a start.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hearken_domain::Timestamp;

use crate::backup::{require_none_begun, settle};
use crate::crypto::{KeyStore, MasterKey};
use crate::db::{Db, Durability, OvergrownLog, Postgres, Sqlite, log_alone, overgrown_log};
use crate::directory_lock::DirectoryLock;
use crate::files::{create_directory, sync_directory};
use crate::turns::Turns;
use crate::{Inner, OpenError, Store, StoreError, migrate};

pub(crate) const DATA: &str = "hearken.db";
pub(crate) const KEYS: &str = "keys.db";

/// Where the data is kept.
#[derive(Clone)]
pub enum Backend {
    /// `hearken.db` and `keys.db` in the data directory.
    Sqlite,
    /// A PostgreSQL database by its URL; keys in its schema `hearken_keys`.
    Postgres(String),
}

/// How to open the store.
#[derive(Clone)]
pub struct StoreOptions {
    /// Directory for the database, the keys and the lock. Made when absent.
    pub data_dir: PathBuf,
    /// Which database.
    pub backend: Backend,
    /// File of the master key. Made at the first start.
    pub master_key_file: PathBuf,
}

impl StoreOptions {
    /// Where the data is, for people.
    #[must_use]
    pub fn data_place(&self) -> String {
        self.place(DATA, "the PostgreSQL database")
    }

    /// Where the keys are, for people.
    #[must_use]
    pub fn keys_place(&self) -> String {
        self.place(KEYS, "the schema hearken_keys of the PostgreSQL database")
    }

    /// What is said of data that is not there.
    const fn lost(&self) -> &'static str {
        match self.backend {
            Backend::Sqlite => "is missing, empty or no database",
            Backend::Postgres(_) => "has no tables of Hearken",
        }
    }

    fn place(&self, file: &str, on_postgres: &str) -> String {
        match self.backend {
            Backend::Sqlite => self.data_dir.join(file).display().to_string(),
            Backend::Postgres(_) => on_postgres.to_owned(),
        }
    }

    /// How a person puts the keys aside.
    #[must_use]
    pub const fn keys_aside(&self) -> &'static str {
        match self.backend {
            Backend::Sqlite => "move keys.db and, if they are there, keys.db-wal and keys.db-shm away",
            Backend::Postgres(_) => "rename the schema (ALTER SCHEMA hearken_keys RENAME TO hearken_keys_aside)",
        }
    }
}

impl Store {
    /// Opens the store, bringing the schema up to date.
    pub async fn open(options: &StoreOptions, now: Timestamp) -> Result<Self, OpenError> {
        Self::open_to(options, now, Durability::Full).await
    }

    /// Opens a store that answers before the disk has what was written, so that a test of power cuts can show that it
    /// notices the loss. On PostgreSQL this is [`Self::open`].
    #[doc(hidden)]
    pub async fn open_without_waiting_for_the_disk(options: &StoreOptions, now: Timestamp) -> Result<Self, OpenError> {
        Self::open_to(options, now, Durability::Normal).await
    }

    async fn open_to(options: &StoreOptions, now: Timestamp, durability: Durability) -> Result<Self, OpenError> {
        let lock = DirectoryLock::take(&options.data_dir)?;
        settle(&options.data_dir)?;
        let db = look(options).await?;
        let found = Found::in_database(&db).await?;
        let master = found.checked_key(options)?;
        let db = make(db, options, durability)?;
        migrate::migrate(&db, now).await?;
        let key_file = &options.master_key_file;
        let master = master.map_or_else(|| make_key(key_file), Ok)?;
        if found.master_id.is_none() {
            // Whoever made the file may have been stopped before its name was durable, and from here on it is needed.
            sync_directory(key_file).map_err(|cause| failed(key_file, cause))?;
        }
        let keys = KeyStore::open(&db, master, now).await?;
        let locked_out = KeyStore::count_missing(&db).await?;
        if locked_out > 0 {
            tracing::error!(
                accounts = locked_out,
                "accounts have no key, and what they wrote cannot be read: the keys are older than they are"
            );
        }
        Ok(Self { inner: Arc::new(Inner { db, keys, turns: Turns::default(), _lock: lock }) })
    }

    /// Brings the schema up to date without touching the keys; returns its version.
    pub async fn migrate(options: &StoreOptions, now: Timestamp) -> Result<i64, OpenError> {
        let _lock = DirectoryLock::take(&options.data_dir)?;
        settle(&options.data_dir)?;
        let db = look(options).await?;
        Found::in_database(&db).await?.require_whole(options)?;
        migrate::migrate(&make(db, options, Durability::Full)?, now).await
    }

    /// Looks whether the store would open as it is, making and changing nothing; returns the engine's name. Where there
    /// is no store yet, that is [`OpenError::Older`] with schema 0.
    pub async fn inspect(options: &StoreOptions) -> Result<&'static str, OpenError> {
        let _lock = DirectoryLock::take_if_there(&options.data_dir)?;
        let db = look(options).await?;
        let found = Found::in_database(&db).await?;
        let (schema, known) = (found.schema.unwrap_or_default(), migrate::known_version());
        found.checked_key(options)?;
        if schema < known { Err(OpenError::Older { found: schema, known }) } else { Ok(db.engine()) }
    }

    /// The log of writes of a database, if it has overgrown. Only SQLite has one.
    #[must_use]
    pub fn overgrown_log(options: &StoreOptions) -> Option<OvergrownLog> {
        match options.backend {
            Backend::Sqlite => overgrown_log(&options.data_dir.join(DATA)),
            Backend::Postgres(_) => None,
        }
    }

    /// The schema version this binary knows.
    #[must_use]
    pub fn schema_version() -> i64 {
        migrate::known_version()
    }
}

/// What is there before anything is made or changed.
struct Found {
    /// The schema of the database; `None` where there is none.
    schema: Option<i64>,
    /// The master key that wraps the keys in the key store; `None` where there are none.
    master_id: Option<Vec<u8>>,
    has_accounts: bool,
    /// Whether the keys in the key store are those of the database.
    is_pair: bool,
}

impl Found {
    async fn in_database(db: &Db) -> Result<Self, OpenError> {
        let schema = migrate::found(db).await?;
        let master_id = KeyStore::master_id(db).await?;
        let has_accounts = schema.is_some() && has_accounts(db).await?;
        let is_pair = !has_accounts || master_id.is_none() || KeyStore::has_owner(db).await?;
        Ok(Self { schema, master_id, has_accounts, is_pair })
    }

    /// Refuses to begin anything anew where a part of a journal was lost.
    fn require_whole(&self, options: &StoreOptions) -> Result<(), OpenError> {
        match (self.schema, &self.master_id) {
            (None, Some(_)) => {
                let data = format!("{} {}", options.data_place(), options.lost());
                Err(OpenError::DatabaseLost { data, keys: options.keys_place(), aside: options.keys_aside() })
            }
            (_, None) if self.has_accounts => Err(OpenError::KeyStoreLost),
            _ => require_no_log_alone(options),
        }
    }

    /// The master key in its file, if that is the one for what is there; `None` where one is still to be made.
    fn checked_key(&self, options: &StoreOptions) -> Result<Option<MasterKey>, OpenError> {
        self.require_whole(options)?;
        let path = || options.master_key_file.display().to_string();
        match (MasterKey::load(&options.master_key_file)?, &self.master_id) {
            (Some(key), Some(id)) if key.id().as_slice() != id => Err(OpenError::WrongKey(path())),
            (None, Some(_)) => Err(OpenError::KeyFileLost(path())),
            _ if !self.is_pair => Err(OpenError::KeyStoreForeign(options.keys_aside())),
            (key, _) => Ok(key),
        }
    }
}

/// A log of writes outlives a file that was deleted or emptied, and may hold the last that was written.
pub(crate) fn require_no_log_alone(options: &StoreOptions) -> Result<(), OpenError> {
    let log_alone = |name| Some((name, log_alone(&options.data_dir.join(name))?));
    let found = match options.backend {
        Backend::Sqlite => [DATA, KEYS].into_iter().find_map(log_alone),
        Backend::Postgres(_) => None,
    };
    found.map_or(Ok(()), |(file, log)| Err(OpenError::LogAlone { file, log: log.display().to_string() }))
}

/// The database as it is. Of SQLite's files none is made.
pub(crate) async fn look(options: &StoreOptions) -> Result<Db, OpenError> {
    require_none_begun(&options.data_dir)?;
    Ok(match &options.backend {
        Backend::Sqlite => Db::Sqlite(Sqlite::look(&options.data_dir.join(DATA), &options.data_dir.join(KEYS))?),
        Backend::Postgres(url) => Db::Postgres(Postgres::open(url).await?),
    })
}

/// The database that was looked at, to write to; SQLite's files are made where they are not there.
pub(crate) fn make(looked: Db, options: &StoreOptions, durability: Durability) -> Result<Db, OpenError> {
    match looked {
        Db::Sqlite(looked) => {
            drop(looked);
            Ok(Db::Sqlite(Sqlite::open(&options.data_dir.join(DATA), &options.data_dir.join(KEYS), durability)?))
        }
        Db::Postgres(db) => Ok(Db::Postgres(db)),
    }
}

pub(crate) fn failed(path: &Path, cause: io::Error) -> OpenError {
    OpenError::File { path: path.display().to_string(), cause }
}

/// Makes the master key, and the directory for its file.
fn make_key(path: &Path) -> Result<MasterKey, OpenError> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        create_directory(parent).map_err(|cause| failed(parent, cause))?;
    }
    let made = MasterKey::create(path)?;
    tracing::warn!(file = %path.display(), "a master key was made; keep a copy of it elsewhere, for it is in no backup");
    Ok(made)
}

async fn has_accounts(db: &Db) -> Result<bool, StoreError> {
    db.read((), |conn, ()| Box::pin(async move { crate::Reader::new(conn).has_owner().await })).await
}
