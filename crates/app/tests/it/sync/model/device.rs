//! A client that follows the rules of `docs/SYNC.md`.

use std::collections::{BTreeMap, VecDeque};

use hearken_app::sync::{Action, Content, Delta, Mutation, Pull, Pulled, Pushed, Row};
use hearken_domain::{ClientId, EntryId, PersonId, Vid};
use uuid::Uuid;

use super::Deed;
use super::network::{Answer, Request};
use crate::support::id;
use crate::sync::mutations::{add, create, delete, edit, entitle, mutation, publish, push_of};

/// A row as a device holds it: its number, and what it is in words; `None` when it was deleted.
pub(super) type Held = (i64, Option<String>);

/// A mutation in the outbox. Once sent it never changes (R4).
struct Queued {
    mutation: Mutation,
    sent: bool,
}

/// A device with its copy of the rows, its outbox and its cookie.
pub(super) struct Device {
    name: String,
    client: ClientId,
    next_mid: i64,
    outbox: VecDeque<Queued>,
    rows: BTreeMap<Uuid, Held>,
    /// The version of each entry's text, as far as this device knows.
    versions: BTreeMap<EntryId, Vid>,
    cookie: i64,
    epoch: i64,
    /// Pages of a delta whose last one has not come yet (applied together, R8).
    staged: Vec<Row>,
    cursor: i64,
    /// How many texts were made up here.
    made_up: usize,
    /// Every text that was typed over another, by the number of its mutation.
    typed: BTreeMap<i64, String>,
}

impl Device {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            client: ClientId(id(name)),
            next_mid: 1,
            outbox: VecDeque::new(),
            rows: BTreeMap::new(),
            versions: BTreeMap::new(),
            cookie: 0,
            epoch: 0,
            staged: Vec::new(),
            cursor: 0,
            made_up: 0,
            typed: BTreeMap::new(),
        }
    }

    pub(super) fn rows(&self) -> &BTreeMap<Uuid, Held> {
        &self.rows
    }

    /// Every text that was typed over another here, by its mutation.
    pub(super) fn typed(&self) -> impl Iterator<Item = ((ClientId, i64), &String)> {
        self.typed.iter().map(|(mid, text)| ((self.client, *mid), text))
    }

    pub(super) fn has_nothing_to_send(&self) -> bool {
        self.outbox.is_empty()
    }

    /// Someone uses the device.
    pub(super) fn act(&mut self, deed: Deed) {
        let mid = self.next_mid;
        let mutation = match deed {
            Deed::Create(number) => {
                // The same few ids on every device: sometimes two make the same entry.
                let (name, text) = (entry_name(number), self.text());
                Some(create(mid, &name, &text))
            }
            Deed::Type(number) => self.type_into(&entry_name(number)),
            Deed::Entitle(number) => {
                let title = self.text();
                Some(entitle(mid, &entry_name(number), &title))
            }
            Deed::Publish(number) => Some(publish(mid, &entry_name(number))),
            Deed::Delete(number) => {
                let name = entry_name(number);
                self.base(&name).map(|seen| delete(mid, &name, Some(seen)))
            }
            Deed::AddPerson(number) => Some(add(mid, &format!("person {number}"))),
            Deed::RemovePerson(number) => {
                let person = PersonId(id(&format!("person {number}")));
                Some(mutation(mid, &format!("remove {person}"), Action::DeletePerson(person)))
            }
        };
        if let Some(mutation) = mutation {
            self.next_mid += 1;
            self.outbox.push_back(Queued { mutation, sent: false });
        }
    }

    /// Types on over what the device shows. What was not sent yet is typed on in place.
    fn type_into(&mut self, name: &str) -> Option<Mutation> {
        let (base, text, entry) = (self.base(name)?, self.text(), EntryId(id(name)));
        if let Some(last) = self.outbox.back_mut().filter(|last| !last.sent)
            && let Ok(Action::EditText { id, base, .. }) = last.mutation.action
            && id == entry
        {
            self.typed.insert(last.mutation.mid, text.clone());
            last.mutation = edit(last.mutation.mid, name, base, &text);
            return None;
        }
        self.typed.insert(self.next_mid, text.clone());
        Some(edit(self.next_mid, name, base, &text))
    }

    /// The version that typing starts from: the device's own last one, else the server's.
    fn base(&self, name: &str) -> Option<Vid> {
        let entry = EntryId(id(name));
        let own = self.outbox.iter().rev().find(|queued| writes_text_of(&queued.mutation, entry));
        own.map(|queued| Vid::new(self.client, queued.mutation.mid.unsigned_abs()))
            .or(self.versions.get(&entry).copied())
    }

    /// Words that nobody else types.
    fn text(&mut self) -> String {
        self.made_up += 1;
        format!("{} typed {}.", self.name, self.made_up)
    }

    /// The outbox, at most so many of it.
    pub(super) fn push(&mut self, most: usize) -> Option<Request> {
        let sent: Vec<_> = self.outbox.iter_mut().take(most).collect();
        let mutations: Vec<_> = sent
            .into_iter()
            .map(|queued| {
                queued.sent = true;
                queued.mutation.clone()
            })
            .collect();
        (!mutations.is_empty()).then(|| Request::Push(push_of(self.client, self.epoch, mutations)))
    }

    pub(super) fn pull(&self, limit: i64) -> Request {
        Request::Pull(Pull { client: self.client, cookie: self.cursor, epoch: self.epoch, limit })
    }

    /// Takes an answer; `true` when the device now has everything up to some cookie.
    pub(super) fn receive(&mut self, answer: Answer) -> bool {
        match answer {
            // A mutation leaves the outbox with the delta that brings its effect, never before.
            Answer::Pushed(Pushed::Done { .. } | Pushed::Gap { .. }) => false,
            Answer::Pulled(Pulled::Delta(delta)) => self.apply(delta),
            Answer::Pushed(other) => panic!("{}: {other:?}", self.name),
            Answer::Pulled(Pulled::Reset(reset)) => panic!("{}: {reset:?}", self.name),
        }
    }

    fn apply(&mut self, delta: Delta) -> bool {
        // R1: only what was computed from exactly where this device stands.
        if delta.from != self.cursor || (self.epoch != 0 && delta.epoch != self.epoch) {
            return false;
        }
        self.epoch = delta.epoch;
        self.staged.extend(delta.rows);
        self.cursor = delta.to;
        if delta.more {
            return false;
        }
        for row in std::mem::take(&mut self.staged) {
            self.apply_row(&row);
        }
        self.cookie = delta.to;
        self.outbox.retain(|queued| queued.mutation.mid > delta.last_mid);
        true
    }

    fn apply_row(&mut self, row: &Row) {
        // R7: only what is newer. Entries and analyses share ids, hence the kind in the key.
        let key = Uuid::new_v5(&row.id, format!("{:?}", row.kind).as_bytes());
        if self.rows.get(&key).is_some_and(|(rev, _)| *rev >= row.rev) {
            return;
        }
        if let Some(Content::Entry(entry)) = &row.content {
            self.versions.insert(entry.id, entry.vid);
        } else if row.kind == hearken_store::RowKind::Entry {
            self.versions.remove(&EntryId(row.id));
        }
        self.rows.insert(key, (row.rev, row.content.as_ref().map(in_words)));
    }
}

fn entry_name(number: u8) -> String {
    format!("entry {number}")
}

fn writes_text_of(mutation: &Mutation, entry: EntryId) -> bool {
    match &mutation.action {
        Ok(Action::CreateEntry(new)) => new.id == Some(entry),
        Ok(Action::EditText { id, .. }) => *id == entry,
        _ => false,
    }
}

/// Everything about a row, its private parts too.
pub(super) fn in_words(content: &Content) -> String {
    match content {
        Content::Entry(entry) => format!("{entry:?} {} {}", *entry.title, *entry.text),
        Content::Person(person) => format!("{person:?} {} {}", *person.name, *person.notes),
        other => format!("{other:?}"),
    }
}
