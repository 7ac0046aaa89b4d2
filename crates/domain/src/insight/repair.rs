//! How long it took from hard words about somebody to good ones.

use std::collections::BTreeSet;

use super::fact::Dated;
use super::look::{FEWEST, Stretch, count, pick};
use super::{Certainty, Claim, Effect, Insight, Journal, Kind, Share, Subject, calendar};
use crate::PersonId;
use crate::reading::Factor;

/// Days after which good words are no longer counted as what followed.
const WITHIN: u32 = 30;

/// From the first hard entry to the next good one.
struct Episode<'a> {
    hard: Dated<'a>,
    good: Option<Dated<'a>>,
    days: u32,
}

/// The relationship with the most of such times.
pub(super) fn repairs(journal: &Journal, stretch: &Stretch<'_>) -> Option<Insight> {
    if !journal.may_tell(&Subject::Kind(Kind::Repair)) {
        return None;
    }
    let people: BTreeSet<PersonId> =
        stretch.dated.iter().flat_map(|it| it.fact.said.iter().map(|(person, _, _)| *person)).collect();
    let told = people.into_iter().filter(|person| journal.may_tell(&Subject::Person(*person)));
    told.filter_map(|person| of_person(journal, stretch, person)).max_by_key(|insight| insight.share.hits)
}

fn of_person(journal: &Journal, stretch: &Stretch<'_>, person: PersonId) -> Option<Insight> {
    let episodes = episodes(stretch, person);
    let (mended, open): (Vec<&Episode<'_>>, Vec<&Episode<'_>>) =
        episodes.iter().partition(|it| it.good.is_some() && it.days <= WITHIN);
    if mended.len() < FEWEST {
        return None;
    }
    let mut days: Vec<u32> = mended.iter().map(|it| it.days).collect();
    days.sort_unstable();
    let (low, high) = (days[0], days[days.len() - 1]);
    let median = days[(days.len() - 1) / 2];
    let both = mended.iter().flat_map(|it| it.good.iter().chain([&it.hard])).map(|it| it.fact);
    Some(Insight {
        claim: Claim::Repair { person, days: median },
        share: Share { hits: count(mended.len()), of: count(episodes.len()) },
        otherwise: None,
        effect: Some(Effect { size: f64::from(median), low: f64::from(low), high: f64::from(high) }),
        p: None,
        certainty: Certainty::of_count(count(mended.len())),
        entries: count(stretch.dated.iter().filter(|it| it.fact.people.contains(&person)).count()),
        period: stretch.period,
        expires_at: stretch.expires_at,
        evidence: pick(journal, both),
        counter: pick(journal, open.iter().map(|it| it.hard.fact)),
    })
}

fn episodes<'a>(stretch: &Stretch<'a>, person: PersonId) -> Vec<Episode<'a>> {
    let mut episodes = Vec::new();
    let mut hard: Option<Dated<'a>> = None;
    for it in stretch.dated {
        if is_hard(it, person) {
            hard.get_or_insert(*it);
        } else if is_good(it, person)
            && let Some(hard) = hard.take()
        {
            let days = calendar::days_between(hard.local.date(), it.local.date());
            episodes.push(Episode { hard, good: Some(*it), days });
        }
    }
    episodes.extend(hard.map(|hard| Episode { hard, good: None, days: 0 }));
    episodes
}

/// Hard words about how the two talk or fight.
fn is_hard(it: &Dated<'_>, person: PersonId) -> bool {
    let about = |factor: Factor| matches!(factor, Factor::Communication | Factor::ConflictResolution);
    it.fact.said.iter().any(|(whom, factor, way)| *whom == person && about(*factor) && *way < 0.0)
}

/// Good words about them, and no hard ones; or a good day with them in it.
fn is_good(it: &Dated<'_>, person: PersonId) -> bool {
    let mut own = it.fact.said.iter().filter(|(whom, _, _)| *whom == person).map(|(_, _, way)| *way).peekable();
    if own.peek().is_some() { own.all(|way| way > 0.0) } else { it.fact.people.contains(&person) && it.fact.is_good() }
}
