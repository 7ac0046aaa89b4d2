//! Entries read without being opened: whoever looks through a whole journal opens them on other threads.

use hearken_domain::{EntryId, Private, Timestamp};

use crate::crypto::Column;
use crate::db::{Row, statements};
use crate::handles::if_readable;
use crate::journal::open_meta;
use crate::{EntryCursor, EntryOutline, StoreError, TimeWindow, UserReader, UserScope};

statements! {
    LIST_SEALED = "SELECT id, written_at, meta, body FROM entries
        WHERE user_id = $1 AND written_at >= $2 AND (written_at, id) < ($3, $4) ORDER BY written_at DESC, id DESC LIMIT $5";
}

/// An entry as it is stored. Opening it needs its user's keys.
pub struct SealedEntry {
    id: EntryId,
    written_at: Timestamp,
    meta: Vec<u8>,
    body: Vec<u8>,
}

impl SealedEntry {
    /// Its place in the journal.
    #[must_use]
    pub const fn cursor(&self) -> EntryCursor {
        EntryCursor { written_at: self.written_at, id: self.id }
    }

    /// Its title and outline; `None`, and a line in the log, when they do not open.
    pub fn outline(&self, scope: &UserScope) -> Result<Option<(Private, EntryOutline)>, StoreError> {
        let opened = open_meta(scope, self.id.0, &self.meta);
        if_readable(self.id.0, opened.map(|meta| meta.titled_outline(self.cursor())))
    }

    /// Its text; `None`, and a line in the log, when it does not open.
    pub fn text(&self, scope: &UserScope) -> Result<Option<Private>, StoreError> {
        let opened = scope.open_text(Column::EntryBody, self.id.0.as_bytes(), &self.body);
        if_readable(self.id.0, opened.map(Private::from))
    }
}

impl UserReader<'_> {
    /// At most `limit` entries of a stretch as they are stored, newest first.
    pub async fn list_sealed(&mut self, window: &TimeWindow, limit: i64) -> Result<Vec<SealedEntry>, StoreError> {
        self.stretch(LIST_SEALED, window, limit, sealed).await
    }
}

fn sealed(_: &UserScope, row: &Row<'_>) -> Result<SealedEntry, StoreError> {
    let (id, written_at) = (row.uuid(0)?.into(), row.timestamp(1)?);
    Ok(SealedEntry { id, written_at, meta: row.bytes(2)?.to_vec(), body: row.bytes(3)?.to_vec() })
}
