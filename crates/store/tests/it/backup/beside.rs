//! A backup that is made while others write is one moment of theirs, and holds nobody up.

use std::fs::{self, File, TryLockError};
use std::io::Write as _;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hearken_domain::{EntryId, UserId};
use hearken_store::{Store, UserScope, backup};
use hearken_testkit::{Cell, Engine, Fixture as _, START, TestStore, on_both_engines};
use tokio::task::JoinSet;

use super::support::{LEAP, create_at, empty_place, filled, folders, pair, restore};
use crate::support::{entry, id, write};

/// Writes until asked to stop; returns how often.
async fn keep_writing(store: Store, scope: UserScope, stop: Arc<AtomicBool>) -> u64 {
    let mut written = 0;
    while !stop.load(Ordering::SeqCst) {
        let mut one = entry(&format!("entry {written}"), "meanwhile");
        one.id = EntryId(id(&format!("{} {written}", scope.user())));
        let write = store.write_user(scope.clone(), START, one, |tx, one| Box::pin(tx.insert_entry(one.clone(), None)));
        write.await.unwrap();
        written += 1;
    }
    written
}

on_both_engines! {
    async fn it_is_one_moment_of_a_busy_server(t: TestStore) {
        let t = filled(t).await;
        let (stop, mut writers) = (Arc::new(AtomicBool::new(false)), JoinSet::new());
        for name in ["ana-mark", "ben-mark"] {
            let user = UserId(id(name));
            let scope = t.store.scope(user).await.unwrap();
            writers.spawn(keep_writing(t.store.clone(), scope, Arc::clone(&stop)));
        }
        let mut made = Vec::new();
        for number in 0..5 {
            made.push(create_at(&t, START + Duration::from_secs(number)).await.unwrap());
        }
        stop.store(true, Ordering::SeqCst);
        let written: u64 = writers.join_all().await.into_iter().sum();
        assert!(written > 10, "only {written} writes beside five backups");
        let grew = made.windows(2).filter(|two| two[0].manifest.rows() < two[1].manifest.rows()).count();
        assert!(grew > 0, "something was written between two backups");
        for created in &made {
            let place = empty_place(Engine::Sqlite, &t).await.unwrap();
            restore(&place, pair(created)).await.unwrap();
            let raw = place.raw().await;
            let torn = format!(
                "SELECT u.user_id FROM user_sync u WHERE u.seq - {LEAP} <>
                   (SELECT MAX(rev) FROM sync_rows s WHERE s.user_id = u.user_id)
                 UNION ALL SELECT e.id FROM entries e WHERE NOT EXISTS
                   (SELECT 1 FROM sync_rows s WHERE s.user_id = e.user_id AND s.row_id = e.id AND s.rev = e.rev)
                 UNION ALL SELECT s.row_id FROM sync_rows s WHERE s.tbl = 1 AND NOT s.deleted AND NOT EXISTS
                   (SELECT 1 FROM entries e WHERE e.user_id = s.user_id AND e.id = s.row_id)"
            );
            assert_eq!(raw.rows(&torn).await, Vec::<Vec<Cell>>::new());
        }
    }

    async fn the_store_may_be_open_or_closed(t: TestStore) {
        let t = filled(t).await;
        create_at(&t, START).await.unwrap();
        let scope = t.user("later").await;
        write(&t, &scope, (), |tx, ()| Box::pin(tx.insert_entry(entry("of later", "x"), None))).await.unwrap();
        let place = t.close();
        let later = START + Duration::from_secs(1);
        assert_eq!(create_at(&place, later).await.unwrap().manifest.rows_of("users"), 3);
        place.open(Arc::default()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_that_it_reads_as_long_as_it_does() {
    let place = filled(TestStore::start(Engine::Sqlite).await.unwrap()).await.close();
    let is_announced = || matches!(File::open(place.dir()).unwrap().try_lock(), Err(TryLockError::WouldBlock));
    assert!(!is_announced());
    // A pipe in the place of the key: it reads on when it is handed the key.
    let key = place.options().master_key_file.clone();
    let aside = place.outside().join("aside");
    fs::rename(&key, &aside).unwrap();
    assert!(Command::new("mkfifo").arg(&key).status().unwrap().success());
    let mut made = JoinSet::new();
    made.spawn(backup::create(place.options().clone(), folders(&place), START));
    let mut pipe = File::options().write(true).open(&key).unwrap();
    assert!(is_announced());
    pipe.write_all(&fs::read(&aside).unwrap()).unwrap();
    fs::rename(&aside, &key).unwrap();
    drop(pipe);
    made.join_next().await.unwrap().unwrap().unwrap();
    assert!(!is_announced());
}
