//! The database as it lies there, below the store: for tests that look at what was written, or tamper with it.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a fixture that cannot be built fails its test")]

use bytes::BytesMut;
use rusqlite::types::{ToSqlOutput, ValueRef};
use tokio::task::JoinSet;
use tokio_postgres::types::{IsNull, ToSql, Type};
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

/// A connection that knows nothing of the store.
pub enum Raw {
    /// `hearken.db`, with `keys.db` attached.
    Sqlite(rusqlite::Connection),
    /// The test's own database.
    Postgres {
        /// The connection.
        client: Client,
        /// What drives it.
        driver: JoinSet<()>,
    },
}

/// A value in a cell. UUIDs are bytes, as SQLite keeps them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// NULL.
    Null,
    /// A number, or a truth value as 0 or 1.
    Int(i64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A column as the engine describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnInfo {
    /// Its name.
    pub name: String,
    /// `int`, `bool`, `text` or `bytes`.
    pub kind: &'static str,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Its place in the primary key, from 1; 0 when it is not part of it.
    pub key: i64,
}

impl Raw {
    /// Opens the SQLite database in a data directory.
    #[must_use]
    pub fn sqlite(dir: &std::path::Path) -> Self {
        let conn = rusqlite::Connection::open(dir.join("hearken.db")).expect("the database");
        let keys = dir.join("keys.db");
        conn.execute("ATTACH DATABASE ?1 AS hearken_keys", [keys.to_string_lossy()]).expect("the keys");
        conn.execute_batch("PRAGMA main.synchronous = OFF; PRAGMA hearken_keys.synchronous = OFF").expect("settings");
        Self::Sqlite(conn)
    }

    /// Connects to a PostgreSQL database.
    pub async fn postgres(url: &str) -> Self {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a connection");
        let mut driver = JoinSet::new();
        driver.spawn(async move {
            // The connection ends with the test's database.
            let _ = connection.await;
        });
        Self::Postgres { client, driver }
    }

    /// Runs statements without arguments.
    pub async fn run(&self, sql: &str) {
        match self {
            Self::Sqlite(conn) => conn.execute_batch(sql).expect(sql),
            Self::Postgres { client, .. } => client.batch_execute(sql).await.expect(sql),
        }
    }

    /// Runs a statement with the arguments `$1`, `$2` …; returns how many rows it touched.
    pub async fn exec(&self, sql: &str, args: &[Cell]) -> u64 {
        match self {
            Self::Sqlite(conn) => {
                let mut statement = conn.prepare_cached(sql).expect(sql);
                statement.execute(rusqlite::params_from_iter(args)).expect(sql) as u64
            }
            Self::Postgres { client, .. } => {
                let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect();
                client.execute(sql, &args).await.expect(sql)
            }
        }
    }

    /// The rows of a query.
    pub async fn rows(&self, sql: &str) -> Vec<Vec<Cell>> {
        match self {
            Self::Sqlite(conn) => {
                let mut statement = conn.prepare(sql).expect(sql);
                let width = statement.column_count();
                let row = |row: &rusqlite::Row<'_>| (0..width).map(|at| Ok(row.get_ref(at)?.into())).collect();
                statement.query_map([], row).expect(sql).collect::<Result<_, _>>().expect(sql)
            }
            Self::Postgres { client, .. } => {
                let rows = client.query(sql, &[]).await.expect(sql);
                rows.iter().map(|row| (0..row.len()).map(|at| postgres_cell(row, at)).collect()).collect()
            }
        }
    }

    /// The one number a query answers.
    pub async fn number(&self, sql: &str) -> i64 {
        match self.rows(sql).await.into_iter().next().expect(sql).swap_remove(0) {
            Cell::Int(number) => number,
            other => unreachable!("{sql}: {other:?}"),
        }
    }

    /// How many rows of a table meet a condition.
    pub async fn count(&self, table: &str, condition: &str) -> i64 {
        self.number(&format!("SELECT COUNT(*) FROM {table} WHERE {condition}")).await
    }

    /// Writes a number into a column of every row.
    pub async fn set(&self, table: &str, column: &str, number: i64) {
        self.exec(&format!("UPDATE {table} SET {column} = $1"), &[Cell::Int(number)]).await;
    }

    /// Erases the keys of a user, as if their account had been erased.
    pub async fn erase_keys(&self, user: Uuid) {
        let erased = self.exec("DELETE FROM hearken_keys.wrapped_keys WHERE user_id = $1", &[user.into()]).await;
        assert!(erased > 0, "there was a key");
    }

    /// Erases the key of the instance's owner: the keys that are left could be those of another journal.
    pub async fn erase_owner_key(&self) {
        let erase = "DELETE FROM hearken_keys.wrapped_keys WHERE user_id IN (SELECT owner_id FROM instance)";
        assert_eq!(self.exec(erase, &[]).await, 1, "there was a key");
    }

    /// Writes other bytes over a user's key, as a failing disk might.
    pub async fn spoil_key(&self, user: Uuid) {
        let spoil = "UPDATE hearken_keys.wrapped_keys SET wrapped = $1 WHERE user_id = $2";
        assert_eq!(self.exec(spoil, &[Cell::Bytes(vec![1; 60]), user.into()]).await, 1, "there is one key");
    }

    /// Writes other bytes into a column of every row, as a failing disk might.
    pub async fn spoil(&self, table: &str, column: &str) {
        let spoiled = self.exec(&format!("UPDATE {table} SET {column} = $1"), &[Cell::Bytes(vec![1; 289])]).await;
        assert!(spoiled > 0, "{table} is empty");
    }

    /// Empties a table.
    pub async fn empty(&self, table: &str) {
        self.exec(&format!("DELETE FROM {table}"), &[]).await;
    }

    /// Calls a table otherwise, so that nobody can write to it.
    pub async fn rename(&self, table: &str, name: &str) {
        self.exec(&format!("ALTER TABLE {table} RENAME TO {name}"), &[]).await;
    }

    /// Every table, those of the key store with their schema in front.
    pub async fn tables(&self) -> Vec<String> {
        let sql = match self {
            Self::Sqlite(_) => {
                "SELECT name FROM main.sqlite_master WHERE type = 'table' UNION ALL
                 SELECT 'hearken_keys.' || name FROM hearken_keys.sqlite_master WHERE type = 'table'"
            }
            Self::Postgres { .. } => {
                "SELECT CASE table_schema WHEN 'hearken_keys' THEN 'hearken_keys.' ELSE '' END || table_name
                 FROM information_schema.tables WHERE table_schema IN ('public', 'hearken_keys')"
            }
        };
        let mut tables: Vec<_> =
            self.rows(sql).await.into_iter().map(|mut row| row.swap_remove(0).into_text()).collect();
        tables.sort();
        tables
    }

    /// The columns of a table, in the order of their names.
    pub async fn columns(&self, table: &str) -> Vec<ColumnInfo> {
        let (schema, name) = table.split_once('.').unwrap_or((self.main_schema(), table));
        let sql = match self {
            Self::Sqlite(_) => format!(
                "SELECT name, type, \"notnull\" = 0, pk FROM pragma_table_info('{name}', '{schema}') ORDER BY name"
            ),
            Self::Postgres { .. } => format!(
                "SELECT c.column_name::text, c.data_type::text, c.is_nullable = 'YES', coalesce(k.ordinal_position, 0)::bigint
                 FROM information_schema.columns c LEFT JOIN information_schema.table_constraints t
                   ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.constraint_type = 'PRIMARY KEY'
                 LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = t.constraint_schema
                   AND k.constraint_name = t.constraint_name AND k.column_name = c.column_name
                 WHERE c.table_schema = '{schema}' AND c.table_name = '{name}' ORDER BY c.column_name COLLATE \"C\""
            ),
        };
        self.rows(&sql).await.into_iter().map(ColumnInfo::from_row).collect()
    }

    /// The columns of each index that is not the primary key, unique ones marked with `!`, in order.
    pub async fn indexes(&self, table: &str) -> Vec<String> {
        let (schema, name) = table.split_once('.').unwrap_or((self.main_schema(), table));
        let sql = match self {
            Self::Sqlite(_) => format!(
                "SELECT (CASE WHEN l.\"unique\" THEN '!' ELSE '' END) || (SELECT group_concat(i.name) FROM
                   (SELECT name FROM pragma_index_info(l.name, '{schema}') ORDER BY seqno) i)
                 FROM pragma_index_list('{name}', '{schema}') l WHERE l.origin <> 'pk' ORDER BY 1"
            ),
            Self::Postgres { .. } => format!(
                "SELECT (CASE WHEN x.indisunique THEN '!' ELSE '' END) || (SELECT string_agg(a.attname, ',' ORDER BY k.place)
                   FROM unnest(x.indkey::int[]) WITH ORDINALITY k(number, place)
                   JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.number)
                 FROM pg_index x WHERE x.indrelid = '{schema}.{name}'::regclass AND NOT x.indisprimary ORDER BY 1"
            ),
        };
        self.rows(&sql).await.into_iter().map(|mut row| row.swap_remove(0).into_text()).collect()
    }

    const fn main_schema(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "main",
            Self::Postgres { .. } => "public",
        }
    }
}

impl ColumnInfo {
    fn from_row(row: Vec<Cell>) -> Self {
        let [Cell::Text(name), Cell::Text(kind), Cell::Int(nullable), Cell::Int(key)] =
            <[Cell; 4]>::try_from(row).expect("a column")
        else {
            unreachable!("a column's description")
        };
        let kind = match kind.to_lowercase().as_str() {
            "bigint" => "int",
            "boolean" => "bool",
            "text" => "text",
            "blob" | "bytea" | "uuid" => "bytes",
            other => unreachable!("a column of type {other}"),
        };
        Self { name, kind, nullable: nullable == 1, key }
    }
}

impl Cell {
    /// The text in it.
    ///
    /// # Panics
    /// If it holds something else.
    #[must_use]
    pub fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            other => unreachable!("text was expected, not {other:?}"),
        }
    }

    /// The bytes in it; the letters of a text; none for the others.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Bytes(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
            Self::Null | Self::Int(_) => &[],
        }
    }
}

impl From<Uuid> for Cell {
    fn from(id: Uuid) -> Self {
        Self::Bytes(id.as_bytes().to_vec())
    }
}

impl From<ValueRef<'_>> for Cell {
    fn from(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Int(number),
            ValueRef::Real(number) => unreachable!("a column with the number {number}"),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Bytes(bytes.to_vec()),
        }
    }
}

impl rusqlite::ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl ToSql for Cell {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *ty == Type::BOOL => (*number == 1).to_sql(ty, out),
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

fn postgres_cell(row: &tokio_postgres::Row, at: usize) -> Cell {
    let cell = match *row.columns()[at].type_() {
        Type::BOOL => row.get::<_, Option<bool>>(at).map(|truth| Cell::Int(i64::from(truth))),
        Type::INT8 => row.get::<_, Option<i64>>(at).map(Cell::Int),
        Type::BYTEA => row.get::<_, Option<Vec<u8>>>(at).map(Cell::Bytes),
        Type::UUID => row.get::<_, Option<Uuid>>(at).map(Cell::from),
        _ => row.get::<_, Option<String>>(at).map(Cell::Text),
    };
    cell.unwrap_or(Cell::Null)
}
