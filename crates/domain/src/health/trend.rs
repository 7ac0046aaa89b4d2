//! Whether the weeks show a trend: tie-corrected Mann-Kendall on weekly means, with the Theil-Sen slope.

use std::collections::HashMap;
use std::hash::Hash;

use super::normal::two_sided;
use crate::Timestamp;

/// Weeks that are looked at, up to the last whole one.
const WEEKS: i64 = 13;
/// Weeks without which nothing can be said.
pub const MIN_WEEKS: usize = 6;
/// Entries without which a week does not count.
const MIN_ENTRIES: usize = 2;
/// Points per week below which a change is none.
const NOTABLE: f64 = 1.0;
const SIGNIFICANT: f64 = 0.05;
/// Half the width of an interval that holds 80 % of a normal distribution.
const EIGHTY: f64 = 1.281_551_6;

const WEEK_MS: i64 = 7 * 86_400_000;
/// The epoch was a Thursday; weeks begin on Monday, in UTC.
const FIRST_MONDAY_MS: i64 = 4 * 86_400_000;

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Up.
    Improving,
    /// Neither, as far as is known.
    Stable,
    /// Down.
    Declining,
}

/// How far the direction is known: to be read first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The weeks bear it out.
    Supported,
    /// The weeks show nothing clear.
    Unclear,
    /// There are too few weeks.
    NotEnough,
}

/// A week that counts for a trend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// When it began.
    pub began: Timestamp,
    /// The mean of its entries.
    pub mean: f64,
}

/// What the weeks show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// Which way; stable where nothing else is supported.
    pub direction: Direction,
    /// How far that is known.
    pub certainty: Certainty,
    /// By how much from the first week to the last, where a direction is supported.
    pub change: Option<f64>,
    /// When the first week began.
    pub since: Option<Timestamp>,
    /// How many weeks count.
    pub weeks: usize,
}

/// A change over weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drift {
    /// The probability of such an order of weeks if nothing changes.
    pub p: f64,
    /// Points per week.
    pub slope: f64,
    /// Where that lies with a probability of 80 %.
    pub interval: (f64, f64),
    /// The first and the last week.
    span: (i64, i64),
}

/// The means of the whole weeks before `now` that have enough entries, with the week's number; of the last 13 weeks. So
/// what they show changes once a week, however often somebody looks.
#[must_use]
pub fn weekly_means(values: impl Iterator<Item = (Timestamp, f64)>, now: Timestamp) -> Vec<(i64, f64)> {
    let this = week(now);
    let mut weeks = vec![(0.0, 0); usize::try_from(WEEKS).unwrap_or_default()];
    for (at, value) in values {
        let ago = this - week(at) - 1;
        if let Some((sum, count)) = usize::try_from(ago).ok().and_then(|ago| weeks.get_mut(ago)) {
            *sum += value;
            *count += 1;
        }
    }
    let numbered = (1..).zip(weeks).map(|(ago, week)| (this - ago, week));
    let mean = |(week, (sum, count)): (i64, (f64, usize))| (count >= MIN_ENTRIES).then(|| (week, sum / float(count)));
    let mut means: Vec<_> = numbered.filter_map(mean).collect();
    means.reverse();
    means
}

/// The weeks that a trend rests on, the oldest first; none, where they are too few for one.
pub(super) fn weeks(values: &[(Timestamp, f64)], now: Timestamp) -> Vec<Week> {
    let mut means = weekly_means(values.iter().copied(), now);
    if means.len() < MIN_WEEKS {
        means.clear();
    }
    means.into_iter().map(|(week, mean)| Week { began: began(week), mean }).collect()
}

/// How weekly means change; `None` where there are too few.
#[must_use]
pub fn drift(weeks: &[(i64, f64)]) -> Option<Drift> {
    if weeks.len() < MIN_WEEKS {
        return None;
    }
    let mut slopes = Vec::with_capacity(weeks.len() * (weeks.len() - 1) / 2);
    let mut order = 0.0;
    for (at, (week, mean)) in weeks.iter().enumerate() {
        for (later, next) in &weeks[at + 1..] {
            order += sign(next - mean);
            #[expect(clippy::cast_precision_loss, reason = "13 at most")]
            slopes.push((next - mean) / (later - week) as f64);
        }
    }
    slopes.sort_by(f64::total_cmp);
    let deviation = variance(weeks).max(0.0).sqrt();
    // One off towards none: the order is a whole number, the distribution is not.
    let z = if deviation > 0.0 && order != 0.0 { (order - sign(order)) / deviation } else { 0.0 };
    let span = (weeks.first()?.0, weeks.last()?.0);
    Some(Drift { p: two_sided(z), slope: median(&slopes)?, interval: slope_interval(&slopes, deviation), span })
}

/// The variance of the order of weeks if nothing changes, less what ties take from it.
fn variance(weeks: &[(i64, f64)]) -> f64 {
    let mut means: Vec<f64> = weeks.iter().map(|(_, mean)| *mean).collect();
    means.sort_by(f64::total_cmp);
    let spread = |n: f64| n * (n - 1.0) * (2.0 * n + 5.0);
    let ties: f64 = means.chunk_by(|a, b| sign(b - a) == 0.0).map(|tied| spread(float(tied.len()))).sum();
    (spread(float(means.len())) - ties) / 18.0
}

/// The interval of the slope by the ranks that the order's variance leaves open (Sen 1968).
fn slope_interval(sorted: &[f64], deviation: f64) -> (f64, f64) {
    let (count, half) = (float(sorted.len()), EIGHTY * deviation);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank, and never below 0")]
    let rank = |place: f64| (place.round().max(0.0) as usize).min(sorted.len() - 1);
    (sorted[rank((count - half) / 2.0 - 1.0)], sorted[rank(f64::midpoint(count, half))])
}

/// Probabilities made fit for being looked at together (Holm): the more are looked at, the rarer each must be.
#[must_use]
pub fn adjust(probabilities: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]));
    let mut adjusted = vec![1.0; probabilities.len()];
    let mut least: f64 = 0.0;
    for (rank, at) in order.into_iter().enumerate() {
        least = least.max(probabilities[at] * float(probabilities.len() - rank)).min(1.0);
        adjusted[at] = least;
    }
    adjusted
}

/// Judges the trends of some series of values together.
pub(super) fn judge<'a, K: Copy + Eq + Hash>(
    series: impl Iterator<Item = (K, &'a [(Timestamp, f64)])>,
    now: Timestamp,
) -> HashMap<K, Trend> {
    let weeks: Vec<(K, Vec<(i64, f64)>)> =
        series.map(|(key, values)| (key, weekly_means(values.iter().copied(), now))).collect();
    let drifts: Vec<_> = weeks.iter().map(|(_, weeks)| drift(weeks)).collect();
    let tested: Vec<f64> = drifts.iter().flatten().map(|drift| drift.p).collect();
    let mut adjusted = adjust(&tested).into_iter();
    let judged = weeks.iter().zip(&drifts).map(|((key, weeks), drift)| {
        let p = drift.and_then(|_| adjusted.next()).unwrap_or(1.0);
        (*key, Trend::judge(drift.as_ref(), p, weeks.len()))
    });
    judged.collect()
}

impl Default for Trend {
    /// Nothing is known.
    fn default() -> Self {
        Self::judge(None, 1.0, 0)
    }
}

impl Trend {
    /// What a drift shows whose adjusted probability is `p`.
    #[must_use]
    pub fn judge(drift: Option<&Drift>, p: f64, weeks: usize) -> Self {
        let none =
            Self { direction: Direction::Stable, certainty: Certainty::NotEnough, change: None, since: None, weeks };
        let Some(drift) = drift else { return none };
        let since = Some(began(drift.span.0));
        if p < SIGNIFICANT && drift.slope.abs() >= NOTABLE {
            let direction = if drift.slope > 0.0 { Direction::Improving } else { Direction::Declining };
            #[expect(clippy::cast_precision_loss, reason = "13 at most")]
            let change = drift.slope * (drift.span.1 - drift.span.0) as f64;
            return Self { direction, certainty: Certainty::Supported, change: Some(change), since, weeks };
        }
        let is_level = drift.interval.0 >= -NOTABLE && drift.interval.1 <= NOTABLE;
        let certainty = if is_level { Certainty::Supported } else { Certainty::Unclear };
        Self { certainty, since, ..none }
    }
}

const fn began(week: i64) -> Timestamp {
    Timestamp::from_millis(week * WEEK_MS + FIRST_MONDAY_MS)
}

fn week(at: Timestamp) -> i64 {
    (at.as_millis() - FIRST_MONDAY_MS).div_euclid(WEEK_MS)
}

fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle)?;
    Some(if sorted.len().is_multiple_of(2) { f64::midpoint(sorted[middle - 1], *upper) } else { *upper })
}

/// -1, 0 or 1. Differences that only rounding makes are none.
fn sign(difference: f64) -> f64 {
    if difference.abs() < 1e-9 { 0.0 } else { difference.signum() }
}

#[expect(clippy::cast_precision_loss, reason = "a count of pieces or weeks")]
fn float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-3
    }

    fn weeks(means: &[f64]) -> Vec<(i64, f64)> {
        (0..).zip(means.iter().copied()).collect()
    }

    /// Values worked out by hand from the formulas.
    #[test]
    fn known_drifts() {
        let ordered = drift(&weeks(&[1.0, 2.0, 4.0, 5.0, 7.0, 9.0])).unwrap();
        assert!(near(ordered.p, 0.008_535) && near(ordered.slope, 1.6), "{ordered:?}");
        let tied = drift(&weeks(&[3.0, 3.0, 3.0, 5.0, 5.0, 6.0, 6.0])).unwrap();
        // S = 16 of 21 pairs; variance (7*6*19 - 3*2*11 - 2*(2*1*9)) / 18 = 38.667.
        assert!(near(tied.p, two_sided(15.0 / 38.666_667_f64.sqrt())), "{tied:?}");
        let level = drift(&weeks(&[5.0; 8])).unwrap();
        assert!(near(level.p, 1.0) && level.interval == (0.0, 0.0), "{level:?}");
        assert_eq!(drift(&weeks(&[1.0; 5])), None);
    }

    #[test]
    fn gaps_between_weeks_count_for_the_slope() {
        let with_gap = [(0, 0.0), (1, 2.0), (2, 4.0), (10, 20.0), (11, 22.0), (12, 24.0)];
        assert!(near(drift(&with_gap).unwrap().slope, 2.0));
    }

    #[test]
    fn weeks_count_once_they_are_over_and_have_two_entries() {
        let monday: Timestamp = "2026-11-16T00:00:00Z".parse().unwrap();
        let at = |text: &str, value: f64| (text.parse::<Timestamp>().unwrap(), value);
        let values = [
            at("2026-11-16T01:00:00Z", 90.0),
            at("2026-11-16T02:00:00Z", 90.0),
            at("2026-11-15T23:59:59Z", 40.0),
            at("2026-11-09T00:00:00Z", 60.0),
            at("2026-11-08T23:00:00Z", 10.0),
            at("2026-01-01T00:00:00Z", 10.0),
            at("2026-01-01T00:00:00Z", 10.0),
        ];
        let means = weekly_means(values.into_iter(), monday);
        assert_eq!(means, [(week(monday) - 1, 50.0)]);
    }

    #[test]
    fn holm_asks_more_of_many() {
        let adjusted = adjust(&[0.01, 0.04, 0.03, 0.005]);
        for (found, expected) in adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!(near(*found, expected), "{adjusted:?}");
        }
        assert!(adjust(&[]).is_empty());
    }

    #[test]
    fn a_direction_needs_order_and_size() {
        let steep = drift(&weeks(&[1.0, 2.0, 4.0, 5.0, 7.0, 9.0])).unwrap();
        let judged = Trend::judge(Some(&steep), steep.p, 6);
        assert_eq!((judged.direction, judged.certainty), (Direction::Improving, Certainty::Supported));
        assert!(near(judged.change.unwrap(), 8.0));
        let corrected = Trend::judge(Some(&steep), 0.06, 6);
        assert_eq!((corrected.direction, corrected.certainty), (Direction::Stable, Certainty::Unclear));
        let flat = drift(&weeks(&[1.0, 1.2, 1.3, 1.4, 1.5, 1.6])).unwrap();
        let judged = Trend::judge(Some(&flat), flat.p, 6);
        assert_eq!((judged.direction, judged.certainty), (Direction::Stable, Certainty::Supported));
        let few = Trend::judge(None, 1.0, 3);
        assert_eq!((few.certainty, few.weeks, few.since), (Certainty::NotEnough, 3, None));
    }
}
