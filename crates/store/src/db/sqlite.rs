//! SQLite: one writer thread with group commit, a few reader threads.
//!
//! The writer takes all waiting transactions, runs each in its own savepoint, commits once (`synchronous=FULL`), and
//! only then answers: every answer is durable, and one fsync serves many.

use std::fs::OpenOptions;
use std::future::Future;
use std::os::unix::fs::OpenOptionsExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use rusqlite::{Connection, OpenFlags};
use tokio::sync::{mpsc, oneshot};

use super::{Conn, Work};
use crate::StoreError;

const QUEUE: usize = 1024;
const MAX_BATCH: usize = 64;
const READERS: usize = 2;

/// Answers one caller, once it is known whether the batch was committed.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
type WriteJob = Box<dyn FnOnce(&mut Connection) -> Answer + Send>;
type ReadJob = Box<dyn FnOnce(&mut Connection) + Send>;

/// A SQLite database.
pub(crate) struct Sqlite {
    writer: mpsc::Sender<WriteJob>,
    reader: mpsc::Sender<ReadJob>,
}

impl Sqlite {
    /// Opens (or creates) the database at `path`, with `keys` attached as the schema `hearken_keys`.
    pub(crate) fn open(path: &Path, keys: &Path) -> Result<Self, StoreError> {
        create_private(path)?;
        create_private(keys)?;
        let (writer, write_jobs) = mpsc::channel(QUEUE);
        let (reader, read_jobs) = mpsc::channel(QUEUE);
        let write_conn = connect(path, keys, true)?;
        spawn("hearken-writer", move || run_writer(write_conn, write_jobs))?;
        let read_jobs = Arc::new(Mutex::new(read_jobs));
        for _ in 0..READERS {
            let conn = connect(path, keys, false)?;
            let jobs = Arc::clone(&read_jobs);
            spawn("hearken-reader", move || run_reader(conn, &jobs))?;
        }
        Ok(Self { writer, reader })
    }

    pub(crate) async fn write<I, T, E>(&self, input: I, work: Work<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: WriteJob = Box::new(move |conn| {
            let outcome = in_savepoint(conn, &input, work);
            Box::new(move |committed| {
                // A caller that has gone away no longer needs its answer.
                let _ = answer.send(outcome.and_then(|value| committed.map(|()| value).map_err(E::from)));
            })
        });
        self.writer.try_send(job).map_err(refused)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    pub(crate) async fn read<I, T, E>(&self, input: I, work: Work<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: ReadJob = Box::new(move |conn| {
            let _ = answer.send(in_snapshot(conn, &input, work));
        });
        self.reader.try_send(job).map_err(refused)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

#[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
fn refused<T>(error: mpsc::error::TrySendError<T>) -> StoreError {
    match error {
        mpsc::error::TrySendError::Full(_) => StoreError::Busy,
        mpsc::error::TrySendError::Closed(_) => StoreError::Closed,
    }
}

fn spawn(name: &str, run: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
    let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(run);
    spawned.map(drop).map_err(|cause| StoreError::Engine(format!("cannot start a thread: {cause}")))
}

/// Makes a database file that only its owner can read; SQLite gives its companions the same mode.
fn create_private(path: &Path) -> Result<(), StoreError> {
    let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    file.map(drop).map_err(|cause| StoreError::Engine(format!("cannot use {}: {cause}", path.display())))
}

fn connect(path: &Path, keys: &Path, writes: bool) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.execute("ATTACH DATABASE ?1 AS hearken_keys", [keys.to_string_lossy()])?;
    conn.execute_batch(
        "PRAGMA busy_timeout = 5000;
         PRAGMA main.journal_mode = WAL;
         PRAGMA hearken_keys.journal_mode = WAL;
         PRAGMA main.synchronous = FULL;
         PRAGMA hearken_keys.synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = FAST;
         PRAGMA temp_store = MEMORY;",
    )?;
    if !writes {
        conn.execute_batch("PRAGMA query_only = ON;")?;
    }
    Ok(conn)
}

fn run_writer(mut conn: Connection, mut jobs: mpsc::Receiver<WriteJob>) {
    while let Some(first) = jobs.blocking_recv() {
        let mut answers = Vec::with_capacity(1);
        let committed = conn.execute_batch("BEGIN IMMEDIATE").map_err(StoreError::from).and_then(|()| {
            answers.push(first(&mut conn));
            while answers.len() < MAX_BATCH && !conn.is_autocommit() {
                let Ok(job) = jobs.try_recv() else { break };
                answers.push(job(&mut conn));
            }
            commit(&conn)
        });
        let failure = committed.err();
        for answer in answers {
            answer(failure.as_ref().map_or(Ok(()), |error| Err(again(error))));
        }
    }
}

/// Commits the batch. A full disk or a failing one may have rolled it back already: then nothing of it stands.
fn commit(conn: &Connection) -> Result<(), StoreError> {
    if conn.is_autocommit() {
        return Err(StoreError::Engine("the transaction was rolled back by the engine".to_owned()));
    }
    conn.execute_batch("COMMIT").map_err(|error| {
        // The commit's own error is the one to report.
        let _ = conn.execute_batch("ROLLBACK");
        StoreError::from(error)
    })
}

/// The same failure, once for each caller in the batch.
fn again(error: &StoreError) -> StoreError {
    match error {
        StoreError::DiskFull => StoreError::DiskFull,
        StoreError::Busy => StoreError::Busy,
        other => StoreError::Engine(other.to_string()),
    }
}

fn in_savepoint<I, T, E: From<StoreError>>(conn: &mut Connection, input: &I, work: Work<I, T, E>) -> Result<T, E> {
    conn.execute_batch("SAVEPOINT work").map_err(StoreError::from)?;
    let outcome = catch_unwind(AssertUnwindSafe(|| poll_once(work(Conn::Sqlite(conn), input))))
        .unwrap_or_else(|_| Err(StoreError::Engine("a write panicked".to_owned()).into()));
    let end = if outcome.is_ok() { "RELEASE work" } else { "ROLLBACK TO work; RELEASE work" };
    match (outcome, conn.execute_batch(end)) {
        (Ok(_), Err(error)) => Err(StoreError::from(error).into()),
        (outcome, _) => outcome,
    }
}

fn run_reader(mut conn: Connection, jobs: &Mutex<mpsc::Receiver<ReadJob>>) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        let Some(job) = job else { return };
        job(&mut conn);
    }
}

fn in_snapshot<I, T, E: From<StoreError>>(conn: &mut Connection, input: &I, work: Work<I, T, E>) -> Result<T, E> {
    conn.execute_batch("BEGIN").map_err(StoreError::from)?;
    let outcome = catch_unwind(AssertUnwindSafe(|| poll_once(work(Conn::Sqlite(conn), input))))
        .unwrap_or_else(|_| Err(StoreError::Engine("a read panicked".to_owned()).into()));
    conn.execute_batch("ROLLBACK").map_err(StoreError::from)?;
    outcome
}

/// Every call on SQLite is synchronous, so the future is ready at once; one that is not waits for something foreign.
fn poll_once<T, E: From<StoreError>>(
    mut future: Pin<Box<dyn Future<Output = Result<T, E>> + Send + '_>>,
) -> Result<T, E> {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => Err(StoreError::ForeignAwait.into()),
    }
}
