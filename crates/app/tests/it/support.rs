//! What these tests share: fixtures, and short ways to call verbs.

use hearken_app::account::{AccountError, RefreshToken, SignIn, SignedIn, log_in, refresh};
use hearken_app::analysis::{self, AnalysisError};
use hearken_app::journal::{self, Edited, EntryFilter, EntryQuery, JournalError, TextEdit, TimeWindow};
use hearken_app::people;
use hearken_app::{Actor, RegistrationPolicy};
use hearken_domain::{
    Analysis, Email, Entry, EntryChange, EntryId, EntryStatus, NewAccount, NewEntry, NewPerson, Password, PersonId,
    Private, Relationship, UserId, Vid,
};
use hearken_store::JobState;
pub(crate) use hearken_testkit::draft;
use hearken_testkit::{Engine, Fixture, TestApp, TestAppOptions};
use uuid::Uuid;

/// An application that takes whoever has an invitation.
pub(crate) struct ByInvitation(pub(crate) TestApp);

/// An application that takes nobody after its owner.
pub(crate) struct Closed(pub(crate) TestApp);

async fn with_policy(engine: Engine, registration: RegistrationPolicy) -> Option<TestApp> {
    TestApp::with(engine, TestAppOptions { registration, ..TestAppOptions::default() }).await
}

impl Fixture for ByInvitation {
    async fn start(engine: Engine) -> Option<Self> {
        with_policy(engine, RegistrationPolicy::Invite).await.map(Self)
    }
}

impl Fixture for Closed {
    async fn start(engine: Engine) -> Option<Self> {
        with_policy(engine, RegistrationPolicy::Closed).await.map(Self)
    }
}

/// An account that could be made.
pub(crate) fn account(name: &str) -> NewAccount {
    NewAccount::parse(&format!("{name}@example.org"), format!("{name}-password"), name).unwrap()
}

/// Signs in with any address and password.
pub(crate) async fn sign_in(t: &TestApp, email: &str, password: &str) -> Result<SignedIn, AccountError> {
    let (email, password) = (Email::parse(email).unwrap(), Password::parse(password.to_owned()).unwrap());
    log_in(&t.app, SignIn { email, password, device: "another".into() }).await
}

/// Renews a session.
pub(crate) async fn renew(t: &TestApp, token: &RefreshToken) -> Result<SignedIn, AccountError> {
    refresh(&t.app, token.clone()).await
}

/// Who holds the access token of a session that was just begun.
pub(crate) fn actor(t: &TestApp, signed_in: &SignedIn) -> Actor {
    t.app.authenticate(&signed_in.access_token).unwrap()
}

/// A finished entry with nothing but a text.
pub(crate) fn finished(text: &str) -> NewEntry {
    NewEntry { status: EntryStatus::Published, ..draft(text) }
}

/// The id that goes by `name` in every test.
pub(crate) fn id(name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
}

pub(crate) async fn create(t: &TestApp, user: UserId, new: NewEntry) -> Result<Entry, JournalError> {
    t.app.write(user, new, |tx, ctx, new| Box::pin(journal::create_entry(tx, ctx, new))).await
}

pub(crate) async fn find(t: &TestApp, user: UserId, id: EntryId) -> Result<Entry, JournalError> {
    t.app.read(user, id, |tx, id| Box::pin(journal::find_entry(tx, *id))).await
}

pub(crate) async fn change(t: &TestApp, user: UserId, id: EntryId, change: EntryChange) -> Result<Entry, JournalError> {
    t.app.write(user, (id, change), |tx, ctx, input| Box::pin(journal::change_entry(tx, ctx, input))).await
}

/// A text typed now, on nothing in particular.
pub(crate) fn typed_now(t: &TestApp, (id, base): (EntryId, Vid), vid: Vid, text: &str) -> TextEdit {
    let (base_text, title, base_title, device, at) = (None, None, None, None, t.app.ctx().now());
    TextEdit { id, base, base_text, title, base_title, vid, text: text.into(), device, at, keep_base: false }
}

pub(crate) async fn edit(t: &TestApp, user: UserId, edit: TextEdit) -> Result<Edited, JournalError> {
    t.app.write(user, edit, |tx, ctx, edit| Box::pin(journal::edit_text(tx, ctx, edit))).await
}

pub(crate) async fn delete(t: &TestApp, user: UserId, id: EntryId, seen: Option<Vid>) -> Result<(), JournalError> {
    t.app.write(user, (id, seen), |tx, ctx, input| Box::pin(journal::delete_entry(tx, ctx, input))).await
}

pub(crate) async fn publish(t: &TestApp, user: UserId, id: EntryId) -> Result<Entry, JournalError> {
    t.app.write(user, id, |tx, ctx, id| Box::pin(journal::publish_entry(tx, ctx, id))).await
}

/// Every entry of a user, newest first.
pub(crate) async fn all_entries(t: &TestApp, user: UserId) -> Vec<Entry> {
    let query = EntryQuery { filter: EntryFilter::default(), window: TimeWindow::default(), limit: 10_000 };
    t.app.read(user, query, |tx, query| Box::pin(journal::list_entries(tx, query))).await.unwrap().entries
}

pub(crate) async fn add_person(t: &TestApp, user: UserId, name: &str) -> PersonId {
    let new = NewPerson { id: None, name: name.into(), relationship: Relationship::Friend, notes: Private::default() };
    t.app.write(user, new, |tx, ctx, new| Box::pin(people::create_person(tx, ctx, new))).await.unwrap().id
}

pub(crate) async fn find_analysis(t: &TestApp, user: UserId, entry: EntryId) -> Result<Analysis, AnalysisError> {
    t.app.read(user, entry, |tx, entry| Box::pin(analysis::find_analysis(tx, *entry))).await
}

pub(crate) async fn retry(t: &TestApp, user: UserId, entry: EntryId) -> Result<Analysis, AnalysisError> {
    t.app.write(user, entry, |tx, ctx, entry| Box::pin(analysis::retry_analysis(tx, ctx, entry))).await
}

/// Switches the provider at `address` on, or every provider off.
pub(crate) async fn consent(t: &TestApp, user: UserId, address: Option<&str>) {
    t.consent(user, address).await;
}

pub(crate) async fn jobs(t: &TestApp) -> JobState {
    t.store.store.read((), |tx, ()| Box::pin(tx.count_jobs())).await.unwrap()
}

/// That something was refused for the sake of this field.
pub(crate) fn assert_names<T: std::fmt::Debug>(refused: Result<T, JournalError>, field: &str) {
    match refused {
        Err(JournalError::Invalid(invalid)) => assert_eq!(invalid.field, field, "{}", invalid.message),
        other => panic!("{field}: {other:?}"),
    }
}
