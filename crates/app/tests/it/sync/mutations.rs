//! Mutations by hand, and short ways to push and pull.

use hearken_app::sync::{
    self, Action, Age, Delta, Mutation, MutationResult, MutationStatus, Pull, Pulled, Push, Pushed,
};
use hearken_domain::{
    ClientId, EntryChange, EntryId, NewEntry, NewPerson, PersonId, Private, Relationship, SessionId, UserId, Vid,
};
use hearken_store::StoreError;
use hearken_testkit::TestApp;

use crate::support::{draft, id};

/// A mutation whose content is what tells it from others.
pub(crate) fn mutation(mid: i64, content: &str, action: Action) -> Mutation {
    Mutation { mid, content: content.as_bytes().to_vec().into(), age: Age::default(), action: Ok(action) }
}

pub(crate) fn client(name: &str) -> ClientId {
    ClientId(id(name))
}

pub(crate) fn entry(name: &str) -> EntryId {
    EntryId(id(name))
}

/// The version that a client's mutation wrote.
pub(crate) fn vid(device: &str, mid: u64) -> Vid {
    Vid::new(client(device), mid)
}

pub(crate) fn create(mid: i64, name: &str, text: &str) -> Mutation {
    let new = NewEntry { id: Some(entry(name)), ..draft(text) };
    mutation(mid, &format!("create {name} {text}"), Action::CreateEntry(new))
}

pub(crate) fn edit(mid: i64, name: &str, base: Vid, text: &str) -> Mutation {
    edit_of(mid, entry(name), base, text)
}

pub(crate) fn edit_of(mid: i64, id: EntryId, base: Vid, text: &str) -> Mutation {
    titled_edit_of(mid, id, base, text, (None, None))
}

/// A text with the title that was typed with it, or else the one that stood over it.
pub(crate) fn titled_edit_of(
    mid: i64,
    id: EntryId,
    base: Vid,
    text: &str,
    (title, base_title): (Option<&str>, Option<&str>),
) -> Mutation {
    let (title, base_title) = (title.map(Private::from), base_title.map(Private::from));
    mutation(
        mid,
        &format!("edit {id} {base} {text} {title:?} {base_title:?}"),
        Action::EditText { id, base, base_text: None, text: text.into(), title, base_title, keep_base: false },
    )
}

pub(crate) fn entitle(mid: i64, name: &str, title: &str) -> Mutation {
    entitle_over(mid, name, None, title)
}

/// A title typed over a text that was seen.
pub(crate) fn entitle_over(mid: i64, name: &str, seen: Option<Vid>, title: &str) -> Mutation {
    set_over(mid, name, seen, EntryChange { title: Some(title.into()), ..EntryChange::default() })
}

/// Fields set over a text that was seen.
pub(crate) fn set_over(mid: i64, name: &str, seen: Option<Vid>, change: EntryChange) -> Mutation {
    let title = change.title.as_deref().map(String::as_str).unwrap_or_default();
    mutation(mid, &format!("set {name} {title}"), Action::SetEntry(entry(name), seen, change))
}

pub(crate) fn publish(mid: i64, name: &str) -> Mutation {
    mutation(mid, &format!("publish {name}"), Action::PublishEntry(entry(name)))
}

pub(crate) fn delete(mid: i64, name: &str, seen: Option<Vid>) -> Mutation {
    delete_of(mid, entry(name), seen)
}

pub(crate) fn delete_of(mid: i64, id: EntryId, seen: Option<Vid>) -> Mutation {
    mutation(mid, &format!("delete {id} {seen:?}"), Action::DeleteEntry(id, seen))
}

pub(crate) fn add(mid: i64, name: &str) -> Mutation {
    let (relationship, notes) = (Relationship::Friend, Private::default());
    let new = NewPerson { id: Some(PersonId(id(name))), name: name.into(), relationship, notes };
    mutation(mid, &format!("add {name}"), Action::CreatePerson(new))
}

pub(crate) fn push_of(client: ClientId, epoch: i64, mutations: Vec<Mutation>) -> Push {
    let (session, proto, schema) = (SessionId(id("session")), sync::PROTO, sync::SCHEMA);
    Push { client, session, proto, schema, epoch, lost_through: 0, mutations }
}

pub(crate) async fn send(t: &TestApp, user: UserId, push: Push) -> Result<Pushed, StoreError> {
    t.app.write(user, push, |tx, ctx, push| Box::pin(sync::push(tx, ctx, push))).await
}

/// Pushes as a client that has not pulled yet.
pub(crate) async fn push<const N: usize>(t: &TestApp, user: UserId, device: &str, mutations: [Mutation; N]) -> Pushed {
    send(t, user, push_of(client(device), 0, mutations.into())).await.unwrap()
}

/// Pushes, and expects everything to be dealt with.
pub(crate) async fn done<const N: usize>(
    t: &TestApp,
    user: UserId,
    device: &str,
    mutations: [Mutation; N],
) -> (i64, Vec<MutationResult>) {
    match push(t, user, device, mutations).await {
        Pushed::Done { last_mid, results, .. } => (last_mid, results),
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn ask(t: &TestApp, user: UserId, pull: Pull) -> Pulled {
    sync::answer(&t.app, user, pull).await.unwrap()
}

/// Pulls, and expects no reset.
pub(crate) async fn pull(t: &TestApp, user: UserId, device: &str, cookie: i64) -> Delta {
    match ask(t, user, Pull { client: client(device), cookie, epoch: 0, fresh: false, limit: 500 }).await {
        Pulled::Delta(delta) => delta,
        Pulled::Reset(reset) => panic!("{reset:?}"),
    }
}

pub(crate) fn ok(mid: i64) -> MutationResult {
    MutationResult { mid, status: MutationStatus::Ok, code: None, detail: None, copy_id: None }
}
