//! One question that a classifier asks.

/// What turns the sum of a head's weights into its answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Head {
    /// What a weight of one is worth.
    scale: f64,
    /// Its score where nothing is known.
    pub(crate) bias: f64,
    /// It fires above this score.
    pub(crate) threshold: f64,
}

impl Head {
    pub(super) const fn new([scale, bias, threshold]: [f64; 3]) -> Self {
        Self { scale, bias, threshold }
    }

    /// The answer to a text with `count` features, of which the weights sum up to `sum`.
    pub(crate) fn score(&self, sum: i32, count: usize) -> f64 {
        self.bias + self.share(sum, count)
    }

    /// What features add to a score.
    pub(crate) fn share(&self, sum: i32, count: usize) -> f64 {
        let count = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        (self.scale * f64::from(sum)) / count.sqrt()
    }
}
