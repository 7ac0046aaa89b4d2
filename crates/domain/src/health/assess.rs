//! The scores of all of a user's relationships together: each is drawn towards the user's own middle, and the more trends
//! are looked at, the clearer each must be.

use std::collections::HashMap;
use std::time::Duration;

use super::tally::{Tally, entry_mean};
use super::{About, CalculationMethod, EntryEvidence, Estimate, Piece, Status, Trend, Week, judge, overall, weeks};
use crate::reading::Factor;
use crate::{PersonId, Timestamp};

/// The middle of the scale, where nothing better is known.
const MIDDLE: f64 = 50.0;
/// The user's own middle is known from so many relationships, with so many pieces of evidence each.
const RELATIONSHIPS: usize = 3;
const PIECES: usize = 5;
/// What scores are compared with: those of so long ago.
const BEFORE: Duration = Duration::from_hours(30 * 24);

const FACTORS: usize = Factor::ALL.len();
/// The middle of each factor.
type Middles = [f64; FACTORS];

/// What can be said about a factor of a relationship.
#[derive(Clone, Copy, Debug)]
pub struct FactorHealth {
    /// The factor.
    pub factor: Factor,
    /// The estimate; `None` without evidence.
    pub estimate: Option<Estimate>,
    /// The estimate a month ago.
    pub before: Option<Estimate>,
    /// Pieces of evidence.
    pub items: usize,
    /// What the weeks show.
    pub trend: Trend,
}

/// What can be said about a relationship.
#[derive(Clone, Debug)]
pub struct Health {
    /// How much evidence there is.
    pub status: Status,
    /// The score over all factors that have evidence.
    pub overall: Option<Estimate>,
    /// The five factors, in their fixed order.
    pub factors: Vec<FactorHealth>,
    /// What the weeks show over all factors.
    pub trend: Trend,
    /// What that trend rests on.
    pub weeks: Vec<Week>,
    /// Who found the evidence.
    pub method: CalculationMethod,
    /// Pieces of evidence.
    pub items: usize,
    /// Entries with evidence.
    pub entries: usize,
    /// When the last of them was written.
    pub last: Option<Timestamp>,
}

/// What can be said about everyone with evidence.
pub type Assessment = HashMap<PersonId, Health>;

/// The evidence about one relationship, summed up.
#[derive(Default)]
struct Sums {
    factors: [Tally; FACTORS],
    before: [Tally; FACTORS],
    /// What each entry says of each factor.
    series: [Vec<(Timestamp, f64)>; FACTORS],
    /// What each entry says over all factors.
    whole: Vec<(Timestamp, f64)>,
    is_harmed: bool,
}

/// The trends of everybody, over all factors and by factor.
struct Trends {
    now: Timestamp,
    whole: HashMap<PersonId, Trend>,
    factors: HashMap<(PersonId, usize), Trend>,
}

/// Assesses all relationships at `now`. Where words tell of harm, no score is made.
#[must_use]
pub fn assess<'a>(entries: impl Iterator<Item = &'a EntryEvidence>, now: Timestamp) -> Assessment {
    let mut all: HashMap<PersonId, Sums> = HashMap::new();
    for entry in entries {
        add(&mut all, entry, now);
    }
    let mut assessment: Assessment =
        all.iter().filter(|(_, sums)| sums.is_harmed).map(|(person, _)| (*person, Health::suppressed())).collect();
    all.retain(|_, sums| !sums.is_harmed);
    let middles = middles(all.values().map(|sums| &sums.factors));
    let middles_before = self::middles(all.values().map(|sums| &sums.before));
    let whole = judge(all.iter().map(|(person, sums)| (*person, sums.whole.as_slice())), now);
    let factors = judge(all.iter().flat_map(|(person, sums)| sums.series_of(*person)), now);
    let trends = Trends { now, whole, factors };
    assessment
        .extend(all.iter().map(|(person, sums)| (*person, sums.health(*person, &middles, &middles_before, &trends))));
    assessment
}

fn add(all: &mut HashMap<PersonId, Sums>, entry: &EntryEvidence, now: Timestamp) {
    let pieces: Vec<&Piece> = entry.undisputed().collect();
    let mut people: Vec<PersonId> = pieces.iter().map(|piece| piece.person).collect();
    people.sort_unstable();
    people.dedup();
    for person in people {
        let own: Vec<&Piece> = pieces.iter().copied().filter(|piece| piece.person == person).collect();
        all.entry(person).or_default().add(entry, &own, now);
    }
}

impl Sums {
    /// Adds the pieces of an entry that speak of this relationship.
    fn add(&mut self, entry: &EntryEvidence, pieces: &[&Piece], now: Timestamp) {
        let (before, at) = (now - BEFORE, entry.written_at);
        self.is_harmed |= pieces.iter().any(|piece| piece.about == About::Harm);
        for (index, factor) in Factor::ALL.iter().enumerate() {
            let of_factor: Vec<&Piece> =
                pieces.iter().copied().filter(|piece| piece.about == About::Factor(*factor)).collect();
            let Some(mean) = entry_mean(of_factor.iter().copied()) else { continue };
            self.series[index].push((at, mean));
            self.factors[index].add(entry, &of_factor, now);
            if at <= before {
                self.before[index].add(entry, &of_factor, before);
            }
        }
        let of_factors = pieces.iter().copied().filter(|piece| piece.about != About::Harm);
        self.whole.extend(entry_mean(of_factors).map(|mean| (at, mean)));
    }

    fn series_of(&self, person: PersonId) -> impl Iterator<Item = ((PersonId, usize), &[(Timestamp, f64)])> {
        self.series.iter().enumerate().map(move |(factor, series)| ((person, factor), series.as_slice()))
    }

    fn health(&self, person: PersonId, middles: &Middles, before: &Middles, trends: &Trends) -> Health {
        let factor = |(index, factor): (usize, &Factor)| FactorHealth {
            factor: *factor,
            estimate: self.factors[index].estimate(middles[index]),
            before: self.before[index].estimate(before[index]),
            items: self.factors[index].items,
            trend: trends.factors.get(&(person, index)).copied().unwrap_or_default(),
        };
        let factors: Vec<FactorHealth> = Factor::ALL.iter().enumerate().map(factor).collect();
        let known: Vec<Estimate> = factors.iter().filter_map(|factor| factor.estimate).collect();
        let overall = overall(&known);
        let all = self.factors.iter().fold(Tally::default(), Tally::with);
        Health {
            status: overall.map_or(Status::NotEnough, |overall| overall.status()),
            overall,
            factors,
            trend: trends.whole.get(&person).copied().unwrap_or_default(),
            weeks: weeks(&self.whole, trends.now),
            method: CalculationMethod::of(all.model_share().unwrap_or_default()),
            items: all.items,
            entries: self.whole.len(),
            last: all.last,
        }
    }
}

impl Health {
    /// What can be said where nothing was written.
    #[must_use]
    pub fn nothing() -> Self {
        let of = |factor: &Factor| FactorHealth {
            factor: *factor,
            estimate: None,
            before: None,
            items: 0,
            trend: Trend::default(),
        };
        Self {
            status: Status::NotEnough,
            overall: None,
            factors: Factor::ALL.iter().map(of).collect(),
            trend: Trend::default(),
            weeks: Vec::new(),
            method: CalculationMethod::FallbackScoring,
            items: 0,
            entries: 0,
            last: None,
        }
    }

    /// What is said where words tell of harm.
    fn suppressed() -> Self {
        Self { status: Status::Suppressed, ..Self::nothing() }
    }
}

/// The user's own middle of each factor.
fn middles<'a>(relationships: impl Iterator<Item = &'a [Tally; FACTORS]>) -> Middles {
    let relationships: Vec<_> = relationships.collect();
    std::array::from_fn(|factor| {
        let known = relationships.iter().map(|tallies| &tallies[factor]).filter(|tally| tally.items >= PIECES);
        let means: Vec<f64> = known.filter_map(Tally::mean).collect();
        if means.len() < RELATIONSHIPS { MIDDLE } else { float_mean(&means) }
    })
}

#[expect(clippy::cast_precision_loss, reason = "a number of people")]
fn float_mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::health::{Certainty, Dispute};
    use crate::{ClientId, EntryId, Method, Vid};

    const BEN: PersonId = PersonId(Uuid::from_u128(1));
    const TEXT: &str = "words";

    fn now() -> Timestamp {
        "2026-11-18T12:00:00Z".parse().unwrap()
    }

    fn piece(person: PersonId, factor: Factor, polarity: f64) -> Piece {
        let about = About::Factor(factor);
        Piece { person, about, polarity, strength: 1.0, start: 0, end: 5, quote: TEXT.into() }
    }

    fn entry(days_ago: u64, method: Method, pieces: Vec<Piece>) -> EntryEvidence {
        EntryEvidence {
            entry: EntryId(Uuid::nil()),
            written_at: now() - Duration::from_hours(24 * days_ago),
            vid: Vid::new(ClientId(Uuid::nil()), 0),
            method,
            pieces,
            disputes: Vec::new(),
        }
    }

    /// One piece of evidence in each of `count` entries of today.
    fn told(count: usize, person: PersonId, factor: Factor, polarity: f64, method: Method) -> Vec<EntryEvidence> {
        (0..count).map(|_| entry(0, method, vec![piece(person, factor, polarity)])).collect()
    }

    fn of_ben(entries: &[EntryEvidence]) -> Health {
        assess(entries.iter(), now()).remove(&BEN).unwrap()
    }

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn five_mentions_by_rules_or_three_by_a_model_are_the_least() {
        let by = |count, method| of_ben(&told(count, BEN, Factor::Communication, 0.8, method)).status;
        assert_eq!(by(4, Method::RuleBasedFallback), Status::NotEnough);
        assert_eq!(by(5, Method::RuleBasedFallback), Status::Early);
        assert_eq!(by(2, Method::AiPowered), Status::NotEnough);
        assert_eq!(by(3, Method::AiPowered), Status::Early);
        assert_eq!(by(8, Method::AiPowered), Status::Established);
    }

    #[test]
    fn one_long_rant_is_not_ten_observations() {
        let rant = entry(0, Method::AiPowered, vec![piece(BEN, Factor::Communication, -1.0); 10]);
        let health = of_ben(&[rant]);
        assert!(near(health.overall.unwrap().effective, 1.0), "{health:?}");
        assert_eq!((health.status, health.items, health.entries), (Status::NotEnough, 10, 1));
    }

    #[test]
    fn evidence_weighs_half_after_45_days() {
        let (fresh, old) = (entry(0, Method::AiPowered, vec![piece(BEN, Factor::Communication, 1.0)]), {
            entry(45, Method::AiPowered, vec![piece(BEN, Factor::Communication, -1.0)])
        });
        let estimate = of_ben(&[fresh, old]).factors[0].estimate.unwrap();
        let (weight, observed) = (0.7 + 0.35, 100.0 * 0.7 / (0.7 + 0.35));
        let effective = f64::min(weight * weight / (0.7 * 0.7 + 0.35 * 0.35), weight);
        assert_eq!(estimate, Estimate::shrunk(observed, effective, 50.0));
    }

    #[test]
    fn a_factor_without_evidence_is_never_filled_in() {
        let health = of_ben(&told(9, BEN, Factor::SharedGrowth, 0.5, Method::AiPowered));
        let known: Vec<_> = health.factors.iter().filter(|factor| factor.estimate.is_some()).collect();
        assert_eq!(known.len(), 1);
        assert_eq!(known[0].factor, Factor::SharedGrowth);
        assert!(near(health.overall.unwrap().mean, known[0].estimate.unwrap().mean));
    }

    #[test]
    fn three_known_relationships_move_the_middle() {
        let person = |number| PersonId(Uuid::from_u128(number));
        let told_of = |others: std::ops::Range<u128>| {
            let mut all = told(1, BEN, Factor::Communication, 0.0, Method::AiPowered);
            all.extend(others.flat_map(|it| told(5, person(it), Factor::Communication, 0.8, Method::AiPowered)));
            of_ben(&all).factors[0].estimate.unwrap().mean
        };
        assert!(near(told_of(2..4), 50.0), "two are not enough");
        assert!(told_of(2..5) > 70.0, "drawn towards 90");
    }

    #[test]
    fn what_is_disputed_has_no_effect() {
        let mut entries = told(6, BEN, Factor::Communication, 0.8, Method::AiPowered);
        let without = of_ben(&entries);
        let wrong = piece(BEN, Factor::Communication, -1.0);
        let mut disputed = entry(0, Method::AiPowered, vec![wrong.clone()]);
        entries.push(disputed.clone());
        assert!(of_ben(&entries).overall.unwrap().mean < without.overall.unwrap().mean);
        disputed.disputes.push(Dispute::of(&wrong, TEXT, Uuid::nil(), now()));
        entries.pop();
        entries.push(disputed);
        let after = of_ben(&entries);
        assert_eq!((after.overall, after.items, after.entries), (without.overall, without.items, without.entries));
    }

    #[test]
    fn harm_leaves_no_score_until_it_is_disputed() {
        let harm = Piece { about: About::Harm, ..piece(BEN, Factor::Communication, -1.0) };
        let mut entries = told(9, BEN, Factor::Communication, 0.8, Method::AiPowered);
        entries.push(entry(900, Method::RuleBasedFallback, vec![harm.clone()]));
        let health = of_ben(&entries);
        assert_eq!((health.status, health.overall, &health.weeks), (Status::Suppressed, None, &vec![]));
        assert!(health.factors.iter().all(|factor| factor.estimate.is_none()));
        entries.last_mut().unwrap().disputes.push(Dispute::of(&harm, TEXT, Uuid::nil(), now()));
        assert_eq!(of_ben(&entries).status, Status::Established);
    }

    #[test]
    fn a_clear_rise_over_weeks_is_a_trend() {
        let rise = |days_ago: u64| {
            let polarity = 0.9 - f64::from(u32::try_from(days_ago / 7).unwrap()) * 0.15;
            entry(days_ago, Method::AiPowered, vec![piece(BEN, Factor::Communication, polarity)])
        };
        let entries: Vec<_> = (0..90).step_by(2).map(rise).collect();
        let health = of_ben(&entries);
        assert_eq!(health.trend.certainty, Certainty::Supported);
        assert!(health.trend.change.unwrap() > 50.0, "{:?}", health.trend);
        assert_eq!(health.factors[0].trend, health.trend);
        assert_eq!((health.weeks.len(), health.weeks[0].began), (health.trend.weeks, health.trend.since.unwrap()));
        assert!(health.weeks.is_sorted_by(|one, next| one.began < next.began && one.mean < next.mean));
        assert!(health.factors[0].before.unwrap().mean < health.factors[0].estimate.unwrap().mean);
    }
}
