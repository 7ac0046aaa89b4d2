//! Looking at a journal for everything that can be claimed.

use jiff::civil::Date;

use super::fact::Dated;
use super::{Fact, Insight, Journal, calendar, pattern, plain, repair};
use crate::{EntryId, Timestamp};

/// Whole weeks in which patterns are looked for.
pub const PATTERN_WEEKS: u32 = 26;
/// Days with entries before patterns have a chance.
const PATTERN_DAYS: u32 = 30;
/// Days on which, and entries in which, anything must show.
pub(super) const FEWEST: usize = 3;

/// Entries between two days.
pub(super) struct Stretch<'a> {
    pub(super) dated: &'a [Dated<'a>],
    pub(super) period: (Date, Date),
    pub(super) expires_at: Timestamp,
}

/// How far a journal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Entries that count.
    pub entries: u32,
    /// Different days they are of.
    pub days: u32,
    /// Days below which nothing is said.
    pub days_needed: u32,
    /// Days of the whole weeks in which patterns are looked for.
    pub pattern_days: u32,
    /// Days below which patterns hardly have a chance.
    pub pattern_days_needed: u32,
}

/// Everything that can be claimed, the kinds in their fixed order. Patterns are looked for in whole weeks only, so that what
/// they show changes once a week, however often somebody looks.
#[must_use]
pub fn find(journal: &Journal) -> Vec<Insight> {
    let dated = journal.dated();
    let today = calendar::local(journal.now, &journal.zone).date();
    let monday = calendar::monday(today);
    let expires_at = calendar::start_of(calendar::days_before(monday, -7), &journal.zone);
    let stretch = |days: i64, until: Date| {
        let from = calendar::days_before(until, days - 1);
        let (begin, end) = (place(&dated, from), place(&dated, calendar::days_before(until, -1)));
        Stretch { dated: &dated[begin..end], period: (from, until), expires_at }
    };
    let whole_weeks = stretch(i64::from(PATTERN_WEEKS) * 7, calendar::days_before(monday, 1));
    let mut found = pattern::patterns(journal, &whole_weeks);
    let half_year = stretch(182, today);
    found.extend(repair::repairs(journal, &half_year));
    let (month, before) = (stretch(28, today), stretch(84, calendar::days_before(today, 28)));
    found.extend(plain::starter(journal, &stretch(42, today)));
    found.extend(plain::recurring_themes(journal, &month));
    found.extend(plain::mood_and_tone(journal, &stretch(56, today)));
    found.extend(plain::gratitude(journal, &month, &before));
    found.extend(plain::milestone(journal, &dated, today));
    found.retain(|insight| insight.claim.subjects().iter().all(|subject| journal.may_tell(subject)));
    // Something may be left to count, and nothing to quote.
    found.retain(|insight| insight.evidence.len() >= FEWEST);
    found.sort_by_key(|insight| insight.claim.kind());
    found
}

/// How far the journal is from saying something.
#[must_use]
pub fn progress(journal: &Journal) -> Progress {
    let dated = journal.dated();
    let days = |all: &[Dated<'_>]| {
        let days = all.chunk_by(|a, b| a.local.date() == b.local.date()).count();
        u32::try_from(days).unwrap_or(u32::MAX)
    };
    let monday = calendar::monday(calendar::local(journal.now, &journal.zone).date());
    let from = place(&dated, calendar::days_before(monday, i64::from(PATTERN_WEEKS) * 7));
    Progress {
        entries: count(dated.len()),
        days: days(&dated),
        days_needed: count(FEWEST),
        pattern_days: days(&dated[from..place(&dated, monday)]),
        pattern_days_needed: PATTERN_DAYS,
    }
}

/// Where the entries of a day begin.
fn place(dated: &[Dated<'_>], date: Date) -> usize {
    dated.partition_point(|it| it.local.date() < date)
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The entries that may be shown, the newest first; those that may be quoted before those that are kept from providers.
pub(super) fn pick<'a>(journal: &Journal, facts: impl Iterator<Item = &'a Fact>) -> Vec<EntryId> {
    let mut facts: Vec<&Fact> = facts.filter(|fact| journal.may_quote(fact)).collect();
    facts.sort_by_key(|fact| (fact.private, std::cmp::Reverse(fact.at), fact.entry));
    facts.into_iter().map(|fact| fact.entry).collect()
}

/// Whether entries are enough, and of enough days.
pub(super) fn is_enough(found: &[Dated<'_>]) -> bool {
    let mut days: Vec<Date> = found.iter().map(|it| it.local.date()).collect();
    days.sort_unstable();
    days.dedup();
    found.len() >= FEWEST && days.len() >= FEWEST
}
