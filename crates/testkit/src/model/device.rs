//! A client that follows the rules of `docs/SYNC.md`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use hearken_app::RowKind;
use hearken_app::sync::{Action, Age, Content, Delta, Mutation, Pull, Pulled, Push, Pushed, Reset, ResetReason, Row};
use hearken_domain::{ClientId, EntryId, Private, Timestamp, Vid};
use uuid::Uuid;

use super::mistake::Mistake;
use super::mutation::{
    Titles, add_person, create, delete, edit, entitle, entry, id, person, publish, push_of, remove_person,
};
use super::network::{Answer, Request};
use super::step::Deed;
use super::text::{Words, begun, cut, typed_on, words};
use super::violation::{Held, Violation, hold};
use crate::model::mutation::resolve;

/// What tells a row from others: entries and analyses share ids.
pub(super) type Key = (u8, Uuid);
/// A row as a device holds it: its number, and what it is; `None` when it was deleted.
type HeldRow = (i64, Option<Content>);

/// A mutation in the outbox. Once sent it never changes (R4).
struct Queued {
    mutation: Mutation,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Queued,
    Sent,
    Answered,
}

/// A mutation that has left the outbox: its effect has to be on the device.
pub(super) struct Left {
    pub(super) mutation: (ClientId, i64),
    pub(super) epoch: i64,
    /// Up to where the device has everything.
    pub(super) cookie: i64,
}

/// What an answer came to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Received {
    /// Nothing, or only a part of something.
    Nothing,
    /// The device now has everything up to some cookie.
    State,
    /// The device has started over.
    StartedOver(ResetReason),
}

/// A device with its copy of the rows, its outbox and its cookie.
pub(super) struct Device {
    name: String,
    client: ClientId,
    next_mid: i64,
    outbox: VecDeque<Queued>,
    rows: BTreeMap<Key, HeldRow>,
    cookie: i64,
    epoch: i64,
    /// Pages of a delta whose last one has not come yet (applied together, R8).
    staged: Vec<Row>,
    cursor: i64,
    /// When each mutation was made.
    made_at: BTreeMap<i64, Timestamp>,
    /// How many words were made up here.
    made_up: usize,
    /// Every text that was typed over another, by the number of its mutation.
    typed: BTreeMap<i64, String>,
    /// The word that was typed last with each text, by the number of its mutation.
    newest: BTreeMap<i64, String>,
    /// What every title was typed together with, that was: the number of a text's mutation, and a word of it.
    together: BTreeMap<String, (i64, String)>,
    /// Every word that was taken out of a text here.
    cut: Words,
    /// Mutations that were dealt with, in order, should the server be restored to before them (R9).
    retained: VecDeque<Mutation>,
    /// What this device can no longer send: the numbers up to this one.
    lost_through: i64,
    /// Whether it has dropped its rows and pages all there is.
    is_fresh: bool,
    /// Whether it has yet to see how far a restored server knows it.
    returns: bool,
    left: Vec<Left>,
    mistake: Option<Mistake>,
}

impl Device {
    pub(super) fn new(name: &str, mistake: Option<Mistake>) -> Self {
        Self {
            name: name.to_owned(),
            client: ClientId(id(name)),
            next_mid: 1,
            outbox: VecDeque::new(),
            rows: BTreeMap::new(),
            cookie: 0,
            epoch: 0,
            staged: Vec::new(),
            cursor: 0,
            made_at: BTreeMap::new(),
            made_up: 0,
            typed: BTreeMap::new(),
            newest: BTreeMap::new(),
            together: BTreeMap::new(),
            cut: Words::new(),
            retained: VecDeque::new(),
            lost_through: 0,
            is_fresh: false,
            returns: false,
            left: Vec::new(),
            mistake,
        }
    }

    /// The rows that were not deleted. Deletions are forgotten in time, and not by all at once.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Key, i64, &Content)> {
        self.rows.iter().filter_map(|(key, (rev, content))| Some((*key, *rev, content.as_ref()?)))
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) const fn client(&self) -> ClientId {
        self.client
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

    /// Every title that was typed together with a text here, and a word of that.
    pub(super) fn titles(&self) -> impl Iterator<Item = (&String, &String)> {
        self.together.iter().map(|(title, (_, word))| (title, word))
    }

    /// Every word that was taken out of a text here.
    pub(super) const fn cut(&self) -> &Words {
        &self.cut
    }

    pub(super) fn has_nothing_to_send(&self) -> bool {
        self.outbox.is_empty()
    }

    /// What has left the outbox since the last look.
    pub(super) fn take_left(&mut self) -> Vec<Left> {
        std::mem::take(&mut self.left)
    }

    /// Its program dies and starts again. Rows, outbox and cookie are what was stored last (R8).
    pub(super) fn die(&mut self) {
        self.staged.clear();
        self.cursor = self.cookie;
    }

    /// Someone uses the device.
    pub(super) fn act(&mut self, deed: Deed, now: Timestamp) {
        let mid = self.next_mid;
        let mutation = match deed {
            // The same few ids on every device: sometimes two make the same entry.
            Deed::Create(number) => Some(create(mid, entry(number), &begun(&self.word()))),
            Deed::Type(which, place) => {
                let word = self.word();
                self.write(which, Some(&word), |text| Some(typed_on(text, place, &word)))
            }
            Deed::Cut(which, place) => self.write(which, None, |text| cut(text, place)),
            Deed::Entitle(which) => self.entitle(which),
            Deed::Publish(which) => Some(publish(mid, self.choose(which))),
            Deed::Delete(which) => {
                let entry = self.choose(which);
                self.shown(entry).map(|(seen, _)| delete(mid, entry, seen))
            }
            Deed::Resolve(which) => self.choose_copy(which).map(|copy| resolve(mid, copy)),
            Deed::AddPerson(number) => Some(add_person(mid, person(number))),
            Deed::RemovePerson(number) => Some(remove_person(mid, person(number))),
        };
        if let Some(mutation) = mutation {
            self.next_mid += 1;
            self.made_at.insert(mid, now);
            self.outbox.push_back(Queued { mutation, stage: Stage::Queued });
        }
    }

    fn entries(&self) -> impl Iterator<Item = &hearken_domain::Entry> {
        self.rows()
            .filter_map(|(_, _, content)| if let Content::Entry(entry) = content { Some(&**entry) } else { None })
    }

    /// One of the entries that are there, or one that is not if none is.
    fn choose(&self, which: u8) -> EntryId {
        let own = (0..4).map(entry).filter(|id| self.shown(*id).is_some());
        let all: BTreeSet<_> = self.entries().map(|entry| entry.id.0).chain(own.map(|id| id.0)).collect();
        let all: Vec<_> = all.into_iter().map(EntryId).collect();
        if all.is_empty() { entry(0) } else { all[usize::from(which) % all.len()] }
    }

    fn choose_copy(&self, which: u8) -> Option<EntryId> {
        let copies: Vec<_> = self.entries().filter(|entry| entry.conflict_of.is_some()).map(|entry| entry.id).collect();
        (!copies.is_empty()).then(|| copies[usize::from(which) % copies.len()])
    }

    /// Changes the text that the device shows. What was not sent yet is changed in place.
    fn write(&mut self, which: u8, word: Option<&str>, change: impl Fn(&str) -> Option<String>) -> Option<Mutation> {
        let entry = self.choose(which);
        let (base, before) = self.shown(entry)?;
        let text = change(&before)?;
        self.cut.extend(words(&before).difference(&words(&text)).cloned());
        let shown = self.shown_title(entry);
        let may_change =
            |queued: &Queued| queued.stage == Stage::Queued || self.mistake == Some(Mistake::ChangesWhatWasSent);
        if let Some(last) = self.outbox.back_mut().filter(|last| may_change(last))
            && let Ok(Action::EditText { id, base, title, base_title, .. }) = last.mutation.action.clone()
            && id == entry
        {
            let mid = last.mutation.mid;
            self.typed.insert(mid, text.clone());
            self.newest.extend(word.map(|word| (mid, word.to_owned())));
            last.mutation = edit(mid, entry, base, &text, Titles { new: title, base: base_title });
            return None;
        }
        let mid = self.next_mid;
        self.typed.insert(mid, text.clone());
        self.newest.extend(word.map(|word| (mid, word.to_owned())));
        let titles = if self.mistake == Some(Mistake::TitlesApart) {
            Titles::default()
        } else {
            Titles { new: self.take_title(entry, base), base: shown }
        };
        self.note_together(titles.new.as_ref(), mid);
        Some(edit(mid, entry, base, &text, titles))
    }

    /// Gives an entry a title. While the text is yet to be sent over which it is typed, the two go together.
    fn entitle(&mut self, which: u8) -> Option<Mutation> {
        let (entry, title) = (self.choose(which), Private::from(self.word()));
        let seen = self.shown(entry).map(|(vid, _)| vid);
        if let Some(own) = seen.filter(|vid| vid.client == self.client && vid.merge.is_none()) {
            self.note_together(Some(&title), i64::try_from(own.mid).unwrap_or_default());
        }
        if self.mistake == Some(Mistake::TitlesApart) {
            return Some(entitle(self.next_mid, entry, None, Some(title)));
        }
        for Queued { mutation, .. } in self.outbox.iter_mut().filter(|queued| queued.stage == Stage::Queued) {
            if let Ok(Action::EditText { id, base, text, .. }) = mutation.action.clone()
                && seen == Some(Vid::new(self.client, mutation.mid.unsigned_abs()))
            {
                *mutation = edit(mutation.mid, id, base, &text, Titles { new: Some(title), base: None });
                return None;
            }
        }
        Some(entitle(self.next_mid, entry, seen, Some(title)))
    }

    /// Takes the title that is yet to be sent out of its mutation, if it was typed over the same text as what is typed now.
    fn take_title(&mut self, entry: EntryId, base: Vid) -> Option<Private> {
        self.outbox.iter_mut().filter(|queued| queued.stage == Stage::Queued).find_map(|Queued { mutation, .. }| {
            let Ok(Action::SetEntry(id, seen, change)) = &mutation.action else { return None };
            let title = change.title.clone().filter(|_| *id == entry && *seen == Some(base))?;
            *mutation = entitle(mutation.mid, entry, Some(base), None);
            Some(title)
        })
    }

    fn note_together(&mut self, title: Option<&Private>, mid: i64) {
        if let (Some(title), Some(word)) = (title, self.newest.get(&mid)) {
            self.together.insert(title.to_string(), (mid, word.clone()));
        }
    }

    /// The title that is on the screen: the server's, with what waits here replayed on top.
    fn shown_title(&self, entry: EntryId) -> Option<Private> {
        let row = match self.rows.get(&(RowKind::Entry as u8, entry.0)) {
            Some((_, Some(Content::Entry(entry)))) => Some(entry.title.clone()),
            _ => None,
        };
        self.outbox.iter().fold(row, |shown, queued| match &queued.mutation.action {
            Ok(Action::CreateEntry(new)) if new.id == Some(entry) => Some(new.title.clone()),
            Ok(Action::EditText { id, title, base_title, .. }) if *id == entry => {
                title.clone().or_else(|| base_title.clone()).or(shown)
            }
            Ok(Action::SetEntry(id, seen, change)) if self.titled(*id, *seen) == entry => {
                change.title.clone().or(shown)
            }
            _ => shown,
        })
    }

    /// What a title is over that was set over the version `seen` of an entry: the copy that this has become, or the entry.
    fn titled(&self, entry: EntryId, seen: Option<Vid>) -> EntryId {
        let is_that = |row: &&hearken_domain::Entry| row.conflict_of == Some(entry) && Some(row.vid) == seen;
        self.entries().find(is_that).map_or(entry, |copy| copy.id)
    }

    /// The text that is on the screen, and its version: the device's own last one, else the server's.
    fn shown(&self, entry: EntryId) -> Option<(Vid, String)> {
        let own = self.outbox.iter().rev().find_map(|queued| {
            let text = text_of(&queued.mutation, entry)?;
            Some((Vid::new(self.client, queued.mutation.mid.unsigned_abs()), text))
        });
        own.or_else(|| match self.rows.get(&(RowKind::Entry as u8, entry.0)) {
            Some((_, Some(Content::Entry(entry)))) => Some((entry.vid, entry.text.to_string())),
            _ => None,
        })
    }

    /// A word that nobody else types.
    fn word(&mut self) -> String {
        self.made_up += 1;
        format!("{}-{}", self.name, self.made_up)
    }

    /// The outbox, at most so many of it. Each mutation says how old it is by now.
    pub(super) fn push(&mut self, most: usize, now: Timestamp) -> Option<Request> {
        let mut mutations = Vec::new();
        for queued in self.outbox.iter_mut().take(most) {
            if queued.stage == Stage::Queued {
                queued.stage = Stage::Sent;
            }
            let mutation = queued.mutation.clone();
            let age = self.made_at.get(&mutation.mid).map(|made_at| now.since(*made_at)).unwrap_or_default();
            mutations.push(Mutation { age: Age { typed: age, begun: age }, ..mutation });
        }
        let push = Push { lost_through: self.lost_through, ..push_of(self.client, self.epoch, mutations) };
        (!push.mutations.is_empty()).then_some(Request::Push(push))
    }

    pub(super) const fn pull(&self, limit: i64) -> Request {
        let (cookie, fresh) = (self.cursor, self.is_fresh);
        Request::Pull(Pull { client: self.client, cookie, epoch: self.epoch, fresh, limit })
    }

    /// Takes an answer.
    pub(super) fn receive(&mut self, answer: Answer) -> Held<Received> {
        match answer {
            Answer::Pushed(_, Pushed::Done { last_mid, .. }) => {
                // It leaves the outbox with the delta that brings its effect, never before.
                for queued in self.outbox.iter_mut().filter(|queued| queued.mutation.mid <= last_mid) {
                    queued.stage = Stage::Answered;
                }
                Ok(Received::Nothing)
            }
            Answer::Pushed(_, Pushed::Gap { .. }) => Ok(Received::Nothing),
            Answer::Pulled(Pulled::Delta(delta)) => self.apply(delta),
            // A push names no cookie.
            Answer::Pushed(_, Pushed::Reset(reset)) => Ok(self.start_over(Reset { from: self.cursor, ..reset })),
            Answer::Pulled(Pulled::Reset(reset)) => Ok(self.start_over(reset)),
            // It was sent to a server that has been restored since and lacks what it held. What is sent now tells.
            Answer::Pushed(epoch, Pushed::ClientFork) if epoch != self.epoch => Ok(Received::Nothing),
            Answer::Pushed(_, Pushed::ClientFork) => {
                Err(Violation::new(format!("immutable: what {} sent again is not what it had sent", self.name)))
            }
        }
    }

    fn may_apply(&self, from: i64, epoch: i64) -> bool {
        // R1: only what was computed from exactly where this device stands.
        (from, epoch) == (self.cursor, self.epoch) || self.mistake == Some(Mistake::AnyBase)
    }

    /// Drops the rows and keeps what was written here.
    fn start_over(&mut self, reset: Reset) -> Received {
        if !self.may_apply(reset.from, reset.from_epoch) {
            return Received::Nothing;
        }
        self.rows.clear();
        self.staged.clear();
        (self.cookie, self.cursor, self.epoch, self.is_fresh) = (0, 0, reset.epoch, true);
        self.returns |= reset.reason == ResetReason::Epoch;
        Received::StartedOver(reset.reason)
    }

    fn apply(&mut self, delta: Delta) -> Held<Received> {
        let epoch = if self.epoch == 0 { 0 } else { delta.epoch };
        if !self.may_apply(delta.from, epoch) {
            return Ok(Received::Nothing);
        }
        self.epoch = delta.epoch;
        self.staged.extend(delta.rows);
        self.cursor = delta.to;
        if delta.more {
            return Ok(Received::Nothing);
        }
        hold!(delta.to >= self.cookie, "cookie: {} went back from {} to {}", self.name, self.cookie, delta.to);
        for row in std::mem::take(&mut self.staged) {
            self.apply_row(row);
        }
        self.cookie = delta.to;
        self.is_fresh = false;
        self.settle(delta.last_mid);
        Ok(Received::State)
    }

    fn apply_row(&mut self, Row { kind, id, rev, content }: Row) {
        // R7: only what is newer.
        let key = (kind as u8, id);
        if self.rows.get(&key).is_none_or(|(held, _)| *held < rev) {
            self.rows.insert(key, (rev, content));
        }
    }

    /// What the server has answered and dealt with leaves the outbox. What a restored one no longer knows of goes back
    /// into it.
    fn settle(&mut self, last_mid: i64) {
        let is_done = |queued: &Queued| queued.stage == Stage::Answered && queued.mutation.mid <= last_mid;
        while let Some(Queued { mutation, .. }) = self.outbox.pop_front_if(|queued| is_done(queued)) {
            let name = (self.client, mutation.mid);
            self.left.push(Left { mutation: name, epoch: self.epoch, cookie: self.cookie });
            if self.mistake != Some(Mistake::NoRetention) {
                self.retained.push_back(mutation);
            }
        }
        if std::mem::take(&mut self.returns) {
            self.bring_back(last_mid);
        }
    }

    fn bring_back(&mut self, last_mid: i64) {
        for queued in self.outbox.iter_mut().filter(|queued| queued.stage == Stage::Answered) {
            queued.stage = Stage::Sent;
        }
        while let Some(mutation) = self.retained.pop_back_if(|mutation| mutation.mid > last_mid) {
            self.outbox.push_front(Queued { mutation, stage: Stage::Sent });
        }
        let first = self.outbox.front().map_or(self.next_mid, |queued| queued.mutation.mid);
        if first > last_mid + 1 {
            self.lost_through = first - 1;
            if self.mistake != Some(Mistake::NoRetention) {
                self.typed.retain(|mid, _| *mid <= last_mid || *mid >= first);
                self.together.retain(|_, (mid, _)| *mid <= last_mid || *mid >= first);
            }
        }
    }
}

fn text_of(mutation: &Mutation, entry: EntryId) -> Option<String> {
    match &mutation.action {
        Ok(Action::CreateEntry(new)) if new.id == Some(entry) => Some(new.text.to_string()),
        Ok(Action::EditText { id, text, .. }) if *id == entry => Some(text.to_string()),
        _ => None,
    }
}
