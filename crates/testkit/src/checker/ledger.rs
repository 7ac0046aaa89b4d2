//! What became of every token, and what must have.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::text::tokens;

/// Where a token was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Where nobody else writes: it must be there once, in that entry.
    Apart,
    /// Where others write, too: it must be there once in one of the versions.
    Contended,
}

/// How far a token has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// The device was asked to write it.
    Asked,
    /// It is in an outbox.
    Stored,
    Acked,
    /// It was not written.
    Skipped,
    /// Its device died with it in memory.
    Doubtful,
}

#[derive(Clone, Debug)]
struct Token {
    device: usize,
    entry: Uuid,
    place: Place,
    stage: Stage,
}

/// An entry as it is in the end.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) id: Uuid,
    pub(super) conflict_of: Option<Uuid>,
    pub(super) text: String,
}

/// All tokens of a user.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger(BTreeMap<String, Token>);

/// What is wrong in the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) lost: Vec<String>,
    pub(super) doubled: Vec<String>,
    /// Tokens that nobody wrote, copies where nobody else writes.
    pub(super) strange: Vec<String>,
    /// Conflicting copies where they belong.
    pub(super) copies: u64,
}

impl Ledger {
    pub(super) fn asked(&mut self, token: &str, device: usize, entry: Uuid, place: Place) {
        self.0.insert(token.to_owned(), Token { device, entry, place, stage: Stage::Asked });
    }

    pub(super) fn stored(&mut self, token: &str) {
        self.moves(token, Stage::Stored, &[Stage::Asked]);
    }

    pub(super) fn skipped(&mut self, token: &str) {
        self.moves(token, Stage::Skipped, &[Stage::Asked]);
    }

    pub(super) fn acked(&mut self, token: &str) {
        // What a dead device said before it died may be heard later.
        self.moves(token, Stage::Acked, &[Stage::Asked, Stage::Stored, Stage::Doubtful]);
    }

    fn moves(&mut self, name: &str, stage: Stage, from: &[Stage]) {
        if let Some(token) = self.0.get_mut(name).filter(|token| from.contains(&token.stage)) {
            token.stage = stage;
        }
    }

    /// A device has died. What it kept, it still has; what it was asked and had not stored may be gone.
    pub(super) fn died(&mut self, device: usize, keeps: bool) {
        for token in self.0.values_mut().filter(|token| token.device == device) {
            let is_doubtful = token.stage == Stage::Asked || (token.stage == Stage::Stored && !keeps);
            if is_doubtful {
                token.stage = Stage::Doubtful;
            }
        }
    }

    /// Tokens of a device that have not arrived.
    pub(super) fn waiting(&self, device: usize) -> usize {
        let waits = |token: &&Token| token.device == device && matches!(token.stage, Stage::Asked | Stage::Stored);
        self.0.values().filter(waits).count()
    }

    pub(super) fn count_acked(&self) -> u64 {
        self.0.values().filter(|token| token.stage == Stage::Acked).count() as u64
    }

    /// Tokens that were written and may be there or not.
    pub(super) fn count_doubtful(&self) -> u64 {
        self.0.values().filter(|token| token.stage == Stage::Doubtful).count() as u64
    }

    /// Compares everything with what is there in the end.
    pub(super) fn judge(&self, entries: &[Entry]) -> Verdict {
        let mut verdict = Verdict::default();
        let contended: BTreeSet<Uuid> =
            self.0.values().filter(|token| token.place == Place::Contended).map(|token| token.entry).collect();
        let mut found: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
        for entry in entries {
            match entry.conflict_of {
                Some(original) if contended.contains(&original) => verdict.copies += 1,
                Some(original) => verdict.strange.push(format!("{} is a copy of {original}", entry.id)),
                None => {}
            }
            for token in tokens(&entry.text) {
                found.entry(token).or_default().push(entry);
            }
        }
        for (name, token) in &self.0 {
            Self::judge_one(name, token, &found.remove(name.as_str()).unwrap_or_default(), &mut verdict);
        }
        verdict.strange.extend(found.into_keys().map(|token| format!("nobody wrote {token}")));
        verdict
    }

    fn judge_one(name: &str, token: &Token, found: &[&Entry], verdict: &mut Verdict) {
        let must_be = matches!(token.stage, Stage::Acked | Stage::Stored | Stage::Asked);
        let ids: BTreeSet<Uuid> = found.iter().map(|entry| entry.id).collect();
        let twice_in_one = ids.len() < found.len();
        let in_several = token.place == Place::Apart && ids.len() > 1;
        let is_elsewhere = found.iter().any(|entry| entry.conflict_of.unwrap_or(entry.id) != token.entry);
        if found.is_empty() && must_be {
            verdict.lost.push(name.to_owned());
        }
        if twice_in_one || in_several {
            verdict.doubled.push(name.to_owned());
        }
        if is_elsewhere || (token.stage == Stage::Skipped && !found.is_empty()) {
            verdict.strange.push(format!("{name} is where it was not written"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Verdict {
        fn is_clean(&self) -> bool {
            self.lost.is_empty() && self.doubled.is_empty() && self.strange.is_empty()
        }
    }

    const ENTRY: Uuid = Uuid::from_u128(1);
    const COPY: Uuid = Uuid::from_u128(2);

    fn ledger(place: Place) -> Ledger {
        let mut ledger = Ledger::default();
        for token in ["u1-1", "u1-2"] {
            ledger.asked(token, 1, ENTRY, place);
            ledger.stored(token);
            ledger.acked(token);
        }
        ledger
    }

    fn entry(text: &str) -> Entry {
        Entry { id: ENTRY, conflict_of: None, text: text.to_owned() }
    }

    fn copy(text: &str) -> Entry {
        Entry { id: COPY, conflict_of: Some(ENTRY), text: text.to_owned() }
    }

    #[test]
    fn a_token_is_there_once() {
        let ledger = ledger(Place::Apart);
        assert!(ledger.judge(&[entry("u1-1\nu1-2")]).is_clean());
        assert_eq!(ledger.judge(&[entry("u1-2")]).lost, ["u1-1"]);
        assert_eq!(ledger.judge(&[entry("u1-1\nu1-2\nu1-1")]).doubled, ["u1-1"]);
        let copied = ledger.judge(&[entry("u1-1"), copy("u1-1\nu1-2")]);
        assert_eq!((copied.doubled.len(), copied.strange.len()), (1, 1), "{copied:?}");
        assert_eq!(ledger.judge(&[entry("u1-1\nu1-2\nu9-9")]).strange, ["nobody wrote u9-9"]);
    }

    #[test]
    fn a_contended_token_is_in_one_of_the_versions() {
        let ledger = ledger(Place::Contended);
        let verdict = ledger.judge(&[entry("u1-1"), copy("u1-1\nu1-2")]);
        assert!(verdict.is_clean() && verdict.copies == 1, "{verdict:?}");
        assert_eq!(ledger.judge(&[entry("u1-1\nu1-1"), copy("u1-2")]).doubled, ["u1-1"]);
        assert_eq!(ledger.judge(&[entry("u1-1")]).lost, ["u1-2"]);
    }

    #[test]
    fn what_died_with_its_device_may_be_there_or_not_but_not_twice() {
        let mut ledger = Ledger::default();
        ledger.asked("u1-1", 1, ENTRY, Place::Apart);
        ledger.stored("u1-1");
        let mut kept = ledger.clone();
        ledger.died(1, false);
        assert!(ledger.judge(&[]).is_clean() && ledger.judge(&[entry("u1-1")]).is_clean());
        assert!(!ledger.judge(&[entry("u1-1\nu1-1")]).is_clean());
        kept.died(1, true);
        assert_eq!(kept.judge(&[]).lost, ["u1-1"]);
        assert_eq!((ledger.count_doubtful(), ledger.waiting(1), kept.waiting(1)), (1, 0, 1));
    }
}
