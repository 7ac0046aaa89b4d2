//! Looking back on a finished week: what the writing was about, what was good and what was heavy, and a question.

use std::collections::HashMap;
use std::hash::Hash;

use jiff::civil::Date;

use super::fact::Dated;
use super::look::count;
use super::{Journal, Subject, calendar};
use crate::reading::{Emotion, Theme};
use crate::{EntryId, PersonId};

/// Moments of each side.
const MOMENTS: usize = 2;
/// Labels and people that are named.
const NAMED: usize = 4;

/// A finished week, by what was written in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reflection {
    /// Its Monday.
    pub monday: Date,
    /// Entries.
    pub entries: u32,
    /// Days with entries.
    pub days: u32,
    /// Words.
    pub words: u32,
    /// What it was about, and in how many entries.
    pub themes: Vec<(Theme, u32)>,
    /// What was felt, and in how many entries.
    pub emotions: Vec<(Emotion, u32)>,
    /// Who was in it, and in how many entries.
    pub people: Vec<(PersonId, u32)>,
    /// What was good and what was heavy, in the order of the days.
    pub moments: Vec<Moment>,
    /// A question to take along.
    pub question: WeekQuestion,
}

/// An entry that stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The entry.
    pub entry: EntryId,
    /// Whether it was good, or heavy.
    pub is_good: bool,
}

/// A question to take along, by what the week was like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeekQuestion {
    /// Something came up twice, and was heavy.
    Heavy(Theme),
    /// Somebody was in what was good.
    GoodWith(PersonId),
    /// Something was good.
    Good,
    /// Nothing stands out.
    Open,
}

/// The Mondays of the finished weeks with entries, the latest first.
#[must_use]
pub fn finished_weeks(journal: &Journal) -> Vec<(Date, u32)> {
    let this = this_monday(journal);
    let mondays = journal.dated();
    let mut mondays: Vec<Date> = mondays.iter().map(|it| calendar::monday(it.local.date())).collect();
    mondays.retain(|monday| *monday < this);
    mondays.sort_unstable();
    let mut weeks: Vec<(Date, u32)> =
        mondays.chunk_by(|a, b| a == b).map(|week| (week[0], count(week.len()))).collect();
    weeks.reverse();
    weeks
}

/// Looks back on the week that began on this Monday; `None` if it is not over, no Monday, or nothing was written in it.
#[must_use]
pub fn reflect(journal: &Journal, monday: Date) -> Option<Reflection> {
    if calendar::monday(monday) != monday || monday >= this_monday(journal) {
        return None;
    }
    let dated = journal.dated();
    let week: Vec<Dated<'_>> = dated.into_iter().filter(|it| calendar::monday(it.local.date()) == monday).collect();
    if week.is_empty() {
        return None;
    }
    let themes =
        most(week.iter().flat_map(|it| it.fact.themes.iter().copied()), |it| journal.may_tell(&Subject::Theme(*it)));
    let people =
        most(week.iter().flat_map(|it| it.fact.people.iter().copied()), |it| journal.may_tell(&Subject::Person(*it)));
    let moments = moments(journal, &week);
    Some(Reflection {
        monday,
        entries: count(week.len()),
        days: count(week.chunk_by(|a, b| a.local.date() == b.local.date()).count()),
        words: week.iter().map(|it| it.fact.words).sum(),
        emotions: most(week.iter().flat_map(|it| it.fact.emotions.iter().copied()), |_| true),
        question: question(&week, &themes, &people, &moments),
        themes,
        people,
        moments,
    })
}

fn this_monday(journal: &Journal) -> Date {
    calendar::monday(calendar::local(journal.now, &journal.zone).date())
}

/// The most frequent ones.
fn most<T: Eq + Hash + Ord + Copy>(all: impl Iterator<Item = T>, may_tell: impl Fn(&T) -> bool) -> Vec<(T, u32)> {
    let mut counts: HashMap<T, u32> = HashMap::new();
    for it in all.filter(|it| may_tell(it)) {
        *counts.entry(it).or_default() += 1;
    }
    let mut counts: Vec<(T, u32)> = counts.into_iter().collect();
    counts.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    counts.truncate(NAMED);
    counts
}

/// The best and the heaviest entries that may be quoted.
fn moments(journal: &Journal, week: &[Dated<'_>]) -> Vec<Moment> {
    let of = |is_good: bool| {
        let way = if is_good { 1.0 } else { -1.0 };
        let stands_out = |it: &&Dated<'_>| if is_good { it.fact.is_good() } else { it.fact.is_heavy() };
        let mut found: Vec<&Dated<'_>> =
            week.iter().filter(stands_out).filter(|it| !it.fact.private && journal.may_quote(it.fact)).collect();
        let height =
            |it: &Dated<'_>| way * (it.fact.level().unwrap_or_default() + 0.1 * it.fact.tone.unwrap_or_default());
        found.sort_by(|a, b| height(b).total_cmp(&height(a)).then_with(|| a.local.cmp(&b.local)));
        found.truncate(MOMENTS);
        found.into_iter().map(move |it| (it.local, Moment { entry: it.fact.entry, is_good }))
    };
    let mut moments: Vec<_> = of(true).chain(of(false)).collect();
    moments.sort_by_key(|(local, moment)| (*local, moment.entry));
    moments.into_iter().map(|(_, moment)| moment).collect()
}

fn question(
    week: &[Dated<'_>],
    themes: &[(Theme, u32)],
    people: &[(PersonId, u32)],
    moments: &[Moment],
) -> WeekQuestion {
    let heavy = |theme: &Theme| week.iter().filter(|it| it.fact.is_heavy() && it.fact.themes.contains(theme)).count();
    if let Some((theme, _)) = themes.iter().find(|(theme, _)| heavy(theme) >= 2) {
        return WeekQuestion::Heavy(*theme);
    }
    let is_good = |it: &&Dated<'_>| moments.iter().any(|moment| moment.is_good && moment.entry == it.fact.entry);
    let mut good = week.iter().filter(is_good).peekable();
    if good.peek().is_none() {
        return WeekQuestion::Open;
    }
    let mut in_it = good.flat_map(|it| &it.fact.people);
    let known = in_it.find(|person| people.iter().any(|(known, _)| known == *person));
    known.map_or(WeekQuestion::Good, |person| WeekQuestion::GoodWith(*person))
}
