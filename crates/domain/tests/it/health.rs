//! Simulated diaries with fixed seeds: how often the interval holds what it should, how often a trend is seen where there
//! is none, and how often one that is there. Run with `--nocapture` to see the figures.

use std::time::Duration;

use hearken_domain::health::{
    About, Certainty, Direction, EntryEvidence, Estimate, Health, MIN_WEEKS, Piece, Trend, adjust, assess, drift,
    overall, weekly_means,
};
use hearken_domain::reading::Factor;
use hearken_domain::{ClientId, EntryId, Method, PersonId, Timestamp, Vid};
use uuid::Uuid;

use crate::dice::Dice;

const NOW_MS: i64 = 1_795_003_200_000;

fn share(count: u32, of: u32) -> f64 {
    f64::from(count) / f64::from(of)
}

fn entry(days_ago: u64, pieces: Vec<Piece>) -> EntryEvidence {
    EntryEvidence {
        entry: EntryId(Uuid::nil()),
        written_at: Timestamp::from_millis(NOW_MS) - Duration::from_hours(24 * days_ago),
        vid: Vid::new(ClientId(Uuid::nil()), 0),
        method: Method::AiPowered,
        pieces,
        disputes: Vec::new(),
    }
}

fn piece(factor: Factor, value: f64, strength: f64) -> Piece {
    let polarity = (value / 50.0 - 1.0).clamp(-1.0, 1.0);
    let about = About::Factor(factor);
    Piece { person: PersonId(Uuid::nil()), about, polarity, strength, start: 0, end: 1, quote: "a".into() }
}

fn health(entries: &[EntryEvidence]) -> Health {
    assess(entries.iter(), Timestamp::from_millis(NOW_MS)).remove(&PersonId(Uuid::nil())).unwrap()
}

fn holds(estimate: &Estimate, truth: f64) -> bool {
    let interval = estimate.interval();
    (interval.low..=interval.high).contains(&truth)
}

/// The table of the design: so many observations of weight 1, the true spread a little smaller than assumed.
#[test]
fn the_interval_holds_the_truth_four_times_in_five() {
    const USERS: u32 = 20_000;
    for n in [1, 3, 5, 8, 12, 20] {
        let mut dice = Dice(n);
        let (mut held, mut squares) = (0, 0.0);
        for _ in 0..USERS {
            let truth = dice.normal(50.0, 18.0);
            let count = f64::from(u32::try_from(n).unwrap());
            let observed = (0..n).map(|_| dice.normal(truth, 25.0)).sum::<f64>() / count;
            let estimate = Estimate::shrunk(observed, count, 50.0);
            held += u32::from(holds(&estimate, truth));
            squares += (estimate.mean - truth).powi(2);
        }
        let coverage = share(held, USERS);
        println!("n {n:>2}: RMSE {:>5.1}, coverage {coverage:.3}", (squares / f64::from(USERS)).sqrt());
        assert!((0.75..=0.85).contains(&coverage), "{n}: {coverage}");
    }
}

/// Whole diaries through the whole score: entries of the last 60 days, up to four pieces each, that speak well or badly with
/// any strength; those of one entry share its mood. The factors of a relationship have something in common, or not.
#[test]
fn the_interval_holds_in_whole_diaries() {
    let mut overall = Vec::new();
    for common in [0.0, 0.3, 0.6] {
        for entries in [8, 20, 60] {
            let (factors, all) = coverage_of_diaries(common, entries);
            println!("common {common}, {entries:>2} entries: coverage {factors:.3} of factors, {all:.3} overall");
            assert!((0.75..=0.85).contains(&factors), "{common}, {entries}: {factors}");
            // How much factors have in common is not known of anybody: a little is reckoned with.
            assert!((0.70..=0.91).contains(&all), "{common}, {entries}: {all}");
            overall.push(all);
        }
    }
    let mean = overall.iter().sum::<f64>() / 9.0;
    println!("overall, of all these diaries: {mean:.3}");
    assert!((0.75..=0.85).contains(&mean), "{mean}");
}

/// How often the intervals of factors hold, and that of the overall score.
fn coverage_of_diaries(common: f64, entries: u64) -> (f64, f64) {
    const DIARIES: u32 = 3_000;
    let mut dice = Dice(entries);
    let (mut held, mut known, mut held_overall) = (0, 0, 0);
    for _ in 0..DIARIES {
        let truths = truths(&mut dice, common);
        let health = health(&diary(&mut dice, entries, &truths));
        let pairs = health.factors.iter().zip(truths).filter_map(|(it, truth)| Some((it.estimate?, truth)));
        let (estimates, true_ones): (Vec<Estimate>, Vec<Estimate>) =
            pairs.map(|(estimate, truth)| (estimate, Estimate { mean: truth, ..estimate })).unzip();
        known += u32::try_from(estimates.len()).unwrap();
        held += u32::try_from(estimates.iter().zip(&true_ones).filter(|(it, truth)| holds(it, truth.mean)).count())
            .unwrap();
        held_overall += u32::from(holds(&health.overall.unwrap(), overall(&true_ones).unwrap().mean));
    }
    (share(held, known), share(held_overall, DIARIES))
}

fn truths(dice: &mut Dice, common: f64) -> [f64; 5] {
    let shared = dice.normal(0.0, 18.0);
    let own = |value: f64| 50.0 + shared * f64::sqrt(common) + value * f64::sqrt(1.0 - common);
    std::array::from_fn(|_| own(dice.normal(0.0, 18.0)).clamp(0.0, 100.0))
}

fn diary(dice: &mut Dice, entries: u64, truths: &[f64; 5]) -> Vec<EntryEvidence> {
    let written = (0..entries).map(|_| {
        let mood = dice.normal(0.0, 15.0);
        let pieces = (0..=dice.below(4)).map(|_| {
            let at = usize::try_from(dice.below(5)).unwrap();
            let (strength, far) = (0.4 + 0.6 * dice.unit(), 30.0 + 20.0 * dice.unit());
            let speaks_well = dice.unit() < 0.5 + (truths[at] + mood - 50.0) / 80.0;
            let value = if speaks_well { 50.0 + far } else { 50.0 - far };
            piece(Factor::ALL[at], value, strength)
        });
        let pieces = pieces.collect();
        entry(dice.below(60), pieces)
    });
    written.collect()
}

/// Entries about four times a week over some days, on each of which is something of the day before (AR(1) with `phi`), on a
/// level that changes by `slope` per week.
fn series(dice: &mut Dice, days: u64, phi: f64, slope: f64) -> Vec<(Timestamp, f64)> {
    let mut mood = dice.normal(0.0, 18.0);
    let mut values = Vec::new();
    for day in 0..days {
        mood = phi * mood + dice.normal(0.0, 18.0 * (1.0 - phi * phi).sqrt());
        if dice.unit() < 4.0 / 7.0 {
            let at = Timestamp::from_millis(NOW_MS) - Duration::from_hours(24 * (days - day));
            values.push((at, 50.0 + mood + slope * f64::from(u32::try_from(day).unwrap()) / 7.0));
        }
    }
    values
}

/// How often a direction is supported, of diaries that say enough.
fn found(seed: u64, days: u64, phi: f64, slope: f64) -> f64 {
    const DIARIES: u32 = 10_000;
    let mut dice = Dice(seed);
    let (mut trends, mut judged) = (0, 0);
    for _ in 0..DIARIES {
        let weeks = weekly_means(series(&mut dice, days, phi, slope).into_iter(), Timestamp::from_millis(NOW_MS));
        let Some(drift) = drift(&weeks) else { continue };
        assert!(weeks.len() >= MIN_WEEKS);
        judged += 1;
        trends += u32::from(Trend::judge(Some(&drift), drift.p, weeks.len()).direction != Direction::Stable);
    }
    assert!(judged > DIARIES / 2, "only {judged} say enough");
    share(trends, judged)
}

#[test]
fn a_trend_is_seldom_seen_where_there_is_none() {
    for days in [56, 91] {
        let rates = [0.0, 0.2, 0.4, 0.6].map(|phi| found(days, days, phi, 0.0));
        println!("false trends in {days} days, phi 0 to 0.6: {rates:.3?}");
        assert!(rates.iter().all(|rate| *rate <= 0.07), "{days}: {rates:?}");
    }
}

#[test]
fn the_power_is_known() {
    for (days, slope) in [(91, 2.0), (56, 4.0), (91, 4.0)] {
        let rates = [0.0, 0.4, 0.6].map(|phi| found(days, days, phi, slope));
        println!("power in {days} days at {slope} a week, phi 0, 0.4, 0.6: {rates:.3?}");
        assert!(rates.iter().all(|rate| *rate > 0.2), "{days}: {rates:?}");
    }
}

/// Several relationships with several factors each, all stable: one false trend anywhere is one.
#[test]
fn nor_among_many_that_are_looked_at_together() {
    const USERS: u32 = 1_500;
    for (together, phi) in [(15, 0.0), (15, 0.6)] {
        let mut dice = Dice(together);
        let mut wrong = 0;
        for _ in 0..USERS {
            let drifts: Vec<_> = (0..together)
                .filter_map(|_| {
                    drift(&weekly_means(series(&mut dice, 91, phi, 0.0).into_iter(), Timestamp::from_millis(NOW_MS)))
                })
                .collect();
            let adjusted = adjust(&drifts.iter().map(|drift| drift.p).collect::<Vec<_>>());
            let judged = drifts.iter().zip(adjusted).map(|(drift, p)| Trend::judge(Some(drift), p, 13));
            let is_wrong =
                |trend: Trend| trend.direction != Direction::Stable && trend.certainty == Certainty::Supported;
            wrong += u32::from(judged.into_iter().any(is_wrong));
        }
        let rate = share(wrong, USERS);
        println!("any false trend of {together} together, phi {phi}: {rate:.3}");
        assert!(rate <= 0.07, "{rate}");
    }
}
