//! Shares of small numbers: their intervals, and how often chance alone brings them about.

use super::{Effect, Share};

/// Half the width of an interval that holds 95 % of a normal distribution.
const NINETY_FIVE: f64 = 1.959_964;

/// A share with its interval (Wilson 1927).
#[must_use]
pub fn wilson(share: Share) -> Effect {
    let (n, size) = (f64::from(share.of), share.value());
    if share.of == 0 {
        return Effect { size, low: 0.0, high: 1.0 };
    }
    let z2 = NINETY_FIVE * NINETY_FIVE;
    let middle = (size + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = NINETY_FIVE / (1.0 + z2 / n) * (size * (1.0 - size) / n + z2 / (4.0 * n * n)).sqrt();
    Effect { size, low: (middle - half).max(0.0), high: (middle + half).min(1.0) }
}

/// By how much one share is larger than another, with its interval (Newcombe 1998, from both Wilson intervals).
#[must_use]
pub fn difference(one: Share, other: Share) -> Effect {
    let (a, b) = (wilson(one), wilson(other));
    let size = a.size - b.size;
    let low = size - ((a.size - a.low).powi(2) + (b.high - b.size).powi(2)).sqrt();
    let high = size + ((a.high - a.size).powi(2) + (b.size - b.low).powi(2)).sqrt();
    Effect { size, low, high }
}

/// The probability that chance alone makes `one` share so much larger than the `other`, or more (Fisher's exact test to
/// one side).
#[must_use]
pub fn fisher(one: Share, other: Share) -> f64 {
    let (hits, most) = (one.hits + other.hits, (one.hits + other.hits).min(one.of));
    let whole = choose(one.of + other.of, hits);
    let mut chance = (choose(one.of, one.hits) + choose(other.of, other.hits) - whole).exp();
    let mut sum = 0.0;
    for inside in one.hits..=most {
        sum += chance;
        let outside = hits - inside;
        let fewer = f64::from(one.of - inside) * f64::from(outside);
        chance *= fewer / (f64::from(inside + 1) * f64::from(other.of - outside + 1));
    }
    sum.min(1.0)
}

/// The logarithm of how many ways there are to choose.
fn choose(from: u32, count: u32) -> f64 {
    let few = count.min(from - count.min(from));
    (0..few).map(|i| (f64::from(from - i) / f64::from(i + 1)).ln()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(hits: u32, of: u32) -> Share {
        Share { hits, of }
    }

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 5e-4
    }

    #[test]
    fn known_intervals() {
        // Newcombe 1998: 81 of 263, and 56 of 70 against 48 of 80.
        let effect = wilson(share(81, 263));
        assert!(near(effect.low, 0.2553) && near(effect.high, 0.3662), "{effect:?}");
        let effect = difference(share(56, 70), share(48, 80));
        assert!(near(effect.low, 0.0524) && near(effect.high, 0.3339), "{effect:?}");
        assert_eq!(wilson(share(0, 0)), Effect { size: 0.0, low: 0.0, high: 1.0 });
        assert!(wilson(share(0, 10)).low.abs() < 1e-12);
    }

    #[test]
    fn the_lady_tasting_tea() {
        assert!(near(fisher(share(3, 4), share(1, 4)), 17.0 / 70.0));
        assert!(near(fisher(share(4, 4), share(0, 4)), 1.0 / 70.0));
        assert!(near(fisher(share(0, 4), share(4, 4)), 1.0));
        assert!(near(fisher(share(1, 9), share(11, 12)), 0.999_966));
        assert!(near(fisher(share(0, 0), share(2, 5)), 1.0));
    }
}
