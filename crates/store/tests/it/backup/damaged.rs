//! A backup that is not what was written is not restored, not even in part.

use std::fs;

use hearken_store::backup::{self, BackupError, BackupPair};
use hearken_testkit::{ClosedStore, Engine, TestStore, on_both_engines};

use super::support::{TRIED, create, empty_place, files, filled, pair, restore};

/// What is left of a place in which nothing was restored.
async fn assert_untouched(place: &ClosedStore) {
    let left: Vec<_> = files(place.dir()).iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    assert!(left.iter().all(|name| *name == "master.key" || *name == "hearken.lock"), "{left:?}");
    if place.database_url().is_some() {
        assert_eq!(place.raw().await.tables().await, Vec::<String>::new());
    }
}

on_both_engines! {
    async fn whatever_was_altered_nothing_is_restored(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let engine = if t.database_url().is_some() { Engine::Postgres } else { Engine::Sqlite };
        let place = empty_place(engine, &t).await.unwrap();
        let spoiled = t.outside().join("spoiled");
        for whole in [&created.data, &created.keys] {
            let bytes = fs::read(whole).unwrap();
            let mut versions: Vec<(String, Vec<u8>)> = (0..10)
                .map(|part| {
                    let (at, mut flipped) = (part * (bytes.len() - 1) / 9, bytes.clone());
                    flipped[at] ^= 0x10;
                    (format!("byte {at} of {} flipped", bytes.len()), flipped)
                })
                .collect();
            for length in [0, 20, 49, bytes.len() / 2, bytes.len() - 1] {
                versions.push((format!("{length} of {} bytes", bytes.len()), bytes[..length].to_vec()));
            }
            versions.push(("more than there was".to_owned(), [&bytes[..], b"more"].concat()));
            for (about, bytes) in versions {
                fs::write(&spoiled, bytes).unwrap();
                let pair = if whole == &created.data {
                    BackupPair { data: &spoiled, keys: &created.keys }
                } else {
                    BackupPair { data: &created.data, keys: &spoiled }
                };
                let verified = backup::verify(t.options(), pair, TRIED).map(drop).unwrap_err();
                let restored = restore(&place, pair).await.map(drop).unwrap_err();
                for error in [verified, restored] {
                    let named = matches!(error, BackupError::Damaged { .. } | BackupError::WrongMasterKey { .. } | BackupError::WrongKind { .. });
                    assert!(named, "{about}: {error:?}");
                    assert!(error.to_string().contains("spoiled"), "{about}: {error}");
                }
                assert_untouched(&place).await;
            }
        }
        restore(&place, pair(&created)).await.unwrap();
    }

    async fn an_entry_that_does_not_decrypt_is_found_before_it_counts(t: TestStore) {
        let t = filled(t).await;
        t.raw().await.spoil("entries", "body").await;
        let created = create(&t).await;
        assert!(backup::verify_file(t.options(), &created.data, backup::BackupKind::Data).is_ok(), "the file is whole");
        let verified = backup::verify(t.options(), pair(&created), TRIED).map(drop).unwrap_err();
        let place = empty_place(Engine::Sqlite, &t).await.unwrap();
        let restored = restore(&place, pair(&created)).await.map(drop).unwrap_err();
        for error in [verified, restored] {
            assert!(matches!(error, BackupError::Unreadable { failed: 4, tried: 4 }), "{error:?}");
        }
        assert_untouched(&place).await;
    }
}
