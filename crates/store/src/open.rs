//! Opening the store: the lock on the data directory, the schema, the keys, and what must stop a start.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hearken_domain::Timestamp;

use crate::crypto::{KeyStore, MasterKey};
use crate::db::{Db, Postgres, Sqlite};
use crate::{Inner, OpenError, Store, StoreError, migrate};

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

impl Store {
    /// Opens the store, bringing the schema up to date.
    pub async fn open(options: &StoreOptions, now: Timestamp) -> Result<Self, OpenError> {
        let lock = lock_directory(&options.data_dir)?;
        let db = connect(options)?;
        migrate::migrate(&db, now).await?;
        Self::with_keys(db, lock, &options.master_key_file, now).await
    }

    /// Brings the schema up to date without touching the keys; returns its version.
    pub async fn migrate(options: &StoreOptions, now: Timestamp) -> Result<i64, OpenError> {
        let _lock = lock_directory(&options.data_dir)?;
        migrate::migrate(&connect(options)?, now).await
    }

    /// Opens the store only if its schema is the one this binary knows; changes nothing.
    pub async fn open_current(options: &StoreOptions, now: Timestamp) -> Result<Self, OpenError> {
        let lock = lock_directory(&options.data_dir)?;
        let db = connect(options)?;
        migrate::check(&db).await?;
        Self::with_keys(db, lock, &options.master_key_file, now).await
    }

    /// The schema version this binary knows.
    #[must_use]
    pub fn schema_version() -> i64 {
        migrate::known_version()
    }

    async fn with_keys(db: Db, lock: File, key_file: &Path, now: Timestamp) -> Result<Self, OpenError> {
        let master = master_key(&db, key_file).await?;
        let keys = KeyStore::open(&db, master, now).await?;
        Ok(Self { inner: Arc::new(Inner { db, keys, turns: crate::turns::Turns::default(), _lock: lock }) })
    }
}

fn connect(options: &StoreOptions) -> Result<Db, OpenError> {
    Ok(match &options.backend {
        Backend::Sqlite => {
            Db::Sqlite(Sqlite::open(&options.data_dir.join("hearken.db"), &options.data_dir.join("keys.db"))?)
        }
        Backend::Postgres(url) => {
            Db::Postgres(Postgres::open(url).map_err(|error| OpenError::BadUrl(error.to_string()))?)
        }
    })
}

/// Takes the data directory for this process alone. The lock goes with the process, however it ends.
fn lock_directory(data_dir: &Path) -> Result<File, OpenError> {
    let failed = |path: &Path, cause| OpenError::File { path: path.display().to_string(), cause };
    if !data_dir.exists() {
        DirBuilder::new().recursive(true).mode(0o700).create(data_dir).map_err(|cause| failed(data_dir, cause))?;
    }
    let path = data_dir.join("hearken.lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
    let file = file.map_err(|cause| failed(&path, cause))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(data_dir.display().to_string())),
        Err(TryLockError::Error(cause)) => Err(failed(&path, cause)),
    }
}

/// The master key: read, checked against what is stored, or made when nothing was ever sealed.
async fn master_key(db: &Db, path: &Path) -> Result<MasterKey, OpenError> {
    let stored = KeyStore::master_id(db).await?;
    match (MasterKey::load(path)?, stored) {
        (Some(key), Some(id)) if key.id().as_slice() == id => Ok(key),
        (Some(_), Some(_)) => Err(OpenError::WrongKey(path.display().to_string())),
        (None, Some(_)) => Err(OpenError::KeyFileLost(path.display().to_string())),
        (_, None) if has_accounts(db).await? => Err(OpenError::KeyStoreLost),
        (Some(key), None) => Ok(key),
        (None, None) => {
            if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
                fs::create_dir_all(parent)
                    .map_err(|cause| OpenError::File { path: parent.display().to_string(), cause })?;
            }
            MasterKey::create(path)
        }
    }
}

async fn has_accounts(db: &Db) -> Result<bool, StoreError> {
    db.read((), |conn, ()| Box::pin(async move { crate::Reader::new(conn).has_owner().await })).await
}
