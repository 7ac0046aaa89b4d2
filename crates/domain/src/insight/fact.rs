//! What is known of entries without their words.

use std::collections::HashSet;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Subject, calendar};
use crate::reading::{Emotion, Factor, Theme};
use crate::{EntryId, Mood, PersonId, Private, Timestamp};

/// What is known of a finished entry that was read, and that tells neither of danger nor of violence.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The entry.
    pub entry: EntryId,
    /// The moment it is about.
    pub at: Timestamp,
    /// The user's own mood.
    pub mood: Option<Mood>,
    /// Tone of the writing, -1 to 1.
    pub tone: Option<f64>,
    /// Emotions found.
    pub emotions: Vec<Emotion>,
    /// Themes found.
    pub themes: Vec<Theme>,
    /// Whom it is about, linked or found, each once.
    pub people: Vec<PersonId>,
    /// Its tags.
    pub tags: Vec<Private>,
    /// Words in the text.
    pub words: u32,
    /// Whether it is kept from every provider: it counts, and is not quoted.
    pub private: bool,
    /// What it says of relationships, without what was disputed: whom, of what, and in which direction.
    pub said: Vec<(PersonId, Factor, f64)>,
}

/// A journal to be looked at.
#[derive(Clone, Debug)]
pub struct Journal {
    /// The entries, in any order.
    pub facts: Vec<Fact>,
    /// Where a day is a day.
    pub zone: TimeZone,
    /// The present instant.
    pub now: Timestamp,
    /// What is never to be spoken of.
    pub silenced: HashSet<Subject>,
    /// People about whom something tells of harm: nothing is said of them.
    pub harmed_by: HashSet<PersonId>,
}

/// An entry with its time where its writer lives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dated<'a> {
    pub(super) fact: &'a Fact,
    pub(super) local: DateTime,
}

impl Journal {
    /// The entries up to now, oldest first.
    pub(super) fn dated(&self) -> Vec<Dated<'_>> {
        let past = self.facts.iter().filter(|fact| fact.at <= self.now);
        let mut dated: Vec<Dated<'_>> =
            past.map(|fact| Dated { fact, local: calendar::local(fact.at, &self.zone) }).collect();
        dated.sort_by_key(|it| (it.local, it.fact.entry));
        dated
    }

    /// Whether something may be spoken of.
    pub(super) fn may_tell(&self, subject: &Subject) -> bool {
        let is_harmed = matches!(subject, Subject::Person(person) if self.harmed_by.contains(person));
        !is_harmed && !self.silenced.contains(subject)
    }

    /// Whether an entry may be quoted: it is not about anything that is never to be spoken of.
    pub(super) fn may_quote(&self, fact: &Fact) -> bool {
        let themes = fact.themes.iter().all(|theme| self.may_tell(&Subject::Theme(*theme)));
        let people = fact.people.iter().all(|person| self.may_tell(&Subject::Person(*person)));
        let tags = fact.tags.iter().all(|tag| self.may_tell(&Subject::tag(tag)));
        themes && people && tags
    }
}

impl Fact {
    /// Whether its writer, or the writing, leans to the heavy side.
    pub(super) fn is_heavy(&self) -> bool {
        self.mood.map_or(self.tone.is_some_and(|tone| tone <= -0.15), |mood| mood.level() <= 2)
    }

    /// Whether its writer, or the writing, leans to the good side.
    pub(super) fn is_good(&self) -> bool {
        self.mood.map_or(self.tone.is_some_and(|tone| tone >= 0.15), |mood| mood.level() >= 4)
    }

    /// How good it was, -1 to 1: the mood, where there is one.
    pub(super) fn level(&self) -> Option<f64> {
        self.mood.map(scale).or(self.tone)
    }
}

/// A mood on the scale of the tone.
pub(super) fn scale(mood: Mood) -> f64 {
    (f64::from(mood.level()) - 3.0) / 2.0
}
