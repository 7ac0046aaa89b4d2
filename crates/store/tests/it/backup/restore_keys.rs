//! A journal whose key store is lost, and what becomes of it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hearken_domain::{EntryId, UserId};
use hearken_store::backup::{self, BackupError, RestoredKeys};
use hearken_store::{OpenError, StoreError};
use hearken_testkit::{ClosedStore, Engine, Fixture as _, START, TestStore, on_both_engines};

use super::support::{create, create_at, empty_place, filled};
use crate::open::{lose_key_store, used_by};
use crate::support::{entry, everything, find, id, insert};

const OTHER_KEY: &str = "hearken-master-key-1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";

async fn restore_keys(place: &ClosedStore, keys: &Path) -> Result<RestoredKeys, BackupError> {
    backup::restore_keys(place.options(), keys).await
}

/// A filled store that was backed up, closed, and lost its keys.
async fn without_keys(t: TestStore) -> (ClosedStore, backup::Created) {
    let t = filled(t).await;
    let created = create(&t).await;
    let place = t.close();
    lose_key_store(&place).await;
    (place, created)
}

/// Refuses, and leaves everything as it was: rows, files, and that no server starts.
async fn assert_refused(place: &ClosedStore, keys: &Path) -> BackupError {
    let before = (rows(place).await, place.dir().join("keys.db").exists());
    let error = restore_keys(place, keys).await.map(drop).unwrap_err();
    assert!((rows(place).await, place.dir().join("keys.db").exists()) == before, "{error}");
    error
}

/// All rows on PostgreSQL. To look into a file that is not there would make it.
async fn rows(place: &ClosedStore) -> Vec<(String, Vec<Vec<hearken_testkit::Cell>>)> {
    if place.database_url().is_some() { everything(&place.raw().await).await } else { Vec::new() }
}

const fn engine(place: &ClosedStore) -> Engine {
    if matches!(place.options().backend, hearken_store::Backend::Sqlite) { Engine::Sqlite } else { Engine::Postgres }
}

async fn text_of(t: &TestStore, user: &str) -> String {
    let scope = t.store.scope(UserId(id(user))).await.unwrap();
    find(t, &scope, EntryId(id("one"))).await.unwrap().text.to_string()
}

on_both_engines! {
    async fn everything_opens_again(t: TestStore) {
        let (place, created) = without_keys(t).await;
        let lost = place.try_open().await.map(drop).unwrap_err();
        assert!(lost.to_string().contains("Run `hearken backup restore-keys`"), "{lost}");
        let restored = restore_keys(&place, &created.keys).await.unwrap();
        assert_eq!((restored.accounts, restored.locked_out, restored.locked_entries), (2, 0, 0));
        assert_eq!(restored.head.instance, id("ana-mark"));
        let t = place.open(Arc::default()).await;
        for user in ["ana-mark", "ben-mark"] {
            assert!(text_of(&t, user).await.contains("mark wrote one"), "{user}");
        }
        let again = create_at(&t, START + std::time::Duration::from_secs(1)).await.unwrap();
        let keys = |path: &Path| {
            backup::verify_file(t.options(), path, backup::BackupKind::Keys).unwrap().manifest
        };
        assert_eq!(keys(&again.keys), keys(&created.keys), "every key is the one that it was");
    }

    async fn a_key_store_that_is_there_but_empty_is_filled(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let place = t.close();
        place.raw().await.run("DELETE FROM hearken_keys.wrapped_keys").await;
        restore_keys(&place, &created.keys).await.unwrap();
        let t = place.open(Arc::default()).await;
        assert!(text_of(&t, "ana-mark").await.contains("mark wrote one"));
    }

    async fn an_older_key_backup_opens_what_it_can_and_counts_the_rest(t: TestStore) {
        let t = filled(t).await;
        let older = create(&t).await;
        let later = t.user("later").await;
        for name in ["first", "second", "third"] {
            insert(&t, &later, entry(name, "of later")).await;
        }
        let place = t.close();
        lose_key_store(&place).await;
        let restored = restore_keys(&place, &older.keys).await.unwrap();
        assert_eq!((restored.accounts, restored.locked_out, restored.locked_entries), (2, 1, 3));
        let t = place.open(Arc::default()).await;
        assert!(text_of(&t, "ana-mark").await.contains("mark wrote one"));
        assert!(matches!(t.store.scope(later.user()).await, Err(StoreError::KeyMissing)));
        assert_eq!(t.raw().await.count("entries", "true").await, 7, "what cannot be read is still there");
    }

    async fn keys_that_are_there_are_not_overwritten(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let error = restore_keys(&t, &created.keys).await.map(drop).unwrap_err();
        assert!(matches!(error, BackupError::Open(OpenError::InUse(_))), "{error:?}");
        let place = t.close();
        let before = everything(&place.raw().await).await;
        let error = restore_keys(&place, &created.keys).await.map(drop).unwrap_err();
        assert!(matches!(error, BackupError::KeysThere { .. }), "{error:?}");
        let message = error.to_string();
        assert!(message.contains(&place.options().keys_place()) && message.contains("Nothing was changed"), "{message}");
        assert!(everything(&place.raw().await).await == before);
    }

    async fn the_keys_of_another_journal_are_refused(t: TestStore) {
        let (place, created) = without_keys(t).await;
        let other = empty_place(engine(&place), &place).await.unwrap().open(Arc::default()).await;
        let other = used_by("cleo", other).await;
        let foreign = create(&other).await;
        let error = assert_refused(&place, &foreign.keys).await;
        assert!(matches!(error, BackupError::KeysForeign { .. }), "{error:?}");
        assert!(error.to_string().contains(&foreign.keys.display().to_string()), "{error}");
        assert!(matches!(place.try_open().await.map(drop), Err(OpenError::KeyStoreLost)));
        restore_keys(&place, &created.keys).await.unwrap();
        place.open(Arc::default()).await;
    }

    async fn another_master_key_or_none_is_refused(t: TestStore) {
        let (place, created) = without_keys(t).await;
        let key = place.options().master_key_file.clone();
        let right = fs::read(&key).unwrap();
        fs::write(&key, OTHER_KEY).unwrap();
        let error = assert_refused(&place, &created.keys).await;
        assert!(matches!(error, BackupError::WrongMasterKey { .. }), "{error:?}");
        fs::remove_file(&key).unwrap();
        let error = assert_refused(&place, &created.keys).await;
        assert!(matches!(error, BackupError::MasterKeyMissing(_)), "{error:?}");
        assert!(!key.exists(), "none is made in its place");
        fs::write(&key, right).unwrap();
        restore_keys(&place, &created.keys).await.unwrap();
    }

    async fn what_is_no_whole_key_backup_is_refused(t: TestStore) {
        let (place, created) = without_keys(t).await;
        let error = assert_refused(&place, &created.data).await;
        assert!(matches!(error, BackupError::WrongKind { .. }), "{error:?}");
        let (bytes, spoiled) = (fs::read(&created.keys).unwrap(), place.outside().join("spoiled"));
        let mut flipped = bytes.clone();
        flipped[bytes.len() - 1] ^= 1;
        for bytes in [&bytes[..bytes.len() - 1], &bytes[..60], &flipped] {
            fs::write(&spoiled, bytes).unwrap();
            let error = assert_refused(&place, &spoiled).await;
            assert!(matches!(error, BackupError::Damaged { .. }), "{error:?}");
        }
        restore_keys(&place, &created.keys).await.unwrap();
    }

    async fn where_there_is_no_journal_nothing_is_made(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let empty = empty_place(engine(&t), &t).await.unwrap();
        let error = restore_keys(&empty, &created.keys).await.map(drop).unwrap_err();
        assert!(matches!(error, BackupError::NoJournal(_)), "{error:?}");
        assert!(error.to_string().contains("`hearken backup restore`"), "{error}");
        assert!(!empty.dir().join("keys.db").exists() && !empty.dir().join("hearken.db").exists());
        let unowned = empty.open(Arc::default()).await.close();
        lose_key_store(&unowned).await;
        let error = assert_refused(&unowned, &created.keys).await;
        assert!(matches!(error, BackupError::NoJournal(_)), "{error:?}");
    }
}

#[tokio::test]
async fn a_log_that_outlived_its_key_store_is_not_thrown_away() {
    let (place, created) = without_keys(TestStore::start(Engine::Sqlite).await.unwrap()).await;
    let log = place.dir().join("keys.db-wal");
    for is_emptied in [false, true] {
        fs::write(&log, "may be all that is left of the keys").unwrap();
        if is_emptied {
            fs::write(place.dir().join("keys.db"), "").unwrap();
        }
        let error = assert_refused(&place, &created.keys).await;
        assert!(matches!(error, BackupError::KeysThere { .. }), "{error:?}");
        assert!(error.to_string().contains(&log.display().to_string()), "{error}");
        assert!(log.exists());
    }
    fs::remove_file(log).unwrap();
    restore_keys(&place, &created.keys).await.unwrap();
}
