//! PostgreSQL's errors as ours: what passes by itself is `Busy`, and no message quotes a value.

use std::io::{self, ErrorKind};

use deadpool_postgres::PoolError;
use tokio_postgres::error::{Error, Severity, SqlState};

use crate::StoreError;

/// Lock or time limits, a deadlock, no room for another connection, a server that goes or comes: each undoes the
/// transaction, and the same one may go through a moment later.
const PASSING: [SqlState; 9] = [
    SqlState::LOCK_NOT_AVAILABLE,
    SqlState::QUERY_CANCELED,
    SqlState::T_R_SERIALIZATION_FAILURE,
    SqlState::T_R_DEADLOCK_DETECTED,
    SqlState::TOO_MANY_CONNECTIONS,
    SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
    SqlState::ADMIN_SHUTDOWN,
    SqlState::CRASH_SHUTDOWN,
    SqlState::CANNOT_CONNECT_NOW,
];

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error.code() {
            Some(code) if *code == SqlState::UNIQUE_VIOLATION => Self::Duplicate,
            Some(code) if *code == SqlState::DISK_FULL => Self::DiskFull,
            Some(code) if PASSING.contains(code) => busy(code.code()),
            None if is_lost(&error) => busy("no connection"),
            _ => Self::Engine(describe(&error)),
        }
    }
}

impl From<PoolError> for StoreError {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Timeout(_) => busy("no free connection in time"),
            PoolError::Backend(error) => error.into(),
            other => Self::Engine(other.to_string()),
        }
    }
}

/// What a failed commit means. If the session ended over it, nobody can say whether it was carried out: that is not
/// `Busy`, which promises that nothing was written.
pub(super) fn commit_failed(error: Error) -> StoreError {
    let is_fatal = |severity| matches!(severity, Severity::Fatal | Severity::Panic);
    let ended = error.as_db_error().map_or_else(|| is_lost(&error), |db| db.parsed_severity().is_none_or(is_fatal));
    if ended {
        StoreError::Engine(format!(
            "the connection ended during a commit, whose outcome is unknown ({})",
            describe(&error)
        ))
    } else {
        error.into()
    }
}

/// The error in words that quote no value: never the server's detail.
pub(super) fn describe(error: &Error) -> String {
    match (error.as_db_error(), cause(error)) {
        (Some(db), _) => format!("{}: {}", db.code().code(), db.message()),
        (None, Some(cause)) => format!("{error}: {cause}"),
        (None, None) => error.to_string(),
    }
}

/// Whether there is no connection (any more). What the server sent and cannot be understood is an I/O error here too.
fn is_lost(error: &Error) -> bool {
    let not_understood = |cause: &io::Error| {
        matches!(cause.kind(), ErrorKind::InvalidInput | ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
    };
    error.is_closed() || cause(error).is_some_and(|cause| !not_understood(cause))
}

fn cause(error: &Error) -> Option<&io::Error> {
    std::error::Error::source(error)?.downcast_ref()
}

/// `Busy` does not say why, so the log does.
fn busy(reason: &str) -> StoreError {
    tracing::warn!(reason, "PostgreSQL cannot do this now");
    StoreError::Busy
}
