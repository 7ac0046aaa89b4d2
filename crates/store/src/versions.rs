//! The versions of an entry's text: what it was before, and what conflicting copies keep.

use std::time::Duration;

use hearken_domain::{ClientId, EntryId, Private, Timestamp, Vid};

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::handles::{if_asked_for, if_readable};
use crate::{StoreError, Tx, UserReader, UserScope, UserTx};

statements! {
    LIST_VERSIONS = "SELECT entry_id, vid, parent_vid, parent2_vid, at, passing, device, body FROM entry_revisions
        WHERE user_id = $1 AND entry_id = $2 AND NOT passing ORDER BY at, vid";
    LIST_VIDS = "SELECT vid FROM entry_revisions WHERE user_id = $1 AND entry_id = $2 ORDER BY at, vid";
    FIND_VERSION = "SELECT entry_id, vid, parent_vid, parent2_vid, at, passing, device, body FROM entry_revisions
        WHERE user_id = $1 AND entry_id = $2 AND vid = $3";
    FIND_HOLDER = "SELECT r.entry_id FROM entry_revisions r JOIN entries e ON e.user_id = r.user_id AND e.id = r.entry_id
        WHERE r.user_id = $1 AND r.vid = $3 AND (e.id = $2 OR e.conflict_of = $2)";
    INSERT_VERSION = "INSERT INTO entry_revisions (user_id, entry_id, vid, parent_vid, parent2_vid, at, passing, device, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (user_id, entry_id, vid) DO NOTHING";
    LAST_KEPT = "SELECT MAX(at) FROM entry_revisions WHERE user_id = $1 AND entry_id = $2 AND NOT passing";
    LAST_TYPED = "SELECT MAX(at) FROM entry_revisions WHERE user_id = $1 AND entry_id = $2 AND NOT passing
        AND vid >= $3 AND vid < $4 AND at <= $5";
    FIND_COPY = "SELECT id FROM entries WHERE user_id = $1 AND conflict_of = $2 AND vid = $3";
    LIST_COPIES = "SELECT id FROM entries WHERE user_id = $1 AND conflict_of = $2 AND NOT settled ORDER BY created_at, id";
    PARENTS = "SELECT parent_vid, parent2_vid FROM entries WHERE user_id = $1 AND id = $2";
    DELETE_VERSIONS = "DELETE FROM entry_revisions WHERE user_id = $1 AND entry_id = $2";
    FORGET_PASSING = "DELETE FROM entry_revisions WHERE passing AND at < $1 AND NOT EXISTS (SELECT 1 FROM entries e
        WHERE e.user_id = entry_revisions.user_id AND e.conflict_of IS NOT NULL AND NOT e.settled AND e.parent_vid = entry_revisions.vid)";
}

/// How long someone types until their text is kept for good once more; and how long a pause ends a sitting.
pub const SITTING_PAUSE: Duration = Duration::from_mins(5);

/// How a text follows the one that was there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Succession {
    /// Of a merge, the version that was typed elsewhere.
    pub second_parent: Option<Vid>,
    /// Whether the text that was there stays in the history, however briefly it stood.
    pub keep_base: bool,
}

/// A version of an entry's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryVersion {
    /// Its name.
    pub vid: Vid,
    /// The version it was typed over; of a merge, the one that was there.
    pub parent: Option<Vid>,
    /// Of a merge, the version that was typed elsewhere.
    pub second_parent: Option<Vid>,
    /// When it was written; of one that was only passed through, when it came here.
    pub at: Timestamp,
    /// What wrote it, in the words of its session.
    pub device: Option<Private>,
    /// The text.
    pub text: Private,
    /// Whether it was only passed through while typing. Such a version is kept as long as a device may name it, and is
    /// not part of the history.
    pub passing: bool,
}

impl UserReader<'_> {
    /// The versions in the history of an entry's text, oldest first, without the current one and those that were only
    /// passed through. One that does not open is left out.
    pub async fn entry_versions(&mut self, id: EntryId) -> Result<Vec<EntryVersion>, StoreError> {
        self.list(LIST_VERSIONS, vals![self.scope.user(), id], version).await
    }

    /// The names of all versions of an entry's text besides the current one, oldest first. Opens none: those of one
    /// sitting may be thousands.
    pub async fn entry_vids(&mut self, id: EntryId) -> Result<Vec<Vid>, StoreError> {
        self.conn.all(LIST_VIDS, vals![self.scope.user(), id], |row| vid(row, 0)).await
    }

    /// A version of an entry's text besides the current one.
    pub async fn find_version(&mut self, id: EntryId, vid: Vid) -> Result<Option<EntryVersion>, StoreError> {
        let scope = &self.scope;
        let asked_for = |row: &Row<'_>| {
            let found = version(scope, row)?;
            if_asked_for((id.0, vid), (row.uuid(0)?, found.vid), found)
        };
        self.conn.opt(FIND_VERSION, vals![scope.user(), id, &vid.to_bytes()], asked_for).await
    }

    /// As [`Self::find_version`]; `None` also when it does not open.
    pub async fn find_readable_version(&mut self, id: EntryId, vid: Vid) -> Result<Option<EntryVersion>, StoreError> {
        Ok(if_readable(id.0, self.find_version(id, vid).await)?.flatten())
    }

    /// The versions that the current text of an entry came from: the one it replaced and, of a merge, the other one.
    pub async fn parents(&mut self, id: EntryId) -> Result<(Option<Vid>, Option<Vid>), StoreError> {
        let both = |row: &Row<'_>| Ok((parent(row, 0)?, parent(row, 1)?));
        let found = self.conn.opt(PARENTS, vals![self.scope.user(), id], both).await?;
        Ok(found.unwrap_or_default())
    }

    /// Which of an entry and its copies has `vid` among its former versions.
    pub async fn find_holder(&mut self, id: EntryId, vid: Vid) -> Result<Option<EntryId>, StoreError> {
        let (user, vid) = (self.scope.user(), vid.to_bytes());
        Ok(self.conn.opt(FIND_HOLDER, vals![user, id, &vid], |row| row.uuid(0)).await?.map(EntryId))
    }

    /// The copy of `of`, settled or not, whose text is the version `vid`.
    pub async fn find_conflict_copy(&mut self, of: EntryId, vid: Vid) -> Result<Option<EntryId>, StoreError> {
        let found = self.conn.opt(FIND_COPY, vals![self.scope.user(), of, &vid.to_bytes()], |row| row.uuid(0)).await?;
        Ok(found.map(EntryId))
    }

    /// The copies of an entry that are still to be settled, oldest first.
    pub async fn list_copies(&mut self, of: EntryId) -> Result<Vec<EntryId>, StoreError> {
        self.conn.all(LIST_COPIES, vals![self.scope.user(), of], |row| Ok(EntryId(row.uuid(0)?))).await
    }
}

impl UserTx<'_> {
    /// Adds a version to an entry's history; one that is there stays as it is. One that was only passed through is kept
    /// for a while from now on, however long ago it was typed.
    pub async fn insert_version(&mut self, id: EntryId, version: &EntryVersion) -> Result<(), StoreError> {
        let vid = version.vid.to_bytes();
        let row = version_row(id, &vid);
        let device = version.device.as_ref();
        let device =
            device.map(|device| self.scope.seal(Column::RevisionDevice, &row, device.as_bytes())).transpose()?;
        let body = self.scope.seal(Column::RevisionBody, &row, version.text.as_bytes())?;
        let (parent, second) = (version.parent.map(Vid::to_bytes), version.second_parent.map(Vid::to_bytes));
        let parents = [&parent, &second].map(|parent| parent.as_ref().map(<[u8; 24]>::as_slice));
        let user = self.scope.user();
        let at = if version.passing { self.now } else { version.at };
        let row = vals![user, id, &vid, parents[0], parents[1], at, version.passing, device.as_deref(), &body];
        self.conn.exec(INSERT_VERSION, row).await.map(drop)
    }

    /// Whether a text written at `at`, in whose place comes one written at `next_at`, was only passed through: it neither
    /// began nor ended a sitting, and one was kept a short while before.
    pub(crate) async fn is_passing(
        &mut self,
        id: EntryId,
        (at, next_at): (Timestamp, Timestamp),
    ) -> Result<bool, StoreError> {
        let user = self.scope.user();
        let kept = self.conn.opt(LAST_KEPT, vals![user, id], |row| row.opt_int(0)).await?.flatten();
        let is_near = kept.is_some_and(|kept| at.since(Timestamp::from_millis(kept)) < SITTING_PAUSE);
        Ok(is_near && next_at.since(at) < SITTING_PAUSE)
    }

    /// Whether a text that was typed at `client` in the [`SITTING_PAUSE`] up to `at` is kept. Merges have times of their
    /// own, which tell nothing of when somebody typed.
    pub async fn was_typed_lately(&mut self, id: EntryId, client: ClientId, at: Timestamp) -> Result<bool, StoreError> {
        let user = self.scope.user();
        let first = Vid::new(client, 0);
        let [first, merges] = [first, Vid { merge: Some(0), ..first }].map(Vid::to_bytes);
        let row = vals![user, id, &first, &merges, at];
        let typed = self.conn.opt(LAST_TYPED, row, |row| row.opt_int(0)).await?.flatten();
        Ok(typed.is_some_and(|typed| at.since(Timestamp::from_millis(typed)) < SITTING_PAUSE))
    }

    pub(crate) async fn delete_versions(&mut self, id: EntryId) -> Result<(), StoreError> {
        let user = self.scope.user();
        self.conn.exec(DELETE_VERSIONS, vals![user, id]).await.map(drop)
    }
}

impl Tx<'_> {
    /// Forgets the versions of all users that were only passed through before `before`, but for those that a copy was
    /// typed over which is still to be settled.
    pub async fn forget_passing_versions(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        self.conn.exec(FORGET_PASSING, vals![before]).await
    }
}

fn version_row(id: EntryId, vid: &[u8]) -> Vec<u8> {
    [id.0.as_bytes().as_slice(), vid].concat()
}

fn vid(row: &Row<'_>, column: usize) -> Result<Vid, StoreError> {
    Vid::from_bytes(row.bytes(column)?).ok_or(StoreError::Malformed("entry_revisions|vid"))
}

fn parent(row: &Row<'_>, column: usize) -> Result<Option<Vid>, StoreError> {
    let malformed = || StoreError::Malformed("entry_revisions|vid");
    row.opt_bytes(column)?.map(|parent| Vid::from_bytes(&parent).ok_or_else(malformed)).transpose()
}

fn version(scope: &UserScope, row: &Row<'_>) -> Result<EntryVersion, StoreError> {
    let place = version_row(EntryId(row.uuid(0)?), row.bytes(1)?);
    let device = row.opt_bytes(6)?;
    Ok(EntryVersion {
        vid: vid(row, 1)?,
        parent: parent(row, 2)?,
        second_parent: parent(row, 3)?,
        at: row.timestamp(4)?,
        passing: row.bool(5)?,
        device: device
            .map(|blob| scope.open_text(Column::RevisionDevice, &place, &blob))
            .transpose()?
            .map(Private::from),
        text: scope.open_text(Column::RevisionBody, &place, row.bytes(7)?)?.into(),
    })
}
