//! Files and directories that are there whole or not at all, and still there after a power cut.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

/// Gives a file another name, at which there must be none: another process may have made its own at the same time.
pub(crate) fn move_to_new(draft: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(draft, path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // Some file systems know no second names.
        Err(_) => fs::rename(draft, path),
        Ok(()) => fs::remove_file(draft),
    }
}

/// Makes the names in the directory of `path` durable: a new file is only there after a power cut if they are too.
pub(crate) fn sync_directory(path: &Path) -> io::Result<()> {
    match File::open(directory_of(path)).and_then(|directory| directory.sync_all()) {
        Err(error) if !is_beyond_us(error.kind()) => Err(error),
        _ => Ok(()),
    }
}

/// Makes a directory that only its owner can enter, with those above it, where they are missing.
///
/// The name of one that is there is made durable all the same: whoever made it may have been stopped before that.
pub(crate) fn create_directory(path: &Path) -> io::Result<()> {
    if !path.is_dir() {
        create_directory(directory_of(path))?;
        match DirBuilder::new().mode(0o700).create(path) {
            // Another process may have been faster.
            Err(error) if error.kind() != ErrorKind::AlreadyExists || !path.is_dir() => return Err(error),
            _ => {}
        }
    }
    sync_directory(path)
}

/// Who may not look into a directory did not make what is in it, nor is anything new where nothing can be written; and
/// some file systems sync no directories.
const fn is_beyond_us(error: ErrorKind) -> bool {
    matches!(error, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::InvalidInput)
}

fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn directories_are_made_with_those_above_them() {
        let dir = tempfile::tempdir().unwrap();
        let deep = dir.path().join("one/two");
        create_directory(&deep).unwrap();
        create_directory(&deep).unwrap();
        assert_eq!(fs::metadata(&deep).unwrap().permissions().mode() & 0o777, 0o700);
        fs::write(deep.join("file"), "").unwrap();
        assert!(create_directory(&deep.join("file")).is_err());
        assert!(create_directory(&deep.join("file/three")).is_err());
    }
}
