//! The data directory and the key file: there, ours, and closed to others.

use std::fs::{self, Metadata, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use hearken_store::StoreOptions;

use super::finding::Finding;

const DIRECTORY: &str = "data directory";
const KEY: &str = "master key";

/// What the group and everybody else may do.
const OTHERS: u32 = 0o077;

/// The files of a setup, whose master key may be missing if nothing needs it yet.
pub(super) fn look(storage: &StoreOptions, needs_no_key: bool) -> [Finding; 2] {
    [data_directory(&storage.data_dir), master_key(&storage.master_key_file, needs_no_key)]
}

fn data_directory(path: &Path) -> Finding {
    let shown = path.display();
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Finding::fine(DIRECTORY, format!("{shown} is not there yet; the first start makes it"));
        }
        Err(error) => return Finding::wrong(DIRECTORY, format!("{shown} cannot be looked at: {error}")),
    };
    if !metadata.is_dir() {
        return Finding::wrong(DIRECTORY, format!("{shown} is not a directory. Name another with --data-dir."));
    }
    if is_open_to_others(&metadata) {
        return Finding::wrong(
            DIRECTORY,
            format!("{shown} can be read by other users of this machine. Run: chmod 700 {shown}"),
        );
    }
    if !is_writable(path) {
        return Finding::wrong(
            DIRECTORY,
            format!("{shown} cannot be written to by this user. Start Hearken as its owner."),
        );
    }
    Finding::fine(DIRECTORY, format!("{shown} is writable and closed to others"))
}

fn master_key(path: &Path, is_not_needed: bool) -> Finding {
    let shown = path.display();
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound && is_not_needed => {
            Finding::fine(KEY, format!("none yet; the first start makes it, at {shown}"))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Finding::wrong(
            KEY,
            format!(
                "{shown} is not there. If Hearken has run here before, put back the copy of it that you kept apart, \
                 before it starts again: it is in no backup."
            ),
        ),
        Err(error) => Finding::wrong(KEY, format!("{shown} cannot be looked at: {error}")),
        Ok(metadata) if is_open_to_others(&metadata) => {
            Finding::wrong(KEY, format!("{shown} can be read by other users of this machine. Run: chmod 600 {shown}"))
        }
        Ok(_) => {
            Finding::fine(KEY, format!("{shown} is closed to others. Keep a copy of it elsewhere: it is in no backup."))
        }
    }
}

fn is_open_to_others(metadata: &Metadata) -> bool {
    metadata.mode() & OTHERS != 0
}

/// Tries it with the lock file, which the server opens in the same way: permissions alone do not tell.
fn is_writable(directory: &Path) -> bool {
    let lock = directory.join("hearken.lock");
    let is_new = !lock.exists();
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&lock).is_ok();
    if opened && is_new {
        // Left behind it would do no harm.
        let _ = fs::remove_file(&lock);
    }
    opened
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_directory_open_to_others_is_wrong() {
        let directory = tempfile::tempdir().unwrap();
        set_mode(directory.path(), 0o700);
        assert!(data_directory(directory.path()).is_fine());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0, "looking leaves nothing behind");
        set_mode(directory.path(), 0o750);
        assert!(!data_directory(directory.path()).is_fine());
        assert!(data_directory(&directory.path().join("later")).is_fine());
        let file = directory.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(!data_directory(&file).is_fine());
    }

    #[test]
    fn a_key_open_to_others_is_wrong() {
        let directory = tempfile::tempdir().unwrap();
        let key = directory.path().join("master.key");
        fs::write(&key, "").unwrap();
        set_mode(&key, 0o600);
        assert!(master_key(&key, false).is_fine());
        set_mode(&key, 0o640);
        assert!(!master_key(&key, false).is_fine());
    }

    #[test]
    fn a_key_that_is_missing_is_wrong_once_something_needs_it() {
        let directory = tempfile::tempdir().unwrap();
        let key = directory.path().join("master.key");
        let before = master_key(&key, true);
        assert!(before.is_fine() && before.text().starts_with("none yet"), "{}", before.text());
        let after = master_key(&key, false);
        assert!(!after.is_fine() && after.text().contains("is not there"), "{}", after.text());
    }
}
