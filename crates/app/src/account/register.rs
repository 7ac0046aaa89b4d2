//! Making an account.

use hearken_domain::{NewAccount, Private, User, UserId};
use hearken_store::{StoreError, StoredUser, Tx, UserScope};

use super::invites::code_hash;
use super::sign_in::{SignedIn, begin_session};
use super::{AccountError, RegistrationPolicy};
use crate::App;

/// Whether someone can register now, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationState {
    /// There is no account yet: the first one owns the instance.
    First,
    /// Anyone can.
    Open,
    /// With an invitation.
    Invite,
    /// Nobody can.
    Closed,
}

/// Whether someone can register now, and how.
pub async fn registration_state(app: &App) -> Result<RegistrationState, StoreError> {
    let has_owner = app.store().read((), |tx, ()| Box::pin(tx.has_owner())).await?;
    Ok(match app.inner.registration {
        _ if !has_owner => RegistrationState::First,
        RegistrationPolicy::Open => RegistrationState::Open,
        RegistrationPolicy::Invite => RegistrationState::Invite,
        RegistrationPolicy::Closed => RegistrationState::Closed,
    })
}

/// Makes an account and begins its first session. `invite` is the code of an invitation, where one is needed.
pub async fn register(
    app: &App,
    account: NewAccount,
    invite: Option<String>,
    device: Private,
) -> Result<SignedIn, AccountError> {
    let state = registration_state(app).await?;
    if state == RegistrationState::Closed {
        return Err(AccountError::RegistrationClosed);
    }
    if state == RegistrationState::Invite && invite.is_none() {
        return Err(AccountError::InviteNeeded);
    }
    let now = app.ctx().now();
    let password_hash = app.accounts().passwords.hash(account.password).await?;
    let id: UserId = app.ctx().new_id();
    let email_index = app.store().email_index(account.email.as_str());
    let scope = app.store().create_scope(id, now).await?;
    let user = User { id, email: account.email, name: account.name, is_owner: false, created_at: now };
    let input = Registration {
        scope: scope.clone(),
        stored: StoredUser { user, email_index, password_hash },
        policy: app.inner.registration,
        invite: invite.map(|code| code_hash(&code)),
    };
    let registering = app.clone();
    let registered = app.complete(async move {
        registering.store().write(input, |tx, input| Box::pin(store_account(tx, input))).await?;
        begin_session(&registering, scope, device).await
    });
    registered.await
}

struct Registration {
    scope: UserScope,
    stored: StoredUser,
    policy: RegistrationPolicy,
    invite: Option<[u8; 32]>,
}

async fn store_account(tx: &mut Tx<'_>, input: &Registration) -> Result<(), AccountError> {
    let user = &input.stored.user;
    let is_owner = tx.claim_instance(user.id, user.created_at).await?;
    if !is_owner {
        may_join(tx, input).await?;
    }
    let stored = StoredUser {
        user: User { is_owner, ..user.clone() },
        email_index: input.stored.email_index,
        password_hash: input.stored.password_hash.clone(),
    };
    tx.insert_user(&input.scope, &stored).await.map_err(|error| match error {
        StoreError::Duplicate => AccountError::EmailTaken,
        other => other.into(),
    })
}

async fn may_join(tx: &mut Tx<'_>, input: &Registration) -> Result<(), AccountError> {
    let user = &input.stored.user;
    match (input.policy, input.invite) {
        (RegistrationPolicy::Open, _) => Ok(()),
        (RegistrationPolicy::Closed, _) => Err(AccountError::RegistrationClosed),
        (RegistrationPolicy::Invite, Some(code)) if tx.use_invite(&code, user.id, user.created_at).await? => Ok(()),
        (RegistrationPolicy::Invite, _) => Err(AccountError::InviteNeeded),
    }
}
