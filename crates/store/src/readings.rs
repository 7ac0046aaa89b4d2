//! The history of readings: what was found in an entry each time it was read. Without evidence, whose places are those of
//! the text of that time.

use hearken_domain::reading::Reading;
use hearken_domain::{EntryId, FallbackReason, Method, PastReading, Timestamp, Vid};
use serde::{Deserialize, Serialize};

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::{StoreError, UserReader, UserScope, UserTx};

statements! {
    LIST_READINGS = "SELECT entry_id, at, vid, body FROM readings WHERE user_id = $1 AND entry_id = $2
        ORDER BY at DESC LIMIT $3";
    ALL_READINGS = "SELECT entry_id, at, vid, body FROM readings WHERE user_id = $1";
    PUT_READING = "INSERT INTO readings (user_id, entry_id, at, vid, body) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (user_id, entry_id, at) DO UPDATE SET vid = excluded.vid, body = excluded.body";
    DELETE_READING = "DELETE FROM readings WHERE user_id = $1 AND entry_id = $2 AND at = $3";
    DELETE_READINGS = "DELETE FROM readings WHERE user_id = $1 AND entry_id = $2";
    DELETE_OLD_READINGS = "DELETE FROM readings WHERE user_id = $1 AND entry_id = $2 AND at NOT IN
        (SELECT at FROM readings WHERE user_id = $1 AND entry_id = $2 ORDER BY at DESC LIMIT $3)";
}

/// Readings of an entry that are kept: the oldest go first.
const MAX_READINGS: i64 = 20;

#[derive(Serialize, Deserialize)]
struct Body {
    reading: Reading,
    method: Method,
    fallback_reason: Option<FallbackReason>,
    provider: Option<String>,
    model: Option<String>,
}

impl UserReader<'_> {
    /// The readings of an entry, the latest first. One that does not open is left out.
    pub async fn list_readings(&mut self, entry: EntryId) -> Result<Vec<PastReading>, StoreError> {
        self.list(LIST_READINGS, vals![self.scope.user(), entry, MAX_READINGS], reading).await
    }

    /// The latest reading of an entry, if it opens.
    pub async fn last_reading(&mut self, entry: EntryId) -> Result<Option<PastReading>, StoreError> {
        let last = self.list(LIST_READINGS, vals![self.scope.user(), entry, 1_i64], reading).await?;
        Ok(last.into_iter().next())
    }

    /// All readings of all entries, in no order.
    pub async fn all_readings(&mut self) -> Result<Vec<PastReading>, StoreError> {
        self.list(ALL_READINGS, vals![self.scope.user()], reading).await
    }
}

impl UserTx<'_> {
    /// Keeps a reading, and of its entry only the latest twenty.
    pub async fn put_reading(&mut self, reading: &PastReading) -> Result<(), StoreError> {
        let PastReading { entry_id, at, vid, reading, method, fallback_reason, provider, model } = reading.clone();
        let body = Body { reading, method, fallback_reason, provider, model };
        let body = self.scope.seal_json(Column::ReadingBody, &row_of(entry_id, at), &body)?;
        let user = self.scope.user();
        self.conn.exec(PUT_READING, vals![user, entry_id, at, &vid.to_bytes(), &body]).await?;
        self.conn.exec(DELETE_OLD_READINGS, vals![user, entry_id, MAX_READINGS]).await.map(drop)
    }

    /// Deletes one reading.
    pub async fn delete_reading(&mut self, entry: EntryId, at: Timestamp) -> Result<(), StoreError> {
        let user = self.scope.user();
        self.conn.exec(DELETE_READING, vals![user, entry, at]).await.map(drop)
    }

    /// Deletes all readings of an entry.
    pub(crate) async fn delete_readings(&mut self, entry: EntryId) -> Result<(), StoreError> {
        let user = self.scope.user();
        self.conn.exec(DELETE_READINGS, vals![user, entry]).await.map(drop)
    }
}

/// What binds a ciphertext to its row.
fn row_of(entry: EntryId, at: Timestamp) -> [u8; 24] {
    let mut row = [0; 24];
    row[..16].copy_from_slice(entry.0.as_bytes());
    row[16..].copy_from_slice(&at.as_millis().to_be_bytes());
    row
}

fn reading(scope: &UserScope, row: &Row<'_>) -> Result<PastReading, StoreError> {
    let (entry_id, at) = (EntryId(row.uuid(0)?), row.timestamp(1)?);
    let vid = Vid::from_bytes(row.bytes(2)?).ok_or(StoreError::Malformed("readings|vid"))?;
    let body = scope.open_json(Column::ReadingBody, &row_of(entry_id, at), row.bytes(3)?)?;
    let Body { reading, method, fallback_reason, provider, model } = body;
    Ok(PastReading { entry_id, at, vid, reading, method, fallback_reason, provider, model })
}
