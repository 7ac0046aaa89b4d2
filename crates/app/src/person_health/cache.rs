//! What is known of a user's evidence in memory, without a word of it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use hearken_domain::health::{Assessment, EntryEvidence, assess};
use hearken_domain::{EntryId, Private, Timestamp};
use hearken_store::{NewEvidence, SyncHead};

/// How long an assessment holds while nothing is written: evidence fades by the day.
const HOLDS: Duration = Duration::from_hours(1);

/// The evidence of one user.
#[derive(Default)]
pub(crate) struct Known {
    /// Everything up to this number is in.
    through: i64,
    epoch: i64,
    entries: HashMap<EntryId, EntryEvidence>,
    assessment: Option<(Timestamp, Arc<Assessment>)>,
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
