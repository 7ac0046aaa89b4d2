//! Values that go into statements and come out of rows, alike on both engines.

use bytes::BytesMut;
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio_postgres::types::{IsNull, ToSql, Type};
use uuid::Uuid;

use crate::StoreError;

/// A value to bind. NULL keeps its type: PostgreSQL refuses an untyped one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Val<'a> {
    Int(Option<i64>),
    Bool(bool),
    Text(Option<&'a str>),
    Bytes(Option<&'a [u8]>),
    Uuid(Option<Uuid>),
}

macro_rules! val_from {
    ($($from:ty => |$value:ident| $to:expr;)*) => {$(
        impl<'a> From<$from> for Val<'a> {
            fn from($value: $from) -> Self {
                $to
            }
        }
    )*};
}

val_from! {
    i64 => |value| Self::Int(Some(value));
    Option<i64> => |value| Self::Int(value);
    bool => |value| Self::Bool(value);
    &'a str => |value| Self::Text(Some(value));
    Option<&'a str> => |value| Self::Text(value);
    &'a [u8] => |value| Self::Bytes(Some(value));
    &'a Vec<u8> => |value| Self::Bytes(Some(value));
    &'a [u8; 24] => |value| Self::Bytes(Some(value));
    &'a [u8; 32] => |value| Self::Bytes(Some(value));
    Option<&'a [u8]> => |value| Self::Bytes(value);
    Uuid => |value| Self::Uuid(Some(value));
    Option<Uuid> => |value| Self::Uuid(value);
    hearken_domain::Timestamp => |value| Self::Int(Some(value.as_millis()));
    Option<hearken_domain::Timestamp> => |value| Self::Int(value.map(hearken_domain::Timestamp::as_millis));
    hearken_domain::UserId => |value| Self::Uuid(Some(value.0));
    hearken_domain::SessionId => |value| Self::Uuid(Some(value.0));
    hearken_domain::EntryId => |value| Self::Uuid(Some(value.0));
    Option<hearken_domain::EntryId> => |value| Self::Uuid(value.map(|id| id.0));
    hearken_domain::PersonId => |value| Self::Uuid(Some(value.0));
    hearken_domain::ClientId => |value| Self::Uuid(Some(value.0));
    hearken_domain::ConsentId => |value| Self::Uuid(Some(value.0));
    hearken_domain::DisclosureId => |value| Self::Uuid(Some(value.0));
    hearken_domain::JobId => |value| Self::Uuid(Some(value.0));
}

/// The arguments of a statement, in the order of its `$n`.
macro_rules! vals {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Val::from($value)),*] };
}
pub(crate) use vals;

impl rusqlite::ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Int(value) => value.map_or(ToSqlOutput::Borrowed(ValueRef::Null), ToSqlOutput::from),
            Self::Bool(value) => ToSqlOutput::from(*value),
            Self::Text(value) => {
                ToSqlOutput::Borrowed(value.map_or(ValueRef::Null, |text| ValueRef::Text(text.as_bytes())))
            }
            Self::Bytes(value) => ToSqlOutput::Borrowed(value.map_or(ValueRef::Null, ValueRef::Blob)),
            Self::Uuid(value) => {
                ToSqlOutput::Borrowed(value.as_ref().map_or(ValueRef::Null, |id| ValueRef::Blob(id.as_bytes())))
            }
        })
    }
}

impl ToSql for Val<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Int(value) => value.to_sql(ty, out),
            Self::Bool(value) => value.to_sql(ty, out),
            Self::Text(value) => value.to_sql(ty, out),
            Self::Bytes(value) => value.to_sql(ty, out),
            Self::Uuid(value) => value.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

/// A row of a result, by column number.
pub(crate) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

macro_rules! getters {
    ($($name:ident -> $type:ty, $sqlite:ty => |$value:ident| $convert:expr;)*) => {$(
        pub(crate) fn $name(&self, column: usize) -> Result<$type, StoreError> {
            match self {
                Self::Sqlite(row) => { let $value: $sqlite = row.get(column)?; $convert }
                Self::Postgres(row) => Ok(row.try_get(column)?),
            }
        }
    )*};
}

impl Row<'_> {
    getters! {
        int -> i64, i64 => |value| Ok(value);
        opt_int -> Option<i64>, Option<i64> => |value| Ok(value);
        bool -> bool, bool => |value| Ok(value);
        text -> String, String => |value| Ok(value);
        opt_text -> Option<String>, Option<String> => |value| Ok(value);
        opt_bytes -> Option<Vec<u8>>, Option<Vec<u8>> => |value| Ok(value);
        uuid -> Uuid, [u8; 16] => |value| Ok(Uuid::from_bytes(value));
        opt_uuid -> Option<Uuid>, Option<[u8; 16]> => |value| Ok(value.map(Uuid::from_bytes));
    }

    /// Bytes, without copying them.
    pub(crate) fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        match self {
            Self::Sqlite(row) => row.get_ref(column)?.as_blob().map_err(|_| StoreError::Malformed("a bytes column")),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    pub(crate) fn timestamp(&self, column: usize) -> Result<hearken_domain::Timestamp, StoreError> {
        self.int(column).map(hearken_domain::Timestamp::from_millis)
    }
}
