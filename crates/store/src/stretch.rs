//! A stretch of the journal, newest first.

use hearken_domain::{EntryId, Timestamp};
use uuid::Uuid;

use crate::db::{Row, Sql, vals};
use crate::handles::if_readable;
use crate::{StoreError, UserReader, UserScope};

/// A place in the journal, newest first: everything strictly before it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryCursor {
    /// The moment of the last entry seen.
    pub written_at: Timestamp,
    /// Its id.
    pub id: EntryId,
}

/// A stretch of the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimeWindow {
    /// Earliest moment, inclusive.
    pub from: Option<Timestamp>,
    /// Latest moment, exclusive.
    pub to: Option<Timestamp>,
    /// Where the last page ended.
    pub after: Option<EntryCursor>,
}

impl TimeWindow {
    /// The earliest moment, and the moment and id that everything in the window comes before.
    fn bounds(&self) -> (i64, i64, Uuid) {
        let from = self.from.map_or(i64::MIN, Timestamp::as_millis);
        let to = self.to.map_or((i64::MAX, Uuid::max()), |to| (to.as_millis(), Uuid::nil()));
        let (to, before) = self.after.map_or(to, |cursor| to.min((cursor.written_at.as_millis(), cursor.id.0)));
        (from, to, before)
    }
}

impl UserReader<'_> {
    /// At most `limit` rows of a stretch, newest first; fewer only where it ends. The query's first two columns are the
    /// place in the journal. A row that does not open is left out, as in [`UserReader::list`].
    pub(crate) async fn stretch<T: Send>(
        &mut self,
        sql: Sql,
        window: &TimeWindow,
        limit: i64,
        open: fn(&UserScope, &Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let (mut found, mut window, mut missing) = (Vec::new(), *window, limit);
        loop {
            let (from, to, before) = window.bounds();
            let UserReader { conn, scope } = self;
            let rows = conn
                .all(sql, vals![scope.user(), from, to, before, missing], |row| {
                    let (id, written_at) = (EntryId(row.uuid(0)?), row.timestamp(1)?);
                    Ok((EntryCursor { written_at, id }, if_readable(id.0, open(scope, row))?))
                })
                .await?;
            let read = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            window.after = rows.last().map(|(cursor, _)| *cursor);
            found.extend(rows.into_iter().filter_map(|(_, row)| row));
            let was_last = read < missing;
            missing = limit - i64::try_from(found.len()).unwrap_or(i64::MAX);
            if was_last || missing == 0 {
                return Ok(found);
            }
        }
    }
}
