//! Which tables there are, in the order in which they were made, so that each can be filled after those it refers to.

use super::records::TableHead;
use crate::StoreError;
use crate::db::{Conn, statements, vals};
use crate::migrate;

statements! {
    COLUMNS = "SELECT name, type, pk FROM pragma_table_info($1, $2) ORDER BY cid",
        postgres "SELECT c.column_name::text, c.data_type::text, coalesce(k.ordinal_position, 0)::bigint
            FROM information_schema.columns c LEFT JOIN information_schema.table_constraints t
              ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.constraint_type = 'PRIMARY KEY'
            LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = t.constraint_schema
              AND k.constraint_name = t.constraint_name AND k.column_name = c.column_name
            WHERE c.table_schema::text = CASE $2 WHEN 'main' THEN current_schema()::text ELSE $2 END AND c.table_name = $1
            ORDER BY c.ordinal_position";
}

/// A table as it is in this database.
pub(crate) struct Table {
    pub(crate) head: TableHead,
    /// The columns of its key, in order.
    key: Vec<String>,
}

struct Column {
    name: String,
    is_text: bool,
    /// Its place in the key, from 1; 0 when it is not part of it.
    key: i64,
}

impl Table {
    /// Reads all of it, in the order of its key: by bytes, whatever the order of text in this database.
    pub(crate) fn select(&self) -> String {
        let TableHead { name, columns } = &self.head;
        format!("SELECT {} FROM {name} ORDER BY {}", columns.join(", "), self.key.join(", "))
    }
}

/// The tables of a database, without the list of its migrations.
pub(crate) async fn data(conn: &mut Conn<'_>) -> Result<Vec<Table>, StoreError> {
    let mut tables = Vec::new();
    for name in migrate::table_names() {
        tables.extend(find(conn, name).await?);
    }
    Ok(tables)
}

/// The table of the key store.
pub(crate) async fn keys(conn: &mut Conn<'_>) -> Result<Vec<Table>, StoreError> {
    Ok(find(conn, KEYS).await?.into_iter().collect())
}

/// The one table of the key store.
pub(crate) const KEYS: &str = "hearken_keys.wrapped_keys";

/// A table; `None` where there is none of that name.
async fn find(conn: &mut Conn<'_>, name: &str) -> Result<Option<Table>, StoreError> {
    let (schema, table) = name.split_once('.').unwrap_or(("main", name));
    let columns = conn
        .all(COLUMNS, vals![table, schema], |row| {
            Ok(Column { name: row.text(0)?, is_text: row.text(1)?.eq_ignore_ascii_case("text"), key: row.int(2)? })
        })
        .await?;
    if columns.is_empty() {
        return Ok(None);
    }
    let mut key: Vec<&Column> = columns.iter().filter(|column| column.key > 0).collect();
    key.sort_by_key(|column| column.key);
    let by_bytes = conn.dialect("", " COLLATE \"C\"");
    let order = |column: &&Column| format!("{}{}", column.name, if column.is_text { by_bytes } else { "" });
    let key = key.iter().map(order).collect();
    let head = TableHead { name: name.to_owned(), columns: columns.into_iter().map(|column| column.name).collect() };
    Ok(Some(Table { head, key }))
}
