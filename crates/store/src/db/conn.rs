//! A connection inside a transaction or snapshot, of either engine.

use rusqlite::{Connection, Statement};
use tokio_postgres::types::ToSql;

use super::postgres::Attempt;
use super::{Row, Val};
use crate::StoreError;

/// A statement. One text for both engines, but for the few that must differ.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sql {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// Declares a module's statements and lists them in `STATEMENTS`, so that a test can prepare each on both engines.
macro_rules! statements {
    ($($name:ident = $sqlite:literal $(, postgres $postgres:literal)?;)*) => {
        $(const $name: $crate::db::Sql = $crate::db::Sql {
            sqlite: $sqlite,
            postgres: $crate::db::statements!(@postgres $sqlite $(, $postgres)?),
        };)*
        /// Every statement of this module.
        pub(crate) const STATEMENTS: &[(&str, $crate::db::Sql)] = &[$((stringify!($name), $name)),*];
    };
    (@postgres $shared:literal) => { $shared };
    (@postgres $shared:literal, $own:literal) => { $own };
}
pub(crate) use statements;

/// A connection inside a transaction or snapshot.
pub(crate) enum Conn<'c> {
    Sqlite(&'c mut Connection),
    Postgres(&'c Attempt<'c>),
}

impl Conn<'_> {
    /// Runs a statement; returns how many rows it touched.
    pub(crate) async fn exec(&mut self, sql: Sql, args: &[Val<'_>]) -> Result<u64, StoreError> {
        match self {
            Self::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql.sqlite)?;
                bind(&mut statement, args)?;
                Ok(statement.raw_execute()? as u64)
            }
            Self::Postgres(tx) => {
                let statement = tx.prepare_cached(sql.postgres).await?;
                tx.execute(&statement, &as_params(args)).await.map_err(|error| tx.failed(error))
            }
        }
    }

    /// The rows of a query, each through `map`.
    pub(crate) async fn all<T: Send>(
        &mut self,
        sql: Sql,
        args: &[Val<'_>],
        map: impl Fn(&Row<'_>) -> Result<T, StoreError> + Send,
    ) -> Result<Vec<T>, StoreError> {
        match self {
            Self::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql.sqlite)?;
                bind(&mut statement, args)?;
                let mut rows = statement.raw_query();
                let mut found = Vec::new();
                while let Some(row) = rows.next()? {
                    found.push(map(&Row::Sqlite(row))?);
                }
                Ok(found)
            }
            Self::Postgres(tx) => {
                let statement = tx.prepare_cached(sql.postgres).await?;
                let rows = tx.query(&statement, &as_params(args)).await.map_err(|error| tx.failed(error))?;
                rows.iter().map(|row| map(&Row::Postgres(row))).collect()
            }
        }
    }

    /// The one row of a query, or none; further rows are ignored.
    pub(crate) async fn opt<T: Send>(
        &mut self,
        sql: Sql,
        args: &[Val<'_>],
        map: impl Fn(&Row<'_>) -> Result<T, StoreError> + Send,
    ) -> Result<Option<T>, StoreError> {
        match self {
            Self::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql.sqlite)?;
                bind(&mut statement, args)?;
                let mut rows = statement.raw_query();
                rows.next()?.map(|row| map(&Row::Sqlite(row))).transpose()
            }
            Self::Postgres(tx) => {
                let statement = tx.prepare_cached(sql.postgres).await?;
                let row = tx.query_opt(&statement, &as_params(args)).await.map_err(|error| tx.failed(error))?;
                row.as_ref().map(|row| map(&Row::Postgres(row))).transpose()
            }
        }
    }

    /// Prepares a statement without running it.
    pub(crate) async fn prepare(&mut self, sql: Sql) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(conn) => conn.prepare(sql.sqlite).map(drop)?,
            Self::Postgres(tx) => tx.prepare(sql.postgres).await.map(drop)?,
        }
        Ok(())
    }

    /// Runs several statements without arguments: migrations and settings only.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(conn) => Ok(conn.execute_batch(sql)?),
            Self::Postgres(tx) => tx.batch_execute(sql).await.map_err(|error| tx.failed(error)),
        }
    }

    /// The text of the engine at hand.
    pub(crate) const fn dialect(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self {
            Self::Sqlite(_) => sqlite,
            Self::Postgres(_) => postgres,
        }
    }
}

fn as_params<'a>(args: &'a [Val<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect()
}

/// Binds by number: to SQLite `$2` is a name, whose place is where it first appears in the text.
fn bind(statement: &mut Statement<'_>, args: &[Val<'_>]) -> Result<(), StoreError> {
    for place in 1..=statement.parameter_count() {
        let number = statement.parameter_name(place).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let arg = number
            .and_then(|number| args.get(number - 1))
            .ok_or(StoreError::Malformed("the arguments of a statement"))?;
        statement.raw_bind_parameter(place, arg)?;
    }
    Ok(())
}
