//! The log of writes (SQLite's WAL), kept from growing without end.
//!
//! SQLite empties it into the database while it goes on, but not past what a reader still looks at. Ours look for
//! milliseconds; a program that holds the file open for hours keeps all that is written meanwhile in the log. So does a
//! backup, which says that it reads by a lock on the directory, shared with others, and gives up before the log is full.

use std::fmt::Write as _;
use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::StoreError;

/// How long to wait for readers that are about to end.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long a look at the lock on the directory takes, and longest that it is waited for: another program may hold it.
const MOMENT: Duration = Duration::from_millis(1);
const OTHERS: Duration = Duration::from_secs(1);
const MEGABYTE: u64 = 1 << 20;

/// How large the log may become, in bytes.
#[derive(Clone, Copy)]
pub(crate) struct Bounds {
    /// From here on everything is tried to empty it, and the log of the program tells if that fails.
    pub(crate) alarm: u64,
    /// From here on nothing is written before it could be emptied.
    pub(crate) cap: u64,
}

impl Bounds {
    /// What a server keeps to.
    pub(crate) const SERVER: Self = Self { alarm: 64 * MEGABYTE, cap: 1024 * MEGABYTE };
}

/// The log of the main database.
pub(super) struct Log {
    path: PathBuf,
    bounds: Bounds,
    /// The size from which the next alarm is raised.
    next_alarm: u64,
}

impl Log {
    /// The log of the database at `path`, to which `conn` writes.
    pub(super) fn of(path: &Path, conn: &Connection, bounds: Bounds) -> Result<Self, StoreError> {
        // What is larger after it was emptied is cut off.
        conn.pragma_update(None, "journal_size_limit", i64::try_from(bounds.alarm).unwrap_or(i64::MAX))?;
        Ok(Self { path: log_of(path), bounds, next_alarm: bounds.alarm })
    }

    /// Looks at it after a commit.
    pub(super) fn tend(&mut self, conn: &Connection) {
        let size = self.size();
        if size <= self.bounds.alarm {
            self.next_alarm = self.bounds.alarm;
        } else if size > self.next_alarm && !is_emptied(conn) {
            self.next_alarm = size + self.bounds.alarm;
            let megabytes = size / MEGABYTE;
            if is_backed_up(&self.path) {
                tracing::info!(megabytes, "the database's log of writes grows until the backup has read everything");
                return;
            }
            tracing::warn!(
                megabytes,
                "the database's log of writes cannot be emptied: some program has been reading {} for long. Find it with `fuser`, and end it",
                self.path.display()
            );
        }
    }

    /// Whether it takes no more. It is tried to empty it then.
    pub(super) fn is_full(&self, conn: &Connection) -> bool {
        let is_full = self.size() >= self.bounds.cap && !is_emptied(conn);
        if is_full {
            tracing::error!("nothing is written before the database's log of writes could be emptied");
        }
        is_full
    }

    fn size(&self) -> u64 {
        size(&self.path)
    }
}

/// A log of writes that is larger than a server lets it become where nothing holds it up.
#[derive(Clone, Debug)]
pub struct OvergrownLog {
    /// Where it is.
    pub path: PathBuf,
    /// Its size, in bytes.
    pub size: u64,
    /// Whether a backup of ours holds it up, which ends by itself.
    pub is_backed_up: bool,
}

/// The log of the database at `path`, if its size raises an alarm.
pub(crate) fn overgrown_log(path: &Path) -> Option<OvergrownLog> {
    let path = log_of(path);
    let (size, is_backed_up) = (size(&path), is_backed_up(&path));
    (size > Bounds::SERVER.alarm).then_some(OvergrownLog { path, size, is_backed_up })
}

/// The log of writes beside `path` where there is no database to which it belongs: that file is missing, empty, or none of
/// SQLite's. SQLite would delete such a log over an empty file, and write it into any other.
pub(crate) fn log_alone(path: &Path) -> Option<PathBuf> {
    let log = log_of(path);
    (size(&log) > 0 && !may_be_database(path)).then_some(log)
}

/// Whether there is a file at `path`. One that cannot be looked at is there: whoever opens it is told why.
pub(crate) fn is_there(path: &Path) -> bool {
    !matches!(fs::metadata(path), Err(error) if error.kind() == ErrorKind::NotFound)
}

/// Whether the file at `path` is a database, as far as can be told. What stands in the way of telling is left to whoever
/// opens it in earnest.
fn may_be_database(path: &Path) -> bool {
    let is_empty = fs::metadata(path).is_ok_and(|file| file.len() == 0);
    is_there(path) && !is_empty && !matches!(read_header(path), Err(error) if is_no_database(&error))
}

/// Has SQLite read how the database at `path` begins, without its log and without a lock.
///
/// Nobody but SQLite may do that: a process that closes any descriptor of a file loses all its locks on it, those that
/// SQLite holds too. Another program may take the log for one that nobody uses then, and delete it. SQLite itself closes
/// none before its last lock on that file is gone.
fn read_header(path: &Path) -> rusqlite::Result<i64> {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_bytes() {
        // Writing to a string cannot fail.
        let _ = write!(address, "%{byte:02X}");
    }
    address.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(address, flags)?.query_one("PRAGMA schema_version", (), |row| row.get(0))
}

fn is_no_database(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::NotADatabase)
}

/// Says that a backup reads the database at `path`, as long as what is returned is kept. `None` where a directory cannot
/// be locked: then the alarm suspects it like any other program.
pub(crate) async fn announce_backup(path: &Path) -> Option<File> {
    let directory = File::open(path.parent()?).ok()?;
    let locked = async {
        loop {
            match directory.try_lock_shared() {
                // Whoever looks whether a backup reads has it for that moment.
                Err(TryLockError::WouldBlock) => tokio::time::sleep(MOMENT).await,
                tried => return tried.is_ok(),
            }
        }
    };
    let is_locked = tokio::time::timeout(OTHERS, locked).await.unwrap_or_default();
    is_locked.then_some(directory)
}

/// Whether a backup reads the database beside this file.
fn is_backed_up(path: &Path) -> bool {
    let directory = path.parent().map(File::open).and_then(Result::ok);
    directory.is_some_and(|directory| matches!(directory.try_lock(), Err(TryLockError::WouldBlock)))
}

/// Where SQLite keeps it.
fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// Empties the log, unless a reader is in the way for longer than we wait.
fn is_emptied(conn: &Connection) -> bool {
    let emptied = || -> rusqlite::Result<bool> {
        conn.busy_timeout(PATIENCE)?;
        conn.query_one("PRAGMA main.wal_checkpoint(TRUNCATE)", (), |row| Ok(row.get::<_, i64>(0)? == 0))
    };
    let emptied = emptied().unwrap_or_default();
    // It was understood before, with another number.
    let _ = conn.busy_timeout(super::BUSY_TIMEOUT);
    emptied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_backup_is_announced_though_somebody_looks_just_then() {
        let dir = tempfile::tempdir().unwrap();
        let (path, look) = (dir.path().join("hearken.db"), File::open(dir.path()).unwrap());
        look.lock().unwrap();
        let (announced, ()) = tokio::join!(announce_backup(&path), async { look.unlock().unwrap() });
        assert!(is_backed_up(&path));
        // A lock that is only dropped lasts on in a process that another test is just about to start.
        announced.unwrap().unlock().unwrap();
        assert!(!is_backed_up(&path));
        let other = File::open(dir.path()).unwrap();
        other.lock().unwrap();
        assert!(announce_backup(&path).await.is_none(), "a backup does not wait for a program that keeps it");
    }
}
