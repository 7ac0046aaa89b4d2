//! Backups: everything in one snapshot, sealed, in one form for both engines. A journal is moved from one engine to the
//! other by restoring its backup there.
//!
//! The data and the keys go into two files. The data backup holds what the tables hold, what is sealed in them as it is;
//! the key backup holds the wrapped keys. Both are sealed once more, under keys that come from the master key, which is
//! in neither.

mod compare;
mod create;
mod dump;
mod error;
mod folder;
mod load;
mod read;
mod records;
mod restore;
mod restore_keys;
mod sealed;
mod tables;
#[cfg(test)]
mod tests;
mod verify;
mod watch;

use std::path::{Path, PathBuf};

pub use compare::compare;
pub use create::{Created, KEYS_KEPT, create, forget_old};
pub use error::{BackupError, Damage};
pub use folder::{BackupFile, list, newest};
pub use records::{BackupHead, Manifest, TableHead, TableSum};
pub use restore::{BackupPair, Restored, restore};
pub(crate) use restore::{require_none_begun, settle};
pub use restore_keys::{RestoredKeys, restore_keys};
pub use verify::{Verified, can_restore, verify, verify_file};
pub use watch::Readable;

use crate::StoreOptions;
use crate::crypto::MasterKey;
use crate::db::Sql;

/// Every statement of backups that is not put together from the schema.
pub(crate) const STATEMENTS: [&[(&str, Sql)]; 4] =
    [dump::STATEMENTS, load::STATEMENTS, restore_keys::STATEMENTS, tables::STATEMENTS];

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupKind {
    /// Everything but the keys.
    Data,
    /// The wrapped keys.
    Keys,
}

impl BackupKind {
    const ALL: [Self; 2] = [Self::Data, Self::Keys];

    const fn to_byte(self) -> u8 {
        match self {
            Self::Data => 1,
            Self::Keys => 2,
        }
    }

    fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.to_byte() == byte)
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Keys => "keys",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Data => "data backup",
            Self::Keys => "key backup",
        }
    }
}

/// The folders that backups go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFolders {
    /// For data backups.
    pub data: PathBuf,
    /// For key backups.
    pub keys: PathBuf,
}

impl BackupFolders {
    fn of(&self, kind: BackupKind) -> &Path {
        match kind {
            BackupKind::Data => &self.data,
            BackupKind::Keys => &self.keys,
        }
    }
}

/// The name of the master key ([`Store::master_id`]), if it can be loaded.
///
/// [`Store::master_id`]: crate::Store::master_id
#[must_use]
pub fn master_id(options: &StoreOptions) -> Option<[u8; 8]> {
    load_master(options).ok().map(|master| *master.id())
}

fn load_master(options: &StoreOptions) -> Result<MasterKey, BackupError> {
    let path = &options.master_key_file;
    MasterKey::load(path)?.ok_or_else(|| BackupError::MasterKeyMissing(path.display().to_string()))
}
