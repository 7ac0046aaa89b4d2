//! Mutations by hand.

use hearken_app::sync::{self, Action, Age, Mutation, Push};
use hearken_domain::{
    ClientId, EntryChange, EntryId, NewEntry, NewPerson, PersonId, Private, Relationship, SessionId, Vid,
};
use uuid::Uuid;

use crate::draft;

/// The id that goes by `name`, for every user.
pub(super) fn id(name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
}

/// One of the few entries that every device makes.
pub(super) fn entry(number: u8) -> EntryId {
    EntryId(id(&format!("entry {number}")))
}

/// One of the few people whom every device knows.
pub(super) fn person(number: u8) -> PersonId {
    PersonId(id(&format!("person {number}")))
}

/// A mutation whose content is what tells it from others.
fn mutation(mid: i64, content: String, action: Action) -> Mutation {
    Mutation { mid, content: content.into_bytes().into(), age: Age::default(), action: Ok(action) }
}

pub(super) fn create(mid: i64, id: EntryId, text: &str) -> Mutation {
    let new = NewEntry { id: Some(id), ..draft(text) };
    mutation(mid, format!("create {id} {text}"), Action::CreateEntry(new))
}

/// The titles of a text that is typed: the one typed with it, and the one that stood over it.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles {
    pub(super) new: Option<Private>,
    pub(super) base: Option<Private>,
}

pub(super) fn edit(mid: i64, id: EntryId, base: Vid, text: &str, titles: Titles) -> Mutation {
    let content = format!("edit {id} {base} {text} {:?} {:?}", titles.new.as_deref(), titles.base.as_deref());
    let Titles { new: title, base: base_title } = titles;
    let text = text.into();
    mutation(mid, content, Action::EditText { id, base, base_text: None, text, title, base_title, keep_base: false })
}

/// Sets the title over the version that was seen, or nothing.
pub(super) fn entitle(mid: i64, id: EntryId, seen: Option<Vid>, title: Option<Private>) -> Mutation {
    let content = format!("set {id} {seen:?} {:?}", title.as_deref());
    mutation(mid, content, Action::SetEntry(id, seen, EntryChange { title, ..EntryChange::default() }))
}

pub(super) fn publish(mid: i64, id: EntryId) -> Mutation {
    mutation(mid, format!("publish {id}"), Action::PublishEntry(id))
}

pub(super) fn resolve(mid: i64, id: EntryId) -> Mutation {
    mutation(mid, format!("resolve {id}"), Action::ResolveCopy(id))
}

pub(super) fn delete(mid: i64, id: EntryId, seen: Vid) -> Mutation {
    mutation(mid, format!("delete {id} {seen}"), Action::DeleteEntry(id, Some(seen)))
}

pub(super) fn add_person(mid: i64, id: PersonId) -> Mutation {
    let (relationship, notes) = (Relationship::Friend, Private::default());
    let new = NewPerson { id: Some(id), name: "Ana".into(), relationship, notes };
    mutation(mid, format!("add {id}"), Action::CreatePerson(new))
}

pub(super) fn remove_person(mid: i64, id: PersonId) -> Mutation {
    mutation(mid, format!("remove {id}"), Action::DeletePerson(id))
}

/// Mutations on their way to the server.
pub(super) fn push_of(client: ClientId, epoch: i64, mutations: Vec<Mutation>) -> Push {
    let (session, proto, schema) = (SessionId(id("session")), sync::PROTO, sync::SCHEMA);
    Push { client, session, proto, schema, epoch, lost_through: 0, mutations }
}
