//! What keeps clients in step: the user's sequence, the log of changed rows, clients and their mutations.

use aws_lc_rs::rand;
use hearken_domain::{ClientId, SessionId, Timestamp, UserId};
use uuid::Uuid;

use crate::db::{statements, vals};
use crate::{StoreError, UserReader, UserTx};

statements! {
    LOCK_HEAD = "SELECT seq, floor, epoch FROM user_sync WHERE user_id = $1",
        postgres "SELECT seq, floor, epoch FROM user_sync WHERE user_id = $1 FOR UPDATE";
    READ_HEAD = "SELECT seq, floor, epoch FROM user_sync WHERE user_id = $1";
    STORE_EPOCH = "UPDATE user_sync SET epoch = $2 WHERE user_id = $1";
    STORE_SEQ = "UPDATE user_sync SET seq = $2 WHERE user_id = $1";
    LOG_ROW = "INSERT INTO sync_rows (user_id, tbl, row_id, rev, deleted, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (user_id, tbl, row_id) DO UPDATE SET rev = excluded.rev, deleted = excluded.deleted, at = excluded.at";
    CHANGES = "SELECT tbl, row_id, rev, deleted FROM sync_rows WHERE user_id = $1 AND rev > $2 ORDER BY rev LIMIT $3";
    IS_DELETED = "SELECT 1 FROM sync_rows WHERE user_id = $1 AND tbl = $2 AND row_id = $3 AND deleted";
    FIND_CLIENT = "SELECT last_mid, session_id FROM sync_clients WHERE user_id = $1 AND client_id = $2";
    STORE_CLIENT = "INSERT INTO sync_clients (user_id, client_id, session_id, last_mid, proto, schema_version, seen_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (user_id, client_id) DO UPDATE SET session_id = excluded.session_id,
        last_mid = excluded.last_mid, proto = excluded.proto, schema_version = excluded.schema_version, seen_at = excluded.seen_at";
    INSERT_RESULT = "INSERT INTO mutation_results (user_id, client_id, mid, digest, status, code, detail, copy_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    LIST_RESULTS = "SELECT mid, digest, status, code, detail, copy_id FROM mutation_results
        WHERE user_id = $1 AND client_id = $2 AND mid > $3 AND mid <= $4 ORDER BY mid";
    PRUNE_RESULTS = "DELETE FROM mutation_results WHERE user_id = $1 AND client_id = $2 AND mid <= $3";
}

/// Added to the time when an epoch begins, so that two histories that begin at the same moment differ all the same.
/// Epochs stay far below 2^53, up to which JavaScript can count.
pub(crate) fn fresh_epoch_step() -> Result<i64, StoreError> {
    let mut random = [0; 4];
    rand::fill(&mut random).map_err(|_| StoreError::Engine("no random numbers".to_owned()))?;
    Ok(1 + i64::from(u32::from_le_bytes(random) >> 12))
}

/// Where a user stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyncHead {
    /// The number of the last change.
    pub seq: i64,
    /// Deletions up to this number are no longer known.
    pub floor: i64,
    /// Tells this history of the journal from another one, such as that of a restored backup.
    pub epoch: i64,
}

/// The kinds of rows that clients hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A journal entry, by its id.
    Entry,
    /// A person, by their id.
    Person,
    /// The analysis of an entry, by the entry's id.
    Analysis,
    /// The user's preferences, by the user's id.
    Preferences,
}

impl RowKind {
    pub(crate) const fn table(self) -> i64 {
        match self {
            Self::Entry => 1,
            Self::Person => 2,
            Self::Analysis => 3,
            Self::Preferences => 4,
        }
    }

    fn from_table(table: i64) -> Result<Self, StoreError> {
        let all = [Self::Entry, Self::Person, Self::Analysis, Self::Preferences];
        all.into_iter().find(|kind| kind.table() == table).ok_or(StoreError::Malformed("sync_rows|tbl"))
    }
}

/// A row that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// What it is.
    pub kind: RowKind,
    /// Which one.
    pub id: Uuid,
    /// The number of its last change.
    pub rev: i64,
    /// Whether that change deleted it.
    pub deleted: bool,
}

/// What is known of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientState {
    /// The client.
    pub id: ClientId,
    /// The login session it last pushed through.
    pub session: SessionId,
    /// The number of its last mutation that was dealt with.
    pub last_mid: i64,
    /// Version of the frames it speaks.
    pub proto: i64,
    /// Version of the rows and mutations it knows.
    pub schema: i64,
}

/// What became of a mutation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The mutation's number.
    pub mid: i64,
    /// Keyed digest of its content.
    pub digest: [u8; 8],
    /// `ok`, `conflict` or `rejected`.
    pub status: String,
    /// The problem's code, when rejected.
    pub code: Option<String>,
    /// The problem in words; never the user's.
    pub detail: Option<String>,
    /// The copy that was made, when in conflict.
    pub copy_id: Option<Uuid>,
}

impl UserReader<'_> {
    /// Where the user stands.
    pub async fn sync_head(&mut self) -> Result<SyncHead, StoreError> {
        let user = self.scope.user();
        self.head(READ_HEAD, user).await
    }

    pub(crate) async fn lock_head(&mut self) -> Result<SyncHead, StoreError> {
        let user = self.scope.user();
        self.head(LOCK_HEAD, user).await
    }

    async fn head(&mut self, sql: crate::db::Sql, user: UserId) -> Result<SyncHead, StoreError> {
        let head = self
            .conn
            .opt(sql, vals![user], |row| Ok(SyncHead { seq: row.int(0)?, floor: row.int(1)?, epoch: row.int(2)? }))
            .await;
        head?.ok_or(StoreError::KeyMissing)
    }

    pub(crate) async fn store_seq(&mut self, seq: i64) -> Result<(), StoreError> {
        self.conn.exec(STORE_SEQ, vals![self.scope.user(), seq]).await.map(drop)
    }

    /// The rows that changed after `cookie`, oldest change first.
    pub async fn changes_since(&mut self, cookie: i64, limit: i64) -> Result<Vec<RowChange>, StoreError> {
        self.conn
            .all(CHANGES, vals![self.scope.user(), cookie, limit], |row| {
                Ok(RowChange {
                    kind: RowKind::from_table(row.int(0)?)?,
                    id: row.uuid(1)?,
                    rev: row.int(2)?,
                    deleted: row.bool(3)?,
                })
            })
            .await
    }

    /// Whether such a row was there and was deleted, as far as is known.
    pub async fn is_deleted(&mut self, kind: RowKind, id: Uuid) -> Result<bool, StoreError> {
        let row = vals![self.scope.user(), kind.table(), id];
        Ok(self.conn.opt(IS_DELETED, row, |_| Ok(())).await?.is_some())
    }

    /// The number of a client's last mutation that was dealt with; 0 for a client never seen.
    pub async fn last_mid(&mut self, client: ClientId) -> Result<i64, StoreError> {
        let found = self.conn.opt(FIND_CLIENT, vals![self.scope.user(), client], |row| row.int(0)).await?;
        Ok(found.unwrap_or(0))
    }

    /// What became of a client's mutations with numbers above `after`, up to `through`.
    pub async fn mutation_results(
        &mut self,
        client: ClientId,
        after: i64,
        through: i64,
    ) -> Result<Vec<Applied>, StoreError> {
        self.conn
            .all(LIST_RESULTS, vals![self.scope.user(), client, after, through], |row| {
                Ok(Applied {
                    mid: row.int(0)?,
                    digest: row.bytes(1)?.try_into().map_err(|_| StoreError::Malformed("mutation_results|digest"))?,
                    status: row.text(2)?,
                    code: row.opt_text(3)?,
                    detail: row.opt_text(4)?,
                    copy_id: row.opt_uuid(5)?,
                })
            })
            .await
    }
}

impl UserTx<'_> {
    /// Begins another epoch: from now on no client has this history until it has started over. Returns it.
    pub async fn begin_epoch(&mut self) -> Result<i64, StoreError> {
        let epoch = self.head().epoch.max(self.now.as_millis()) + fresh_epoch_step()?;
        let user = self.scope.user();
        self.conn.exec(STORE_EPOCH, vals![user, epoch]).await?;
        Ok(epoch)
    }

    /// Takes the next number for a changed row and logs it.
    pub(crate) async fn log_change(&mut self, kind: RowKind, id: Uuid, deleted: bool) -> Result<i64, StoreError> {
        self.seq += 1;
        let (user, rev, now) = (self.scope.user(), self.seq, self.now);
        self.conn.exec(LOG_ROW, vals![user, kind.table(), id, rev, deleted, now]).await?;
        Ok(rev)
    }

    /// Remembers how far a client's mutations were dealt with.
    pub async fn store_client(&mut self, client: &ClientState) -> Result<(), StoreError> {
        let (user, now) = (self.scope.user(), self.now);
        let row = vals![user, client.id, client.session, client.last_mid, client.proto, client.schema, now];
        self.conn.exec(STORE_CLIENT, row).await.map(drop)
    }

    /// Remembers what became of a mutation.
    pub async fn insert_result(&mut self, client: ClientId, applied: &Applied) -> Result<(), StoreError> {
        let user = self.scope.user();
        let (code, detail) = (applied.code.as_deref(), applied.detail.as_deref());
        let row = vals![
            user,
            client,
            applied.mid,
            applied.digest.as_slice(),
            applied.status.as_str(),
            code,
            detail,
            applied.copy_id
        ];
        self.conn.exec(INSERT_RESULT, row).await.map(drop)
    }

    /// Forgets what became of a client's mutations up to `mid`.
    pub async fn prune_results(&mut self, client: ClientId, mid: i64) -> Result<(), StoreError> {
        let user = self.scope.user();
        self.conn.exec(PRUNE_RESULTS, vals![user, client, mid]).await.map(drop)
    }

    /// The number of the user's last change, those of this transaction included.
    #[must_use]
    pub const fn seq(&self) -> i64 {
        self.seq
    }

    /// The time of this transaction.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }
}
