//! Reading a backup to its end, to know that it could be restored.

use std::path::Path;

use super::read::BackupReader;
use super::records::{BackupHead, Manifest};
use super::restore::BackupPair;
use super::watch::{Readable, Watch};
use super::{BackupError, BackupKind, load_master};
use crate::{StoreOptions, migrate};

/// A backup that was read to its end and is what was written.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What it says of itself.
    pub head: BackupHead,
    /// What it holds.
    pub manifest: Manifest,
    /// What became of the entries that were decrypted to try it.
    pub readable: Readable,
}

/// Reads a data backup and its key backup, checks every seal and digest, and decrypts some entries taken at random.
pub fn verify(options: &StoreOptions, pair: BackupPair<'_>, entries: usize) -> Result<Verified, BackupError> {
    let master = load_master(options)?;
    let (data, keys) = pair.open((&master, &options.master_key_file), entries)?;
    let head = data.head.clone();
    let (manifest, seen) = data.finish()?;
    let (_, seen_keys) = keys.finish()?;
    if !seen_keys.has_key_of(head.instance) {
        return Err(BackupError::KeysForeign { keys: pair.keys.display().to_string() });
    }
    let readable = seen.decrypt(&seen_keys, &master)?;
    if readable.failed > 0 {
        let tried = readable.failed + readable.decrypted;
        return Err(BackupError::Unreadable { failed: readable.failed, tried });
    }
    Ok(Verified { head, manifest, readable })
}

/// The same for one file alone, of either kind: whether its entries decrypt is not tried.
pub fn verify_file(options: &StoreOptions, path: &Path, kind: BackupKind) -> Result<Verified, BackupError> {
    let master = load_master(options)?;
    let reader = BackupReader::open(path, kind, (&master, &options.master_key_file), Watch::default())?;
    let head = reader.head.clone();
    let (manifest, _) = reader.finish()?;
    Ok(Verified { head, manifest, readable: Readable::default() })
}

/// Whether this Hearken could restore a backup, by its schema.
#[must_use]
pub fn can_restore(head: &BackupHead) -> bool {
    migrate::check(&head.migrations).is_ok()
}
