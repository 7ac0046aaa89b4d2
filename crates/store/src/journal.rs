//! Entries, as they are now.

use hearken_domain::version::goes_on;
use hearken_domain::{Entry, EntryId, EntryStatus, Mood, PersonId, Private, Timestamp, Vid};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::handles::if_asked_for;
use crate::{EntryVersion, RowKind, StoreError, Succession, TimeWindow, UserReader, UserScope, UserTx};

/// The text is Markdown. A column, so that another form can come later.
const MARKDOWN: i64 = 1;

statements! {
    FIND_ENTRY = "SELECT id, written_at, rev, vid, conflict_of, created_at, updated_at, meta, body, settled FROM entries WHERE user_id = $1 AND id = $2";
    FIND_VID = "SELECT vid FROM entries WHERE user_id = $1 AND id = $2";
    LIST_ENTRIES = "SELECT id, written_at, rev, vid, conflict_of, created_at, updated_at, meta, body, settled FROM entries
        WHERE user_id = $1 AND written_at >= $2 AND (written_at, id) < ($3, $4) ORDER BY written_at DESC, id DESC LIMIT $5";
    ENTRIES_BETWEEN = "SELECT e.id, e.written_at, e.rev, e.vid, e.conflict_of, e.created_at, e.updated_at, e.meta, e.body, e.settled FROM sync_rows s
        JOIN entries e ON e.user_id = s.user_id AND e.id = s.row_id
        WHERE s.user_id = $1 AND s.tbl = 1 AND s.rev > $2 AND s.rev <= $3 AND NOT s.deleted";
    INSERT_ENTRY = "INSERT INTO entries
        (user_id, id, rev, vid, parent_vid, conflict_of, body_format, written_at, created_at, updated_at, meta, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    UPDATE_META = "UPDATE entries SET rev = $3, conflict_of = COALESCE($4, conflict_of), settled = $5, written_at = $6, updated_at = $7, meta = $8 WHERE user_id = $1 AND id = $2";
    UPDATE_TEXT = "UPDATE entries SET vid = $3, parent_vid = $4, parent2_vid = $5, body = $6 WHERE user_id = $1 AND id = $2";
    DELETE_ENTRY = "DELETE FROM entries WHERE user_id = $1 AND id = $2";
}

/// Everything of an entry that is neither its text nor clear.
#[derive(Serialize, Deserialize)]
pub(crate) struct Meta {
    pub(crate) title: Private,
    pub(crate) mood: Option<Mood>,
    pub(crate) tags: Vec<Private>,
    pub(crate) people: Vec<PersonId>,
    pub(crate) private: bool,
    pub(crate) status: EntryStatus,
    pub(crate) word_count: u32,
    /// Absent in rows from before it was kept.
    #[serde(default)]
    device: Option<Private>,
    /// Absent in rows from before it was kept.
    #[serde(default)]
    text_at: Option<Timestamp>,
}

impl UserReader<'_> {
    /// An entry.
    pub async fn find_entry(&mut self, id: EntryId) -> Result<Option<Entry>, StoreError> {
        let scope = &self.scope;
        self.conn
            .opt(FIND_ENTRY, vals![scope.user(), id], |row| if_asked_for(id.0, row.uuid(0)?, entry(scope, row)?))
            .await
    }

    /// The version of an entry's text. Opens nothing, so that what is damaged can be deleted.
    pub async fn find_vid(&mut self, id: EntryId) -> Result<Option<Vid>, StoreError> {
        let found = self.conn.opt(FIND_VID, vals![self.scope.user(), id], |row| Ok(row.bytes(0)?.to_vec())).await?;
        Ok(found.and_then(|vid| Vid::from_bytes(&vid)))
    }

    /// An entry; `None` when there is none, or it does not open.
    pub async fn find_readable_entry(&mut self, id: EntryId) -> Result<Option<Entry>, StoreError> {
        let found = self.list(FIND_ENTRY, vals![self.scope.user(), id], entry).await?;
        Ok(found.into_iter().find(|entry| entry.id == id))
    }

    /// At most `limit` entries of a stretch, newest first.
    pub async fn list_entries(&mut self, window: &TimeWindow, limit: i64) -> Result<Vec<Entry>, StoreError> {
        self.stretch(LIST_ENTRIES, window, limit, entry).await
    }

    /// The entries whose last change has a number above `after`, up to `through`, in no order.
    pub async fn entries_changed_between(&mut self, after: i64, through: i64) -> Result<Vec<Entry>, StoreError> {
        self.list(ENTRIES_BETWEEN, vals![self.scope.user(), after, through], entry).await
    }
}

impl UserTx<'_> {
    /// Stores a new entry whose text descends from `parent`; returns it with its number.
    pub async fn insert_entry(&mut self, mut entry: Entry, parent: Option<Vid>) -> Result<Entry, StoreError> {
        entry.rev = self.log_change(RowKind::Entry, entry.id.0, false).await?;
        let (meta, body) = (seal_meta(&self.scope, &entry)?, seal_body(&self.scope, entry.id, &entry.text)?);
        let (vid, parent) = (entry.vid.to_bytes(), parent.map(Vid::to_bytes));
        let parent = parent.as_ref().map(<[u8; 24]>::as_slice);
        let (user, times) = (self.scope.user(), (entry.written_at, entry.created_at, entry.updated_at));
        let row = vals![
            user,
            entry.id,
            entry.rev,
            &vid,
            parent,
            entry.conflict_of,
            MARKDOWN,
            times.0,
            times.1,
            times.2,
            &meta,
            &body
        ];
        self.conn.exec(INSERT_ENTRY, row).await?;
        Ok(entry)
    }

    /// Stores everything of an entry but its text; returns it with its number.
    pub async fn update_entry_meta(&mut self, mut entry: Entry) -> Result<Entry, StoreError> {
        entry.rev = self.log_change(RowKind::Entry, entry.id.0, false).await?;
        let meta = seal_meta(&self.scope, &entry)?;
        let user = self.scope.user();
        let settled = entry.conflict_of.is_none();
        let times = (entry.written_at, entry.updated_at);
        let row = vals![user, entry.id, entry.rev, entry.conflict_of, settled, times.0, times.1, &meta];
        self.conn.exec(UPDATE_META, row).await?;
        Ok(entry)
    }

    /// Stores a new version of an entry's text, keeping the one before it; returns the entry with its number.
    pub async fn update_entry_text(&mut self, entry: Entry, how: Succession) -> Result<Entry, StoreError> {
        let parent = self.keep_version(&entry, how.keep_base).await?;
        let entry = self.update_entry_meta(entry).await?;
        let user = self.scope.user();
        let body = seal_body(&self.scope, entry.id, &entry.text)?;
        let (vid, parent, second) = (entry.vid.to_bytes(), parent.to_bytes(), how.second_parent.map(Vid::to_bytes));
        let second = second.as_ref().map(<[u8; 24]>::as_slice);
        let row = vals![user, entry.id, &vid, &parent, second, &body];
        self.conn.exec(UPDATE_TEXT, row).await?;
        Ok(entry)
    }

    /// Deletes an entry with all its versions, what was found in it, and what the ledger and kept answers hold of its
    /// words; `false` when there is none.
    pub async fn delete_entry(&mut self, id: EntryId) -> Result<bool, StoreError> {
        let user = self.scope.user();
        if self.conn.exec(DELETE_ENTRY, vals![user, id]).await? == 0 {
            return Ok(false);
        }
        self.delete_versions(id).await?;
        self.log_change(RowKind::Entry, id.0, true).await?;
        self.delete_analysis(id).await?;
        self.delete_readings(id).await?;
        self.delete_evidence(id).await?;
        self.forget_sent(id).await?;
        self.forget_kept_of(id).await?;
        Ok(true)
    }

    /// Copies the current text into the history, before `next` replaces it; returns its version. What one device passes
    /// through while typing is marked so, unless it is to be kept.
    async fn keep_version(&mut self, next: &Entry, keep: bool) -> Result<Vid, StoreError> {
        let id = next.id;
        let Entry { vid, device, text_at: at, text, .. } =
            self.find_entry(id).await?.ok_or(StoreError::Malformed("entries|vid"))?;
        let (parent, second_parent) = self.parents(id).await?;
        let goes_on = !keep && vid.client == next.vid.client && goes_on(&text, &next.text);
        let passing = goes_on && self.is_passing(id, (at, next.text_at)).await?;
        self.insert_version(id, &EntryVersion { vid, parent, second_parent, at, device, text, passing }).await?;
        Ok(vid)
    }
}

fn seal_meta(scope: &UserScope, entry: &Entry) -> Result<Vec<u8>, StoreError> {
    let meta = Meta {
        title: entry.title.clone(),
        mood: entry.mood,
        tags: entry.tags.clone(),
        people: entry.people.clone(),
        private: entry.private,
        status: entry.status,
        word_count: entry.word_count,
        device: entry.device.clone(),
        text_at: Some(entry.text_at),
    };
    scope.seal_json(Column::EntryMeta, entry.id.0.as_bytes(), &meta)
}

pub(crate) fn open_meta(scope: &UserScope, id: Uuid, blob: &[u8]) -> Result<Meta, StoreError> {
    scope.open_json(Column::EntryMeta, id.as_bytes(), blob)
}

fn seal_body(scope: &UserScope, id: EntryId, text: &str) -> Result<Vec<u8>, StoreError> {
    scope.seal(Column::EntryBody, id.0.as_bytes(), text.as_bytes())
}

fn entry(scope: &UserScope, row: &Row<'_>) -> Result<Entry, StoreError> {
    let id = row.uuid(0)?;
    let meta = open_meta(scope, id, row.bytes(7)?)?;
    let (updated_at, settled) = (row.timestamp(6)?, row.bool(9)?);
    Ok(Entry {
        id: id.into(),
        rev: row.int(2)?,
        vid: Vid::from_bytes(row.bytes(3)?).ok_or(StoreError::Malformed("entries|vid"))?,
        conflict_of: row.opt_uuid(4)?.filter(|_| !settled).map(EntryId),
        device: meta.device,
        text_at: meta.text_at.unwrap_or(updated_at),
        title: meta.title,
        text: scope.open_text(Column::EntryBody, id.as_bytes(), row.bytes(8)?)?.into(),
        mood: meta.mood,
        tags: meta.tags,
        people: meta.people,
        private: meta.private,
        status: meta.status,
        word_count: meta.word_count,
        written_at: row.timestamp(1)?,
        created_at: row.timestamp(5)?,
        updated_at,
    })
}
