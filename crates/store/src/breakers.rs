//! How providers are doing: what outlives a restart of each breaker.

use hearken_domain::Timestamp;

use crate::db::{Row, statements, vals};
use crate::{Reader, StoreError, Tx};

statements! {
    LIST_BREAKERS = "SELECT provider, model, operation, failed_at, open_since, last_error, last_error_at FROM breakers
        ORDER BY provider, model, operation";
    PUT_BREAKER = "INSERT INTO breakers (provider, model, operation, failed_at, open_since, last_error, last_error_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (provider, model, operation) DO UPDATE SET
        failed_at = excluded.failed_at, open_since = excluded.open_since, last_error = excluded.last_error,
        last_error_at = excluded.last_error_at";
}

/// A breaker as it was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBreaker {
    /// What it stands for.
    pub key: BreakerKey,
    /// When the provider failed, oldest first, as far as that still counts.
    pub failures: Vec<Timestamp>,
    /// Since when it is left alone.
    pub open_since: Option<Timestamp>,
    /// The class of its last error, and when that was.
    pub last_error: Option<(String, Timestamp)>,
}

/// What a breaker stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BreakerKey {
    /// The provider, by its name in the settings.
    pub provider: String,
    /// The model.
    pub model: String,
    /// What is asked of it.
    pub operation: String,
}

impl Reader<'_> {
    /// All breakers that were ever kept.
    pub async fn list_breakers(&mut self) -> Result<Vec<StoredBreaker>, StoreError> {
        self.conn.all(LIST_BREAKERS, &[], breaker).await
    }
}

impl Tx<'_> {
    /// Keeps a breaker.
    pub async fn put_breaker(&mut self, breaker: &StoredBreaker) -> Result<(), StoreError> {
        let StoredBreaker { key, failures, open_since, last_error } = breaker;
        let failures: Vec<String> = failures.iter().map(|at| at.as_millis().to_string()).collect();
        let failures = failures.join(",");
        let (error, at) = last_error.as_ref().map(|(error, at)| (error.as_str(), *at)).unzip();
        let (provider, model, operation) = (key.provider.as_str(), key.model.as_str(), key.operation.as_str());
        let row = vals![provider, model, operation, failures.as_str(), *open_since, error, at];
        self.conn.exec(PUT_BREAKER, row).await.map(drop)
    }
}

fn breaker(row: &Row<'_>) -> Result<StoredBreaker, StoreError> {
    let (failed_at, error, at) = (row.text(3)?, row.opt_text(5)?, row.opt_int(6)?);
    let failures = failed_at.split_terminator(',').map(|at| at.parse().map(Timestamp::from_millis));
    Ok(StoredBreaker {
        key: BreakerKey { provider: row.text(0)?, model: row.text(1)?, operation: row.text(2)? },
        failures: failures.collect::<Result<_, _>>().map_err(|_| StoreError::Malformed("breakers|failed_at"))?,
        open_since: row.opt_int(4)?.map(Timestamp::from_millis),
        last_error: error.zip(at.map(Timestamp::from_millis)),
    })
}
