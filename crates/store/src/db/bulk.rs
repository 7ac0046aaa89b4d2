//! Whole tables at once, row by row: reading one for a backup, filling one from it. Their statements are put together
//! from the names of the columns, which come from the schema and never from outside.

use std::pin::pin;

use deadpool_postgres::Transaction;
use rusqlite::Connection;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::types::{ToSql, Type};

use super::{Cell, Conn, Row};
use crate::StoreError;

/// Rows that PostgreSQL sends before it waits for us.
const FETCH: i32 = 200;

/// Hands out rows, one after the other, until there are no more.
pub(crate) trait Rows<E>: Send {
    /// The cells of the next row.
    fn next(&mut self) -> Result<Option<Vec<Cell<'_>>>, E>;
}

impl Conn<'_> {
    /// Hands every row of a query to `take`, without keeping them.
    pub(crate) async fn each<E: From<StoreError>>(
        &mut self,
        sql: &str,
        mut take: impl FnMut(&Row<'_>) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        match self {
            Self::Sqlite(conn) => {
                let mut statement = conn.prepare(sql).map_err(StoreError::from)?;
                let mut rows = statement.raw_query();
                while let Some(row) = rows.next().map_err(StoreError::from)? {
                    take(&Row::Sqlite(row))?;
                }
                Ok(())
            }
            Self::Postgres(tx) => {
                let portal = tx.bind(sql, &[]).await.map_err(StoreError::from)?;
                loop {
                    let rows = tx.query_portal(&portal, FETCH).await.map_err(StoreError::from)?;
                    for row in &rows {
                        take(&Row::Postgres(row))?;
                    }
                    if rows.is_empty() {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Fills a table with rows whose values are in the order of `columns`.
    pub(crate) async fn fill<E: From<StoreError> + Send>(
        &mut self,
        table: &str,
        columns: &[String],
        rows: &mut impl Rows<E>,
    ) -> Result<(), E> {
        match self {
            Self::Sqlite(conn) => fill_sqlite(conn, table, columns, rows),
            Self::Postgres(tx) => fill_postgres(tx, table, columns, rows).await,
        }
    }
}

fn fill_sqlite<E: From<StoreError>>(
    conn: &Connection,
    table: &str,
    columns: &[String],
    rows: &mut impl Rows<E>,
) -> Result<(), E> {
    let places = vec!["?"; columns.len()].join(", ");
    let insert = format!("INSERT INTO {table} ({}) VALUES ({places})", columns.join(", "));
    let mut statement = conn.prepare(&insert).map_err(StoreError::from)?;
    while let Some(cells) = rows.next()? {
        statement.execute(rusqlite::params_from_iter(cells)).map_err(StoreError::from)?;
    }
    Ok(())
}

async fn fill_postgres<E: From<StoreError> + Send>(
    tx: &Transaction<'_>,
    table: &str,
    columns: &[String],
    rows: &mut impl Rows<E>,
) -> Result<(), E> {
    let names = columns.join(", ");
    let described = tx.prepare(&format!("SELECT {names} FROM {table}")).await.map_err(StoreError::from)?;
    let types: Vec<Type> = described.columns().iter().map(|column| column.type_().clone()).collect();
    let sink = tx.copy_in(&format!("COPY {table} ({names}) FROM STDIN BINARY")).await.map_err(StoreError::from)?;
    let mut writer = pin!(BinaryCopyInWriter::new(sink, &types));
    while let Some(cells) = rows.next()? {
        if cells.len() != types.len() {
            return Err(StoreError::Malformed("the rows of a backup").into());
        }
        let cells: Vec<&(dyn ToSql + Sync)> = cells.iter().map(|cell| cell as &(dyn ToSql + Sync)).collect();
        writer.as_mut().write(&cells).await.map_err(StoreError::from)?;
    }
    writer.finish().await.map(drop).map_err(|error| StoreError::from(error).into())
}
