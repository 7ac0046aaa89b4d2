//! What only SQLite has: the batch that several writes share, the threads, the files.

use std::fs;
use std::future::ready;
use std::path::Path;
use std::task::{Context, Waker};

use rusqlite::Connection;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_cannot_begin_tells_why() {
    let fixture = Fixture::sqlite().await;
    fixture.run("PRAGMA busy_timeout = 0").await.unwrap();
    let other = Connection::open(fixture.dir.path().join("main.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (one, two) = tokio::join!(fixture.insert(1, big()), fixture.insert(2, big()));
    for refused in [one, two] {
        assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");
    }
    other.execute_batch("ROLLBACK").unwrap();
    fixture.insert(3, big()).await.unwrap();
    assert_eq!(fixture.things().await, [big()]);
}

/// Writes, takes away what the writing could be undone by, and fails.
async fn insert_past_undoing(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    insert(conn, 1, &big()).await?;
    conn.batch("RELEASE work").await?;
    Err(StoreError::Malformed("this test"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_cannot_be_undone_takes_its_batch_with_it() {
    let fixture = Fixture::sqlite().await;
    let failed: Result<(), StoreError> =
        fixture.db.write((), |mut conn, ()| Box::pin(async move { insert_past_undoing(&mut conn).await })).await;
    assert!(matches!(failed, Err(StoreError::Malformed("this test"))), "{failed:?}");
    assert_eq!(fixture.things().await, [], "half of it would be worse than nothing");
    fixture.insert(2, big()).await.unwrap();
    assert_eq!(fixture.things().await, [big()]);
}

/// Tells that it has begun, and goes on when told to.
fn wait(begun: &UnboundedSender<()>, go_on: &Mutex<mpsc::Receiver<()>>) {
    begun.send(()).unwrap();
    // An error means that the sender is gone: that is what is waited for.
    let _ = go_on.lock().unwrap().recv();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_waits_for_is_not_read() {
    let fixture = Fixture::sqlite().await;
    let (begun, mut begins) = unbounded_channel();
    let read = |sender: &UnboundedSender<()>| {
        let (go_on, waits) = mpsc::channel();
        let input = (sender.clone(), Mutex::new(waits));
        let reading: super::super::Fut<'_, ()> = Box::pin(fixture.db.read(input, |_, (begun, go_on)| {
            wait(begun, go_on);
            Box::pin(ready(Ok(())))
        }));
        (reading, go_on)
    };
    let poll = |reading: &mut super::super::Fut<'_, ()>| {
        assert!(reading.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    };
    // Both readers are kept busy, so that the third has to queue.
    let (mut one, go_on_one) = read(&begun);
    let (mut two, go_on_two) = read(&begun);
    poll(&mut one);
    poll(&mut two);
    begins.recv().await.unwrap();
    begins.recv().await.unwrap();
    let (ran, mut runs) = unbounded_channel();
    let (mut gone, _) = read(&ran);
    poll(&mut gone);
    drop((gone, ran, go_on_one, go_on_two));
    one.await.unwrap();
    two.await.unwrap();
    assert_eq!(runs.recv().await, None, "its input is gone and it never ran");
}

fn log_size(fixture: &Fixture) -> u64 {
    fs::metadata(fixture.dir.path().join("main.db-wal")).unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_reader_lets_the_log_grow_to_its_cap_and_no_further() {
    const BOUNDS: Bounds = Bounds { alarm: 4 << 20, cap: 16 << 20 };
    let fixture = Fixture::sqlite_within(BOUNDS).await;
    let reader = Connection::open(fixture.dir.path().join("main.db")).unwrap();
    reader.execute_batch("BEGIN; SELECT COUNT(*) FROM things").unwrap();
    let (refused, written) = write_until_refused(&fixture, 40).await;
    assert!(matches!(refused, Some(StoreError::Busy)), "{refused:?}");
    let full = log_size(&fixture);
    assert!((BOUNDS.cap..BOUNDS.cap + BOUNDS.alarm).contains(&full), "{full}");
    assert!(matches!(fixture.insert(-1, big()).await, Err(StoreError::Busy)));
    assert_eq!(log_size(&fixture), full);
    assert_eq!(fixture.things().await.len(), written, "reading goes on");

    reader.execute_batch("COMMIT").unwrap();
    fixture.insert(-1, big()).await.unwrap();
    assert!(log_size(&fixture) <= BOUNDS.alarm, "it was emptied by itself");
    assert_eq!(fixture.things().await.len(), written + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_reader_in_the_way_the_log_stays_small() {
    let fixture = Fixture::sqlite_within(Bounds { alarm: 4 << 20, cap: 16 << 20 }).await;
    assert!(write_until_refused(&fixture, 20).await.0.is_none());
    assert!(log_size(&fixture) <= 6 << 20, "{}", log_size(&fixture));
}

/// What was refused, if anything, and how much was written.
async fn write_until_refused(fixture: &Fixture, most: i64) -> (Option<StoreError>, usize) {
    for id in 0..most {
        if let Err(refused) = fixture.insert(id, big()).await {
            return (Some(refused), usize::try_from(id).unwrap());
        }
    }
    (None, usize::try_from(most).unwrap())
}

fn file_names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(dir).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn once_closed_everything_is_in_the_files() {
    let Fixture { db, dir, .. } = Fixture::sqlite().await;
    let insert = |id: i64| db.write(id, |mut conn, id| Box::pin(async move { insert(&mut conn, *id, &big()).await }));
    let inserted: Result<_, StoreError> = insert(1).await;
    inserted.unwrap();
    drop(db);
    assert_eq!(file_names(dir.path()), ["keys.db", "main.db"]);
    let rows = Connection::open(dir.path().join("main.db")).unwrap();
    assert_eq!(rows.query_one("SELECT COUNT(*) FROM things", (), |row| row.get(0)), Ok(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_makes_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (main, keys) = (dir.path().join("main.db"), dir.path().join("keys.db"));
    let look = || Db::Sqlite(Sqlite::look(&main, &keys).unwrap());
    let tables = async |db: Db| -> i64 {
        const TABLES: Sql = shared("SELECT COUNT(*) FROM sqlite_master");
        let count: Result<_, StoreError> =
            db.read((), |mut conn, ()| Box::pin(async move { conn.opt(TABLES, &[], |row| row.int(0)).await })).await;
        count.unwrap().unwrap()
    };
    assert_eq!(tables(look()).await, 0);
    assert_eq!(file_names(dir.path()), Vec::<String>::new());
    Connection::open(&main).unwrap().execute_batch("CREATE TABLE things (id BIGINT)").unwrap();
    let before = fs::read(&main).unwrap();
    assert_eq!(tables(look()).await, 1);
    let written: Result<_, StoreError> =
        look().write((), |mut conn, ()| Box::pin(async move { conn.batch("DROP TABLE things").await })).await;
    assert!(written.is_err());
    assert_eq!(file_names(dir.path()), ["main.db"]);
    assert_eq!(fs::read(&main).unwrap(), before);
}
