//! What a transaction or snapshot hands to its work. The statements themselves stand in the modules by subject.

use std::ops::{Deref, DerefMut};

use hearken_domain::Timestamp;
use uuid::Uuid;

use crate::db::{Conn, Row, Sql, Val};
use crate::{StoreError, SyncHead, UserScope};

/// A snapshot across users: accounts, sessions, the queue.
pub struct Reader<'c> {
    pub(crate) conn: Conn<'c>,
}

impl<'c> Reader<'c> {
    pub(crate) const fn new(conn: Conn<'c>) -> Self {
        Self { conn }
    }
}

/// A transaction across users.
pub struct Tx<'c> {
    reader: Reader<'c>,
}

impl<'c> Tx<'c> {
    pub(crate) const fn new(conn: Conn<'c>) -> Self {
        Self { reader: Reader::new(conn) }
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = Reader<'c>;

    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl DerefMut for Tx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.reader
    }
}

/// A snapshot of one user's rows.
pub struct UserReader<'c> {
    pub(crate) conn: Conn<'c>,
    pub(crate) scope: UserScope,
}

impl<'c> UserReader<'c> {
    pub(crate) fn new(conn: Conn<'c>, scope: &UserScope) -> Self {
        Self { conn, scope: scope.clone() }
    }

    /// The user and their keys.
    #[must_use]
    pub const fn scope(&self) -> &UserScope {
        &self.scope
    }

    /// The rows of a query whose first column is their id. One that does not open is left out, so that it does not
    /// hide all the others; the log names it.
    pub(crate) async fn list<T: Send>(
        &mut self,
        sql: Sql,
        args: &[Val<'_>],
        open: fn(&UserScope, &Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let scope = &self.scope;
        let rows = self.conn.all(sql, args, |row| if_readable(row.uuid(0)?, open(scope, row))).await?;
        Ok(rows.into_iter().flatten().collect())
    }
}

/// `None`, and a line in the log, for a row that does not open.
pub(crate) fn if_readable<T>(id: Uuid, opened: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match opened {
        Err(error) if error.is_unreadable() => {
            tracing::error!(%id, %error, "a row is left out");
            Ok(None)
        }
        opened => opened.map(Some),
    }
}

/// An error unless a row is the one that was looked for: an index in which a bit has turned over leads to another one.
pub(crate) fn if_asked_for<K: Copy + PartialEq, T>(wanted: K, key: K, row: T) -> Result<T, StoreError> {
    if key == wanted { Ok(row) } else { Err(StoreError::Malformed("an index: it leads to another row")) }
}

/// The outcome of a user transaction, once it is durable.
#[derive(Clone, Copy, Debug)]
pub struct Committed<T> {
    /// What the verb returned.
    pub value: T,
    /// The number of the user's last change.
    pub seq: i64,
    /// Whether there are jobs to do now.
    pub enqueued: bool,
}

/// A transaction on one user's rows. It holds the user's lock row, so no other one runs beside it.
pub struct UserTx<'c> {
    reader: UserReader<'c>,
    head: SyncHead,
    pub(crate) seq: i64,
    pub(crate) enqueued: bool,
    pub(crate) now: Timestamp,
}

impl<'c> UserTx<'c> {
    pub(crate) async fn begin(conn: Conn<'c>, scope: &UserScope, now: Timestamp) -> Result<Self, StoreError> {
        let mut reader = UserReader::new(conn, scope);
        let head = reader.lock_head().await?;
        Ok(Self { reader, head, seq: head.seq, enqueued: false, now })
    }

    /// Writes the sequence number back if any was handed out.
    pub(crate) async fn finish<T>(mut self, value: T) -> Result<Committed<T>, StoreError> {
        let (seq, enqueued) = (self.seq, self.enqueued);
        if seq != self.head.seq {
            self.store_seq(seq).await?;
        }
        Ok(Committed { value, seq, enqueued })
    }

    /// Moves the user's number on, if nothing has yet: clients hold no such rows, but know by it that there is something to
    /// ask for.
    pub(crate) fn move_on(&mut self) {
        self.seq = self.seq.max(self.head.seq + 1);
    }

    /// Where the user stood when this transaction began.
    #[must_use]
    pub const fn head(&self) -> SyncHead {
        self.head
    }
}

impl<'c> Deref for UserTx<'c> {
    type Target = UserReader<'c>;

    fn deref(&self) -> &UserReader<'c> {
        &self.reader
    }
}

impl DerefMut for UserTx<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.reader
    }
}
