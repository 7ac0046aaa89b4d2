//! Why a backup cannot be made, read or restored, in words for a person who may be in a hurry.

use std::io::{self, ErrorKind};
use std::path::Path;

use thiserror::Error;

pub use super::sealed::Damage;
use crate::{OpenError, StoreError};

/// An error of a backup. Unless it says otherwise, nothing was left behind and nothing was changed.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The place to back up or to restore into cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database refused.
    #[error("the database failed: {0}")]
    Store(StoreError),
    /// A file could not be read or written.
    #[error("{0}")]
    Stream(#[from] io::Error),
    /// The same, with its name.
    #[error("cannot use {path}: {cause}")]
    File {
        /// The file or folder.
        path: String,
        /// The system's reason.
        cause: io::Error,
    },
    /// There is no room.
    #[error("there is no room left on the disk of {0}. Nothing was left behind there; make room and try again.")]
    DiskFull(String),
    /// A file is not, or no longer, a backup.
    #[error("{path} cannot be used: {damage}. Nothing was changed; take another backup.")]
    Damaged {
        /// The file.
        path: String,
        /// What is wrong with it.
        damage: Damage,
    },
    /// There is nothing to back up.
    #[error("there is no journal here, so there is nothing to back up.")]
    NothingThere,
    /// The master key is missing.
    #[error(
        "the master key file {0} is missing. Backups are sealed with it and so is everything that was written: without it no backup can be read, by anybody. Put your copy of the file there, or name it with --master-key-file."
    )]
    MasterKeyMissing(String),
    /// The master key is another one.
    #[error(
        "{backup} was not made with the master key in {key}. Put the right master key file there, or name it with --master-key-file: without it this backup cannot be read, by anybody. Nothing was changed."
    )]
    WrongMasterKey {
        /// The backup.
        backup: String,
        /// The key file.
        key: String,
    },
    /// There is no data backup.
    #[error("there is no data backup (hearken-….data) in {0}. Name the file.")]
    DataMissing(String),
    /// There is no key backup.
    #[error(
        "no key backup (hearken-….keys) of this journal was found in {searched}. It holds the key of each account, sealed with the master key; the data backup does not have them. Without it what was written cannot be read, by anybody. If it is elsewhere, name it {how}."
    )]
    KeysMissing {
        /// Where it was looked for.
        searched: String,
        /// How to name it.
        how: &'static str,
    },
    /// A key backup was given as a data backup, or the other way round.
    #[error("{path} is a {found}, not a {wanted}.")]
    WrongKind {
        /// The file.
        path: String,
        /// What it is.
        found: &'static str,
        /// What was asked for.
        wanted: &'static str,
    },
    /// The two backups are not of the same journal.
    #[error(
        "the key backup {keys} does not hold the key of the owner of this journal: it is of another journal, or older than it. Name the right one. Nothing was changed."
    )]
    KeysForeign {
        /// The key backup.
        keys: String,
    },
    /// The backup comes from a newer Hearken.
    #[error(
        "the backup is at schema {found}, but this Hearken knows only up to {known}. Restore it with the Hearken that made it, or a newer one. Nothing was changed."
    )]
    Newer {
        /// Schema of the backup.
        found: i64,
        /// Newest schema this binary knows.
        known: i64,
    },
    /// There is something already where the backup was to go.
    #[error(
        "{0}. A backup is only restored where there is nothing, so that nothing is overwritten. Move what is there away and keep it, or restore to another place. Nothing was changed."
    )]
    NotEmpty(String),
    /// There are keys already where keys were to go.
    #[error(
        "{found}. Keys are only restored where there are none, so that none is overwritten. If they are the wrong ones: stop the server, {aside}, and keep what you put aside; then run this again. Nothing was changed."
    )]
    KeysThere {
        /// What is there.
        found: String,
        /// How to put it aside.
        aside: &'static str,
    },
    /// There is nothing for keys to open.
    #[error(
        "there is no journal in {0} whose keys could be restored. If it is elsewhere, name it with --data-dir or --database-url; if it is lost, `hearken backup restore` restores data and keys together. Nothing was changed."
    )]
    NoJournal(String),
    /// There was a restore that lacked only its last step.
    #[error(
        "an earlier restore into {0} had been stopped before its last step, which has been taken now: what it restored is in place, and `hearken serve` starts with it. Nothing else was changed. To restore another backup, move what is there away and keep it, or restore to another place."
    )]
    EarlierFinished(String),
    /// What was restored or read is not what was backed up.
    #[error("{0} does not agree with what was backed up. Nothing was changed; take another backup.")]
    Differs(String),
    /// An entry does not decrypt.
    #[error(
        "{failed} of {tried} entries do not decrypt with the keys at hand. Nothing was changed; take another key backup (--keys)."
    )]
    Unreadable {
        /// How many do not.
        failed: usize,
        /// How many were tried.
        tried: usize,
    },
    /// The log of writes grew too long beside the backup.
    #[error(
        "so much was written meanwhile, or the backup's folder is so slow, that the log of the database would have grown too long. The server goes on undisturbed; the backup was given up and can be made again."
    )]
    Outgrown,
}

impl BackupError {
    /// Gives an error of a stream the name of its file.
    pub(crate) fn at(self, path: &Path) -> Self {
        let Self::Stream(cause) = self else { return self };
        let path = path.display().to_string();
        if let Some(damage) = cause.get_ref().and_then(|inner| inner.downcast_ref::<Damage>()) {
            return Self::Damaged { path, damage: *damage };
        }
        match cause.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull(path),
            _ => Self::File { path, cause },
        }
    }
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Damage> for BackupError {
    fn from(damage: Damage) -> Self {
        Self::Stream(damage.into())
    }
}
