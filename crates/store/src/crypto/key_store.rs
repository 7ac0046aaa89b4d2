//! The key store: wrapped data keys, apart from the data they open (`keys.db`, or the schema `hearken_keys`).
//!
//! A backup of the data without the keys is noise.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::rand;
use hearken_domain::{Timestamp, UserId};
use moka::sync::Cache;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{MasterKey, ServerKeys, UserKeys};
use crate::StoreError;
use crate::db::{Db, statements, vals};

const FIRST_KID: u32 = 1;
const CACHE_SIZE: u64 = 10_000;
const CACHE_TIME: Duration = Duration::from_mins(5);
/// The server's own key is stored under no user.
const SERVER: Uuid = Uuid::nil();

statements! {
    FIND_KEY = "SELECT kid, wrapped FROM hearken_keys.wrapped_keys WHERE user_id = $1 ORDER BY kid DESC LIMIT 1";
    INSERT_KEY = "INSERT INTO hearken_keys.wrapped_keys (user_id, kid, master_id, wrapped, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    FIND_MASTER = "SELECT master_id FROM hearken_keys.wrapped_keys LIMIT 1";
    HAS_TABLE = "SELECT COUNT(*) FROM hearken_keys.sqlite_master WHERE type = 'table' AND name = 'wrapped_keys'",
        postgres "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'hearken_keys' AND table_name = 'wrapped_keys'";
    USERS_WITHOUT_KEY = "SELECT COUNT(*) FROM users u WHERE NOT EXISTS (SELECT 1 FROM hearken_keys.wrapped_keys k WHERE k.user_id = u.user_id)";
    OWNER_WITHOUT_KEY = "SELECT COUNT(*) FROM instance WHERE NOT EXISTS (SELECT 1 FROM hearken_keys.wrapped_keys WHERE user_id = owner_id)";
}

/// Makes, finds and caches data keys.
pub(crate) struct KeyStore {
    master: MasterKey,
    server: ServerKeys,
    cache: Cache<UserId, Arc<UserKeys>>,
}

impl KeyStore {
    /// The id of the master key that wraps what is stored; `None` for a key store that is empty or not there.
    pub(crate) async fn master_id(db: &Db) -> Result<Option<Vec<u8>>, StoreError> {
        db.read((), |mut conn, ()| {
            Box::pin(async move {
                if conn.opt(HAS_TABLE, &[], |row| row.int(0)).await? == Some(0) {
                    return Ok(None);
                }
                conn.opt(FIND_MASTER, &[], |row| Ok(row.bytes(0)?.to_vec())).await
            })
        })
        .await
    }

    /// Whether it holds the key of the database's owner, if there is one: otherwise it belongs to another database.
    pub(crate) async fn has_owner(db: &Db) -> Result<bool, StoreError> {
        let missing = db
            .read((), |mut conn, ()| Box::pin(async move { conn.opt(OWNER_WITHOUT_KEY, &[], |row| row.int(0)).await }));
        Ok(missing.await? == Some(0))
    }

    /// How many accounts have no key: an older copy of the key store may have been put back.
    pub(crate) async fn count_missing(db: &Db) -> Result<i64, StoreError> {
        let missing = db
            .read((), |mut conn, ()| Box::pin(async move { conn.opt(USERS_WITHOUT_KEY, &[], |row| row.int(0)).await }));
        Ok(missing.await?.unwrap_or_default())
    }

    /// Opens the key store, making the server's own key at the first start.
    pub(crate) async fn open(db: &Db, master: MasterKey, now: Timestamp) -> Result<Self, StoreError> {
        let server_key = match find_key(db, SERVER).await? {
            Some((kid, wrapped)) => master.unwrap(SERVER, kid, &wrapped)?,
            None => make_key(db, &master, SERVER, now).await?,
        };
        let server = ServerKeys::derive(&server_key)?;
        let cache = Cache::builder().max_capacity(CACHE_SIZE).time_to_idle(CACHE_TIME).build();
        Ok(Self { master, server, cache })
    }

    /// The id of the master key.
    pub(crate) const fn wrapped_with(&self) -> [u8; 8] {
        *self.master.id()
    }

    pub(crate) const fn server(&self) -> &ServerKeys {
        &self.server
    }

    /// Makes the data key of a new user.
    pub(crate) async fn create(&self, db: &Db, user: UserId, now: Timestamp) -> Result<Arc<UserKeys>, StoreError> {
        let data_key = make_key(db, &self.master, user.0, now).await?;
        self.remember(user, FIRST_KID, &data_key)
    }

    /// The keys of a user.
    pub(crate) async fn of(&self, db: &Db, user: UserId) -> Result<Arc<UserKeys>, StoreError> {
        if let Some(keys) = self.cache.get(&user) {
            return Ok(keys);
        }
        let (kid, wrapped) = find_key(db, user.0).await?.ok_or(StoreError::KeyMissing)?;
        let data_key = self.master.unwrap(user.0, kid, &wrapped)?;
        self.remember(user, kid, &data_key)
    }

    fn remember(&self, user: UserId, kid: u32, data_key: &[u8; 32]) -> Result<Arc<UserKeys>, StoreError> {
        let keys = Arc::new(UserKeys::derive(user.0, kid, data_key)?);
        self.cache.insert(user, Arc::clone(&keys));
        Ok(keys)
    }
}

async fn find_key(db: &Db, owner: Uuid) -> Result<Option<(u32, Vec<u8>)>, StoreError> {
    db.read(owner, |mut conn, owner| {
        Box::pin(async move {
            conn.opt(FIND_KEY, vals![*owner], |row| {
                let kid = u32::try_from(row.int(0)?).map_err(|_| StoreError::Malformed("wrapped_keys|kid"))?;
                Ok((kid, row.bytes(1)?.to_vec()))
            })
            .await
        })
    })
    .await
}

async fn make_key(db: &Db, master: &MasterKey, owner: Uuid, now: Timestamp) -> Result<Zeroizing<[u8; 32]>, StoreError> {
    let mut data_key = Zeroizing::new([0; 32]);
    rand::fill(data_key.as_mut()).map_err(|_| StoreError::Engine("no random numbers".to_owned()))?;
    let wrapped = master.wrap(owner, FIRST_KID, &data_key)?;
    let row = (owner, *master.id(), wrapped, now);
    let stored = db.write(row, |mut conn, (owner, master_id, wrapped, now)| {
        Box::pin(async move {
            conn.exec(INSERT_KEY, vals![*owner, i64::from(FIRST_KID), master_id.as_slice(), wrapped, *now]).await
        })
    });
    if stored.await? == 1 {
        return Ok(data_key);
    }
    // Another process made this key first: that one counts.
    let (kid, wrapped) = find_key(db, owner).await?.ok_or(StoreError::KeyMissing)?;
    master.unwrap(owner, kid, &wrapped)
}
