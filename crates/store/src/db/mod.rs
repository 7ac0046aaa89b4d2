//! One way to run SQL on SQLite and PostgreSQL: the same text, the same values, the same rows.
//!
//! A closure that runs in a transaction is a plain function pointer: it can capture nothing, so all it can reach is the
//! connection and its input, and it cannot wait for anything outside the database.

mod bulk;
mod cell;
mod conn;
mod postgres;
mod sqlite;
#[cfg(test)]
mod tests;
mod value;

use std::future::Future;
use std::pin::Pin;

pub(crate) use bulk::Rows;
pub(crate) use cell::Cell;
pub(crate) use conn::{Conn, Sql, statements};
pub(crate) use postgres::Postgres;
#[cfg(test)]
pub(crate) use sqlite::Bounds;
pub use sqlite::OvergrownLog;
pub(crate) use sqlite::{Durability, Sqlite, announce_backup, is_there, log_alone, overgrown_log};
pub(crate) use value::{Row, Val, vals};

use crate::StoreError;

/// What a closure in a transaction returns.
pub type Fut<'c, T, E = StoreError> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'c>>;

/// Work in a transaction: everything it needs comes through the connection and the input.
pub(crate) type Work<I, T, E> = for<'c> fn(Conn<'c>, &'c I) -> Fut<'c, T, E>;

/// A database of either engine.
pub(crate) enum Db {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

impl Db {
    /// Runs `work` in a transaction that is durable when this returns `Ok`, and left no trace when it returns `Err`.
    pub(crate) async fn write<I, T, E>(&self, input: I, work: Work<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match self {
            Self::Sqlite(db) => db.write(input, work).await,
            Self::Postgres(db) => db.write(input, work).await,
        }
    }

    /// Runs `work` on one snapshot of the data; writing there is an error.
    pub(crate) async fn read<I, T, E>(&self, input: I, work: Work<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match self {
            Self::Sqlite(db) => db.read(input, work).await,
            Self::Postgres(db) => db.read(input, work).await,
        }
    }

    /// The engine's name.
    pub(crate) const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}
