//! The dashboard: what the journal looks like from further away.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::time::Duration;

use hearken_domain::reading::{Emotion, Reading, Theme};
use hearken_domain::{Analysis, AnalysisStatus, Entry, EntryStatus, Mood, Person, PersonId, Timestamp, UserId};
use hearken_store::{StoreError, TimeWindow, UserReader};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::App;
use crate::insights::{Known, Row, up_to_date};

const RECENT: i64 = 5;
const MOST_COUNTED: usize = 12;
const DAYS_SHOWN: u64 = 365;
const WEEK: Duration = Duration::from_hours(7 * 24);

/// What the dashboard is asked for.
#[derive(Clone, Debug)]
pub struct DashboardQuery {
    /// The user's time zone: a day is a day there.
    pub time_zone: TimeZone,
    /// The present instant.
    pub now: Timestamp,
}

/// What the journal looks like from further away. Drafts count nowhere but in `recent`.
#[derive(Clone, Debug, Default)]
pub struct Dashboard {
    /// Entries.
    pub entries_total: usize,
    /// Entries of the last seven days.
    pub entries_this_week: usize,
    /// Words.
    pub words_total: u64,
    /// The days with entries since a year ago, later dates than today's included, oldest first.
    pub days: Vec<Day>,
    /// How many entries show an emotion, most first.
    pub emotions: Vec<(Emotion, usize)>,
    /// How many entries are about a theme, most first.
    pub themes: Vec<(Theme, usize)>,
    /// How many entries are about a person, because they are linked or were found in the text, most first.
    pub people: Vec<(Person, usize)>,
    /// The latest entries.
    pub recent: Vec<Recent>,
    /// How many readings stand where.
    pub status: StatusCounts,
}

/// One day of writing.
#[derive(Clone, Debug)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Mean of the moods chosen, 1 to 5.
    pub mood: Option<f64>,
    /// Mean tone of the writing, -1 to 1.
    pub tone: Option<f64>,
    /// Entries.
    pub entries: usize,
}

/// One of the latest entries with its reading.
#[derive(Clone, Debug)]
pub struct Recent {
    /// The entry.
    pub entry: Entry,
    /// Its reading, without evidence.
    pub analysis: Option<Analysis>,
}

/// How many readings stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Waiting.
    pub queued: usize,
    /// Being read.
    pub processing: usize,
    /// Read by a model.
    pub completed: usize,
    /// Read by rules.
    pub fallback: usize,
    /// Not readable.
    pub failed: usize,
}

/// The dashboard of a user.
pub async fn dashboard(app: &App, user: UserId, query: &DashboardQuery) -> Result<Dashboard, StoreError> {
    let (latest, people) = app.read(user, (), |tx, ()| Box::pin(read(tx))).await?;
    let known = up_to_date(app, user).await?;
    Ok(summarise(&known, latest, people, query))
}

/// What is shown as it stands in the store.
async fn read(tx: &mut UserReader<'_>) -> Result<(Vec<Entry>, Vec<Person>), StoreError> {
    Ok((tx.list_entries(&TimeWindow::default(), RECENT).await?, tx.list_people().await?))
}

fn summarise(known: &Known, latest: Vec<Entry>, people: Vec<Person>, query: &DashboardQuery) -> Dashboard {
    let published: Vec<&Row> = known.rows().filter(|row| row.outline.status == EntryStatus::Published).collect();
    let readings = || published.iter().copied().filter_map(reading);
    let week_ago = query.now - WEEK;
    let is_of_this_week = |row: &&&Row| row.outline.written_at > week_ago && row.outline.written_at <= query.now;
    let mentions = count(published.iter().copied().flat_map(people_in));
    Dashboard {
        entries_total: published.len(),
        entries_this_week: published.iter().filter(is_of_this_week).count(),
        words_total: published.iter().map(|row| u64::from(row.outline.word_count)).sum(),
        days: days(&published, query),
        emotions: most(count(readings().flat_map(|reading| reading.emotions.iter().copied()))),
        themes: most(count(readings().flat_map(|reading| reading.themes.iter().copied()))),
        people: most_mentioned(people, &mentions),
        status: statuses(known),
        recent: with_readings(latest, known),
    }
}

fn reading(row: &Row) -> Option<&Reading> {
    row.summary.as_ref()?.analysis.reading.as_ref()
}

#[derive(Default)]
struct DaySums {
    moods: Mean,
    tones: Mean,
    entries: usize,
}

#[derive(Default)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            self.sum += value;
            self.count += 1;
        }
    }

    fn value(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / f64::from(self.count))
    }
}

fn days(published: &[&Row], query: &DashboardQuery) -> Vec<Day> {
    let since = query.now - Duration::from_hours(DAYS_SHOWN * 24);
    let mut sums: BTreeMap<Date, DaySums> = BTreeMap::new();
    for row in published.iter().filter(|row| row.outline.written_at > since) {
        let day = sums.entry(local_date(row.outline.written_at, &query.time_zone)).or_default();
        day.moods.add(row.outline.mood.map(|mood: Mood| f64::from(mood.level())));
        day.tones.add(reading(row).and_then(|reading| reading.sentiment_score));
        day.entries += 1;
    }
    let day = |(date, sums): (Date, DaySums)| Day {
        date,
        mood: sums.moods.value(),
        tone: sums.tones.value(),
        entries: sums.entries,
    };
    sums.into_iter().map(day).collect()
}

fn local_date(at: Timestamp, zone: &TimeZone) -> Date {
    let instant = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    zone.to_datetime(instant).date()
}

fn count<T: Eq + Hash>(items: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}

/// The most frequent first; equal ones in a fixed order.
fn most<T: Ord>(counts: HashMap<T, usize>) -> Vec<(T, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    counts.truncate(MOST_COUNTED);
    counts
}

/// Who an entry is about, each once.
fn people_in(row: &Row) -> HashSet<PersonId> {
    let found = row.summary.as_ref().map(|summary| summary.people.as_slice()).unwrap_or_default();
    row.outline.people.iter().chain(found).copied().collect()
}

fn most_mentioned(people: Vec<Person>, mentions: &HashMap<PersonId, usize>) -> Vec<(Person, usize)> {
    let mentioned = |person: Person| mentions.get(&person.id).map(|&count| (person, count));
    let mut people: Vec<_> = people.into_iter().filter_map(mentioned).collect();
    people.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.id.cmp(&b.id)));
    people.truncate(MOST_COUNTED);
    people
}

fn statuses(known: &Known) -> StatusCounts {
    let mut counts = StatusCounts::default();
    for summary in known.rows().filter_map(|row| row.summary.as_ref()) {
        *match summary.analysis.status {
            AnalysisStatus::Queued => &mut counts.queued,
            AnalysisStatus::Processing => &mut counts.processing,
            AnalysisStatus::Completed => &mut counts.completed,
            AnalysisStatus::Fallback => &mut counts.fallback,
            AnalysisStatus::Failed => &mut counts.failed,
        } += 1;
    }
    counts
}

fn with_readings(latest: Vec<Entry>, known: &Known) -> Vec<Recent> {
    let reading_of = |id| Some(known.row(id)?.summary.as_ref()?.analysis.clone());
    latest.into_iter().map(|entry| Recent { analysis: reading_of(entry.id), entry }).collect()
}
