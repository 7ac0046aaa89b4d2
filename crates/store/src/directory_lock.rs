//! The lock by which one process has the data directory for itself.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::OpenError;
use crate::files::create_directory;
use crate::open::failed;

const LOCK: &str = "hearken.lock";

/// As long as it is kept, no other process has the directory. It goes with the process, however it ends.
pub(crate) struct DirectoryLock(File);

impl DirectoryLock {
    /// Takes the directory, which is made where it is not there.
    pub(crate) fn take(data_dir: &Path) -> Result<Self, OpenError> {
        create_directory(data_dir).map_err(|cause| failed(data_dir, cause))?;
        let path = data_dir.join(LOCK);
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&path);
        Self::of(file.map_err(|cause| failed(&path, cause))?, data_dir)
    }

    /// The same for a directory in which nothing is to be made: without a lock file nobody has it.
    pub(crate) fn take_if_there(data_dir: &Path) -> Result<Option<Self>, OpenError> {
        let path = data_dir.join(LOCK);
        match OpenOptions::new().write(true).open(&path) {
            Ok(file) => Self::of(file, data_dir).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(failed(&path, cause)),
        }
    }

    fn of(file: File, data_dir: &Path) -> Result<Self, OpenError> {
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(data_dir.display().to_string())),
            Err(TryLockError::Error(cause)) => Err(failed(&data_dir.join(LOCK), cause)),
        }
    }
}

/// A program that is just being started has every open file until it runs, and a lock that is only dropped lasts as long.
impl Drop for DirectoryLock {
    fn drop(&mut self) {
        // Nothing can be done about an error, and the lock goes when the file is closed.
        let _ = self.0.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_when_it_is_dropped_whoever_else_has_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let lock = DirectoryLock::take(dir.path()).unwrap();
        let _other_program = lock.0.try_clone().unwrap();
        assert!(matches!(DirectoryLock::take(dir.path()), Err(OpenError::InUse(_))));
        drop(lock);
        DirectoryLock::take(dir.path()).unwrap();
    }
}
