//! How the operator of the server spares providers, and who pays for them.

use std::time::Duration;

use hearken_domain::Timestamp;
use hearken_store::{StoreError, UserReader};

use crate::App;

/// What providers may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spending {
    /// How long an answer is kept for the same question; zero keeps none.
    pub answers_kept: Duration,
    /// Requests that may be sent for one user in a day, by UTC, to providers that are not free.
    pub requests_a_day: u64,
}

impl Default for Spending {
    fn default() -> Self {
        Self { answers_kept: Duration::from_hours(30 * 24), requests_a_day: 500 }
    }
}

/// What of a day's limit is left for a user.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    requests: u64,
    today: Timestamp,
    /// The addresses to which as much may be sent as there is.
    free: Vec<String>,
}

impl Limit {
    pub(crate) fn now(app: &App) -> Self {
        let readers = app.readers();
        let free = readers.iter().filter(|link| link.is_free());
        Self {
            requests: app.spending().requests_a_day,
            today: day_of(app.ctx().now()),
            free: free.map(|link| link.provider().address.clone()).collect(),
        }
    }

    pub(crate) fn is_free(&self, address: &str) -> bool {
        self.free.iter().any(|free| free == address)
    }

    /// Requests that may still be sent today to providers that are not free.
    pub(crate) async fn left(&self, tx: &mut UserReader<'_>) -> Result<u64, StoreError> {
        // On all but rare days counting is enough: what the rows say is sealed.
        let mut sent = u64::try_from(tx.count_disclosures(self.today).await?).unwrap_or_default();
        if sent >= self.requests && !self.free.is_empty() {
            let recipients = tx.list_recipients(self.today).await?;
            sent = recipients.iter().filter(|it| !self.is_free(&it.address)).count() as u64;
        }
        Ok(self.requests.saturating_sub(sent))
    }
}

const DAY: i64 = 24 * 60 * 60 * 1_000;

fn day_of(now: Timestamp) -> Timestamp {
    Timestamp::from_millis(now.as_millis() - now.as_millis().rem_euclid(DAY))
}

/// When the day ends that `now` is in, and its limit with it.
pub(crate) fn tomorrow(now: Timestamp) -> Timestamp {
    Timestamp::from_millis(day_of(now).as_millis() + DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_and_ends_at_the_next() {
        for now in ["2026-11-20T00:00:00Z", "2026-11-20T13:04:05.678Z", "2026-11-20T23:59:59.999Z"] {
            let now: Timestamp = now.parse().unwrap();
            assert_eq!(day_of(now), "2026-11-20T00:00:00Z".parse().unwrap());
            assert_eq!(tomorrow(now), "2026-11-21T00:00:00Z".parse().unwrap());
        }
    }
}
