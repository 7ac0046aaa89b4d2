//! The ledger: what was sent to providers. Rows are never changed but for how the sending ended, and for the words, which go
//! with their entry.

use hearken_domain::{Disclosure, DisclosureId, Ending, EntryId, Occasion, Private, Purpose, Recipient, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::handles::{if_asked_for, if_readable};
use crate::{StoreError, UserReader, UserScope, UserTx};

statements! {
    FIND_DISCLOSURE = "SELECT id, at, entry_id, head, ending, sent FROM disclosures WHERE user_id = $1 AND id = $2";
    LIST_DISCLOSURES = "SELECT id, at, entry_id, head, ending, sent FROM disclosures
        WHERE user_id = $1 AND at >= $2 AND (at, id) < ($3, $4) ORDER BY at DESC, id DESC LIMIT $5";
    COUNT_SINCE = "SELECT COUNT(*) FROM disclosures WHERE user_id = $1 AND at >= $2";
    HEADS_SINCE = "SELECT id, head FROM disclosures WHERE user_id = $1 AND at >= $2";
    INSERT_DISCLOSURE = "INSERT INTO disclosures (user_id, id, at, entry_id, head, sent) VALUES ($1, $2, $3, $4, $5, $6)";
    END_DISCLOSURE = "UPDATE disclosures SET ending = $3 WHERE user_id = $1 AND id = $2 AND ending IS NULL";
    FORGET_SENT = "UPDATE disclosures SET sent = NULL WHERE user_id = $1 AND entry_id = $2";
}

/// A place in the ledger, newest first: everything strictly before it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisclosureCursor {
    /// When the last one seen was sent.
    pub at: Timestamp,
    /// Its id.
    pub id: DisclosureId,
}

/// A stretch of the ledger.
#[derive(Clone, Debug)]
pub struct DisclosurePage {
    /// What was sent, newest first. A row that does not open is left out.
    pub items: Vec<(Disclosure, Option<Private>)>,
    /// Where the next stretch begins; `None` at the end.
    pub next: Option<DisclosureCursor>,
}

#[derive(Serialize, Deserialize)]
struct Head {
    purpose: Purpose,
    recipient: Recipient,
    occasion: Occasion,
    bytes: u64,
}

impl UserReader<'_> {
    /// What was sent, and the request itself, where it is still kept.
    pub async fn find_disclosure(
        &mut self,
        id: DisclosureId,
    ) -> Result<Option<(Disclosure, Option<Private>)>, StoreError> {
        let scope = &self.scope;
        self.conn
            .opt(FIND_DISCLOSURE, vals![scope.user(), id], |row| {
                if_asked_for(id.0, row.uuid(0)?, disclosure(scope, row)?)
            })
            .await
    }

    /// How many requests were sent from `from` on.
    pub async fn count_disclosures(&mut self, from: Timestamp) -> Result<i64, StoreError> {
        let count = self.conn.opt(COUNT_SINCE, vals![self.scope.user(), from], |row| row.int(0)).await?;
        Ok(count.unwrap_or_default())
    }

    /// Where the requests went that were sent from `from` on. A row that does not open is left out.
    pub async fn list_recipients(&mut self, from: Timestamp) -> Result<Vec<Recipient>, StoreError> {
        self.list(HEADS_SINCE, vals![self.scope.user(), from], |scope, row| {
            let head: Head = scope.open_json(Column::DisclosureHead, row.uuid(0)?.as_bytes(), row.bytes(1)?)?;
            Ok(head.recipient)
        })
        .await
    }

    /// At most `limit` of what was sent from `from` on, and before `before`, newest first.
    pub async fn list_disclosures(
        &mut self,
        from: Option<Timestamp>,
        before: Option<DisclosureCursor>,
        limit: i64,
    ) -> Result<DisclosurePage, StoreError> {
        let from = from.map_or(i64::MIN, Timestamp::as_millis);
        let (at, id) = before.map_or((i64::MAX, Uuid::max()), |before| (before.at.as_millis(), before.id.0));
        let scope = &self.scope;
        let rows = self
            .conn
            .all(LIST_DISCLOSURES, vals![scope.user(), from, at, id, limit], |row| {
                let (id, at) = (row.uuid(0)?, row.timestamp(1)?);
                Ok((DisclosureCursor { at, id: id.into() }, if_readable(id, disclosure(scope, row))?))
            })
            .await?;
        let is_last = i64::try_from(rows.len()).unwrap_or(i64::MAX) < limit;
        let next = rows.last().map(|(cursor, _)| *cursor).filter(|_| !is_last);
        Ok(DisclosurePage { items: rows.into_iter().filter_map(|(_, row)| row).collect(), next })
    }
}

impl UserTx<'_> {
    /// Writes down what is about to be sent: `sent`, and nothing else.
    pub async fn insert_disclosure(&mut self, new: &Disclosure, sent: &str) -> Result<(), StoreError> {
        let Disclosure { id, at, entry, purpose, recipient, occasion, bytes, .. } = new;
        let head = Head { purpose: *purpose, recipient: recipient.clone(), occasion: *occasion, bytes: *bytes };
        let head = self.scope.seal_json(Column::DisclosureHead, id.0.as_bytes(), &head)?;
        let sent = self.scope.seal(Column::DisclosureSent, id.0.as_bytes(), sent.as_bytes())?;
        self.move_on();
        let row = vals![self.scope.user(), *id, *at, *entry, &head, &sent];
        let UserReader { conn, .. } = &mut **self;
        conn.exec(INSERT_DISCLOSURE, row).await.map(drop)
    }

    /// Fills in how a sending ended, unless that is known.
    pub async fn end_disclosure(&mut self, id: DisclosureId, ending: &Ending) -> Result<(), StoreError> {
        let ending = self.scope.seal_json(Column::DisclosureEnding, id.0.as_bytes(), ending)?;
        self.move_on();
        let row = vals![self.scope.user(), id, &ending];
        let UserReader { conn, .. } = &mut **self;
        conn.exec(END_DISCLOSURE, row).await.map(drop)
    }

    /// Forgets the words of everything that was sent about an entry. That it was sent stays known.
    pub(crate) async fn forget_sent(&mut self, entry: EntryId) -> Result<(), StoreError> {
        let user = self.scope.user();
        self.conn.exec(FORGET_SENT, vals![user, entry]).await.map(drop)
    }
}

fn disclosure(scope: &UserScope, row: &Row<'_>) -> Result<(Disclosure, Option<Private>), StoreError> {
    let id = row.uuid(0)?;
    let Head { purpose, recipient, occasion, bytes } =
        scope.open_json(Column::DisclosureHead, id.as_bytes(), row.bytes(3)?)?;
    let ending = row.opt_bytes(4)?;
    let ending = ending.map(|it| scope.open_json(Column::DisclosureEnding, id.as_bytes(), &it)).transpose()?;
    let sent = row.opt_bytes(5)?;
    let sent = sent.map(|it| scope.open_text(Column::DisclosureSent, id.as_bytes(), &it)).transpose()?;
    let (at, entry) = (row.timestamp(1)?, row.opt_uuid(2)?.map(EntryId));
    let disclosure = Disclosure { id: id.into(), at, entry, purpose, recipient, occasion, bytes, ending };
    Ok((disclosure, sent.map(Into::into)))
}
