//! A journal as lines of JSON: when by the writer's clock, and what.

use std::collections::BTreeMap;

use hearken_domain::{EntryStatus, Mood, NewEntry, Person, Private, Relationship, Timestamp};
use jiff::ToSpan as _;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::DemoError;

const WEEK_MS: i64 = 7 * 24 * 3_600_000;

/// A journal to be written as if the last of it were new.
pub(super) struct Story {
    /// Everybody in it.
    pub(super) people: BTreeMap<Private, Relationship>,
    entries: Vec<(DateTime, Line)>,
}

#[derive(Deserialize)]
struct Line {
    /// Date and time, in UTC.
    date: String,
    #[serde(default)]
    title: Private,
    text: Private,
    mood: Option<Mood>,
    people: Vec<Private>,
    tags: Vec<Private>,
    #[serde(default)]
    private: bool,
    /// What people are to the writer; whoever is not named is somebody else.
    #[serde(default)]
    relationships: BTreeMap<Private, Relationship>,
}

impl Story {
    pub(super) fn parse(text: &str) -> Result<Self, DemoError> {
        let mut story = Self { people: BTreeMap::new(), entries: Vec::new() };
        for (line, at) in text.lines().zip(1..) {
            let fault = |error: &dyn ToString| DemoError::Story { line: at, reason: error.to_string() };
            let mut line: Line = serde_json::from_str(line).map_err(|error| fault(&error))?;
            let date = line.date.parse().map_err(|error: jiff::Error| fault(&error))?;
            story.people.append(&mut line.relationships);
            for person in &line.people {
                story.people.entry(person.clone()).or_default();
            }
            story.entries.push((date, line));
        }
        Ok(story)
    }

    /// Its entries, moved by whole weeks, so that days of the week stay what they were: the last is the latest that does not
    /// lie behind `now`.
    pub(super) fn entries(&self, people: &[Person], now: Timestamp) -> Vec<NewEntry> {
        let last = self.entries.iter().map(|(date, _)| moved(*date, 0)).max().unwrap_or_default();
        let weeks = (now.as_millis() - last.as_millis()).div_euclid(WEEK_MS);
        let entries = self.entries.iter().map(|(date, line)| {
            let is_in_it = |person: &&Person| line.people.contains(&person.name);
            NewEntry {
                id: None,
                title: line.title.clone(),
                text: line.text.clone(),
                mood: line.mood,
                tags: line.tags.clone(),
                people: people.iter().filter(is_in_it).map(|person| person.id).collect(),
                private: line.private,
                status: EntryStatus::Published,
                written_at: Some(moved(*date, weeks)),
            }
        });
        entries.collect()
    }
}

/// So many weeks later.
fn moved(date: DateTime, weeks: i64) -> Timestamp {
    let there = date.checked_add(weeks.weeks()).unwrap_or(date).to_zoned(TimeZone::UTC);
    Timestamp::from_millis(there.map_or(0, |zoned| zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = concat!(
        r#"{"diarist": "x", "date": "2026-01-04T21:40", "text": "Sunday.", "mood": 2, "people": ["Ben"], "tags": []}"#,
        "\n",
        r#"{"date": "2026-01-10T08:00", "text": "Saturday.", "mood": null, "people": [], "tags": ["sea"], "private": true}"#,
    );

    #[test]
    fn days_of_the_week_stay_and_nothing_lies_ahead() {
        let story = Story::parse(LINES).unwrap();
        let at = |now: &str| {
            let entries = story.entries(&[], now.parse().unwrap());
            entries.iter().map(|entry| entry.written_at.unwrap().to_string()).collect::<Vec<_>>()
        };
        let same = ["2026-01-04T21:40:00.000Z", "2026-01-10T08:00:00.000Z"];
        assert_eq!(at("2026-01-10T08:00:00Z"), same);
        assert_eq!(at("2026-01-17T07:59:59Z"), same);
        assert_eq!(at("2026-01-17T08:00:00Z"), ["2026-01-11T21:40:00.000Z", "2026-01-17T08:00:00.000Z"]);
        assert_eq!(at("2026-01-03T08:00:00Z"), ["2025-12-28T21:40:00.000Z", "2026-01-03T08:00:00.000Z"]);
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |text: &str| Story::parse(text).err().unwrap().to_string();
        assert!(fault("{}\n").starts_with("line 1 of the story: missing field"));
        assert!(fault(&LINES.replace("null", "9")).starts_with("line 2 of the story: mood"));
        assert!(fault(&LINES.replace("2026-01-04", "4 January")).starts_with("line 1 of the story: "));
    }
}
