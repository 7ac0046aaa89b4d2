//! Migrations: applied once, refused when they are not the ones this binary knows.

use hearken_store::{OpenError, Store};
use hearken_testkit::{Cell, ClosedStore, START, TestStore, on_both_engines};

use crate::support::everything;

/// What `open`, `inspect` and `migrate` say about a database, in this order.
async fn all_say(place: &ClosedStore) -> [OpenError; 3] {
    [
        Store::open(place.options(), START).await.map(drop).unwrap_err(),
        Store::inspect(place.options()).await.map(drop).unwrap_err(),
        Store::migrate(place.options(), START).await.map(drop).unwrap_err(),
    ]
}

on_both_engines! {
    async fn a_second_migration_changes_nothing(place: ClosedStore) {
        let version = Store::migrate(place.options(), START).await.unwrap();
        assert_eq!(version, Store::schema_version());
        let before = everything(&place.raw().await).await;
        assert_eq!(Store::migrate(place.options(), START).await.unwrap(), version);
        assert_eq!(everything(&place.raw().await).await, before);
    }

    async fn every_migration_is_recorded(t: TestStore) {
        let rows = t.raw().await.rows("SELECT version FROM schema_migrations ORDER BY version").await;
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut expected: Vec<i64> = names.filter_map(|name| name.split_once('_')?.0.parse().ok()).collect();
        expected.sort_unstable();
        assert_eq!(expected.last(), Some(&Store::schema_version()));
        assert_eq!(rows, expected.into_iter().map(|version| vec![Cell::Int(version)]).collect::<Vec<_>>());
    }

    async fn where_there_is_no_store_looking_makes_none(place: ClosedStore) {
        let error = Store::inspect(place.options()).await.map(drop).unwrap_err();
        assert!(matches!(error, OpenError::Older { found: 0, known } if known == Store::schema_version()), "{error}");
        assert!(error.to_string().contains("hearken migrate"), "{error}");
        assert!(!place.dir().exists(), "looking makes no files");
        std::fs::create_dir(place.dir()).unwrap();
        assert!(matches!(Store::inspect(place.options()).await, Err(OpenError::Older { found: 0, .. })));
        assert_eq!(std::fs::read_dir(place.dir()).unwrap().count(), 0, "looking makes no files");
        assert_eq!(place.raw().await.tables().await, Vec::<String>::new(), "looking makes no tables");
    }

    async fn an_older_database_is_named_and_left_alone(t: TestStore) {
        let place = t.close();
        let raw = place.raw().await;
        raw.run("DELETE FROM schema_migrations").await;
        let before = everything(&raw).await;
        let error = Store::inspect(place.options()).await.map(drop).unwrap_err();
        assert!(matches!(error, OpenError::Older { found: 0, .. }), "{error}");
        assert_eq!(everything(&raw).await, before);
    }

    async fn a_newer_database_is_refused_and_left_alone(t: TestStore) {
        let place = t.close();
        let raw = place.raw().await;
        let newer = Store::schema_version() + 1;
        let insert = "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $2, 0)";
        raw.exec(insert, &[Cell::Int(newer), Cell::Text("future".to_owned())]).await;
        let before = everything(&raw).await;
        for error in all_say(&place).await {
            assert!(matches!(error, OpenError::Newer { found, known } if found == newer && known == newer - 1), "{error}");
            assert!(error.to_string().contains("nothing was changed"), "{error}");
        }
        assert_eq!(everything(&raw).await, before);
    }

    async fn a_migration_with_another_text_is_refused(t: TestStore) {
        let place = t.close();
        let raw = place.raw().await;
        raw.run("UPDATE schema_migrations SET checksum = 'another' WHERE version = 1").await;
        let before = everything(&raw).await;
        for error in all_say(&place).await {
            assert!(matches!(error, OpenError::Altered(1)), "{error}");
            assert!(error.to_string().contains("nothing was changed"), "{error}");
        }
        assert_eq!(everything(&raw).await, before);
    }
}
