//! What can go wrong in the store. None of it repeats what a person wrote.

use thiserror::Error;

/// An error of the store.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Too much is waiting, or the database is locked or away for the moment. Nothing was written; trying again may help.
    #[error("the store is busy")]
    Busy,
    /// A row with this key exists already.
    #[error("a row with this key exists already")]
    Duplicate,
    /// The disk is full; nothing was written.
    #[error("the disk is full")]
    DiskFull,
    /// A stored value does not decrypt: it was altered, moved, or sealed under another key.
    #[error("a stored value in {0} cannot be decrypted")]
    Sealed(&'static str),
    /// A stored value decrypts, but is not of the expected form.
    #[error("a stored value in {0} is malformed")]
    Malformed(&'static str),
    /// The account's key is gone: the key store is older than the account.
    #[error("the key of this account is missing")]
    KeyMissing,
    /// A closure waited for something outside the transaction.
    #[error("a transaction waited for something other than its database")]
    ForeignAwait,
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
    /// The engine reported an error.
    #[error("database: {0}")]
    Engine(String),
}

impl StoreError {
    /// Whether a stored value is damaged: it will not become readable by trying again.
    #[must_use]
    pub const fn is_unreadable(&self) -> bool {
        matches!(self, Self::Sealed(_) | Self::Malformed(_))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation) => Self::Duplicate,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            // Only the code: messages of constraint checks can quote values.
            Some(code) => Self::Engine(format!("SQLite {code:?}")),
            None => Self::Engine(error.to_string()),
        }
    }
}

/// Why a store cannot be opened, in words for the person who starts the server.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Another process has the data directory.
    #[error("another Hearken is already running on {0}. Stop it first, or give this one its own --data-dir.")]
    InUse(String),
    /// The database was written by a newer binary.
    #[error(
        "the database is at schema {found}, but this Hearken knows only up to {known}. Start a newer Hearken; nothing was changed."
    )]
    Newer {
        /// Schema of the database.
        found: i64,
        /// Newest schema this binary knows.
        known: i64,
    },
    /// A backup was being restored here.
    #[error(
        "a restore was begun here and not finished ({0}). Run `hearken backup restore` again, with the same backup or another: it clears this away by itself. Nothing was changed."
    )]
    RestoreUnfinished(String),
    /// What a restore has made is whole, and still where it was made.
    #[error(
        "a restore was stopped before its last step: what it made is whole in {0}, and the next start moves it into place."
    )]
    RestoreUnmoved(String),
    /// Another process has the PostgreSQL database.
    #[error(
        "another Hearken is already using this PostgreSQL database, which serves one at a time. Stop that one first, or give this one a database of its own; nothing was changed."
    )]
    DatabaseInUse,
    /// The schema is not at the version this command needs.
    #[error(
        "the database is at schema {found}, this Hearken needs {known}. Run `hearken migrate` (or `hearken serve`, which migrates at start)."
    )]
    Older {
        /// Schema of the database.
        found: i64,
        /// Schema this binary needs.
        known: i64,
    },
    /// A migration that was applied has another text in this binary.
    #[error(
        "migration {0} was applied with another text than this Hearken carries. The database belongs to a different build; nothing was changed."
    )]
    Altered(i64),
    /// The key file is gone, but there is data sealed with it.
    #[error(
        "the master key file {0} is missing, but this database is encrypted with it. It is in no backup, not in key backups either: put back the copy of it that you kept apart (another disk, a safe, a password manager, the machine that Hearken ran on before), and start again. Without it nothing can be read, by anybody; nothing was changed."
    )]
    KeyFileLost(String),
    /// The key file holds another key.
    #[error(
        "the master key in {0} is not the one this database was encrypted with. Put the right file back and start again; nothing was changed."
    )]
    WrongKey(String),
    /// The key store is empty, but there are accounts.
    #[error(
        "the key store (keys.db, or the schema hearken_keys in PostgreSQL) is missing, empty or damaged, but the database has accounts. Run `hearken backup restore-keys`: it takes the newest key backup (hearken-….keys) that it finds, or the one that you name after it; nothing was changed."
    )]
    KeyStoreLost,
    /// There are keys, but nothing that they open.
    #[error(
        "{data}, but {keys} holds the keys of a journal. If you have the database itself, put it back. To restore a backup of it, {aside} and keep what you put aside; then run `hearken backup restore`. To begin a new journal instead, put the master key aside too; nothing was changed."
    )]
    DatabaseLost {
        /// What is missing.
        data: String,
        /// Where the keys are.
        keys: String,
        /// How to put them aside.
        aside: &'static str,
    },
    /// A log of writes is there, without the database that it belongs to.
    #[error(
        "{log} holds what was written last, but {file} beside it is missing, empty or no database. If you have that file, put it back. Otherwise move the log away and keep it; nothing was changed."
    )]
    LogAlone {
        /// The name of the database's file.
        file: &'static str,
        /// Where the log is.
        log: String,
    },
    /// The keys belong to another database.
    #[error(
        "the key store does not hold the key of this database's owner: the two do not belong together. If the database is the right one, {0}, keep what you put aside, and run `hearken backup restore-keys`. Otherwise put back the database that belongs to these keys; nothing was changed."
    )]
    KeyStoreForeign(&'static str),
    /// The key file cannot be understood.
    #[error("the master key file {0} is not a Hearken key: expected one line `hearken-master-key-1 <64 hex digits>`.")]
    BadKeyFile(String),
    /// A file or directory cannot be used.
    #[error("cannot use {path}: {cause}")]
    File {
        /// The file or directory.
        path: String,
        /// The system's reason.
        cause: std::io::Error,
    },
    /// The database URL cannot be understood.
    #[error("the database URL cannot be understood: {0}")]
    BadUrl(String),
    /// The database refused.
    #[error("the database cannot be opened: {0}")]
    Store(#[from] StoreError),
}
