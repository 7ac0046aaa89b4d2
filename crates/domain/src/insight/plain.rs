//! Claims that are counts and nothing more: nothing is tested, so nothing is said beyond the count.

use std::collections::HashMap;

use jiff::civil::Date;

use super::fact::{Dated, scale};
use super::look::{Stretch, count, is_enough, pick};
use super::{Certainty, Claim, Fact, Insight, Journal, Kind, Share, Subject, calendar, wilson};
use crate::PersonId;
use crate::reading::{Emotion, Theme};

/// How far mood and tone are apart before it is told.
const APART: f64 = 0.6;
/// Entries of a theme that comes back.
const COMES_BACK: usize = 4;
/// Days for which a milestone is told.
const MILESTONE_DAYS: i64 = 14;
const MILESTONES: [usize; 10] = [10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/// Themes that came up in at least three of the last four weeks, the most frequent two.
pub(super) fn recurring_themes(journal: &Journal, month: &Stretch<'_>) -> Vec<Insight> {
    let mut found: Vec<Insight> = themes(journal, Kind::RecurringTheme)
        .filter_map(|theme| {
            let (with, without) = split(month, |fact| fact.themes.contains(&theme));
            let is_told = with.len() >= COMES_BACK && is_enough(&with) && weeks(month, &with) >= 3;
            let claim = Claim::RecurringTheme(theme);
            is_told.then(|| counted(journal, month, claim, (&with, &without))).filter(|it| it.share.value() >= 0.2)
        })
        .collect();
    found.sort_by_key(|insight| std::cmp::Reverse(insight.share.hits));
    found.truncate(2);
    found
}

/// A theme that came back in several weeks, mostly heavy, and was not good when it came up last.
pub(super) fn starter(journal: &Journal, stretch: &Stretch<'_>) -> Option<Insight> {
    let of = |theme: Theme| {
        let (with, _) = split(stretch, |fact| fact.themes.contains(&theme));
        let (heavy, rest): (Vec<Dated<'_>>, Vec<Dated<'_>>) = with.iter().partition(|it| it.fact.is_heavy());
        let is_open = with.last().is_some_and(|it| !it.fact.is_good());
        let is_told = is_enough(&heavy) && weeks(stretch, &heavy) >= 2 && heavy.len() * 3 >= with.len() * 2 && is_open;
        let claim = Claim::Starter { theme, person: company(journal, &heavy) };
        is_told.then(|| counted(journal, stretch, claim, (&heavy, &rest)))
    };
    themes(journal, Kind::Starter).filter_map(of).max_by_key(|insight| insight.share.hits)
}

/// Who is nearly always in these entries.
fn company(journal: &Journal, entries: &[Dated<'_>]) -> Option<PersonId> {
    let mut counts: HashMap<PersonId, usize> = HashMap::new();
    for person in entries.iter().flat_map(|it| &it.fact.people) {
        *counts.entry(*person).or_default() += 1;
    }
    let always = counts.into_iter().filter(|(_, count)| count * 3 >= entries.len() * 2);
    let told = always.filter(|(person, _)| journal.may_tell(&Subject::Person(*person)));
    told.max_by_key(|(person, count)| (*count, std::cmp::Reverse(*person))).map(|(person, _)| person)
}

/// Entries whose mood and tone lie far apart, mostly the same way.
pub(super) fn mood_and_tone(journal: &Journal, stretch: &Stretch<'_>) -> Option<Insight> {
    let gap = |fact: &Fact| Some(scale(fact.mood?) - fact.tone?);
    let both: Vec<Dated<'_>> = stretch.dated.iter().filter(|it| gap(it.fact).is_some()).copied().collect();
    let of = |way: f64| -> Vec<Dated<'_>> {
        let is_such = |it: &&Dated<'_>| gap(it.fact).is_some_and(|gap| gap * way > APART);
        both.iter().filter(is_such).copied().collect()
    };
    let (higher, lower) = (of(1.0), of(-1.0));
    let mood_is_higher = higher.len() >= lower.len();
    let (apart, other) = if mood_is_higher { (higher, lower) } else { (lower, higher) };
    if !is_enough(&apart) || apart.len() * 2 < both.len() || other.len() * 4 > apart.len() {
        return None;
    }
    let is_apart = |it: &&Dated<'_>| apart.iter().any(|own| own.fact.entry == it.fact.entry);
    let rest: Vec<Dated<'_>> = both.iter().filter(|it| !is_apart(it)).copied().collect();
    Some(counted(journal, stretch, Claim::MoodAndTone { mood_is_higher }, (&apart, &rest)))
}

/// Entries that tell of gratitude, and how many did before.
pub(super) fn gratitude(journal: &Journal, month: &Stretch<'_>, before: &Stretch<'_>) -> Option<Insight> {
    let is_grateful = |fact: &Fact| fact.emotions.contains(&Emotion::Gratitude);
    let (with, without) = split(month, is_grateful);
    let (earlier, _) = split(before, is_grateful);
    let otherwise = Share { hits: count(earlier.len()), of: count(before.dated.len()) };
    is_enough(&with).then(|| Insight {
        otherwise: (otherwise.of > 0).then_some(otherwise),
        ..counted(journal, month, Claim::Gratitude, (&with, &without))
    })
}

/// A number of entries that was reached lately. No pause is counted, and nothing is lost by one.
pub(super) fn milestone(journal: &Journal, dated: &[Dated<'_>], today: Date) -> Option<Insight> {
    let reached = MILESTONES.into_iter().rev().find(|number| *number <= dated.len())?;
    let (first, last) = (dated.first()?, dated[reached - 1]);
    let until = calendar::days_before(last.local.date(), -MILESTONE_DAYS);
    if until < today {
        return None;
    }
    let shown = [0, reached / 2, reached - 1].map(|at| dated[at]);
    let claim = Claim::Milestone(count(reached));
    let stretch = Stretch {
        dated: &dated[..reached],
        period: (first.local.date(), last.local.date()),
        expires_at: calendar::start_of(until, &journal.zone),
    };
    is_enough(&shown).then(|| Insight {
        share: Share { hits: count(reached), of: count(reached) },
        effect: None,
        certainty: Certainty::WellSupported,
        ..counted(journal, &stretch, claim, (&shown, &[]))
    })
}

fn themes(journal: &Journal, kind: Kind) -> impl Iterator<Item = Theme> {
    let all = if journal.may_tell(&Subject::Kind(kind)) { Theme::ALL } else { &[] };
    all.iter().copied().filter(|theme| journal.may_tell(&Subject::Theme(*theme)))
}

fn split<'a>(stretch: &Stretch<'a>, is_such: impl Fn(&Fact) -> bool) -> (Vec<Dated<'a>>, Vec<Dated<'a>>) {
    stretch.dated.iter().copied().partition(|it| is_such(it.fact))
}

/// In how many weeks, counted back from the last day, these entries are.
fn weeks(stretch: &Stretch<'_>, entries: &[Dated<'_>]) -> usize {
    let mut weeks: Vec<u32> =
        entries.iter().map(|it| calendar::days_between(it.local.date(), stretch.period.1) / 7).collect();
    weeks.sort_unstable();
    weeks.dedup();
    weeks.len()
}

fn counted(
    journal: &Journal,
    stretch: &Stretch<'_>,
    claim: Claim,
    (with, without): (&[Dated<'_>], &[Dated<'_>]),
) -> Insight {
    let share = Share { hits: count(with.len()), of: count(with.len() + without.len()) };
    Insight {
        claim,
        share,
        otherwise: None,
        effect: Some(wilson(share)),
        p: None,
        certainty: Certainty::of_count(share.hits),
        entries: count(stretch.dated.len()),
        period: stretch.period,
        expires_at: stretch.expires_at,
        evidence: pick(journal, with.iter().map(|it| it.fact)),
        counter: pick(journal, without.iter().map(|it| it.fact)),
    }
}
