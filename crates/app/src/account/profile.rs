//! Changing one's own account: what to be called, and the password.

use hearken_domain::account::display_name;
use hearken_domain::{Invalid, Password, Private, User};

use super::{AccountError, Actor};
use crate::App;

/// Another password, and the one it replaces.
#[derive(Clone, Debug)]
pub struct PasswordChange {
    /// The password so far.
    pub current: Password,
    /// The password from now on.
    pub new: Password,
}

/// Changes what the user is called.
pub async fn rename(app: &App, actor: &Actor, name: &str) -> Result<User, AccountError> {
    let input = (app.store().scope(actor.user).await?, display_name(name)?);
    let renamed = app.store().write(input, |tx, (scope, name): &(_, Private)| {
        Box::pin(async move {
            let user = tx.find_user(scope).await?.ok_or(AccountError::SessionEnded)?;
            let user = User { name: name.clone(), ..user };
            tx.rename_user(scope, &user).await?;
            Ok(user)
        })
    });
    renamed.await
}

/// Changes the password and ends every other session: whoever knew the old one is out.
pub async fn change_password(app: &App, actor: &Actor, change: PasswordChange) -> Result<(), AccountError> {
    let address = app.store().email_index(app.me(actor).await?.email.as_str());
    let checked = app.right_password(address, change.current).await?.ok_or_else(wrong_password)?;
    let password_hash = app.accounts().passwords.hash(change.new).await?;
    let (changing, actor) = (app.clone(), *actor);
    let changed = app.complete(async move {
        let input = (actor, checked.password_hash, password_hash, changing.ctx().now());
        let ended = changing.store().write(input, |tx, (actor, checked, new, now)| {
            Box::pin(async move {
                // Two who know the password may change it at once: the first one does, and the other is out.
                if !tx.replace_password(actor.user, checked, new).await? {
                    return Err(wrong_password());
                }
                if !tx.touch_session(actor.user, actor.session, *now).await? {
                    return Err(AccountError::SessionEnded);
                }
                Ok(tx.end_other_sessions(actor.user, actor.session, *now).await?)
            })
        });
        changing.forget_sessions(actor.user, &ended.await?);
        Ok(())
    });
    changed.await
}

fn wrong_password() -> AccountError {
    Invalid::new("current_password", "is not the password of this account").into()
}
