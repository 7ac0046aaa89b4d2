//! Both engines have the same schema, and every table of a user's begins with the user.

use hearken_testkit::{ColumnInfo, Engine, Fixture as _, Raw, TestStore, on_both_engines};

/// Tables that belong to the instance, or that lead to a user who is not known yet.
const OF_NO_USER: [&str; 6] = ["breakers", "instance", "invites", "local_model", "login_index", "schema_migrations"];

async fn schema(raw: &Raw) -> Vec<(String, Vec<ColumnInfo>, Vec<String>)> {
    let mut schema = Vec::new();
    for table in raw.tables().await {
        let (columns, indexes) = (raw.columns(&table).await, raw.indexes(&table).await);
        schema.push((table, columns, indexes));
    }
    schema
}

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_keys_and_indexes() {
    let sqlite = TestStore::start(Engine::Sqlite).await.expect("SQLite is built in");
    let Some(postgres) = TestStore::start(Engine::Postgres).await else { return };
    let (sqlite, postgres) = (schema(&sqlite.raw().await).await, schema(&postgres.raw().await).await);
    assert!(sqlite.len() > 15, "{} tables", sqlite.len());
    assert_eq!(sqlite, postgres);
}

on_both_engines! {
    async fn every_key_begins_with_the_user(t: TestStore) {
        for (table, columns, _) in schema(&t.raw().await).await {
            let first = columns.iter().find(|column| column.key == 1).map(|column| column.name.as_str());
            assert_eq!(first == Some("user_id"), !OF_NO_USER.contains(&table.as_str()), "{table}: {first:?}");
        }
    }

    async fn nothing_in_a_key_may_be_missing(t: TestStore) {
        for (table, columns, _) in schema(&t.raw().await).await {
            for column in columns {
                assert!(column.key == 0 || !column.nullable, "{table}.{}", column.name);
            }
        }
    }
}
