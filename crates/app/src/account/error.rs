//! What can go wrong with accounts.

use std::time::Duration;

use hearken_domain::Invalid;
use hearken_store::StoreError;
use thiserror::Error;

/// Why an account action was refused.
#[derive(Debug, Error)]
pub enum AccountError {
    /// A field breaks a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The address has an account already.
    #[error("this address has an account already")]
    EmailTaken,
    /// This instance takes no new accounts.
    #[error("this instance takes no new accounts")]
    RegistrationClosed,
    /// A new account needs an invitation, and there is none that still holds under this code.
    #[error("a new account needs a valid invitation")]
    InviteNeeded,
    /// No such account, or not this password; which of the two is not told.
    #[error("the address or the password is wrong")]
    WrongCredentials,
    /// No such account, or not a code of it that was never used; which of them is not told.
    #[error("the address or the recovery code is wrong, or the code was used")]
    WrongRecoveryCode,
    /// Too many wrong passwords or codes for this account lately.
    #[error("too many attempts, try again in {} s", .0.as_secs())]
    TooManyAttempts(Duration),
    /// More passwords wait to be checked than the server accepts.
    #[error("too many sign-ins at once, try again in a moment")]
    Busy,
    /// The refresh token is not one that holds.
    #[error("the session has ended, sign in again")]
    SessionEnded,
    /// There is no such session.
    #[error("there is no such session")]
    NoSuchSession,
    /// Only the owner of the instance may do this.
    #[error("only the owner of this instance may do this")]
    OwnerOnly,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an access token is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AuthError {
    /// It is not one of ours, or was altered.
    #[error("the access token is not valid")]
    Invalid,
    /// It has ended.
    #[error("the access token has expired")]
    Expired,
    /// Its session has ended.
    #[error("the session has ended")]
    SessionEnded,
}
