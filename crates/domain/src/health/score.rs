//! The estimate: evidence drawn towards the middle where there is little of it, with how far it is known.

use serde::Serialize;

/// How much relationships differ from each other, and single observations from what they show: standard deviations.
const BETWEEN: f64 = 20.0;
const WITHIN: f64 = 25.0;
/// How far the factors of one relationship are taken to go together: their correlation.
const IN_COMMON: f64 = 0.25;
/// Half the width of an interval that holds 80 % of a normal distribution, in standard deviations.
const EIGHTY: f64 = 1.28;
/// Effective pieces of evidence from which on something is shown, and from which on a number.
const EARLY: f64 = 2.0;
const ESTABLISHED: f64 = 5.0;

/// An estimated score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The likeliest value, 0 to 100.
    pub mean: f64,
    /// Its standard deviation.
    pub sd: f64,
    /// How many observations the evidence is worth.
    pub effective: f64,
}

/// Where the score lies with a probability of 80 %.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How much evidence there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Words that tell of harm: no score is made.
    Suppressed,
    /// Too little for a number.
    NotEnough,
    /// Enough for a range.
    Early,
    /// Enough for a number.
    Established,
}

/// Who found the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalculationMethod {
    /// A model, at least 80 % of the weight.
    FullAiAnalysis,
    /// A model and rules.
    PartialAnalysis,
    /// Rules alone.
    FallbackScoring,
}

impl Estimate {
    /// What `effective` observations with the mean `observed` say, drawn towards `middle`.
    #[must_use]
    pub fn shrunk(observed: f64, effective: f64, middle: f64) -> Self {
        let (between, within) = (BETWEEN * BETWEEN, WITHIN * WITHIN);
        let trust = if effective > 0.0 { between / (between + within / effective) } else { 0.0 };
        let mean = trust * observed + (1.0 - trust) * middle;
        Self { mean, sd: (1.0 / (1.0 / between + effective / within)).sqrt(), effective }
    }

    /// Where the score lies with a probability of 80 %, within 0 and 100.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let half = EIGHTY * self.sd;
        Interval { low: (self.mean - half).max(0.0), high: (self.mean + half).min(100.0) }
    }

    /// How far it is known: 0 without evidence, 1 for certain.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        (1.0 - self.sd / BETWEEN).max(0.0)
    }

    /// Whether that is enough to show.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.effective {
            few if few < EARLY => Status::NotEnough,
            some if some < ESTABLISHED => Status::Early,
            _ => Status::Established,
        }
    }
}

/// The mean of factors, each as far as it is known; `None` without any.
///
/// Its variance is 1/P for the sum P of precisions, if the errors of factors were independent. But all are drawn towards
/// the same middle, by that part of their variance which the evidence has not taken away: with a correlation of r between
/// factors, each pair of errors has the covariance `r sd² sd² / BETWEEN²`, which the weights `1 / (P sd²)` make
/// `r / (BETWEEN P)²` of, the same for every pair.
#[must_use]
pub fn overall(factors: &[Estimate]) -> Option<Estimate> {
    let precision: f64 = factors.iter().map(|factor| factor.sd.powi(-2)).sum();
    let weighted: f64 = factors.iter().map(|factor| factor.mean * factor.sd.powi(-2)).sum();
    let effective = factors.iter().map(|factor| factor.effective).sum();
    #[expect(clippy::cast_precision_loss, reason = "five at most")]
    let pairs = (factors.len() * factors.len().saturating_sub(1)) as f64;
    let variance = precision.recip() + IN_COMMON * pairs * (BETWEEN * precision).powi(-2);
    (precision > 0.0).then(|| Estimate { mean: weighted / precision, sd: variance.sqrt(), effective })
}

impl CalculationMethod {
    /// The method, by the part of the weight that a model found.
    pub(super) fn of(model_share: f64) -> Self {
        match model_share {
            share if share >= 0.8 => Self::FullAiAnalysis,
            share if share > 0.0 => Self::PartialAnalysis,
            _ => Self::FallbackScoring,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 0.005
    }

    #[test]
    fn confidence_grows_as_documented() {
        for (effective, expected) in [(0.0, 0.0), (5.0, 0.51), (10.0, 0.63), (20.0, 0.73)] {
            let confidence = Estimate::shrunk(70.0, effective, 50.0).confidence();
            assert!((confidence - expected).abs() < 0.006, "{effective}: {confidence}");
        }
    }

    #[test]
    fn little_evidence_stays_near_the_middle() {
        assert!(near(Estimate::shrunk(100.0, 0.0, 50.0).mean, 50.0));
        let five = Estimate::shrunk(100.0, 5.0, 50.0);
        assert!(near(five.mean, 50.0 + 50.0 * 400.0 / 525.0), "{five:?}");
        assert!(near(five.interval().high, 100.0) && near(five.interval().low, five.mean - 1.28 * five.sd));
        let (none, early, enough) = (1.99, 2.0, 5.0);
        let statuses = [none, early, 4.99, enough].map(|n| Estimate::shrunk(60.0, n, 50.0).status());
        assert_eq!(statuses, [Status::NotEnough, Status::Early, Status::Early, Status::Established]);
    }

    #[test]
    fn the_overall_score_follows_what_is_known_best() {
        let (known, vague) = (Estimate::shrunk(80.0, 20.0, 50.0), Estimate::shrunk(20.0, 0.5, 50.0));
        let both = overall(&[known, vague]).unwrap();
        assert!(both.mean > 65.0 && both.sd < known.sd && near(both.effective, 20.5), "{both:?}");
        assert_eq!(overall(&[known]).map(|one| (one.mean * 1e6).round()), Some((known.mean * 1e6).round()));
        assert_eq!(overall(&[]), None);
    }

    #[test]
    fn the_method_is_that_of_the_weight() {
        use CalculationMethod::{FallbackScoring, FullAiAnalysis, PartialAnalysis};
        let methods = [0.8, 0.79, 0.01, 0.0].map(CalculationMethod::of);
        assert_eq!(methods, [FullAiAnalysis, PartialAnalysis, PartialAnalysis, FallbackScoring]);
    }
}
