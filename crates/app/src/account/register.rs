//! Making an account.

use hearken_domain::{NewAccount, Private, User, UserId};
use hearken_store::{StoreError, StoredUser, Tx, UserScope};

use super::invites::code_hash;
use super::sign_in::{NewSession, SignedIn};
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
    let now = app.ctx().now();
    let email_index = app.store().email_index(account.email.as_str());
    let invite = invite.map(|code| code_hash(&code));
    refuse_early(app, email_index, invite).await?;
    let password_hash = app.accounts().passwords.hash(account.password).await?;
    let id: UserId = app.ctx().new_id();
    let session = NewSession::of(app, id, device)?;
    let user = User { id, email: account.email, name: account.name, is_owner: false, created_at: now };
    let policy = app.inner.registration;
    let registering = app.clone();
    let registered = app.complete(async move {
        // The key comes first: a key without an account does no harm, an account without a key could never be used.
        let scope = registering.store().create_scope(id, now).await?;
        let stored = StoredUser { user, email_index, password_hash };
        let input = Registration { scope, stored, session: session.clone(), policy, invite };
        let stored = registering.store().write(input, |tx, input| Box::pin(store_account(tx, input)));
        session.signed_in(&registering, stored.await?)
    });
    registered.await
}

/// Refuses what would be refused in the end, before a password is hashed and a key is made for it.
async fn refuse_early(app: &App, email_index: [u8; 32], invite: Option<[u8; 32]>) -> Result<(), AccountError> {
    let state = registration_state(app).await?;
    let code = match (state, invite) {
        (RegistrationState::Closed, _) => return Err(AccountError::RegistrationClosed),
        (RegistrationState::Invite, None) => return Err(AccountError::InviteNeeded),
        (RegistrationState::Invite, code) => code,
        (RegistrationState::First | RegistrationState::Open, _) => None,
    };
    let input = (email_index, code, app.ctx().now());
    let checked = app.store().read(input, |tx, (email_index, code, now)| {
        Box::pin(async move {
            if let Some(code) = code
                && !tx.holds_invite(code, *now).await?
            {
                return Err(AccountError::InviteNeeded);
            }
            let taken = tx.find_credentials(email_index).await?.is_some();
            if taken { Err(AccountError::EmailTaken) } else { Ok(()) }
        })
    });
    checked.await
}

struct Registration {
    scope: UserScope,
    stored: StoredUser,
    session: NewSession,
    policy: RegistrationPolicy,
    invite: Option<[u8; 32]>,
}

async fn store_account(tx: &mut Tx<'_>, input: &Registration) -> Result<User, AccountError> {
    let user = &input.stored.user;
    let is_owner = tx.claim_instance(user.id, user.created_at).await?;
    if !is_owner {
        may_join(tx, input).await?;
    }
    let user = User { is_owner, ..user.clone() };
    let stored = StoredUser {
        user: user.clone(),
        email_index: input.stored.email_index,
        password_hash: input.stored.password_hash.clone(),
    };
    tx.insert_user(&input.scope, &stored).await.map_err(|error| match error {
        StoreError::Duplicate => AccountError::EmailTaken,
        other => other.into(),
    })?;
    input.session.store(tx, &input.scope).await?;
    Ok(user)
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
