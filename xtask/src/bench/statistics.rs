//! Latencies of a run, and how they are printed.

use std::fmt;
use std::time::Duration;

/// The latencies of many operations that ran for some time.
pub(super) struct Sample {
    sorted: Vec<Duration>,
    elapsed: Duration,
}

impl Sample {
    pub(super) fn new(mut latencies: Vec<Duration>, elapsed: Duration) -> Self {
        latencies.sort_unstable();
        Self { sorted: latencies, elapsed }
    }

    /// Operations per second.
    pub(super) fn rate(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a count of operations is far below 2^52")]
        let count = self.sorted.len() as f64;
        count / self.elapsed.as_secs_f64()
    }

    /// The latency that `percent` of the operations did not exceed.
    pub(super) fn percentile(&self, percent: usize) -> Duration {
        let rank = (self.sorted.len() * percent).div_ceil(100).saturating_sub(1);
        self.sorted.get(rank).copied().unwrap_or_default()
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:>9.0}/s   p50 {:>8}   p99 {:>8}   ({} in {:.1} s)",
            self.rate(),
            millis(self.percentile(50)),
            millis(self.percentile(99)),
            self.sorted.len(),
            self.elapsed.as_secs_f64()
        )
    }
}

pub(super) fn millis(span: Duration) -> String {
    format!("{:.2} ms", span.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_sorted_latencies() {
        let sample = Sample::new((1..=200).rev().map(Duration::from_millis).collect(), Duration::from_secs(2));
        assert_eq!(sample.percentile(50), Duration::from_millis(100));
        assert_eq!(sample.percentile(99), Duration::from_millis(198));
        assert!((sample.rate() - 100.0).abs() < f64::EPSILON);
        assert_eq!(Sample::new(Vec::new(), Duration::from_secs(1)).percentile(99), Duration::ZERO);
    }
}
