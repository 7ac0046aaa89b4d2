//! What is known of users' evidence in memory, without a word of it: opening ten thousand rows for each look would take
//! too long. Each look reads what is newer than the last one, by the number of the user's sequence.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use hearken_domain::health::{Assessment, EntryEvidence, assess};
use hearken_domain::{EntryId, Private, Timestamp, UserId};
use hearken_store::{NewEvidence, SyncHead};
use tokio::sync::Mutex;

/// Users whose evidence is kept at hand.
const MOST_USERS: usize = 64;
/// How long an assessment holds while nothing is written: evidence fades by the day.
const HOLDS: Duration = Duration::from_hours(1);

/// The evidence of users who looked at it lately.
#[derive(Default)]
pub(crate) struct Cache {
    /// The one who looked last stands last.
    users: std::sync::Mutex<Vec<(UserId, Arc<Mutex<Known>>)>>,
}

/// The evidence of one user.
#[derive(Default)]
pub(crate) struct Known {
    /// Everything up to this number is in.
    through: i64,
    epoch: i64,
    entries: HashMap<EntryId, EntryEvidence>,
    assessment: Option<(Timestamp, Arc<Assessment>)>,
}

impl Cache {
    /// What is known of a user; nothing, for one who has not looked for long.
    pub(crate) fn of(&self, user: UserId) -> Arc<Mutex<Known>> {
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match users.iter().position(|(other, _)| *other == user) {
            Some(at) => users.remove(at).1,
            None => Arc::default(),
        };
        users.push((user, Arc::clone(&known)));
        if users.len() > MOST_USERS {
            users.remove(0);
        }
        known
    }
}

impl Known {
    /// The number up to which everything is in, and the history it belongs to.
    pub(super) fn place(&self) -> SyncHead {
        SyncHead { seq: self.through, floor: 0, epoch: self.epoch }
    }

    /// Takes in what is newer.
    pub(super) fn update(&mut self, after: i64, head: SyncHead, new: NewEvidence) {
        if after == 0 {
            self.entries.clear();
            self.assessment = None;
        }
        if !new.changed.is_empty() {
            self.assessment = None;
        }
        for entry in new.changed {
            self.entries.remove(&entry);
        }
        self.entries.extend(new.rows.into_iter().map(|evidence| (evidence.entry, without_words(evidence))));
        (self.through, self.epoch) = (head.seq, head.epoch);
    }

    /// What can be said about everyone.
    pub(super) fn assessment(&mut self, now: Timestamp) -> Arc<Assessment> {
        let held = self.assessment.as_ref().filter(|(at, _)| *at <= now && now < *at + HOLDS);
        if let Some((_, assessment)) = held {
            return Arc::clone(assessment);
        }
        let assessment = Arc::new(assess(self.entries.values(), now));
        self.assessment = Some((now, Arc::clone(&assessment)));
        assessment
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = &EntryEvidence> {
        self.entries.values()
    }
}

fn without_words(mut evidence: EntryEvidence) -> EntryEvidence {
    for piece in &mut evidence.pieces {
        piece.quote = Private::default();
    }
    for dispute in &mut evidence.disputes {
        dispute.quote = Private::default();
    }
    evidence.pieces.shrink_to_fit();
    evidence
}
