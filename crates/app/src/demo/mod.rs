//! A made-up year, so that Hearken can be seen full: nobody in it exists.

mod story;

use hearken_domain::account::{Email, Password};
use hearken_domain::{Ctx, Invalid, NewAccount, NewPerson, Private, UserId};
use hearken_store::{StoreError, TimeWindow, UserTx};
use thiserror::Error;

use self::story::Story;
use crate::App;
use crate::account::{AccountError, RegistrationState, SignIn, log_in, register, registration_state};
use crate::journal::{self, EntryFilter, EntryQuery, JournalError};
use crate::people::{self, PeopleError};

/// Whom to sign in as.
pub const EMAIL: &str = "demo@example.org";
/// Everybody knows it: whoever serves the demonstration to others gives it away.
pub const PASSWORD: &str = "a made-up year";
const NAME: &str = "Anneke";
const YEAR: &str = include_str!("year.jsonl");

/// Why there is no demonstration.
#[derive(Debug, Error)]
pub enum DemoError {
    /// There is an account, and not the demonstration's.
    #[error("there is an account here already")]
    NotEmpty,
    /// The account breaks a rule of accounts.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// A line of the story cannot be read.
    #[error("line {line} of the story: {reason}")]
    Story {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The account.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// An entry.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A person.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sees to it that there is the account with its year, of which the last entry was written within the last week. What is
/// there already stays as it is.
pub async fn fill(app: &App) -> Result<(), DemoError> {
    let user = find_or_register(app).await?;
    let story = Story::parse(YEAR)?;
    app.write(user, story, |tx, ctx, story| Box::pin(write(tx, ctx, story))).await
}

async fn find_or_register(app: &App) -> Result<UserId, DemoError> {
    let (email, password) = (Email::parse(EMAIL)?, Password::parse(PASSWORD.to_owned())?);
    let device = Private::from("hearken demo");
    let signed_in = if registration_state(app).await? == RegistrationState::First {
        register(app, NewAccount { email, password, name: NAME.into() }, None, device).await
    } else {
        log_in(app, SignIn { email, password, device }).await
    };
    match signed_in {
        Ok(signed_in) => Ok(signed_in.user.id),
        Err(AccountError::WrongCredentials) => Err(DemoError::NotEmpty),
        Err(error) => Err(error.into()),
    }
}

/// All of it in one transaction: whoever stops it finds nothing, or everything.
async fn write(tx: &mut UserTx<'_>, ctx: &Ctx, story: &Story) -> Result<(), DemoError> {
    let any = EntryQuery { filter: EntryFilter::default(), window: TimeWindow::default(), limit: 1 };
    if !journal::list_entries(tx, &any).await?.entries.is_empty() {
        return Ok(());
    }
    let mut people = Vec::new();
    for (name, relationship) in &story.people {
        let new = NewPerson { id: None, name: name.clone(), relationship: *relationship, notes: Private::default() };
        people.push(people::create_person(tx, ctx, &new).await?);
    }
    for entry in story.entries(&people, ctx.now()) {
        journal::create_entry(tx, ctx, &entry).await?;
    }
    Ok(())
}
