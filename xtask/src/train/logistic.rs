//! Logistic regression over sparse features, the same every time.

/// What is learnt from: which features a text has, and what it is.
pub(super) struct Example<'a> {
    pub(super) features: &'a [usize],
    pub(super) is_so: bool,
}

/// A weight for each feature, and a bias.
pub(super) struct Model {
    pub(super) weights: Vec<f64>,
    pub(super) bias: f64,
}

const EPOCHS: usize = 12;
const RATE: f64 = 0.3;
/// How strongly weights are drawn to zero.
const DECAY: f64 = 2e-3;

impl Model {
    /// Learns by stochastic gradient descent with a rate for each feature (`AdaGrad`). Both sides count the same in all.
    pub(super) fn fit(examples: &[Example<'_>], features: usize) -> Self {
        let positives = examples.iter().filter(|example| example.is_so).count();
        let balance = count(examples.len() - positives) / count(positives.max(1));
        let mut model = Self { weights: vec![0.0; features], bias: 0.0 };
        let (mut seen, mut seen_bias) = (vec![1e-8; features], 1e-8);
        let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for _ in 0..EPOCHS {
            chance.shuffle(&mut order);
            for example in order.iter().map(|at| &examples[*at]) {
                let goal = if example.is_so { 1.0 } else { 0.0 };
                let weight = if example.is_so { balance } else { 1.0 };
                let error = weight * (1.0 / (1.0 + (-model.score(example.features)).exp()) - goal);
                let value = 1.0 / count(example.features.len()).sqrt();
                for feature in example.features {
                    let slope = error * value + DECAY * model.weights[*feature] * value;
                    seen[*feature] += slope * slope;
                    model.weights[*feature] -= RATE * slope / f64::sqrt(seen[*feature]);
                }
                seen_bias += error * error;
                model.bias -= RATE * error / f64::sqrt(seen_bias);
            }
        }
        model
    }

    /// How much a text looks like what was learnt; no more likely than not at 0.
    pub(super) fn score(&self, features: &[usize]) -> f64 {
        let sum: f64 = features.iter().map(|feature| self.weights[*feature]).sum();
        self.bias + sum / count(features.len()).sqrt()
    }
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
        let examples =
            [example(&[0, 2], true), example(&[1, 2], false), example(&[0, 3], true), example(&[1, 3], false)];
        let model = Model::fit(&examples, 4);
        assert!(model.score(&[0]) > 0.0 && model.score(&[1]) < 0.0);
    }
}
