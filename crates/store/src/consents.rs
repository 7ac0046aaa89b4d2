//! What a user lets leave the server, and let once.

use hearken_domain::{Consent, ConsentId, Purpose, Timestamp};
use serde::{Deserialize, Serialize};

use crate::crypto::Column;
use crate::db::{Row, statements, vals};
use crate::{StoreError, UserReader, UserScope, UserTx};

statements! {
    LIST_CONSENTS = "SELECT id, granted_at, withdrawn_at, body FROM consents WHERE user_id = $1 ORDER BY granted_at DESC, id DESC";
    INSERT_CONSENT = "INSERT INTO consents (user_id, id, granted_at, withdrawn_at, body) VALUES ($1, $2, $3, $4, $5)";
    WITHDRAW_CONSENT = "UPDATE consents SET withdrawn_at = $3 WHERE user_id = $1 AND id = $2 AND withdrawn_at IS NULL";
}

#[derive(Serialize, Deserialize)]
struct Body {
    purpose: Purpose,
    name: String,
    address: String,
    wording: u32,
}

impl UserReader<'_> {
    /// Every consent there ever was, newest first. One that does not open is left out: it allows nothing.
    pub async fn list_consents(&mut self) -> Result<Vec<Consent>, StoreError> {
        self.list(LIST_CONSENTS, vals![self.scope.user()], consent).await
    }
}

impl UserTx<'_> {
    /// Stores a new consent.
    pub async fn insert_consent(&mut self, consent: &Consent) -> Result<(), StoreError> {
        let Consent { id, purpose, name, address, wording, granted_at, withdrawn_at } = consent.clone();
        let body = Body { purpose, name, address, wording };
        let body = self.scope.seal_json(Column::ConsentBody, id.0.as_bytes(), &body)?;
        self.move_on();
        let row = vals![self.scope.user(), id, granted_at, withdrawn_at, &body];
        let UserReader { conn, .. } = &mut **self;
        conn.exec(INSERT_CONSENT, row).await.map(drop)
    }

    /// Ends a consent, unless it has ended.
    pub async fn withdraw_consent(&mut self, id: ConsentId, at: Timestamp) -> Result<(), StoreError> {
        self.move_on();
        let user = self.scope.user();
        self.conn.exec(WITHDRAW_CONSENT, vals![user, id, at]).await.map(drop)
    }
}

fn consent(scope: &UserScope, row: &Row<'_>) -> Result<Consent, StoreError> {
    let id = row.uuid(0)?;
    let Body { purpose, name, address, wording } =
        scope.open_json(Column::ConsentBody, id.as_bytes(), row.bytes(3)?)?;
    let (granted_at, withdrawn_at) = (row.timestamp(1)?, row.opt_int(2)?.map(Timestamp::from_millis));
    Ok(Consent { id: id.into(), purpose, name, address, wording, granted_at, withdrawn_at })
}
