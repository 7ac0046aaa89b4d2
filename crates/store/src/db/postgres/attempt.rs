//! A transaction that may have to be carried out again.

use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};

use deadpool_postgres::Transaction;
use tokio_postgres::error::{Error, SqlState};

use crate::StoreError;

/// How often a transaction is carried out that others keep getting in the way of.
pub(super) const ATTEMPTS: u32 = 5;

/// A transaction, and whether it has lost against another one.
pub(crate) struct Attempt<'c> {
    tx: Transaction<'c>,
    has_lost: AtomicBool,
}

impl<'c> Attempt<'c> {
    pub(super) const fn new(tx: Transaction<'c>) -> Self {
        Self { tx, has_lost: AtomicBool::new(false) }
    }

    /// What a failed statement means; notes whether the transaction is worth another attempt.
    pub(crate) fn failed(&self, error: Error) -> StoreError {
        if has_lost(&error) {
            self.has_lost.store(true, Ordering::Relaxed);
        }
        error.into()
    }

    /// The transaction, and whether it was undone for the sake of another one.
    pub(super) fn end(self) -> (Transaction<'c>, bool) {
        (self.tx, self.has_lost.into_inner())
    }
}

impl<'c> Deref for Attempt<'c> {
    type Target = Transaction<'c>;

    fn deref(&self) -> &Self::Target {
        &self.tx
    }
}

/// Whether PostgreSQL has undone the transaction because of another one: carried out again, it goes through.
pub(super) fn has_lost(error: &Error) -> bool {
    error
        .code()
        .is_some_and(|code| [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(code))
}
