//! Both engines alike: values come back as they went in, snapshots stand still and cannot write, a full disk is survived.

mod postgres;
mod sqlite;

use std::sync::{Mutex, mpsc};
use std::thread;

use hearken_testkit::postgres::{Cluster, Database};
use tempfile::TempDir;
use tokio::runtime::Handle;
use tokio::task::block_in_place;
use uuid::Uuid;

use super::{Bounds, Conn, Db, Durability, Postgres, Row, Sql, Sqlite, vals};
use crate::StoreError;

const INSERT: Sql =
    shared("INSERT INTO things (id, number, truth, words, bytes, name) VALUES ($1, $2, $3, $4, $5, $6)");
const SELECT: Sql = shared("SELECT number, truth, words, bytes, name FROM things ORDER BY id");
const COUNT: Sql = shared("SELECT COUNT(*) FROM things");
const DELETE: Sql = shared("DELETE FROM things");

/// One row: every type, in the order of the columns.
type Thing = (Option<i64>, bool, Option<String>, Option<Vec<u8>>, Option<Uuid>);

const fn shared(text: &'static str) -> Sql {
    Sql { sqlite: text, postgres: text }
}

/// A database with the table `things`.
struct Fixture {
    db: Db,
    dir: TempDir,
    database: Option<Database>,
}

impl Fixture {
    async fn sqlite() -> Self {
        Self::sqlite_within(Bounds::SERVER).await
    }

    /// The same with other bounds of SQLite's log of writes.
    async fn sqlite_within(bounds: Bounds) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::Sqlite(
            Sqlite::open_within(&dir.path().join("main.db"), &dir.path().join("keys.db"), Durability::Full, bounds)
                .unwrap(),
        );
        Self { db, dir, database: None }.with_things().await
    }

    /// `None` when PostgreSQL is not installed.
    async fn postgres() -> Option<Self> {
        Self::postgres_with("").await
    }

    /// The same with options in the URL.
    async fn postgres_with(options: &str) -> Option<Self> {
        let cluster = Cluster::shared()?;
        let database = cluster.create_database("empty", async |_| Ok::<_, String>(())).await.unwrap();
        let db = Db::Postgres(Postgres::open(&with_options(database.url(), options)).await.unwrap());
        Some(Self { db, dir: tempfile::tempdir().unwrap(), database: Some(database) }.with_things().await)
    }

    async fn both() -> Vec<Self> {
        std::iter::once(Self::sqlite().await).chain(Self::postgres().await).collect()
    }

    async fn with_things(self) -> Self {
        let made: Result<_, StoreError> =
            self.db.write((), |mut conn, ()| Box::pin(async move { make(&mut conn).await })).await;
        made.unwrap();
        self
    }

    /// Runs statements in a transaction that is committed.
    async fn run(&self, sql: impl Into<String>) -> Result<(), StoreError> {
        self.db.write(sql.into(), |mut conn, sql| Box::pin(async move { conn.batch(sql).await })).await
    }

    async fn insert(&self, id: i64, thing: Thing) -> Result<u64, StoreError> {
        self.db
            .write((id, thing), |mut conn, (id, thing)| Box::pin(async move { insert(&mut conn, *id, thing).await }))
            .await
    }

    async fn things(&self) -> Vec<Thing> {
        let all: Result<_, StoreError> =
            self.db.read((), |mut conn, ()| Box::pin(async move { conn.all(SELECT, &[], thing).await })).await;
        all.unwrap()
    }
}

/// `options` are in the form of a command line, as in `-c lock_timeout=1s`.
fn with_options(url: &str, options: &str) -> String {
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}options={}", options.replace(' ', "%20").replace('=', "%3D"))
}

async fn make(conn: &mut Conn<'_>) -> Result<(), StoreError> {
    let sql = conn.dialect(
        "CREATE TABLE things (id BIGINT, number BIGINT, truth BOOLEAN, words TEXT, bytes BLOB, name BLOB)",
        "CREATE TABLE things (id BIGINT, number BIGINT, truth BOOLEAN, words TEXT, bytes BYTEA, name UUID)",
    );
    conn.batch(sql).await
}

async fn insert(conn: &mut Conn<'_>, id: i64, (number, truth, words, bytes, name): &Thing) -> Result<u64, StoreError> {
    conn.exec(INSERT, vals![id, *number, *truth, words.as_deref(), bytes.as_deref(), *name]).await
}

fn thing(row: &Row<'_>) -> Result<Thing, StoreError> {
    Ok((row.opt_int(0)?, row.bool(1)?, row.opt_text(2)?, row.opt_bytes(3)?, row.opt_uuid(4)?))
}

fn big() -> Thing {
    (None, false, None, Some(vec![7; 1 << 20]), None)
}

async fn count(conn: &mut Conn<'_>) -> Result<i64, StoreError> {
    conn.opt(COUNT, &[], |row| row.int(0)).await.map(Option::unwrap_or_default)
}

#[tokio::test(flavor = "multi_thread")]
async fn values_come_back_as_they_went_in() {
    for fixture in Fixture::both().await {
        let things: [Thing; 3] = [
            (Some(i64::MIN), true, Some("wörds \u{1f9e1} <3".to_owned()), Some(vec![0, 255, 0]), Some(Uuid::max())),
            (Some(i64::MAX), false, Some(String::new()), Some(Vec::new()), Some(Uuid::nil())),
            (None, true, None, None, None),
        ];
        for (id, thing) in (0..).zip(&things) {
            assert_eq!(fixture.insert(id, thing.clone()).await.unwrap(), 1);
        }
        assert_eq!(fixture.things().await, things, "{}", fixture.db.engine());
        let deleted: Result<_, StoreError> =
            fixture.db.write((), |mut conn, ()| Box::pin(async move { conn.exec(DELETE, &[]).await })).await;
        assert_eq!(deleted.unwrap(), 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_cannot_write() {
    for fixture in Fixture::both().await {
        // On every connection there may be.
        for _ in 0..10 {
            let written: Result<_, StoreError> = fixture
                .db
                .read(big(), |mut conn, thing| Box::pin(async move { insert(&mut conn, 1, thing).await }))
                .await;
            assert!(matches!(written, Err(StoreError::Engine(_))), "{}: {written:?}", fixture.db.engine());
        }
        let made: Result<_, StoreError> = fixture
            .db
            .read((), |mut conn, ()| Box::pin(async move { conn.batch("CREATE TABLE more (id BIGINT)").await }))
            .await;
        assert!(made.is_err());
        assert_eq!(fixture.things().await, []);
    }
}

/// What a reader tells, and is told by, a writer beside it.
type Signals = (mpsc::Sender<()>, Mutex<mpsc::Receiver<()>>);

/// Counts twice, and between the two lets somebody else write.
async fn count_twice(conn: &mut Conn<'_>, (counted, written): &Signals) -> Result<[i64; 2], StoreError> {
    let first = count(conn).await?;
    counted.send(()).unwrap();
    written.lock().unwrap().recv().unwrap();
    Ok([first, count(conn).await?])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_snapshot_stands_still() {
    for fixture in Fixture::both().await {
        fixture.insert(1, big()).await.unwrap();
        let ((counted, has_counted), (written, has_written)) = (mpsc::channel(), mpsc::channel());
        let signals: Signals = (counted, Mutex::new(has_written));
        let (runtime, other) = (Handle::current(), &fixture);
        let write = move || {
            has_counted.recv().unwrap();
            runtime.block_on(other.insert(2, big())).unwrap();
            written.send(()).unwrap();
        };
        let reading = fixture
            .db
            .read(signals, |mut conn, signals| Box::pin(async move { count_twice(&mut conn, signals).await }));
        // Each in a thread of its own, because each waits for the other.
        let counts: Result<_, StoreError> = thread::scope(|scope| {
            scope.spawn(write);
            block_in_place(|| Handle::current().block_on(reading))
        });
        assert_eq!(counts.unwrap(), [1, 1], "{}", fixture.db.engine());
        assert_eq!(fixture.things().await.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_an_error_that_passes() {
    let fixture = Fixture::sqlite().await;
    fixture.insert(1, big()).await.unwrap();
    fixture.run("PRAGMA max_page_count = 300").await.unwrap();
    let (one, two, three) = tokio::join!(fixture.insert(2, big()), fixture.insert(3, big()), fixture.insert(4, big()));
    for full in [one, two, three] {
        assert!(matches!(full, Err(StoreError::DiskFull | StoreError::Engine(_))), "{full:?}");
    }
    assert_eq!(fixture.things().await, [big()]);
    let alone = fixture.insert(5, big()).await;
    assert!(matches!(alone, Err(StoreError::DiskFull)), "{alone:?}");
    fixture.run("PRAGMA max_page_count = 100000").await.unwrap();
    fixture.insert(6, big()).await.unwrap();
    assert_eq!(fixture.things().await, [big(), big()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_in_a_batch_that_cannot_be_committed_hears_of_it() {
    let fixture = Fixture::sqlite().await;
    let ended = fixture.run("ROLLBACK").await;
    assert!(matches!(ended, Err(StoreError::Engine(_))), "{ended:?}");
    fixture.insert(1, big()).await.unwrap();
    assert_eq!(fixture.things().await, [big()]);
}
