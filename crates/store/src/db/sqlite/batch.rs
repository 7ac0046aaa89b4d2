//! Group commit: the writes that waited at the same time, in one transaction that stands or falls as a whole.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rusqlite::Connection;

use super::{Work, poll_once};
use crate::StoreError;
use crate::db::Conn;

/// A transaction that several writes share, each in a savepoint of its own.
pub(super) struct Batch<'c> {
    conn: &'c mut Connection,
    /// Why nothing of it can be committed.
    failure: Option<StoreError>,
}

impl<'c> Batch<'c> {
    pub(super) fn begin(conn: &'c mut Connection) -> Self {
        let failure = conn.execute_batch("BEGIN IMMEDIATE").err().map(StoreError::from);
        Self { conn, failure }
    }

    /// One in which nothing can be written for the moment.
    pub(super) const fn refused(conn: &'c mut Connection) -> Self {
        Self { conn, failure: Some(StoreError::Busy) }
    }

    /// Whether another write may join. A full disk or a failing one may have rolled everything back already.
    pub(super) fn is_open(&self) -> bool {
        self.failure.is_none() && !self.conn.is_autocommit()
    }

    /// Runs `work` so that it leaves no trace when it fails. Where that is not possible, the whole batch fails.
    pub(super) fn run<I, T, E: From<StoreError>>(&mut self, input: &I, work: Work<I, T, E>) -> Result<T, E> {
        if let Some(failure) = &self.failure {
            return Err(again(failure).into());
        }
        self.conn.execute_batch("SAVEPOINT work").map_err(StoreError::from)?;
        let outcome = catch_unwind(AssertUnwindSafe(|| poll_once(work(Conn::Sqlite(self.conn), input))))
            .unwrap_or_else(|_| Err(StoreError::Engine("a write panicked".to_owned()).into()));
        let end = if outcome.is_ok() { "RELEASE work" } else { "ROLLBACK TO work; RELEASE work" };
        self.failure = self.conn.execute_batch(end).err().map(StoreError::from);
        outcome
    }

    /// Makes all of it durable, or nothing.
    pub(super) fn commit(self) -> Result<(), StoreError> {
        let committed = match self.failure {
            Some(failure) => Err(failure),
            None if self.conn.is_autocommit() => {
                Err(StoreError::Engine("the transaction was rolled back by the engine".to_owned()))
            }
            None => self.conn.execute_batch("COMMIT").map_err(StoreError::from),
        };
        if committed.is_err() && !self.conn.is_autocommit() {
            // Should this fail too, the next batch cannot begin, and tries it again.
            let _ = self.conn.execute_batch("ROLLBACK");
        }
        committed
    }
}

/// The same failure, once for each caller in the batch.
pub(super) fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::DiskFull => StoreError::DiskFull,
        StoreError::Busy => StoreError::Busy,
        other => StoreError::Engine(other.to_string()),
    }
}
