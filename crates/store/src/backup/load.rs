//! From a data backup and a key backup into an empty database, in one transaction.

use std::sync::{Mutex, PoisonError};

use hearken_domain::Timestamp;

use super::BackupError;
use super::read::BackupReader;
use super::records::Manifest;
use super::tables::{self, Table};
use super::watch::Readable;
use crate::crypto::MasterKey;
use crate::db::{Conn, Db, Fut, statements, vals};
use crate::sync::fresh_epoch_step;
use crate::{StoreError, migrate};

/// Added to every sequence: no client of the time after the backup has a number beyond it.
const LEAP: i64 = 1 << 32;
/// A restore reads and writes for a while between two statements.
const PATIENT: &str = "SET LOCAL idle_in_transaction_session_timeout = 0;";

statements! {
    NEW_HISTORY = "UPDATE user_sync SET seq = seq + $1, epoch = (CASE WHEN epoch > $2 THEN epoch ELSE $2 END) + $3";
}

/// What to load.
pub(crate) struct Load {
    pub(crate) data: BackupReader,
    pub(crate) keys: BackupReader,
    /// Where the keys are, for people.
    pub(crate) keys_path: String,
    pub(crate) master: MasterKey,
    pub(crate) now: Timestamp,
}

/// What was loaded.
pub(crate) struct Loaded {
    pub(crate) manifest: Manifest,
    pub(crate) readable: Readable,
}

impl Load {
    /// Loads all of it, or nothing.
    pub(crate) async fn run(self, db: &Db) -> Result<Loaded, BackupError> {
        db.write(Mutex::new(Some(self)), |conn, load| Box::pin(into_database(conn, load))).await
    }

    async fn write(mut self, conn: &mut Conn<'_>) -> Result<Loaded, BackupError> {
        conn.batch(conn.dialect("", PATIENT)).await?;
        let instance = self.data.head.instance;
        migrate::apply_through(conn, self.data.head.schema(), self.now).await?;
        let there = tables::data(conn).await?;
        fill(conn, &mut self.data, &there).await?;
        let there = tables::keys(conn).await?;
        fill(conn, &mut self.keys, &there).await?;
        let (manifest, seen) = self.data.finish()?;
        let (_, seen_keys) = self.keys.finish()?;
        if !seen_keys.has_key_of(instance) {
            return Err(BackupError::KeysForeign { keys: self.keys_path });
        }
        let readable = seen.decrypt(&seen_keys, &self.master)?;
        if readable.failed > 0 {
            let tried = readable.failed + readable.decrypted;
            return Err(BackupError::Unreadable { failed: readable.failed, tried });
        }
        conn.exec(NEW_HISTORY, vals![LEAP, self.now, fresh_epoch_step()?]).await?;
        migrate::apply_through(conn, migrate::known_version(), self.now).await?;
        Ok(Loaded { manifest, readable })
    }
}

/// Fills every table of a backup, which must be as it is here.
pub(super) async fn fill(conn: &mut Conn<'_>, from: &mut BackupReader, there: &[Table]) -> Result<(), BackupError> {
    while let Some(place) = from.next_table()? {
        let table = from.head.tables[place].clone();
        if !there.iter().any(|known| known.head == table) {
            return Err(BackupError::Differs(format!("the table {}", table.name)));
        }
        conn.fill(&table.name, &table.columns, from).await?;
    }
    Ok(())
}

fn into_database<'a>(mut conn: Conn<'a>, load: &'a Mutex<Option<Load>>) -> Fut<'a, Loaded, BackupError> {
    Box::pin(async move {
        let load = load.lock().unwrap_or_else(PoisonError::into_inner).take();
        load.ok_or(StoreError::Closed)?.write(&mut conn).await
    })
}
