//! Whether an entry is what the filters of a query ask for.

use std::collections::HashSet;

use jiff::civil::Date;

use super::query::{Condition, Test};
use super::words::Reader;
use crate::{EntryStatus, Mood, Person, PersonId, Private};

/// What the filters look at.
pub struct Candidate<'e> {
    /// Tags.
    pub tags: &'e [Private],
    /// Everyone it is about, linked or found.
    pub people: &'e HashSet<PersonId>,
    /// The user's own mood.
    pub mood: Option<Mood>,
    /// Draft or published.
    pub status: EntryStatus,
    /// The local day.
    pub day: Date,
}

/// The filters of a query, ready to be asked.
pub struct Fits {
    checks: Vec<(Check, bool)>,
}

enum Check {
    /// One of these people.
    People(Vec<PersonId>),
    /// A tag, as it was typed and as a line of words.
    Tag(String, String),
    Mood(u8, u8),
    From(Date),
    To(Date),
    Status(EntryStatus),
}

impl Fits {
    /// Prepares `conditions` for somebody who knows `people`.
    #[must_use]
    pub fn new(conditions: &[Condition], people: &[Person]) -> Self {
        let mut reader = Reader::default();
        let check = |Condition { test, not }: &Condition| {
            let check = match test {
                Test::Person(name) => Check::People(called(&mut reader, name, people)),
                Test::Tag(name) => Check::Tag(name.clone(), reader.line(name)),
                Test::Mood(least, most) => Check::Mood(*least, *most),
                Test::From(day) => Check::From(*day),
                Test::To(day) => Check::To(*day),
                Test::Status(status) => Check::Status(*status),
            };
            (check, *not)
        };
        Self { checks: conditions.iter().map(check).collect() }
    }

    /// Whether all of them hold.
    pub fn hold(&self, reader: &mut Reader, entry: &Candidate<'_>) -> bool {
        self.checks.iter().all(|(check, not)| check.holds(reader, entry) != *not)
    }
}

impl Check {
    fn holds(&self, reader: &mut Reader, entry: &Candidate<'_>) -> bool {
        match self {
            Self::People(people) => people.iter().any(|person| entry.people.contains(person)),
            Self::Tag(typed, line) => {
                let mut is_same = |tag: &Private| **tag == **typed || (!line.is_empty() && reader.line(tag) == *line);
                entry.tags.iter().any(&mut is_same)
            }
            Self::Mood(least, most) => entry.mood.is_some_and(|mood| (*least..=*most).contains(&mood.level())),
            Self::From(day) => entry.day >= *day,
            Self::To(day) => entry.day <= *day,
            Self::Status(status) => entry.status == *status,
        }
    }
}

/// The people that a name means: those called so or, if nobody is, those with a name that begins so.
fn called(reader: &mut Reader, name: &str, people: &[Person]) -> Vec<PersonId> {
    let wanted = reader.line(name);
    let Some(begins) = wanted.strip_suffix(' ') else { return Vec::new() };
    let names: Vec<_> = people.iter().map(|person| (person.id, reader.line(&person.name))).collect();
    let those = |fits: &dyn Fn(&str) -> bool| -> Vec<PersonId> {
        names.iter().filter(|(_, line)| fits(line)).map(|(id, _)| *id).collect()
    };
    let called = those(&|line| line == wanted);
    if called.is_empty() { those(&|line| line.contains(begins)) } else { called }
}
