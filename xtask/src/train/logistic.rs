//! Logistic regression over sparse features, the same every time.

/// What is learnt from: which features a text has, how much of each, and what it is.
pub(super) struct Example<'a> {
    pub(super) features: &'a [(usize, f64)],
    pub(super) is_so: bool,
}

/// How it is learnt.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    /// How often everything is gone through.
    pub(super) epochs: usize,
    /// How much the examples count against the wish for small weights.
    pub(super) strength: f64,
    /// Whether both sides count the same in all, however rare one is.
    pub(super) is_balanced: bool,
    /// Whether features weigh as much as they tell the two sides apart one by one.
    pub(super) is_naive: bool,
}

/// A weight for each feature, and a bias.
pub(super) struct Model {
    pub(super) weights: Vec<f64>,
    pub(super) bias: f64,
}

/// What is added to each count of a feature, and how much its telling counts.
const SMOOTHING: f64 = 0.3;
const TELLING: f64 = 0.7;

impl Model {
    /// Learns what is best in all, weights drawn to zero: the less, the greater `strength`. Coordinate ascent on the dual
    /// (Yu, Huang and Lin 2011).
    pub(super) fn fit(examples: &[Example<'_>], features: usize, manner: Manner) -> Self {
        let positives = examples.iter().filter(|example| example.is_so).count();
        let balance =
            if manner.is_balanced { count(examples.len() - positives) / count(positives.max(1)) } else { 1.0 };
        let telling = if manner.is_naive { telling(examples, features) } else { vec![1.0; features] };
        let values =
            examples.iter().map(|it| it.features.iter().map(|(at, value)| (*at, value * telling[*at])).collect());
        let values: Vec<Vec<(usize, f64)>> = values.collect();
        let lengths: Vec<f64> =
            values.iter().map(|it| it.iter().fold(1.0, |sum, (_, value)| sum + value * value)).collect();
        let mut model = Self { weights: vec![0.0; features], bias: 0.0 };
        let mut duals = vec![0.0; examples.len()];
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for _ in 0..manner.epochs {
            chance.shuffle(&mut order);
            for at in &order {
                let (sign, weight) = if examples[*at].is_so { (1.0, balance) } else { (-1.0, 1.0) };
                let most = manner.strength * weight;
                let dual = best_dual(most, lengths[*at], sign * model.score(&values[*at]) - lengths[*at] * duals[*at]);
                let step = sign * (dual - duals[*at]);
                duals[*at] = dual;
                model.bias += step;
                for (feature, value) in &values[*at] {
                    model.weights[*feature] += step * value;
                }
            }
        }
        for (weight, telling) in model.weights.iter_mut().zip(telling) {
            *weight *= telling;
        }
        model
    }

    /// Drops weights that are smaller than a share of the largest.
    pub(super) fn drop_below(&mut self, share: f64) {
        let largest = self.weights.iter().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
        for weight in self.weights.iter_mut().filter(|weight| weight.abs() < share * largest) {
            *weight = 0.0;
        }
    }

    /// How much a text looks like what was learnt; no more likely than not at 0.
    pub(super) fn score(&self, features: &[(usize, f64)]) -> f64 {
        self.bias + features.iter().map(|(feature, value)| self.weights[*feature] * value).sum::<f64>()
    }
}

/// How much each feature tells the two sides apart (Wang and Manning 2012): how much likelier it is on one of them.
fn telling(examples: &[Example<'_>], features: usize) -> Vec<f64> {
    let shares = |is_so: bool| {
        let mut counts = vec![SMOOTHING; features];
        for (feature, _) in examples.iter().filter(|it| it.is_so == is_so).flat_map(|it| it.features) {
            counts[*feature] += 1.0;
        }
        let sum: f64 = counts.iter().sum();
        counts.into_iter().map(move |count| count / sum)
    };
    shares(true).zip(shares(false)).map(|(so, not)| (so / not).ln().abs().powf(TELLING)).collect()
}

/// The root of `ln(z / (most - z)) + length * z + rest`, by Newton's method on the logarithm of the odds.
fn best_dual(most: f64, length: f64, rest: f64) -> f64 {
    let mut odds = 0.0_f64;
    let mut share = 0.5;
    for _ in 0..12 {
        let slope = 1.0 + length * most * share * (1.0 - share);
        let step = (odds + length * most * share + rest) / slope;
        odds -= step;
        share = 1.0 / (1.0 + (-odds).exp());
        if step.abs() < 1e-6 {
            break;
        }
    }
    most * share
}

pub(super) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Pseudo-random numbers (xorshift).
struct Chance(u64);

impl Chance {
    fn shuffle(&mut self, order: &mut [usize]) {
        for at in (1..order.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            let other = usize::try_from(self.0 >> 33).unwrap_or(0) % (at + 1);
            order.swap(at, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learns_what_tells_two_kinds_apart() {
        let example = |features, is_so| Example { features, is_so };
        let all = [0, 1, 2, 3].map(|feature| (feature, 0.7));
        let [a, b, c, d] = all;
        let texts = [([a, c], true), ([b, c], false), ([a, d], true), ([b, d], false)];
        let examples: Vec<Example<'_>> = texts.iter().map(|(features, is_so)| example(features, *is_so)).collect();
        let manner = Manner { epochs: 50, strength: 10.0, is_balanced: false, is_naive: false };
        let model = Model::fit(&examples, 4, manner);
        assert!(model.score(&[a]) > 0.0 && model.score(&[b]) < 0.0);
        // Where it is best, each weight is what its examples pull by.
        let pull = |text: &[(usize, f64)]| 10.0 / (1.0 + model.score(text).exp());
        assert!((model.weights[0] - 0.7 * (pull(&[a, c]) + pull(&[a, d]))).abs() < 1e-3);
    }
}
