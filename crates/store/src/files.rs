//! Files that are there whole or not at all.

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
    path.parent().map_or(Ok(()), |parent| {
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        File::open(parent)?.sync_all()
    })
}

/// Makes a directory that only its owner can enter, unless it is there.
pub(crate) fn create_directory(path: &Path) -> io::Result<()> {
    if path.is_dir() { Ok(()) } else { DirBuilder::new().recursive(true).mode(0o700).create(path) }
}
