//! A database of one test, copied from a template that is migrated once per cluster.

use std::fmt::Display;
use std::thread;

use hearken_domain::{Clock, IdSource, SystemClock};
use tokio_postgres::{Client, NoTls};

use super::{Cluster, PostgresError};

/// A database of one test. Dropping it drops the database, whoever is still connected.
#[derive(Debug)]
pub struct Database {
    name: String,
    url: String,
    admin_url: String,
}

impl Database {
    /// The connection URL, as `HEARKEN_DATABASE_URL` takes it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    pub(super) async fn copy_of(cluster: &Cluster, template: &str) -> Result<Self, PostgresError> {
        let id = SystemClock.new_id(SystemClock.now()).simple();
        let name = format!("hearken_test_{id}");
        let admin_url = cluster.url_of("postgres");
        let statement = format!("CREATE DATABASE {name} TEMPLATE {template}");
        with_client(&admin_url, async |client| Ok(client.batch_execute(&statement).await?)).await?;
        Ok(Self { url: cluster.url_of(&name), name, admin_url })
    }

    fn remove(&self) -> Result<(), PostgresError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        runtime.block_on(with_client(&self.admin_url, async |client| Ok(client.batch_execute(&statement).await?)))
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // A thread of its own, because a runtime cannot be started inside the one that the test may be in.
        // A database that stays behind is harmless: the cluster goes at the end of the run.
        thread::scope(|scope| {
            let _ = scope.spawn(|| self.remove()).join();
        });
    }
}

/// Makes the template `name` unless this cluster has it. Safe against other test processes doing the same.
pub(super) async fn ensure_template<E: Display>(
    cluster: &Cluster,
    name: &str,
    migrate: impl AsyncFnOnce(String) -> Result<(), E>,
) -> Result<(), PostgresError> {
    with_client(&cluster.url_of("postgres"), async |client| {
        // Held until this connection closes.
        client.execute("SELECT pg_advisory_lock(hashtext($1))", &[&name]).await?;
        if client.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).await?.is_some() {
            return Ok(());
        }
        // Migrated under another name, so that a half-made template is never taken for a whole one.
        let draft = format!("{name}_draft");
        client.batch_execute(&format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await?;
        client.batch_execute(&format!("CREATE DATABASE {draft}")).await?;
        migrate(cluster.url_of(&draft)).await.map_err(|e| PostgresError::Migrate(e.to_string()))?;
        client.batch_execute(&format!("ALTER DATABASE {draft} ALLOW_CONNECTIONS false")).await?;
        client.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", &[&draft]).await?;
        client.batch_execute(&format!("ALTER DATABASE {draft} RENAME TO {name}")).await?;
        Ok(())
    })
    .await
}

/// Connects, does `work`, and closes the connection.
async fn with_client<T>(
    url: &str,
    work: impl AsyncFnOnce(&Client) -> Result<T, PostgresError>,
) -> Result<T, PostgresError> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::select! {
        outcome = work(&client) => outcome,
        ended = connection => Err(ended.map_or_else(PostgresError::from, |()| PostgresError::Start("the server closed the connection".to_owned()))),
    }
}
