//! Mutations that the server has not answered, or whose effect has not come.

use serde_json::{Value, json};
use uuid::Uuid;

/// How far a mutation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Queued,
    Sent,
    Answered,
}

/// What a mutation does to an entry's text.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) token: String,
    pub(super) entry: Uuid,
    pub(super) section: Option<usize>,
    /// The whole text, the token in it.
    pub(super) text: String,
    /// The version it was typed over; none makes the entry.
    pub(super) base: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Mutation {
    pub(super) mid: i64,
    pub(super) change: Change,
    pub(super) stage: Stage,
}

/// Under one client id, in the order of the numbers.
#[derive(Clone, Debug)]
pub(super) struct Outbox {
    pub(super) client: Uuid,
    next_mid: i64,
    pub(super) waiting: Vec<Mutation>,
}

/// The protocol's limit.
const MOST: usize = 100;

impl Outbox {
    pub(super) const fn new(client: Uuid) -> Self {
        Self { client, next_mid: 1, waiting: Vec::new() }
    }

    pub(super) fn add(&mut self, change: Change) {
        self.waiting.push(Mutation { mid: self.next_mid, change, stage: Stage::Queued });
        self.next_mid += 1;
    }

    /// The text of an entry as it will be, and the name of that version.
    pub(super) fn latest(&self, entry: Uuid) -> Option<(String, String)> {
        let last = self.waiting.iter().rev().find(|mutation| mutation.change.entry == entry)?;
        Some((last.change.text.clone(), format!("{}.{}", self.client, last.mid)))
    }

    /// What to send next, from now on as sent: whatever was not answered.
    pub(super) fn take_batch(&mut self) -> Vec<Value> {
        let unanswered = self.waiting.iter_mut().filter(|mutation| mutation.stage != Stage::Answered);
        let batch = unanswered.take(MOST).map(|mutation| {
            mutation.stage = Stage::Sent;
            mutation.wire()
        });
        batch.collect()
    }

    pub(super) fn is_owed(&self) -> bool {
        self.waiting.iter().any(|mutation| mutation.stage == Stage::Answered)
    }

    pub(super) fn is_unsent(&self) -> bool {
        self.waiting.iter().any(|mutation| mutation.stage != Stage::Answered)
    }

    /// The server has answered everything up to `through`.
    pub(super) fn answered(&mut self, through: i64) {
        for mutation in self.waiting.iter_mut().filter(|mutation| mutation.mid <= through) {
            mutation.stage = Stage::Answered;
        }
    }

    /// Takes out what was answered and has its effect in a delta with this `last_mid`.
    pub(super) fn arrived(&mut self, last_mid: i64) -> Vec<Mutation> {
        let has_arrived = |mutation: &mut Mutation| mutation.stage == Stage::Answered && mutation.mid <= last_mid;
        self.waiting.extract_if(.., has_arrived).collect()
    }

    pub(super) fn refuse(&mut self, mid: i64) -> Option<Mutation> {
        let index = self.waiting.iter().position(|mutation| mutation.mid == mid)?;
        Some(self.waiting.remove(index))
    }
}

impl Mutation {
    fn wire(&self) -> Value {
        let Change { entry, text, base, .. } = &self.change;
        let at = "2026-01-02T03:04:05Z";
        base.as_ref().map_or_else(
            || {
                let args = json!({ "id": entry, "text": text, "status": "draft" });
                json!({ "mid": self.mid, "name": "entry.create@1", "args": args, "at": at })
            },
            |base| {
                let args = json!({ "id": entry, "text": text });
                json!({ "mid": self.mid, "name": "entry.edit@1", "args": args, "base_vid": base, "at": at })
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(text: &str) -> Change {
        let token = "u1-1".to_owned();
        Change { token, entry: Uuid::nil(), section: None, text: text.to_owned(), base: Some("v".to_owned()) }
    }

    #[test]
    fn a_mutation_leaves_when_it_was_answered_and_its_effect_has_come() {
        let mut outbox = Outbox::new(Uuid::nil());
        outbox.add(change("a"));
        outbox.add(change("b"));
        assert_eq!(outbox.latest(Uuid::nil()), Some(("b".to_owned(), format!("{}.2", Uuid::nil()))));
        assert_eq!(outbox.take_batch().len(), 2);
        assert!(outbox.arrived(2).is_empty(), "not on the effect alone");
        outbox.answered(1);
        assert!(outbox.is_owed() && outbox.arrived(0).is_empty(), "not on the answer alone");
        assert_eq!(outbox.arrived(2).len(), 1);
        assert_eq!(outbox.take_batch()[0]["mid"], 2, "what was not answered is sent again, under the same number");
    }
}
