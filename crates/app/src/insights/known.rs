//! What is known of a user's entries in memory, without a word of their text.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use hearken_domain::health::{About, EntryEvidence, Piece};
use hearken_domain::insight::{Answer, Fact, Insight, Journal, Says, find};
use hearken_domain::{EntryId, EntryStatus, FallbackReason, PersonId, Private, Timestamp};
use hearken_store::{AnalysisSummary, EntryOutline, NewFacts, SyncHead};
use jiff::tz::TimeZone;

/// How long what was found holds while nothing is written.
const HOLDS: Duration = Duration::from_hours(1);

/// What is known of one user's entries.
pub(crate) struct Known {
    /// Everything up to this number is in.
    through: i64,
    epoch: i64,
    entries: BTreeMap<EntryId, Row>,
    people: HashSet<PersonId>,
    answers: Vec<Answer>,
    journal: Journal,
    /// The journal is as the entries are.
    is_drawn_up: bool,
    /// What was found, when, and where its writer was.
    found: Option<(Timestamp, TimeZone, Arc<Vec<Insight>>)>,
}

/// What is known of one entry.
pub(crate) struct Row {
    pub(crate) outline: EntryOutline,
    pub(crate) summary: Option<AnalysisSummary>,
    evidence: Option<EntryEvidence>,
}

/// What is newer.
pub(super) struct Newer {
    pub(super) facts: NewFacts,
    pub(super) answers: Vec<Answer>,
    /// Everyone who is there.
    pub(super) people: HashSet<PersonId>,
}

impl Default for Known {
    fn default() -> Self {
        let journal = Journal {
            facts: Vec::new(),
            zone: TimeZone::UTC,
            now: Timestamp::default(),
            silenced: HashSet::default(),
            harmed_by: HashSet::default(),
        };
        Self {
            through: 0,
            epoch: 0,
            entries: BTreeMap::new(),
            people: HashSet::new(),
            answers: Vec::new(),
            journal,
            is_drawn_up: false,
            found: None,
        }
    }
}

impl Known {
    /// The number up to which everything is in, and the history it belongs to.
    pub(super) fn place(&self) -> SyncHead {
        SyncHead { seq: self.through, floor: 0, epoch: self.epoch }
    }

    /// Takes in what is newer than the number `after`.
    pub(super) fn update(&mut self, after: i64, head: SyncHead, newer: Newer) {
        if after == 0 {
            self.entries.clear();
        }
        let Newer { facts, answers, people } = newer;
        for entry in &facts.changed {
            self.entries.remove(entry);
        }
        let rows =
            facts.outlines.into_iter().map(|outline| (outline.id, Row { outline, summary: None, evidence: None }));
        self.entries.extend(rows);
        for summary in facts.summaries {
            if let Some(row) = self.entries.get_mut(&summary.analysis.entry_id) {
                row.summary = Some(summary);
            }
        }
        for evidence in facts.evidence {
            if let Some(row) = self.entries.get_mut(&evidence.entry) {
                row.evidence = Some(without_words(evidence));
            }
        }
        (self.people, self.answers) = (people, answers);
        (self.is_drawn_up, self.found) = (false, None);
        (self.through, self.epoch) = (head.seq, head.epoch);
    }

    pub(crate) fn row(&self, entry: EntryId) -> Option<&Row> {
        self.entries.get(&entry)
    }

    /// The entries, in the order in which they were made.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.entries.values()
    }

    /// What can be claimed.
    pub(super) fn found(&mut self, zone: &TimeZone, now: Timestamp) -> Arc<Vec<Insight>> {
        if let Some((at, looked_in, found)) = &self.found
            && looked_in == zone
            && *at <= now
            && now < *at + HOLDS
        {
            return Arc::clone(found);
        }
        let found = Arc::new(find(self.journal(zone, now)));
        self.found = Some((now, zone.clone(), Arc::clone(&found)));
        found
    }

    /// The journal as it is to be looked at.
    pub(super) fn journal(&mut self, zone: &TimeZone, now: Timestamp) -> &Journal {
        if !self.is_drawn_up {
            self.draw_up();
        }
        self.journal.zone = zone.clone();
        self.journal.now = now;
        &self.journal
    }

    /// Draws the journal up from the entries and the answers.
    fn draw_up(&mut self) {
        let silenced = self.answers.iter().filter_map(|answer| match &answer.says {
            Says::Never(subject) => Some(subject.clone()),
            Says::Of { .. } => None,
        });
        self.journal.silenced = silenced.collect();
        self.journal.harmed_by = self.entries.values().flat_map(Row::harm).collect();
        self.journal.facts = self.entries.values().filter_map(|row| row.fact(&self.people)).collect();
        self.is_drawn_up = true;
    }

    /// Where its writer was when it was looked at last.
    pub(super) fn zone(&self) -> TimeZone {
        self.journal.zone.clone()
    }

    pub(super) fn answers(&self) -> &[Answer] {
        &self.answers
    }
}

impl Row {
    /// What may be counted: of a finished entry that was read as it is now. Nothing is concluded from words of danger, and
    /// none of this is to stand beside violence.
    fn fact(&self, known: &HashSet<PersonId>) -> Option<Fact> {
        let AnalysisSummary { analysis, people } = self.summary.as_ref()?;
        let is_grave = analysis.fallback_reason == Some(FallbackReason::Crisis)
            || analysis.danger.violence
            || self.harm().next().is_some();
        if self.outline.status != EntryStatus::Published || is_grave {
            return None;
        }
        // What was found stays while the entry is read once more.
        let reading = analysis.reading.as_ref()?;
        let mut both: Vec<PersonId> = self.outline.people.iter().chain(people).copied().collect();
        both.retain(|person| known.contains(person));
        both.sort_unstable();
        both.dedup();
        let said = self.undisputed().filter_map(|piece| match piece.about {
            About::Factor(factor) => Some((piece.person, factor, piece.polarity)),
            About::Harm => None,
        });
        Some(Fact {
            entry: self.outline.id,
            at: self.outline.written_at,
            mood: self.outline.mood,
            tone: reading.sentiment_score,
            emotions: reading.emotions.clone(),
            themes: reading.themes.clone(),
            people: both,
            tags: self.outline.tags.clone(),
            words: self.outline.word_count,
            private: self.outline.private,
            said: said.filter(|(person, _, _)| known.contains(person)).collect(),
        })
    }

    fn undisputed(&self) -> impl Iterator<Item = &Piece> {
        let evidence = self.evidence.iter();
        evidence.flat_map(|it| it.pieces.iter().filter(move |piece| it.dispute_of(piece).is_none()))
    }

    /// Who harmed, by this entry.
    fn harm(&self) -> impl Iterator<Item = PersonId> {
        self.undisputed().filter(|piece| piece.about == About::Harm).map(|piece| piece.person)
    }
}

fn without_words(mut evidence: EntryEvidence) -> EntryEvidence {
    for quote in
        evidence.pieces.iter_mut().map(|it| &mut it.quote).chain(evidence.disputes.iter_mut().map(|it| &mut it.quote))
    {
        *quote = Private::default();
    }
    evidence
}
