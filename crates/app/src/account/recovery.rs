//! Getting back in without the password: by one of ten codes that were made before.

use hearken_domain::{Email, Invalid, Password, SessionId, Timestamp, UserId};
use hearken_store::{RecoveryCodes, StoreError, Tx};
use uuid::Uuid;

use super::recovery_code::RecoveryCode;
use super::{AccountError, Actor};
use crate::App;

/// How many codes a set has.
const CODES: usize = 10;
/// Nobody: where there is no account at an address, the same is asked of the database for this one.
const NOBODY: UserId = UserId(Uuid::nil());

/// Somebody who forgot their password.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// Their address.
    pub email: Email,
    /// One of their codes.
    pub code: RecoveryCode,
    /// The password from now on.
    pub password: Password,
}

/// What is known of the user's codes.
pub async fn find_recovery_codes(app: &App, actor: &Actor) -> Result<RecoveryCodes, AccountError> {
    Ok(app.store().read(actor.user, |tx, user| Box::pin(tx.sum_up_recovery_codes(*user))).await?)
}

/// Makes a set of codes, in the place of the one there was. They are not stored and cannot be shown again.
pub async fn make_recovery_codes(
    app: &App,
    actor: &Actor,
    password: Password,
) -> Result<Vec<RecoveryCode>, AccountError> {
    let address = app.store().email_index(app.me(actor).await?.email.as_str());
    let checked = app.right_password(address, password).await?.ok_or_else(wrong_password)?;
    let codes = (0..CODES).map(|_| RecoveryCode::issue()).collect::<Result<Vec<_>, _>>()?;
    let hashes: Vec<_> = codes.iter().map(|code| code.hash(actor.user)).collect();
    let input = (*actor, address, checked.password_hash, hashes, app.ctx().now());
    let stored = app.store().write(input, |tx, (actor, address, checked, hashes, now)| {
        Box::pin(async move {
            // A password that was changed while it was checked makes no codes: they would outlive the change.
            let current = tx.lock_credentials(address).await?;
            if current.is_none_or(|current| current.password_hash != *checked) {
                return Err(wrong_password());
            }
            if !tx.touch_session(actor.user, actor.session, *now).await? {
                return Err(AccountError::SessionEnded);
            }
            Ok(tx.replace_recovery_codes(actor.user, hashes, *now).await?)
        })
    });
    stored.await?;
    Ok(codes)
}

/// Sets another password for whoever has one of their codes, and ends every session. The code is used up.
///
/// An address without an account costs as much as a wrong code: the password is hashed and a code looked for either way.
pub async fn recover(app: &App, recovery: Recovery) -> Result<RecoveryCodes, AccountError> {
    let address = app.store().email_index(recovery.email.as_str());
    let throttle = &app.accounts().recoveries;
    let wait = throttle.admit(address, app.ctx().now()).map_err(AccountError::TooManyAttempts)?;
    tokio::time::sleep(wait).await;
    let password_hash = app.accounts().passwords.hash(recovery.password).await?;
    let recovering = app.clone();
    let recovered = app.complete(async move {
        let input = Change { address, code: recovery.code, password_hash, now: recovering.ctx().now() };
        let changed = recovering.store().write(input, |tx, change| Box::pin(replace_password(tx, change))).await?;
        if let Some(Changed { user, ended, .. }) = &changed {
            recovering.forget_sessions(*user, ended);
        }
        Ok::<_, AccountError>(changed)
    });
    let Some(changed) = recovered.await? else {
        throttle.wrong(address, app.ctx().now());
        return Err(AccountError::WrongRecoveryCode);
    };
    throttle.right(address);
    app.accounts().throttle.right(address);
    Ok(changed.codes)
}

struct Change {
    address: [u8; 32],
    code: RecoveryCode,
    password_hash: String,
    now: Timestamp,
}

struct Changed {
    user: UserId,
    ended: Vec<SessionId>,
    codes: RecoveryCodes,
}

/// `None` when the code is not one of the account at that address, or there is no account.
async fn replace_password(tx: &mut Tx<'_>, change: &Change) -> Result<Option<Changed>, StoreError> {
    let Change { address, code, password_hash, now } = change;
    let found = tx.lock_credentials(address).await?;
    let user = found.as_ref().map_or(NOBODY, |found| found.user);
    let is_used = tx.use_recovery_code(user, &code.hash(user), *now).await?;
    let Some(found) = found.filter(|_| is_used) else { return Ok(None) };
    tx.replace_password(user, &found.password_hash, password_hash).await?;
    let ended = tx.end_all_sessions(user, *now).await?;
    Ok(Some(Changed { user, ended, codes: tx.sum_up_recovery_codes(user).await? }))
}

fn wrong_password() -> AccountError {
    Invalid::new("password", "is not the password of this account").into()
}
