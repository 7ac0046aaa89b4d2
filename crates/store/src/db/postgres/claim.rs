//! The claim of one server on its database, for as long as it runs.
//!
//! It is an advisory lock, which PostgreSQL keeps for a session: a connection of its own holds it, and whatever ends the
//! process ends the claim. Two servers on one database would not tell each other's devices about changes.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio_postgres::tls::NoTlsStream;
use tokio_postgres::{Client, Config, Connection, NoTls, Socket};

use super::error::describe;
use crate::{OpenError, StoreError};

/// Waits for a predecessor whose end has not reached PostgreSQL yet; the number spells "hearken".
const TAKE: &str = "SET lock_timeout = '2s'; SELECT pg_advisory_lock(x'686561726b656e'::bigint)";
/// How long to wait before a lost claim is tried for again.
const PAUSE: Duration = Duration::from_secs(5);

/// How long the server may take to let us in and grant the lock.
const PATIENCE: Duration = Duration::from_secs(10);

/// A database claimed by this process. Dropping it gives the database free.
pub(super) struct Claim {
    _keeper: JoinSet<()>,
}

/// The connection that holds the lock.
struct Session {
    connection: Connection<Socket, NoTlsStream>,
    // Its end would end the connection.
    _client: Client,
}

impl Claim {
    /// Claims the database, or finds that another process has.
    pub(super) async fn take(config: &Config) -> Result<Self, OpenError> {
        let (session, config) = (Session::take(config).await?, config.clone());
        let mut keeper = JoinSet::new();
        keeper.spawn(keep(session, config));
        Ok(Self { _keeper: keeper })
    }
}

impl Session {
    /// The library's own limit ends with the connection, so a server that says nothing after that is waited for here.
    async fn take(config: &Config) -> Result<Self, OpenError> {
        tokio::time::timeout(PATIENCE, Self::connect(config)).await.unwrap_or_else(|_| Err(silent()))
    }

    async fn connect(config: &Config) -> Result<Self, OpenError> {
        let (client, mut connection) = config.connect(NoTls).await.map_err(refused)?;
        tokio::select! {
            taken = client.batch_execute(TAKE) => taken.map_err(refused)?,
            ended = &mut connection => return Err(ended.map_or_else(refused, |()| lost())),
        }
        Ok(Self { connection, _client: client })
    }
}

/// Holds the claim. A connection that is lost is replaced: meanwhile this server goes on, because to stop over it would
/// turn every restart of PostgreSQL into one of Hearken.
async fn keep(mut session: Session, config: Config) {
    loop {
        let ended = (&mut session.connection).await;
        let reason = ended.as_ref().map_or_else(describe, |()| "closed".to_owned());
        tracing::warn!(reason, "the connection that claims the database was lost");
        session = retake(&config).await;
        tracing::info!("the database is claimed again");
    }
}

async fn retake(config: &Config) -> Session {
    loop {
        match Session::take(config).await {
            Ok(session) => return session,
            Err(error @ OpenError::DatabaseInUse) => tracing::error!(%error, "two servers on one database"),
            Err(error) => tracing::warn!(%error, "the database cannot be claimed again yet"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

#[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
fn refused(error: tokio_postgres::Error) -> OpenError {
    use tokio_postgres::error::SqlState;
    if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) {
        OpenError::DatabaseInUse
    } else {
        StoreError::Engine(describe(&error)).into()
    }
}

fn silent() -> OpenError {
    StoreError::Engine(format!("PostgreSQL did not answer within {} s", PATIENCE.as_secs())).into()
}

fn lost() -> OpenError {
    StoreError::Engine("the connection to PostgreSQL was closed".to_owned()).into()
}
