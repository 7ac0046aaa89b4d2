//! What entries say of relationships. A row is written where an entry says something, and stays with the entry.

use hearken_domain::health::{Dispute, EntryEvidence, Piece};
use hearken_domain::{EntryId, Method, Vid};
use serde::{Deserialize, Serialize};

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::handles::if_asked_for;
use crate::{StoreError, UserReader, UserScope, UserTx};

statements! {
    FIND_EVIDENCE = "SELECT v.entry_id, e.written_at, v.found, v.disputes FROM health_evidence v
        JOIN entries e ON e.user_id = v.user_id AND e.id = v.entry_id WHERE v.user_id = $1 AND v.entry_id = $2";
    CHANGED_EVIDENCE = "SELECT entry_id FROM health_evidence WHERE user_id = $1 AND rev > $2
        UNION SELECT row_id FROM sync_rows WHERE user_id = $1 AND rev > $2 AND tbl = 1";
    EVIDENCE_SINCE = "SELECT v.entry_id, e.written_at, v.found, v.disputes FROM health_evidence v
        JOIN entries e ON e.user_id = v.user_id AND e.id = v.entry_id WHERE v.user_id = $1 AND v.entry_id IN
        (SELECT entry_id FROM health_evidence WHERE user_id = $1 AND rev > $2
        UNION SELECT row_id FROM sync_rows WHERE user_id = $1 AND rev > $2 AND tbl = 1)";
    IS_GATHERED = "SELECT 1 FROM user_sync WHERE user_id = $1 AND evidence_gathered = 1";
    MARK_GATHERED = "UPDATE user_sync SET evidence_gathered = 1 WHERE user_id = $1";
    HAS_READINGS = "SELECT 1 FROM analyses WHERE user_id = $1 LIMIT 1";
    PUT_EVIDENCE = "INSERT INTO health_evidence (user_id, entry_id, rev, found, disputes) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (user_id, entry_id) DO UPDATE SET rev = excluded.rev, found = excluded.found, disputes = excluded.disputes";
    DELETE_EVIDENCE = "DELETE FROM health_evidence WHERE user_id = $1 AND entry_id = $2";
}

/// The evidence that is newer than some number of the user's sequence.
#[derive(Debug)]
pub struct NewEvidence {
    /// Every entry whose evidence, or time, may have changed, those included that are gone.
    pub changed: Vec<EntryId>,
    /// The evidence of those that have some.
    pub rows: Vec<EntryEvidence>,
}

#[derive(Serialize, Deserialize)]
struct Found {
    vid: Vid,
    method: Method,
    pieces: Vec<Piece>,
}

impl UserReader<'_> {
    /// The evidence of an entry.
    pub async fn find_evidence(&mut self, entry: EntryId) -> Result<Option<EntryEvidence>, StoreError> {
        let scope = &self.scope;
        self.conn
            .opt(FIND_EVIDENCE, vals![scope.user(), entry], |row| {
                if_asked_for(entry.0, row.uuid(0)?, evidence(scope, row)?)
            })
            .await
    }

    /// The evidence of an entry; `None` when there is none, or it does not open.
    pub async fn find_readable_evidence(&mut self, entry: EntryId) -> Result<Option<EntryEvidence>, StoreError> {
        let found = self.list(FIND_EVIDENCE, vals![self.scope.user(), entry], evidence).await?;
        Ok(found.into_iter().find(|evidence| evidence.entry == entry))
    }

    /// All evidence that may have changed after the number `after`.
    pub async fn evidence_since(&mut self, after: i64) -> Result<NewEvidence, StoreError> {
        let user = self.scope.user();
        // From the beginning nobody holds anything that could be gone.
        let changed = match after {
            0 => Vec::new(),
            after => self.conn.all(CHANGED_EVIDENCE, vals![user, after], |row| Ok(EntryId(row.uuid(0)?))).await?,
        };
        Ok(NewEvidence { changed, rows: self.list(EVIDENCE_SINCE, vals![user, after], evidence).await? })
    }

    /// Whether the evidence of everything that was read has been collected once.
    pub async fn is_evidence_gathered(&mut self) -> Result<bool, StoreError> {
        Ok(self.conn.opt(IS_GATHERED, vals![self.scope.user()], |_| Ok(())).await?.is_some())
    }

    /// Whether any entry was read, or is to be.
    pub async fn has_readings(&mut self) -> Result<bool, StoreError> {
        Ok(self.conn.opt(HAS_READINGS, vals![self.scope.user()], |_| Ok(())).await?.is_some())
    }
}

impl UserTx<'_> {
    /// Stores the evidence of an entry.
    pub async fn put_evidence(&mut self, evidence: &EntryEvidence) -> Result<(), StoreError> {
        self.move_on();
        let EntryEvidence { entry, vid, method, pieces, disputes, .. } = evidence;
        let found = Found { vid: *vid, method: *method, pieces: pieces.clone() };
        let found = self.scope.seal_json(Column::EvidenceFound, entry.0.as_bytes(), &found)?;
        let disputes = self.scope.seal_json(Column::EvidenceDisputes, entry.0.as_bytes(), disputes)?;
        let row = vals![self.scope.user(), *entry, self.seq, &found, &disputes];
        let UserReader { conn, .. } = &mut **self;
        conn.exec(PUT_EVIDENCE, row).await.map(drop)
    }

    /// Remembers that the evidence of everything that was read has been collected.
    pub async fn mark_evidence_gathered(&mut self) -> Result<(), StoreError> {
        let user = self.scope.user();
        self.conn.exec(MARK_GATHERED, vals![user]).await.map(drop)
    }

    pub(crate) async fn delete_evidence(&mut self, entry: EntryId) -> Result<(), StoreError> {
        let user = self.scope.user();
        self.conn.exec(DELETE_EVIDENCE, vals![user, entry]).await.map(drop)
    }
}

pub(crate) fn evidence(scope: &UserScope, row: &Row<'_>) -> Result<EntryEvidence, StoreError> {
    let id = row.uuid(0)?;
    let found: Found = scope.open_json(Column::EvidenceFound, id.as_bytes(), row.bytes(2)?)?;
    let disputes: Vec<Dispute> = scope.open_json(Column::EvidenceDisputes, id.as_bytes(), row.bytes(3)?)?;
    let Found { vid, method, pieces } = found;
    Ok(EntryEvidence { entry: id.into(), written_at: row.timestamp(1)?, vid, method, pieces, disputes })
}
