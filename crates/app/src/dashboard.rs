//! The dashboard: what the journal looks like from further away.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::time::Duration;

use hearken_domain::reading::{Emotion, Theme};
use hearken_domain::{Analysis, AnalysisStatus, Entry, EntryId, EntryStatus, Mood, Person, PersonId, Timestamp};
use hearken_store::{AnalysisSummary, EntryOutline, StoreError, TimeWindow, UserReader};
use jiff::civil::Date;
use jiff::tz::TimeZone;

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
pub async fn dashboard(tx: &mut UserReader<'_>, query: &DashboardQuery) -> Result<Dashboard, StoreError> {
    let everything = TimeWindow::default();
    let outlines = tx.list_outlines(&everything, i64::MAX).await?;
    let recent = tx.list_entries(&everything, RECENT).await?;
    let summaries = tx.list_analysis_summaries().await?;
    let analyses = summaries.into_iter().map(|summary| (summary.analysis.entry_id, summary)).collect();
    let people = tx.list_people().await?;
    Ok(summarise(&outlines, recent, &analyses, people, query))
}

/// The readings by their entry.
type Analyses = HashMap<EntryId, AnalysisSummary>;

fn summarise(
    outlines: &[EntryOutline],
    recent: Vec<Entry>,
    analyses: &Analyses,
    people: Vec<Person>,
    query: &DashboardQuery,
) -> Dashboard {
    let published: Vec<&EntryOutline> =
        outlines.iter().filter(|entry| entry.status == EntryStatus::Published).collect();
    let readings = || published.iter().filter_map(|entry| analyses.get(&entry.id)?.analysis.reading.as_ref());
    let week_ago = query.now - WEEK;
    let mentions = count(published.iter().flat_map(|entry| people_in(entry, analyses)));
    Dashboard {
        entries_total: published.len(),
        entries_this_week: published
            .iter()
            .filter(|entry| entry.written_at > week_ago && entry.written_at <= query.now)
            .count(),
        words_total: published.iter().map(|entry| u64::from(entry.word_count)).sum(),
        days: days(&published, analyses, query),
        emotions: most(count(readings().flat_map(|reading| reading.emotions.iter().copied()))),
        themes: most(count(readings().flat_map(|reading| reading.themes.iter().copied()))),
        people: most_mentioned(people, &mentions),
        status: statuses(analyses),
        recent: with_readings(recent, analyses),
    }
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

fn days(published: &[&EntryOutline], analyses: &Analyses, query: &DashboardQuery) -> Vec<Day> {
    let since = query.now - Duration::from_hours(DAYS_SHOWN * 24);
    let mut sums: BTreeMap<Date, DaySums> = BTreeMap::new();
    for entry in published.iter().filter(|entry| entry.written_at > since) {
        let tone = analyses.get(&entry.id).and_then(|found| found.analysis.reading.as_ref()?.sentiment_score);
        let day = sums.entry(local_date(entry.written_at, &query.time_zone)).or_default();
        day.moods.add(entry.mood.map(|mood: Mood| f64::from(mood.level())));
        day.tones.add(tone);
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
fn people_in(entry: &EntryOutline, analyses: &Analyses) -> HashSet<PersonId> {
    let found = analyses.get(&entry.id).map(|summary| summary.people.as_slice()).unwrap_or_default();
    entry.people.iter().chain(found).copied().collect()
}

fn most_mentioned(people: Vec<Person>, mentions: &HashMap<PersonId, usize>) -> Vec<(Person, usize)> {
    let mentioned = |person: Person| mentions.get(&person.id).map(|&count| (person, count));
    let mut people: Vec<_> = people.into_iter().filter_map(mentioned).collect();
    people.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.id.cmp(&b.id)));
    people.truncate(MOST_COUNTED);
    people
}

fn statuses(analyses: &Analyses) -> StatusCounts {
    let mut counts = StatusCounts::default();
    for summary in analyses.values() {
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

fn with_readings(entries: Vec<Entry>, analyses: &Analyses) -> Vec<Recent> {
    let reading_of = |id| analyses.get(&id).map(|summary| summary.analysis.clone());
    entries.into_iter().map(|entry| Recent { analysis: reading_of(entry.id), entry }).collect()
}
