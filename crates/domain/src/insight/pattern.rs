//! Patterns: what low and high days have in common. Days are counted, not entries: three entries of one bad evening are
//! one observation. Everything that is looked at is judged together (Holm), so that the more there is to look at, the
//! less often chance is taken for a pattern.

use std::collections::{HashMap, HashSet};

use jiff::civil::{Date, Weekday};

use super::fact::{Dated, scale};
use super::look::{Stretch, count, pick};
use super::{
    Certainty, Claim, Feature, Insight, Journal, Kind, Measure, Outcome, PartOfDay, Share, Subject, difference, fisher,
};
use crate::health::adjust;
use crate::reading::Theme;

/// Days with and without, below which nothing is looked at.
const FEWEST_WITH: u32 = 5;
const FEWEST_WITHOUT: u32 = 8;
/// People and tags that are looked at, the most frequent ones.
const MOST_NAMED: usize = 8;
/// The probability of chance up to which a pattern is told: of any at all, where there is none.
const SIGNIFICANT: f64 = 0.05;
/// Up to this one it is well supported.
const STRONG: f64 = 0.005;
/// Less of a difference is not worth a sentence.
const NOTABLE: f64 = 0.2;
/// Patterns that are told at once.
const MOST_TOLD: usize = 4;
/// What the rules take these themes and a tone from are the same words.
const SAME_WORDS: [Theme; 3] = [Theme::Conflict, Theme::Affection, Theme::Trust];
const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// A day, or the part of its entries that has what is looked at, or has it not.
struct Unit {
    date: Date,
    exposed: bool,
    is_hit: bool,
    is_opposite: bool,
}

/// A claim that was looked at.
struct Looked {
    claim: Claim,
    one: Share,
    other: Share,
    p: f64,
    units: Vec<Unit>,
}

/// The patterns that are neither chance nor too small, the surest first.
pub(super) fn patterns(journal: &Journal, stretch: &Stretch<'_>) -> Vec<Insight> {
    let claims = triggers(journal, stretch.dated).into_iter().chain(rhythms(journal));
    let looked: Vec<Looked> = claims.filter_map(|claim| look(claim, stretch.dated)).collect();
    let adjusted = adjust(&looked.iter().map(|it| it.p).collect::<Vec<_>>());
    let mut passed: Vec<(Looked, f64)> = looked.into_iter().zip(adjusted).filter(|(it, p)| passes(it, *p)).collect();
    passed.sort_by(|(a, p), (b, q)| p.total_cmp(q).then(b.one.hits.cmp(&a.one.hits)));
    let mut told = HashSet::new();
    // Mood and tone of the same days are one thing to tell.
    passed.retain(|(it, _)| told.insert((subject(&it.claim), outcome(&it.claim).is_high)));
    passed.truncate(MOST_TOLD);
    passed.into_iter().map(|(it, p)| insight(journal, stretch, &it, p)).collect()
}

/// What a claim is about, whatever it is measured by.
fn subject(claim: &Claim) -> String {
    match claim {
        Claim::Trigger(Feature::Tag(tag), _) => format!("tag {}", tag.to_lowercase()),
        Claim::Trigger(feature, _) => format!("{feature:?}"),
        Claim::Weekday(day, _) => format!("{day:?}"),
        Claim::TimeOfDay(part, _) => format!("{part:?}"),
        _ => String::new(),
    }
}

fn triggers(journal: &Journal, dated: &[Dated<'_>]) -> Vec<Claim> {
    if !journal.may_tell(&Subject::Kind(Kind::Trigger)) {
        return Vec::new();
    }
    let themes = Theme::ALL.iter().map(|theme| Feature::Theme(*theme));
    let people = most(dated.iter().flat_map(|it| it.fact.people.iter().map(|id| (*id, Feature::Person(*id)))));
    let tags = dated.iter().flat_map(|it| it.fact.tags.iter());
    let tags = most(tags.map(|tag| (tag.trim().to_lowercase(), Feature::Tag(tag.clone()))));
    let features = themes.chain(people).chain(tags).filter(|feature| journal.may_tell(&feature.subject()));
    let with_outcomes = features.flat_map(|feature| Outcome::ALL.map(|outcome| (feature.clone(), outcome)));
    with_outcomes
        .filter(|(feature, outcome)| !is_circular(feature, *outcome))
        .map(|(f, o)| Claim::Trigger(f, o))
        .collect()
}

/// Whether both are read off the same words.
fn is_circular(feature: &Feature, outcome: Outcome) -> bool {
    outcome.measure == Measure::Tone && matches!(feature, Feature::Theme(theme) if SAME_WORDS.contains(theme))
}

/// The most frequent ones; of equals those whose key comes first.
fn most<K: Ord + std::hash::Hash + Clone>(all: impl Iterator<Item = (K, Feature)>) -> Vec<Feature> {
    let mut counts: HashMap<K, (usize, Feature)> = HashMap::new();
    for (key, feature) in all {
        let known = counts.entry(key).or_insert((0, feature.clone()));
        *known = (known.0 + 1, feature);
    }
    let mut counts: Vec<(K, (usize, Feature))> = counts.into_iter().collect();
    counts.sort_by(|(a, (m, _)), (b, (n, _))| n.cmp(m).then_with(|| a.cmp(b)));
    counts.into_iter().take(MOST_NAMED).map(|(_, (_, feature))| feature).collect()
}

fn rhythms(journal: &Journal) -> Vec<Claim> {
    if !journal.may_tell(&Subject::Kind(Kind::Rhythm)) {
        return Vec::new();
    }
    let of = |outcome: Outcome| {
        let days = WEEKDAYS.iter().map(move |day| Claim::Weekday(*day, outcome));
        days.chain(PartOfDay::ALL.iter().map(move |part| Claim::TimeOfDay(*part, outcome)))
    };
    Outcome::ALL.into_iter().flat_map(of).collect()
}

fn look(claim: Claim, dated: &[Dated<'_>]) -> Option<Looked> {
    let units = units(&claim, dated);
    let shares = |exposed: bool| {
        let such = units.iter().filter(|unit| unit.exposed == exposed);
        such.fold(Share { hits: 0, of: 0 }, |sum, unit| Share {
            hits: sum.hits + u32::from(unit.is_hit),
            of: sum.of + 1,
        })
    };
    let (one, other) = (shares(true), shares(false));
    let is_enough = one.of >= FEWEST_WITH && other.of >= FEWEST_WITHOUT;
    is_enough.then(|| Looked { p: fisher(one, other).powf(independence(&units)), claim, one, other, units })
}

fn units(claim: &Claim, dated: &[Dated<'_>]) -> Vec<Unit> {
    let (outcome, has) = (outcome(claim), has(claim));
    let mut units = Vec::with_capacity(dated.len());
    for day in dated.chunk_by(|a, b| a.local.date() == b.local.date()) {
        let mut sums = [(0.0, 0_u32); 2];
        for it in day {
            let Some(value) = value(it, outcome.measure) else { continue };
            let (sum, entries) = &mut sums[usize::from(has(it))];
            *sum += value;
            *entries += 1;
        }
        let parts = [(false, sums[0]), (true, sums[1])].into_iter().filter(|(_, (_, entries))| *entries > 0);
        for (exposed, (sum, entries)) in parts {
            let (mean, bar) = (sum / f64::from(entries), bar(outcome.measure));
            let (is_high, is_low) = (mean > bar, mean < -bar);
            let (is_hit, is_opposite) = if outcome.is_high { (is_high, is_low) } else { (is_low, is_high) };
            units.push(Unit { date: day[0].local.date(), exposed, is_hit, is_opposite });
        }
    }
    units
}

/// The part of the days that are worth an observation of their own (Bartlett 1935). Where a mood lasts for days and what is
/// looked at does, too, they meet by chance more often than single days would: then this is below 1. The logarithm of a
/// small probability is about proportional to the number of observations.
fn independence(units: &[Unit]) -> f64 {
    let alike = |of: fn(&Unit) -> bool| {
        let such = units.iter().filter(|unit| of(unit)).count();
        let mean = Share { hits: count(such), of: count(units.len()) }.value();
        let off = |unit: &Unit| f64::from(u8::from(of(unit))) - mean;
        let spread: f64 = units.iter().map(|unit| off(unit).powi(2)).sum();
        // The two parts of one day are not one after the other.
        let pairs = units.windows(2).filter(|pair| pair[0].date != pair[1].date);
        let together: f64 = pairs.map(|pair| off(&pair[0]) * off(&pair[1])).sum();
        if spread > 0.0 { together / spread } else { 0.0 }
    };
    let common = (alike(|unit| unit.exposed) * alike(|unit| unit.is_hit)).clamp(0.0, 0.9);
    (1.0 - common) / (1.0 + common)
}

fn outcome(claim: &Claim) -> Outcome {
    match claim {
        Claim::Trigger(_, outcome) | Claim::Weekday(_, outcome) | Claim::TimeOfDay(_, outcome) => *outcome,
        _ => Outcome::ALL[0],
    }
}

/// Whether an entry has what a claim is about.
fn has(claim: &Claim) -> Box<dyn Fn(&Dated<'_>) -> bool> {
    match claim {
        Claim::Trigger(Feature::Theme(theme), _) => Box::new({
            let theme = *theme;
            move |it| it.fact.themes.contains(&theme)
        }),
        Claim::Trigger(Feature::Person(person), _) => Box::new({
            let person = *person;
            move |it| it.fact.people.contains(&person)
        }),
        Claim::Trigger(Feature::Tag(tag), _) => Box::new({
            let wanted = Subject::tag(tag);
            move |it| it.fact.tags.iter().any(|own| Subject::tag(own) == wanted)
        }),
        Claim::Weekday(day, _) => Box::new({
            let day = *day;
            move |it| it.local.weekday() == day
        }),
        Claim::TimeOfDay(part, _) => Box::new({
            let part = *part;
            move |it| PartOfDay::of(it.local.hour()) == part
        }),
        _ => Box::new(|_| false),
    }
}

fn value(it: &Dated<'_>, measure: Measure) -> Option<f64> {
    match measure {
        Measure::Mood => it.fact.mood.map(scale),
        Measure::Tone => it.fact.tone,
    }
}

/// How far from the middle a day is high or low: a mood below 2.5, say.
const fn bar(measure: Measure) -> f64 {
    match measure {
        Measure::Mood => 0.25,
        Measure::Tone => 0.2,
    }
}

fn passes(looked: &Looked, p: f64) -> bool {
    p < SIGNIFICANT && difference(looked.one, looked.other).size >= NOTABLE && holds_in_both_halves(looked)
}

/// A stretch of bad weeks in which something else happened, too, makes a pattern out of one coincidence: it is to show in
/// the earlier half of the days as well as in the later one.
fn holds_in_both_halves(looked: &Looked) -> bool {
    let exposed: Vec<&Unit> = looked.units.iter().filter(|unit| unit.exposed).collect();
    let middle = exposed[exposed.len() / 2].date;
    [true, false].into_iter().all(|early| {
        let rate = |exposed: bool| {
            let half = looked.units.iter().filter(|unit| unit.exposed == exposed && (unit.date < middle) == early);
            let (hits, of) = half.fold((0, 0), |(hits, of), unit| (hits + u32::from(unit.is_hit), of + 1));
            Share { hits, of }
        };
        rate(true).value() > rate(false).value()
    })
}

fn insight(journal: &Journal, stretch: &Stretch<'_>, looked: &Looked, p: f64) -> Insight {
    let (outcome, has) = (outcome(&looked.claim), has(&looked.claim));
    let measured = || stretch.dated.iter().filter(|it| value(it, outcome.measure).is_some());
    let of = |which: fn(&Unit) -> bool| {
        let days: HashSet<Date> =
            looked.units.iter().filter(|unit| unit.exposed && which(unit)).map(|unit| unit.date).collect();
        pick(journal, measured().filter(|it| days.contains(&it.local.date()) && has(it)).map(|it| it.fact))
    };
    let (mut counter, rest) = (of(|unit| unit.is_opposite), of(|unit| !unit.is_hit && !unit.is_opposite));
    counter.extend(rest);
    Insight {
        claim: looked.claim.clone(),
        share: looked.one,
        otherwise: Some(looked.other),
        effect: Some(difference(looked.one, looked.other)),
        p: Some(p),
        certainty: if p < STRONG { Certainty::WellSupported } else { Certainty::FairlySure },
        entries: count(measured().count()),
        period: stretch.period,
        expires_at: stretch.expires_at,
        evidence: of(|unit| unit.is_hit),
        counter,
    }
}
