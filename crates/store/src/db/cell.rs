//! Values of any column, alike on both engines: what a backup carries. UUIDs are bytes, truth values 0 or 1.

use bytes::BytesMut;
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::{IsNull, ToSql, Type};
use uuid::Uuid;

use super::Row;
use crate::StoreError;

/// A value in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    Null,
    Int(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl Row<'_> {
    /// Hands every value of the row to `take`, in order.
    pub(crate) fn each_cell(&self, mut take: impl FnMut(Cell<'_>)) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(row) => {
                for column in 0..row.as_ref().column_count() {
                    take(match row.get_ref(column)? {
                        ValueRef::Null => Cell::Null,
                        ValueRef::Integer(number) => Cell::Int(number),
                        ValueRef::Text(text) => {
                            Cell::Text(std::str::from_utf8(text).map_err(|_| StoreError::Malformed("a text column"))?)
                        }
                        ValueRef::Blob(bytes) => Cell::Bytes(bytes),
                        ValueRef::Real(_) => return Err(StoreError::Malformed("a column")),
                    });
                }
            }
            Self::Postgres(row) => {
                for column in 0..row.len() {
                    take_postgres(row, column, &mut take)?;
                }
            }
        }
        Ok(())
    }
}

fn take_postgres(row: &tokio_postgres::Row, column: usize, take: &mut impl FnMut(Cell<'_>)) -> Result<(), StoreError> {
    match *row.columns()[column].type_() {
        Type::BOOL => {
            take(row.try_get::<_, Option<bool>>(column)?.map_or(Cell::Null, |truth| Cell::Int(i64::from(truth))));
        }
        Type::INT8 => take(row.try_get::<_, Option<i64>>(column)?.map_or(Cell::Null, Cell::Int)),
        Type::UUID => match row.try_get::<_, Option<Uuid>>(column)? {
            Some(id) => take(Cell::Bytes(id.as_bytes())),
            None => take(Cell::Null),
        },
        Type::BYTEA => take(row.try_get::<_, Option<&[u8]>>(column)?.map_or(Cell::Null, Cell::Bytes)),
        Type::TEXT => take(row.try_get::<_, Option<&str>>(column)?.map_or(Cell::Null, Cell::Text)),
        _ => return Err(StoreError::Malformed("a column")),
    }
    Ok(())
}

impl rusqlite::ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *ty == Type::BOOL => (*number != 0).to_sql(ty, out),
            Self::Int(number) => number.to_sql(ty, out),
            Self::Text(text) => text.to_sql(ty, out),
            Self::Bytes(bytes) if *ty == Type::UUID => Uuid::from_slice(bytes)?.to_sql(ty, out),
            Self::Bytes(bytes) => bytes.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}
