//! What was backed up comes back: on the same engine and on the other, all of it, in a new epoch.

use std::fs;
use std::sync::Arc;

use hearken_domain::{EntryId, UserId};
use hearken_store::Store;
use hearken_store::backup::{self, BackupKind};
use hearken_testkit::{Cell, Engine, TestStore, on_both_engines};

use super::support::{
    LATER, LEAP, TRIED, create, create_at, empty_place, filled, folders, heads, pair, restore, rows_but_heads,
};
use crate::support::{find, id};

/// Not a word of any code, message or schema.
const CANARY: &str = "zqxjkvbpwf";

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn assert_leapt(before: &[[Cell; 4]], after: &[[Cell; 4]]) {
    assert_eq!(before.len(), 2);
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(after) {
        let [Cell::Int(seq), Cell::Int(new_seq)] = [&before[1], &after[1]] else { panic!("{before:?} {after:?}") };
        assert_eq!(seq + LEAP, *new_seq);
        assert_eq!((&before[0], &before[2]), (&after[0], &after[2]), "user and floor stay");
        let [Cell::Int(epoch), Cell::Int(new_epoch)] = [&before[3], &after[3]] else { panic!("{before:?} {after:?}") };
        assert!(new_epoch > epoch && *new_epoch > LATER.as_millis(), "{epoch} {new_epoch}");
        assert!(*new_epoch < 1 << 53, "JavaScript can count that far");
    }
}

on_both_engines! {
    async fn every_row_comes_back_on_either_engine(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let (rows, before) = (rows_but_heads(&t).await, heads(&t).await);
        assert!(rows.iter().all(|(table, rows)| !rows.is_empty() || table == "hearken_keys"), "{rows:?}");
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let Some(place) = empty_place(engine, &t).await else { continue };
            let restored = restore(&place, pair(&created)).await.unwrap();
            assert_eq!((restored.readable.decrypted, restored.readable.locked_out), (4, 0));
            assert_eq!(restored.manifest, created.manifest);
            assert_eq!(rows_but_heads(&place).await, rows, "{engine:?}");
            assert_leapt(&before, &heads(&place).await);

            let opened = place.open(Arc::default()).await;
            let read = async |t: &TestStore| {
                let ana = t.store.scope(UserId(id("ana-mark"))).await.unwrap();
                find(t, &ana, EntryId(id("one"))).await.unwrap()
            };
            assert_eq!(read(&opened).await, read(&t).await);
            assert!(read(&opened).await.text.contains("mark wrote"), "decrypted");
            let again = create(&opened).await;
            let but_heads = |created: &backup::Created| {
                created.manifest.tables.iter().filter(|table| table.name != "user_sync").cloned().collect::<Vec<_>>()
            };
            assert_eq!(but_heads(&again), but_heads(&created), "digests do not depend on the engine");
        }
    }

    async fn two_restores_of_one_backup_are_two_histories(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let mut epochs = Vec::new();
        for _ in 0..2 {
            let place = empty_place(Engine::Sqlite, &t).await.unwrap();
            restore(&place, pair(&created)).await.unwrap();
            epochs.extend(heads(&place).await.into_iter().map(|head| head[3].clone()).take(1));
        }
        assert_ne!(epochs[0], epochs[1]);
    }

    async fn every_table_is_in_it_and_the_keys_are_apart(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let names = |path, kind| {
            let verified = backup::verify_file(t.options(), path, kind).unwrap();
            verified.manifest.tables.into_iter().map(|table| table.name).collect::<Vec<_>>()
        };
        let mut all = names(&created.data, BackupKind::Data);
        assert!(!all.contains(&"hearken_keys.wrapped_keys".to_owned()));
        let keys = names(&created.keys, BackupKind::Keys);
        assert_eq!(keys, ["hearken_keys.wrapped_keys"]);
        all.extend(keys);
        all.push("schema_migrations".to_owned());
        all.sort();
        assert_eq!(all, t.raw().await.tables().await);
    }

    async fn nothing_in_it_can_be_read(t: TestStore) {
        let [ana, _] = crate::fill::fill(&t, CANARY).await;
        let created = create(&t).await;
        let wrapped = t.raw().await.rows("SELECT wrapped FROM hearken_keys.wrapped_keys").await;
        for path in [&created.data, &created.keys] {
            let bytes = fs::read(path).unwrap();
            let user = ana.user().0;
            for clear in [CANARY.as_bytes(), b"kind-one", b"entries", b"made_at", user.as_bytes(), user.to_string().as_bytes()] {
                assert!(!contains(&bytes, clear), "{:?} in {}", String::from_utf8_lossy(clear), path.display());
            }
            assert!(wrapped.iter().all(|row| !contains(&bytes, &row[0].as_bytes()[20..40])), "a wrapped key in {}", path.display());
        }
        let master = fs::read(&t.options().master_key_file).unwrap();
        assert!(!contains(&fs::read(&created.keys).unwrap(), &master[21..53]));
    }

    async fn a_whole_backup_is_found_whole(t: TestStore) {
        let t = filled(t).await;
        let created = create(&t).await;
        let verified = backup::verify(t.options(), pair(&created), TRIED).unwrap();
        assert_eq!(verified.manifest, created.manifest);
        assert_eq!(verified.head, created.head);
        assert_eq!((verified.head.instance, verified.head.schema()), (id("ana-mark"), Store::schema_version()));
        assert_eq!(verified.readable.decrypted, 4);
        assert_eq!(backup::verify(t.options(), pair(&created), 3).unwrap().readable.decrypted, 3);
        assert_eq!(created.manifest.rows_of("entries"), 4);
    }

    async fn old_ones_are_forgotten_and_the_newest_never(t: TestStore) {
        use std::time::Duration;
        let t = filled(t).await;
        let days = |count: u64| hearken_testkit::START + Duration::from_hours(24 * count);
        for day in [0, 10, 20] {
            create_at(&t, days(day)).await.unwrap();
        }
        let left = |kind, folder: std::path::PathBuf| {
            backup::list(&folder, kind).unwrap().into_iter().map(|file| file.made_at).collect::<Vec<_>>()
        };
        let folders = folders(&t);
        let stranger = folders.data.join("hearken-20200101T000000.000Z.data");
        fs::write(&stranger, "HEARKEN1 of somebody else, with another master key, or none at all").unwrap();
        backup::forget_old(t.options().clone(), folders.clone(), 2, days(21)).await.unwrap();
        assert_eq!(left(BackupKind::Data, folders.data.clone())[..2], [days(20), days(10)]);
        assert!(stranger.exists(), "what is not ours stays");
        assert_eq!(left(BackupKind::Keys, folders.keys.clone()), [days(20), days(10)]);
        backup::forget_old(t.options().clone(), folders.clone(), 1, days(100)).await.unwrap();
        assert_eq!(left(BackupKind::Data, folders.data.clone())[0], days(20));
        assert_eq!(left(BackupKind::Keys, folders.keys), [days(20)]);
    }
}
