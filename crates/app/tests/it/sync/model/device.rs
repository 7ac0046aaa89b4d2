//! A client that follows the rules of `docs/SYNC.md`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use hearken_app::sync::{Action, Content, Delta, Mutation, Pull, Pulled, Push, Pushed, Reset, ResetReason, Row};
use hearken_domain::{ClientId, EntryId, PersonId, Vid};
use uuid::Uuid;

use super::network::{Answer, Request};
use super::text::{begun, cut, typed_on, words};
use super::{Deed, Rules};
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
    /// Mutations that were dealt with, in order, should the server be restored to before them.
    retained: VecDeque<Mutation>,
    /// What this device can no longer send: the numbers up to this one.
    lost_through: i64,
    /// Whether it has dropped its rows and pages all there is.
    is_fresh: bool,
    /// Whether it has yet to see how far a restored server knows it.
    returns: bool,
    rules: Rules,
}

impl Device {
    pub(super) fn new(name: &str, rules: Rules) -> Self {
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
            retained: VecDeque::new(),
            lost_through: 0,
            is_fresh: false,
            returns: false,
            rules,
        }
    }

    /// The rows that were not deleted. Deletions are forgotten in time, and not by all at once.
    pub(super) fn rows(&self) -> BTreeMap<Uuid, (i64, &str)> {
        let held = self.rows.iter();
        held.filter_map(|(id, (rev, words))| Some((*id, (*rev, words.as_deref()?)))).collect()
    }

    pub(super) const fn cookie(&self) -> i64 {
        self.cookie
    }

    /// The oldest of what was dealt with is kept no longer: what was typed there is safe with the server, or lost with it.
    pub(super) fn retain_at_most(&mut self, most: usize) {
        let too_many = self.retained.len().saturating_sub(most);
        self.retained.drain(..too_many);
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
        let push = Push { lost_through: self.lost_through, ..push_of(self.client, self.epoch, mutations) };
        (!push.mutations.is_empty()).then_some(Request::Push(push))
    }

    pub(super) fn pull(&self, limit: i64) -> Request {
        let (cookie, fresh) = (self.cursor, self.is_fresh);
        Request::Pull(Pull { client: self.client, cookie, epoch: self.epoch, fresh, limit })
    }

    /// Takes an answer; `true` when the device now has everything up to some cookie.
    pub(super) fn receive(&mut self, answer: Answer) -> bool {
        match answer {
            // A mutation leaves the outbox with the delta that brings its effect, never before.
            Answer::Pushed(Pushed::Done { .. } | Pushed::Gap { .. }) => false,
            Answer::Pulled(Pulled::Delta(delta)) => self.apply(delta),
            // A push names no cookie.
            Answer::Pushed(Pushed::Reset(reset)) => self.start_over(Reset { from: self.cursor, ..reset }),
            Answer::Pulled(Pulled::Reset(reset)) => self.start_over(reset),
            Answer::Pushed(Pushed::ClientFork) => panic!("{}: taken for a clone", self.name),
        }
    }

    /// Drops the rows and keeps what was written here.
    fn start_over(&mut self, reset: Reset) -> bool {
        // R1, also for resets.
        if (reset.from, reset.from_epoch) == (self.cursor, self.epoch) {
            self.rows.clear();
            self.texts.clear();
            self.staged.clear();
            (self.cookie, self.cursor, self.epoch, self.is_fresh) = (0, 0, reset.epoch, true);
            self.returns |= reset.reason == ResetReason::Epoch;
        }
        false
    }

    /// What the server has dealt with leaves the outbox. What a restored one no longer knows of goes back into it.
    fn settle(&mut self, last_mid: i64) {
        while self.outbox.front().is_some_and(|queued| queued.mutation.mid <= last_mid) {
            self.retained
                .extend(self.outbox.pop_front().filter(|_| self.rules.retention).map(|queued| queued.mutation));
        }
        if std::mem::take(&mut self.returns) {
            self.bring_back(last_mid);
        }
    }

    fn bring_back(&mut self, last_mid: i64) {
        while self.retained.back().is_some_and(|mutation| mutation.mid > last_mid) {
            let again = self.retained.pop_back().map(|mutation| Queued { mutation, sent: true });
            self.outbox.extend(again);
            self.outbox.rotate_right(1);
        }
        let first = self.outbox.front().map_or(self.next_mid, |queued| queued.mutation.mid);
        if first > last_mid + 1 {
            self.lost_through = first - 1;
            if self.rules.retention {
                self.typed.retain(|mid, _| *mid <= last_mid || *mid >= first);
            }
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
        self.is_fresh = false;
        self.settle(delta.last_mid);
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
