//! What the server must still know: which mutations took effect, where their words are, and what was taken out on purpose.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use hearken_app::journal::{EntryFilter, EntryQuery, TimeWindow, list_entries};
use hearken_app::sync::{Action, Mutation, MutationResult, MutationStatus, Push};
use hearken_domain::{ClientId, EntryId, Timestamp, UserId, Vid};
use hearken_store::{StoreError, SyncHead};

use super::core::Written;
use super::device::{Device, Left};
use super::text::{Words, single_words, words};
use super::violation::{Held, hold};
use crate::TestApp;

/// A mutation's name.
pub(super) type Name = (ClientId, i64);

/// No mutation counts as older.
const OLDEST: Duration = Duration::from_hours(90 * 24);

/// An entry with its words.
struct Kept {
    vid: Vid,
    title: String,
    written_at: Timestamp,
    current: Words,
    /// Those of its former versions, too.
    all: Words,
}

/// All words of a user, by their entry.
pub(super) struct AllKept(BTreeMap<EntryId, Kept>);

/// What must still be found at the end.
#[derive(Clone, Default)]
pub(super) struct Journal {
    /// Every text that was accepted, by the mutation that brought it.
    accepted: BTreeMap<Name, String>,
    /// Every text that took effect, new entries among them, in that order.
    written: Vec<Written>,
    /// The entries that were made.
    created: BTreeSet<Option<EntryId>>,
    /// When those that are there were begun.
    begun_at: BTreeMap<EntryId, Timestamp>,
    /// Words that somebody took out of a text, or that went with an entry which was deleted. They may be in no text.
    removed: Words,
    /// Those of them that went with the whole history, which somebody deleted after seeing it.
    deleted: Words,
    /// The first answer for each mutation: every later one must be the same.
    answers: BTreeMap<Name, MutationStatus>,
    /// The last mutation of each client that was dealt with.
    last: BTreeMap<ClientId, i64>,
    /// The user's number after each mutation, by epoch: a device has its effect when it is there.
    effects: BTreeMap<i64, BTreeMap<Name, i64>>,
    epoch: i64,
}

impl Journal {
    /// The server begins in this epoch.
    pub(super) fn begin(&mut self, epoch: i64) {
        self.epoch = epoch;
        self.effects.entry(epoch).or_default();
    }

    /// The server comes back as it was when this was `then`. What devices were sent before is still under way.
    pub(super) fn restore(&mut self, then: &Self, epoch: i64) {
        let mut effects = std::mem::take(&mut self.effects);
        effects.insert(epoch, then.effects.get(&then.epoch).cloned().unwrap_or_default());
        *self = Self { effects, epoch, ..then.clone() };
    }

    /// Whether every one of these has been dealt with before.
    pub(super) fn are_repeats(&self, push: &Push) -> bool {
        push.mutations.iter().all(|mutation| self.answers.contains_key(&(push.client, mutation.mid)))
    }

    /// Notes what became of some mutations, after which the user's number was `seq`.
    pub(super) fn note(&mut self, push: &Push, results: &[MutationResult], seq: i64, now: Timestamp) -> Held {
        for (mutation, result) in push.mutations.iter().zip(results) {
            hold!(mutation.mid == result.mid, "order: {} was answered for {}", result.mid, mutation.mid);
            let name = (push.client, mutation.mid);
            let first = *self.answers.entry(name).or_insert(result.status);
            hold!(first == result.status, "exactly once: {name:?} was {first:?}, then {:?}", result.status);
            let last = self.last.entry(push.client).or_default();
            if mutation.mid > *last {
                let expected = push.lost_through.max(*last) + 1;
                hold!(mutation.mid == expected, "order: {} took effect instead of {expected}", mutation.mid);
                *last = mutation.mid;
                self.note_first(name, mutation, result)?;
                self.note_date(mutation, result, now);
                self.effects.entry(self.epoch).or_default().insert(name, seq);
            }
        }
        // What a device gave up counts as dealt with, also where it came with repeats only.
        let last = self.last.entry(push.client).or_default();
        *last = push.lost_through.max(*last);
        Ok(())
    }

    fn note_first(&mut self, name: Name, mutation: &Mutation, result: &MutationResult) -> Held {
        let is_refused = result.status == MutationStatus::Rejected;
        let text = match &mutation.action {
            Ok(Action::EditText { text, .. }) => {
                hold!(!is_refused, "nothing lost: {name:?} was refused: {:?}", result.code);
                self.accepted.insert(name, text.to_string());
                text
            }
            // One that is there already stays as it is.
            Ok(Action::CreateEntry(new)) if !is_refused && self.created.insert(new.id) => &new.text,
            _ => return Ok(()),
        };
        self.written.push(Written { client: name.0, mid: name.1, text: text.to_string() });
        Ok(())
    }

    /// An entry was made when it was begun, however long it took to arrive. One that is there already stays as it is.
    fn note_date(&mut self, mutation: &Mutation, result: &MutationResult, now: Timestamp) {
        if let Ok(Action::CreateEntry(new)) = &mutation.action
            && let Some(id) = new.id.filter(|_| result.status != MutationStatus::Rejected)
        {
            self.begun_at.entry(id).or_insert(now - mutation.age.begun.min(OLDEST));
        }
    }

    pub(super) fn written(&self) -> Vec<Written> {
        self.written.clone()
    }

    /// After a deletion: what went with it.
    pub(super) fn account_for(&mut self, mutation: &Mutation, before: &AllKept, after: &AllKept) -> Held {
        for (id, entry) in &before.0 {
            let missing = |word: &&String| !after.0.values().any(|entry| entry.all.contains(*word));
            let vanished: Words = entry.all.iter().filter(missing).cloned().collect();
            if after.0.contains_key(id) {
                hold!(vanished.is_empty(), "nothing lost: {vanished:?} vanished from a history");
            } else {
                let seen = Some(entry.vid);
                let on_purpose = matches!(&mutation.action, Ok(Action::DeleteEntry(it, of)) if it == id && *of == seen);
                self.begun_at.remove(id);
                hold!(on_purpose, "nothing lost: {id} vanished by {:?}", mutation.action);
                self.removed.extend(entry.current.iter().cloned());
                self.deleted.extend(vanished);
            }
        }
        Ok(())
    }

    /// What has left an outbox has its effect on the device.
    pub(super) fn check_left(&self, left: &[Left]) -> Held {
        for Left { mutation, epoch, cookie } in left {
            let effect = self.effects.get(epoch).and_then(|effects| effects.get(mutation));
            hold!(effect.is_some(), "reads own writes: {mutation:?} left an outbox and never took effect");
            hold!(
                effect <= Some(cookie),
                "reads own writes: {mutation:?} left an outbox at {cookie}, before {effect:?}"
            );
        }
        Ok(())
    }

    /// Every text that was typed has arrived.
    pub(super) fn check_typed(&self, devices: &[Device]) -> Held {
        for (name, text) in devices.iter().flat_map(Device::typed) {
            hold!(self.accepted.get(&name) == Some(text), "nothing lost: {text:?} of {name:?} never arrived");
        }
        Ok(())
    }

    /// Every entry is dated when it was begun.
    pub(super) fn check_dated(&self, AllKept(kept): &AllKept) -> Held {
        for (id, entry) in kept {
            let begun_at = self.begun_at.get(id).copied().unwrap_or(entry.written_at);
            hold!(begun_at == entry.written_at, "dated: {id} is of {begun_at}, and says {}", entry.written_at);
        }
        Ok(())
    }

    /// A title that was typed together with a text stands over that alone, or over what came of it. What was taken out on
    /// purpose need not be there.
    pub(super) fn check_titles(&self, AllKept(kept): &AllKept, devices: &[Device], cut: &Words) -> Held {
        let together: BTreeMap<_, _> = devices.iter().flat_map(Device::titles).collect();
        for (id, entry) in kept {
            let Some(word) = together.get(&entry.title) else { continue };
            let was_removed = cut.contains(*word) || self.removed.contains(*word);
            let is_there = entry.all.contains(*word) || was_removed;
            hold!(is_there, "titles: {} stands over {id}, and was typed with {word}", entry.title);
        }
        Ok(())
    }

    /// Every accepted word is in a text, unless somebody took it out, and then in a history.
    pub(super) fn check_kept(&self, AllKept(kept): &AllKept, cut: &Words) -> Held {
        for word in self.accepted.values().flat_map(|text| words(text)) {
            let in_history = kept.values().any(|entry| entry.all.contains(&word));
            hold!(in_history || self.deleted.contains(&word), "nothing lost: {word} is nowhere");
            let in_text = kept.values().any(|entry| entry.current.contains(&word));
            let was_removed = self.removed.contains(&word) || cut.contains(&word);
            hold!(in_text || was_removed, "nothing lost: {word} is in no text, and nobody took it out");
        }
        Ok(())
    }
}

/// Every word the server keeps; a violation if one is twice in a text.
pub(super) async fn all_kept(t: &TestApp, user: UserId) -> Held<AllKept> {
    let query = EntryQuery { filter: EntryFilter::default(), window: TimeWindow::default(), limit: 10_000 };
    let texts = t.app.read(user, query, |tx, query| {
        Box::pin(async move {
            let mut texts = Vec::new();
            for entry in list_entries(tx, query).await?.entries {
                let mut former = Vec::new();
                for vid in tx.entry_vids(entry.id).await? {
                    former.extend(tx.find_readable_version(entry.id, vid).await?);
                }
                texts.push((entry, former));
            }
            Ok::<_, hearken_app::journal::JournalError>(texts)
        })
    });
    let mut kept = BTreeMap::new();
    for (entry, former) in texts.await.map_err(|error| super::Violation::new(error.to_string()))? {
        let current = single_words(&entry.text)?;
        let former = former.iter().flat_map(|version| words(&version.text));
        let all = former.chain(current.iter().cloned()).collect();
        let (vid, title, written_at) = (entry.vid, entry.title.to_string(), entry.written_at);
        kept.insert(entry.id, Kept { vid, title, written_at, current, all });
    }
    Ok(AllKept(kept))
}

/// Where the user stands.
pub(super) async fn head(t: &TestApp, user: UserId) -> Result<SyncHead, StoreError> {
    t.app.read(user, (), |tx, ()| Box::pin(tx.sync_head())).await
}
