//! What stops a backup or a restore, in which words, and that nothing is touched by then.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hearken_store::backup::{self, BackupError, BackupPair};
use hearken_store::{OpenError, Store};
use hearken_testkit::{ClosedStore, Engine, Fixture as _, START, TestStore, on_both_engines};

use super::support::{create, create_at, empty_place, files, filled, folders, pair, restore};
use crate::support::everything;

const OTHER_KEY: &str = "hearken-master-key-1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";

/// The message is for somebody in a hurry: it names the file, and says what that means.
fn assert_says<const N: usize>(error: &BackupError, words: [&str; N]) {
    let message = error.to_string();
    for word in words {
        assert!(message.contains(word), "{word:?} is not in: {message}");
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

on_both_engines! {
    async fn nothing_is_overwritten(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let engine = if t.database_url().is_some() { Engine::Postgres } else { Engine::Sqlite };
        let used = crate::open::used_by("cleo", TestStore::start(engine).await.unwrap()).await;
        fs::copy(&t.options().master_key_file, &used.options().master_key_file).unwrap();
        let before = everything(&used.raw().await).await;
        let error = restore(&used, pair(&created)).await.unwrap_err();
        assert!(matches!(error, BackupError::NotEmpty(_)), "{error:?}");
        assert_says(&error, ["Move what is there away", "Nothing was changed"]);
        assert!(everything(&used.raw().await).await == before);
        assert!(!used.dir().join("restoring").exists());
    }

    async fn a_running_server_is_not_restored_over(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let error = restore(&t, pair(&created)).await.unwrap_err();
        assert!(matches!(error, BackupError::Open(OpenError::InUse(_))), "{error:?}");
    }

    async fn without_the_right_master_key_there_is_nothing_to_be_done(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let place = empty_place(Engine::Sqlite, &t).await.unwrap();
        let key = &place.options().master_key_file;
        fs::remove_file(key).unwrap();
        for error in [
            restore(&place, pair(&created)).await.map(drop).unwrap_err(),
            backup::verify(place.options(), pair(&created), 1).map(drop).unwrap_err(),
        ] {
            assert!(matches!(error, BackupError::MasterKeyMissing(_)), "{error:?}");
            assert_says(&error, [&shown(key), "is missing", "no backup can be read", "--master-key-file"]);
        }
        assert!(!key.exists(), "none is made in its place");
        fs::write(key, OTHER_KEY).unwrap();
        for error in [
            restore(&place, pair(&created)).await.map(drop).unwrap_err(),
            backup::verify(place.options(), pair(&created), 1).map(drop).unwrap_err(),
        ] {
            assert!(matches!(error, BackupError::WrongMasterKey { .. }), "{error:?}");
            assert_says(&error, [&shown(key), &shown(&created.data), "was not made with the master key"]);
        }
        assert_eq!(files(place.dir()), std::slice::from_ref(key), "nothing was made");
    }

    async fn keys_and_data_belong_together(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let swapped = BackupPair { data: &created.keys, keys: &created.data };
        let error = backup::verify(t.options(), swapped, 1).map(drop).unwrap_err();
        assert_says(&error, [&shown(&created.keys), "is a key backup, not a data backup"]);

        let other = crate::open::used_by("cleo", TestStore::start(Engine::Sqlite).await.unwrap()).await;
        let foreign = create(&other).await;
        let error = backup::verify(t.options(), BackupPair { data: &created.data, keys: &foreign.keys }, 1);
        let error = error.map(drop).unwrap_err();
        assert!(matches!(error, BackupError::WrongMasterKey { .. }), "{error:?}");
        assert_says(&error, [&shown(&foreign.keys)]);
    }

    async fn accounts_whose_keys_are_gone_are_counted(t: TestStore) {
        let t = filled(t).await;
        let older = create(&t).await;
        t.user("later").await;
        let newer = create_at(&t, START + std::time::Duration::from_secs(1)).await.unwrap();
        let place = empty_place(Engine::Sqlite, &t).await.unwrap();
        let restored = restore(&place, BackupPair { data: &newer.data, keys: &older.keys }).await.unwrap();
        assert_eq!(restored.readable.locked_out, 1);
        place.open(Arc::default()).await;
    }

    async fn there_must_be_something_to_back_up(place: ClosedStore) {
        let error = create_at(&place, START).await.unwrap_err();
        assert!(matches!(error, BackupError::NothingThere), "{error:?}");
        assert!(!place.dir().exists() && files(&folders(&place).data).is_empty());
    }

    async fn an_instance_without_an_owner_is_nothing_yet(t: TestStore) {
        let error = create_at(&t, START).await.unwrap_err();
        assert!(matches!(error, BackupError::NothingThere), "{error:?}");
        assert_eq!(files(&folders(&t).data), Vec::<std::path::PathBuf>::new(), "no half of a file");
    }

    async fn a_server_that_lost_its_master_key_hears_of_it(t: TestStore) {
        let t = filled(t).await;
        let key = &t.options().master_key_file;
        fs::write(key, OTHER_KEY).unwrap();
        let error = create_at(&t, START).await.unwrap_err();
        assert!(matches!(error, BackupError::Open(OpenError::WrongKey(_))), "{error:?}");
        fs::remove_file(key).unwrap();
        assert!(matches!(create_at(&t, START).await, Err(BackupError::MasterKeyMissing(_))));
    }

    async fn a_folder_that_cannot_be_used_is_named(t: TestStore) {
        let t = filled(t).await;
        fs::write(&folders(&t).data, "a file").unwrap();
        let error = create_at(&t, START).await.unwrap_err();
        assert!(matches!(error, BackupError::File { .. }), "{error:?}");
        assert_says(&error, [&shown(&folders(&t).data)]);
    }
}

#[tokio::test]
async fn no_server_starts_over_a_restore_that_did_not_finish() {
    let t = filled(TestStore::start(Engine::Sqlite).await.unwrap()).await;
    let created = create(&t).await;
    let place = empty_place(Engine::Sqlite, &t).await.unwrap();
    let folder = place.dir().join("restoring");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("hearken.db"), "half of it").unwrap();
    for error in [
        place.try_open().await.map(drop).unwrap_err(),
        Store::inspect(place.options()).await.map(drop).unwrap_err(),
        Store::migrate(place.options(), START).await.map(drop).unwrap_err(),
    ] {
        assert!(matches!(error, OpenError::RestoreUnfinished(_)), "{error}");
        assert!(error.to_string().contains("hearken backup restore"), "{error}");
    }
    assert!(!place.dir().join("hearken.db").exists(), "no new journal begins");
    restore(&place, pair(&created)).await.unwrap();
    assert!(!folder.exists());
    place.open(Arc::default()).await;
}

#[tokio::test]
async fn what_is_left_of_another_database_is_in_the_way() {
    let t = filled(TestStore::start(Engine::Sqlite).await.unwrap()).await;
    let created = create(&t).await;
    let place = empty_place(Engine::Sqlite, &t).await.unwrap();
    for name in ["hearken.db", "hearken.db-wal", "keys.db", "keys.db-wal", "hearken.db-journal"] {
        let left = place.dir().join(name);
        fs::write(&left, "of another time").unwrap();
        let error = restore(&place, pair(&created)).await.map(drop).unwrap_err();
        assert!(matches!(error, BackupError::NotEmpty(_)), "{error:?}");
        assert_says(&error, [&shown(&left)]);
        fs::remove_file(left).unwrap();
    }
    restore(&place, pair(&created)).await.unwrap();
}

#[tokio::test]
async fn a_restore_that_only_had_to_be_moved_is_moved_at_the_next_start() {
    let t = filled(TestStore::start(Engine::Sqlite).await.unwrap()).await;
    let created = create(&t).await;
    let moved_by_then: [&[&str]; 3] = [&[], &["keys.db"], &["keys.db", "hearken.db"]];
    for moved in moved_by_then {
        let place = empty_place(Engine::Sqlite, &t).await.unwrap();
        restore(&place, pair(&created)).await.unwrap();
        // As if the process had been killed before it could move the others.
        let folder = place.dir().join("restoring");
        fs::create_dir(&folder).unwrap();
        for name in ["keys.db", "hearken.db"].iter().filter(|name| !moved.contains(name)) {
            fs::rename(place.dir().join(name), folder.join(name)).unwrap();
        }
        fs::write(folder.join("ready"), "").unwrap();
        let opened = place.open(Arc::default()).await;
        assert!(opened.store.read((), |tx, ()| Box::pin(tx.has_owner())).await.unwrap(), "{moved:?}");
        assert!(!folder.exists(), "{moved:?}");
    }
}
