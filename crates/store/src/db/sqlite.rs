//! SQLite: one writer thread with group commit, a few reader threads.
//!
//! The writer takes all waiting transactions, runs each in its own savepoint, commits once (`synchronous=FULL`), and
//! only then answers: every answer is durable, and one fsync serves many.

mod batch;
mod log;
mod workers;

use std::fs::OpenOptions;
use std::future::Future;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use tokio::sync::{mpsc, oneshot};

use super::{Conn, Work};
use crate::StoreError;
use batch::{Batch, again};
use log::Log;
pub use log::OvergrownLog;
pub(crate) use log::{Bounds, announce_backup, is_there, log_alone, overgrown_log};
use workers::Workers;

const MAX_BATCH: usize = 64;
const READERS: usize = 2;
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

const SETTINGS: &str = "
    PRAGMA main.journal_mode = WAL;
    PRAGMA hearken_keys.journal_mode = WAL;
    PRAGMA main.synchronous = FULL;
    PRAGMA hearken_keys.synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = FAST;";
const FILL_SETTINGS: &str = "
    PRAGMA main.journal_mode = MEMORY;
    PRAGMA hearken_keys.journal_mode = MEMORY;
    PRAGMA main.synchronous = OFF;
    PRAGMA hearken_keys.synchronous = OFF;
    PRAGMA main.cache_size = -65536;
    PRAGMA foreign_keys = OFF;";

/// Answers one caller, once it is known whether the batch was committed.
type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
type WriteJob = Box<dyn FnOnce(&mut Batch<'_>) -> Answer + Send>;
type ReadJob = Box<dyn FnOnce(&mut Connection) + Send>;

/// A SQLite database. Dropping it closes it: what is queued is written, and the log of writes is emptied into the file.
pub(crate) struct Sqlite {
    reader: Workers<ReadJob>,
    // Last, because the last connection to close empties the log.
    writer: Workers<WriteJob>,
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To see what is there, without making or changing anything.
    Look,
    Read,
    Write(Durability),
    /// To fill a new database that nobody uses yet. What fails over it is thrown away, so little care is taken; whoever
    /// fills it makes the files durable at the end.
    Fill,
}

/// What a commit waits for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// For the disk: an answer outlives a power cut.
    Full,
    /// For nothing: the last commits may be gone after a power cut. For a test that must find them missing.
    Normal,
}

impl Sqlite {
    /// Opens (or creates) the database at `path`, with `keys` attached as the schema `hearken_keys`.
    pub(crate) fn open(path: &Path, keys: &Path, durability: Durability) -> Result<Self, StoreError> {
        Self::open_within(path, keys, durability, Bounds::SERVER)
    }

    /// The same with other bounds of the log.
    pub(crate) fn open_within(
        path: &Path,
        keys: &Path,
        durability: Durability,
        bounds: Bounds,
    ) -> Result<Self, StoreError> {
        create_private(path)?;
        create_private(keys)?;
        Self::start([path, keys], [Purpose::Write(durability), Purpose::Read], bounds)
    }

    /// Opens what is there of the two, and changes nothing in them; SQLite itself takes in what a crash left in its log.
    /// In the place of one that is not there, or has left nothing but its log, stands an empty database in memory.
    pub(crate) fn look(path: &Path, keys: &Path) -> Result<Self, StoreError> {
        let is_whole = |file: &Path| is_there(file) && log_alone(file).is_none();
        let files = [path, keys].map(|file| if is_whole(file) { file } else { Path::new(":memory:") });
        Self::start(files, [Purpose::Look; 2], Bounds::SERVER)
    }

    /// Makes a new database to be filled.
    pub(crate) fn fill(path: &Path, keys: &Path) -> Result<Self, StoreError> {
        create_private(path)?;
        create_private(keys)?;
        Self::start([path, keys], [Purpose::Fill, Purpose::Look], Bounds::SERVER)
    }

    fn start(files: [&Path; 2], [to_write, to_read]: [Purpose; 2], bounds: Bounds) -> Result<Self, StoreError> {
        let (mut writer, write_jobs) = Workers::new();
        let write_conn = connect(files, to_write)?;
        let log = Log::of(files[0], &write_conn, bounds)?;
        writer.start("hearken-writer", move || run_writer(write_conn, log, write_jobs))?;
        let (mut reader, read_jobs) = Workers::new();
        let read_jobs = Arc::new(Mutex::new(read_jobs));
        for _ in 0..READERS {
            let (conn, jobs) = (connect(files, to_read)?, Arc::clone(&read_jobs));
            reader.start("hearken-reader", move || run_reader(conn, &jobs))?;
        }
        Ok(Self { reader, writer })
    }

    pub(crate) async fn write<I, T, E>(&self, input: I, work: Work<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job: WriteJob = Box::new(move |batch| {
            let outcome = batch.run(&input, work);
            Box::new(move |committed| {
                // A caller that has gone away no longer needs its answer.
                let _ = answer.send(outcome.and_then(|value| committed.map(|()| value).map_err(E::from)));
            })
        });
        self.writer.submit(job)?;
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
            // What nobody waits for any more is not looked up.
            if !answer.is_closed() {
                let _ = answer.send(in_snapshot(conn, &input, work));
            }
        });
        self.reader.submit(job)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

/// Makes a database file that only its owner can read; SQLite gives its companions the same mode. One that is there is not
/// touched: only SQLite may open it.
fn create_private(path: &Path) -> Result<(), StoreError> {
    match OpenOptions::new().create_new(true).append(true).mode(0o600).open(path) {
        Err(cause) if cause.kind() != ErrorKind::AlreadyExists => {
            Err(StoreError::Engine(format!("cannot use {}: {cause}", path.display())))
        }
        _ => Ok(()),
    }
}

fn connect([path, keys]: [&Path; 2], purpose: Purpose) -> Result<Connection, StoreError> {
    // Without the right to create, so that a file that goes away is an error and not an empty journal.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|error| unusable(path, error))?;
    conn.set_prepared_statement_cache_capacity(256);
    let attached = conn.execute("ATTACH DATABASE ?1 AS hearken_keys", [keys.to_string_lossy()]);
    attached.map_err(|error| unusable(keys, error))?;
    if matches!(purpose, Purpose::Write(_)) {
        require_writable(&conn, "main", path)?;
        require_writable(&conn, "hearken_keys", keys)?;
    }
    conn.busy_timeout(BUSY_TIMEOUT)?;
    conn.execute_batch("PRAGMA temp_store = MEMORY;")?;
    conn.execute_batch(match purpose {
        Purpose::Look => "",
        Purpose::Read | Purpose::Write(_) => SETTINGS,
        Purpose::Fill => FILL_SETTINGS,
    })?;
    if purpose == Purpose::Write(Durability::Normal) {
        conn.execute_batch("PRAGMA main.synchronous = NORMAL; PRAGMA hearken_keys.synchronous = NORMAL;")?;
    }
    if matches!(purpose, Purpose::Look | Purpose::Read) {
        conn.execute_batch("PRAGMA query_only = ON;")?;
    }
    Ok(conn)
}

fn require_writable(conn: &Connection, schema: &str, path: &Path) -> Result<(), StoreError> {
    if conn.is_readonly(schema)? {
        return Err(StoreError::Engine(format!("cannot use {}: this user may not write to it", path.display())));
    }
    Ok(())
}

/// An error of opening, with the name of the file.
fn unusable(path: &Path, error: rusqlite::Error) -> StoreError {
    match StoreError::from(error) {
        StoreError::Engine(cause) => StoreError::Engine(format!("cannot use {}: {cause}", path.display())),
        other => other,
    }
}

fn run_writer(mut conn: Connection, mut log: Log, mut jobs: mpsc::Receiver<WriteJob>) {
    while let Some(first) = jobs.blocking_recv() {
        let mut batch = if log.is_full(&conn) { Batch::refused(&mut conn) } else { Batch::begin(&mut conn) };
        let mut answers = vec![first(&mut batch)];
        while answers.len() < MAX_BATCH && batch.is_open() {
            let Ok(job) = jobs.try_recv() else { break };
            answers.push(job(&mut batch));
        }
        let failure = batch.commit().err();
        for answer in answers {
            answer(failure.as_ref().map_or(Ok(()), |error| Err(again(error))));
        }
        log.tend(&conn);
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
