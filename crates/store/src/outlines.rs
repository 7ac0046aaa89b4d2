//! Entries without their text: all that lists, filters and counts need to know of them.

use hearken_domain::{EntryId, EntryStatus, Mood, PersonId, Private, Timestamp};

use crate::db::{Row, statements};
use crate::journal::{Meta, open_meta};
use crate::{EntryCursor, StoreError, TimeWindow, UserReader, UserScope};

statements! {
    LIST_OUTLINES = "SELECT id, written_at, meta FROM entries
        WHERE user_id = $1 AND written_at >= $2 AND (written_at, id) < ($3, $4) ORDER BY written_at DESC, id DESC LIMIT $5";
}

/// What is known of an entry without opening its text.
#[derive(Clone, Debug)]
pub struct EntryOutline {
    /// Id.
    pub id: EntryId,
    /// The moment it is about.
    pub written_at: Timestamp,
    /// The user's own mood.
    pub mood: Option<Mood>,
    /// Tags, in the order given.
    pub tags: Vec<Private>,
    /// The people it is about.
    pub people: Vec<PersonId>,
    /// Whether it is kept from every provider.
    pub private: bool,
    /// Draft or published.
    pub status: EntryStatus,
    /// Words in the text.
    pub word_count: u32,
}

impl EntryOutline {
    /// Its place in the journal.
    #[must_use]
    pub const fn cursor(&self) -> EntryCursor {
        EntryCursor { written_at: self.written_at, id: self.id }
    }
}

impl UserReader<'_> {
    /// At most `limit` entries of a stretch without their text, newest first.
    pub async fn list_outlines(&mut self, window: &TimeWindow, limit: i64) -> Result<Vec<EntryOutline>, StoreError> {
        self.stretch(LIST_OUTLINES, window, limit, outline).await
    }
}

pub(crate) fn outline(scope: &UserScope, row: &Row<'_>) -> Result<EntryOutline, StoreError> {
    let (id, written_at) = (row.uuid(0)?, row.timestamp(1)?);
    let meta = open_meta(scope, id, row.bytes(2)?)?;
    Ok(meta.titled_outline(EntryCursor { written_at, id: id.into() }).1)
}

impl Meta {
    /// Title and outline of the entry at `place`.
    pub(crate) fn titled_outline(self, EntryCursor { written_at, id }: EntryCursor) -> (Private, EntryOutline) {
        let Self { title, mood, tags, people, private, status, word_count, .. } = self;
        (title, EntryOutline { id, written_at, mood, tags, people, private, status, word_count })
    }
}
