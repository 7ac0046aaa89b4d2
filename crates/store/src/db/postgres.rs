//! PostgreSQL: a pool for writing, one for reading whose sessions are read-only, and the claim that makes it ours alone.

mod claim;
mod error;
mod session;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::{IsolationLevel, NoTls};

use super::{Conn, Work};
use crate::{OpenError, StoreError};
use claim::Claim;
use session::WAIT;

const POOL: usize = 8;

/// A PostgreSQL database.
pub(crate) struct Postgres {
    writer: Pool,
    reader: Pool,
    /// None when it only stands beside the server that has it.
    _claim: Option<Claim>,
}

impl Postgres {
    /// Claims the database at `url`; fails if another process has.
    pub(crate) async fn open(url: &str) -> Result<Self, OpenError> {
        let config = session::configure(url).map_err(|error| OpenError::BadUrl(error::describe(&error)))?;
        let claim = Claim::take(&config).await?;
        Ok(Self { reader: pool(session::read_only(&config))?, writer: pool(config)?, _claim: Some(claim) })
    }

    /// Looks at the database at `url` beside the server that has claimed it, for as long as it takes; can only read.
    pub(crate) fn beside(url: &str) -> Result<Self, OpenError> {
        let config = session::configure(url).map_err(|error| OpenError::BadUrl(error::describe(&error)))?;
        let config = session::read_only(&session::patient(&config));
        Ok(Self { reader: pool(config.clone())?, writer: pool(config)?, _claim: None })
    }

    pub(crate) async fn write<I, T, E>(&self, input: I, work: Work<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let mut client = self.writer.get().await.map_err(StoreError::from)?;
        let tx = client.transaction().await.map_err(StoreError::from)?;
        // READ COMMITTED is enough: whoever writes for a user takes that user's lock row first.
        match work(Conn::Postgres(&tx), &input).await {
            Ok(value) => {
                tx.commit().await.map_err(error::commit_failed)?;
                Ok(value)
            }
            Err(error) => {
                // The reason for the rollback is the one to report.
                let _ = tx.rollback().await;
                Err(error)
            }
        }
    }

    pub(crate) async fn read<I, T, E>(&self, input: I, work: Work<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let mut client = self.reader.get().await.map_err(StoreError::from)?;
        let snapshot = client.build_transaction().isolation_level(IsolationLevel::RepeatableRead).read_only(true);
        let tx = snapshot.start().await.map_err(StoreError::from)?;
        let outcome = work(Conn::Postgres(&tx), &input).await;
        // Nothing was written, so nothing depends on how the snapshot ends.
        let _ = tx.rollback().await;
        outcome
    }
}

fn pool(config: tokio_postgres::Config) -> Result<Pool, StoreError> {
    let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
    let pool = Pool::builder(manager)
        .max_size(POOL)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(WAIT))
        .create_timeout(Some(WAIT))
        .build();
    pool.map_err(|error| StoreError::Engine(error.to_string()))
}
