//! A client that follows the rules of `docs/SYNC.md`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use hearken_app::sync::{Action, Content, Delta, Mutation, Pull, Pulled, Pushed, Row};
use hearken_domain::{ClientId, EntryId, PersonId, Vid};
use uuid::Uuid;

use super::Deed;
use super::network::{Answer, Request};
use super::text::{begun, cut, typed_on, words};
use crate::support::id;
use crate::sync::mutations::{add, create, delete_of, edit_of, entitle, mutation, publish, push_of, resolve};

/// A row as a device holds it: its number, and what it is in words; `None` when it was deleted.
pub(super) type Held = (i64, Option<String>);

/// An entry's text as a device holds it.
struct Shown {
    vid: Vid,
    text: String,
    is_copy: bool,
}

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
    /// The text of each entry, as far as this device knows.
    texts: BTreeMap<EntryId, Shown>,
    cookie: i64,
    epoch: i64,
    /// Pages of a delta whose last one has not come yet (applied together, R8).
    staged: Vec<Row>,
    cursor: i64,
    /// How many words were made up here.
    made_up: usize,
    /// Every text that was typed over another, by the number of its mutation.
    typed: BTreeMap<i64, String>,
    /// Every word that was taken out of a text here.
    cut: BTreeSet<String>,
}

impl Device {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            client: ClientId(id(name)),
            next_mid: 1,
            outbox: VecDeque::new(),
            rows: BTreeMap::new(),
            texts: BTreeMap::new(),
            cookie: 0,
            epoch: 0,
            staged: Vec::new(),
            cursor: 0,
            made_up: 0,
            typed: BTreeMap::new(),
            cut: BTreeSet::new(),
        }
    }

    pub(super) fn rows(&self) -> &BTreeMap<Uuid, Held> {
        &self.rows
    }

    /// Every text that was typed over another here, by its mutation.
    pub(super) fn typed(&self) -> impl Iterator<Item = ((ClientId, i64), &String)> {
        self.typed.iter().map(|(mid, text)| ((self.client, *mid), text))
    }

    /// Every word that was taken out of a text here.
    pub(super) fn cut(&self) -> impl Iterator<Item = &String> {
        self.cut.iter()
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
                let text = begun(&self.word());
                Some(create(mid, &entry_name(number), &text))
            }
            Deed::Type(which, place) => {
                let word = self.word();
                self.write(which, |text| Some(typed_on(text, place, &word)))
            }
            Deed::Cut(which, place) => self.write(which, |text| cut(text, place)),
            Deed::Entitle(number) => {
                let title = self.word();
                Some(entitle(mid, &entry_name(number), &title))
            }
            Deed::Publish(number) => Some(publish(mid, &entry_name(number))),
            Deed::Delete(which) => {
                let entry = self.choose(which);
                self.shown(entry).map(|(seen, _)| delete_of(mid, entry, Some(seen)))
            }
            Deed::Resolve(which) => {
                let copies: Vec<_> = self.texts.iter().filter(|(_, shown)| shown.is_copy).collect();
                let copy = (!copies.is_empty()).then(|| *copies[usize::from(which) % copies.len()].0);
                copy.map(|copy| resolve(mid, copy))
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

    /// One of the few entries, or of the others that are there: copies.
    fn choose(&self, which: u8) -> EntryId {
        let few = (0..4).map(|number| EntryId(id(&entry_name(number))));
        let mut all: Vec<_> = few.clone().collect();
        all.extend(self.texts.keys().filter(|id| !few.clone().any(|it| it == **id)));
        all[usize::from(which) % all.len()]
    }

    /// Changes the text that the device shows. What was not sent yet is changed in place.
    fn write(&mut self, which: u8, change: impl Fn(&str) -> Option<String>) -> Option<Mutation> {
        let entry = self.choose(which);
        let (base, before) = self.shown(entry)?;
        let text = change(&before)?;
        self.cut.extend(words(&before).difference(&words(&text)).cloned());
        if let Some(last) = self.outbox.back_mut().filter(|last| !last.sent)
            && let Ok(Action::EditText { id, base, .. }) = last.mutation.action
            && id == entry
        {
            self.typed.insert(last.mutation.mid, text.clone());
            last.mutation = edit_of(last.mutation.mid, entry, base, &text);
            return None;
        }
        self.typed.insert(self.next_mid, text.clone());
        Some(edit_of(self.next_mid, entry, base, &text))
    }

    /// The text that is on the screen, and its version: the device's own last one, else the server's.
    fn shown(&self, entry: EntryId) -> Option<(Vid, String)> {
        let own = self.outbox.iter().rev().find_map(|queued| {
            let text = text_of(&queued.mutation, entry)?;
            Some((Vid::new(self.client, queued.mutation.mid.unsigned_abs()), text))
        });
        own.or_else(|| self.texts.get(&entry).map(|shown| (shown.vid, shown.text.clone())))
    }

    /// A word that nobody else types.
    fn word(&mut self) -> String {
        self.made_up += 1;
        format!("{}-{}", self.name, self.made_up)
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
            let (vid, text, is_copy) = (entry.vid, entry.text.to_string(), entry.conflict_of.is_some());
            self.texts.insert(entry.id, Shown { vid, text, is_copy });
        } else if row.kind == hearken_store::RowKind::Entry {
            self.texts.remove(&EntryId(row.id));
        }
        self.rows.insert(key, (row.rev, row.content.as_ref().map(in_words)));
    }
}

fn entry_name(number: u8) -> String {
    format!("entry {number}")
}

fn text_of(mutation: &Mutation, entry: EntryId) -> Option<String> {
    match &mutation.action {
        Ok(Action::CreateEntry(new)) if new.id == Some(entry) => Some(new.text.to_string()),
        Ok(Action::EditText { id, text, .. }) if *id == entry => Some(text.to_string()),
        _ => None,
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
