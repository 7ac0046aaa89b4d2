//! Accounts: who may sign in.

use crate::invalid::check_length;
use crate::{Invalid, Private, Timestamp, UserId};

/// Shortest and longest password, in characters.
pub const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 8..=256;
/// Longest e-mail address, in characters.
pub const MAX_EMAIL: usize = 254;
/// Longest display name, in characters.
pub const MAX_DISPLAY_NAME: usize = 100;

/// An e-mail address, trimmed and in lower case: the form under which an account is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(Private);

impl Email {
    /// Accepts anything of the form `name@host` without spaces; whether it exists only a letter could tell.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = text.trim().to_lowercase();
        check_length("email", &text, 3, MAX_EMAIL)?;
        let well_formed = text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
        if !well_formed || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(Invalid::new("email", "must be an address as in ana@example.org"));
        }
        Ok(Self(text.into()))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password as typed.
#[derive(Clone, Debug)]
pub struct Password(Private);

impl Password {
    /// Checks the length; any characters are welcome.
    pub fn parse(text: String) -> Result<Self, Invalid> {
        check_length("password", &text, *PASSWORD_LENGTH.start(), *PASSWORD_LENGTH.end())?;
        Ok(Self(text.into()))
    }

    /// The password, for hashing only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// An account to create.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Address to sign in with.
    pub email: Email,
    /// Password to sign in with.
    pub password: Password,
    /// What to be called.
    pub name: Private,
}

impl NewAccount {
    /// An account from what was typed, or everything that is wrong with it.
    pub fn parse(email: &str, password: String, name: &str) -> Result<Self, Vec<Invalid>> {
        match (Email::parse(email), Password::parse(password), display_name(name)) {
            (Ok(email), Ok(password), Ok(name)) => Ok(Self { email, password, name }),
            (email, password, name) => Err([name.err(), email.err(), password.err()].into_iter().flatten().collect()),
        }
    }
}

/// What to be called, trimmed.
pub fn display_name(name: &str) -> Result<Private, Invalid> {
    check_length("name", name.trim(), 1, MAX_DISPLAY_NAME)?;
    Ok(name.trim().into())
}

/// An account as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Id.
    pub id: UserId,
    /// Address to sign in with.
    pub email: Email,
    /// What to be called.
    pub name: Private,
    /// Whether it owns the instance: the first account does.
    pub is_owner: bool,
    /// When it was made.
    pub created_at: Timestamp,
}
