//! Invitations: a code that makes one account, once.

use std::time::Duration;

use aws_lc_rs::rand;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hearken_store::{Invite, StoreError};

use super::refresh_token::sha256;
use super::{AccountError, Actor};
use crate::App;

const HOLDS: Duration = Duration::from_hours(14 * 24);

/// Makes an invitation; returns its code, which is not stored and cannot be shown again.
pub async fn create_invite(app: &App, actor: &Actor) -> Result<(String, Invite), AccountError> {
    owner_only(app, actor).await?;
    let mut bytes = [0; 18];
    rand::fill(&mut bytes).map_err(|_| AccountError::Busy)?;
    let code = URL_SAFE_NO_PAD.encode(bytes);
    let now = app.ctx().now();
    let invite = Invite { created_at: now, expires_at: now + HOLDS, used_at: None };
    let input = (code_hash(&code), actor.user, invite.clone());
    let stored = app.store().write(input, |tx, (hash, user, invite)| Box::pin(tx.insert_invite(hash, *user, invite)));
    stored.await.map_err(|error: StoreError| AccountError::from(error))?;
    Ok((code, invite))
}

/// The invitations the owner has made, newest first.
pub async fn list_invites(app: &App, actor: &Actor) -> Result<Vec<Invite>, AccountError> {
    owner_only(app, actor).await?;
    Ok(app.store().read(actor.user, |tx, user| Box::pin(tx.list_invites(*user))).await?)
}

pub(crate) async fn owner_only(app: &App, actor: &Actor) -> Result<(), AccountError> {
    if app.me(actor).await?.is_owner { Ok(()) } else { Err(AccountError::OwnerOnly) }
}

pub(super) fn code_hash(code: &str) -> [u8; 32] {
    sha256(code.trim().as_bytes())
}
