//! PostgreSQL: a pool for writing, one for reading whose sessions are read-only, and the claim that makes it ours alone.

mod attempt;
mod claim;
mod error;
mod session;

use deadpool_postgres::{Client, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::{IsolationLevel, NoTls};

use super::{Conn, Work};
use crate::{OpenError, StoreError};
pub(crate) use attempt::Attempt;
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
        let mut attempt = 1;
        loop {
            match write_once(&mut client, &input, work).await {
                Outcome::Lost(_) if attempt < attempt::ATTEMPTS => attempt += 1,
                Outcome::Done(value) => return Ok(value),
                Outcome::Lost(error) | Outcome::Failed(error) => return Err(error),
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
        let snapshot = Attempt::new(snapshot.start().await.map_err(StoreError::from)?);
        let outcome = work(Conn::Postgres(&snapshot), &input).await;
        // Nothing was written, so nothing depends on how the snapshot ends.
        let _ = snapshot.end().0.rollback().await;
        outcome
    }
}

/// What became of a transaction.
enum Outcome<T, E> {
    Done(T),
    Failed(E),
    /// Undone for the sake of another transaction.
    Lost(E),
}

async fn write_once<I, T, E>(client: &mut Client, input: &I, work: Work<I, T, E>) -> Outcome<T, E>
where
    E: From<StoreError>,
{
    // READ COMMITTED is enough: whoever writes for a user takes that user's lock row first.
    let attempt = match client.transaction().await {
        Ok(tx) => Attempt::new(tx),
        Err(error) => return Outcome::Failed(StoreError::from(error).into()),
    };
    let worked = work(Conn::Postgres(&attempt), input).await;
    let (tx, has_lost) = attempt.end();
    match worked {
        Ok(value) => match tx.commit().await {
            Ok(()) => Outcome::Done(value),
            Err(error) if attempt::has_lost(&error) => Outcome::Lost(StoreError::from(error).into()),
            Err(error) => Outcome::Failed(error::commit_failed(error).into()),
        },
        Err(error) => {
            // The reason for the rollback is the one to report.
            let _ = tx.rollback().await;
            if has_lost { Outcome::Lost(error) } else { Outcome::Failed(error) }
        }
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
