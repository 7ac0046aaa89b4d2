//! A throw-away PostgreSQL for tests, made from Debian's own binaries, and databases in it that cost a few milliseconds.
//!
//! ```no_run
//! # async fn example() -> Result<(), hearken_testkit::postgres::PostgresError> {
//! use hearken_testkit::postgres::Cluster;
//! let Some(cluster) = Cluster::shared() else { return Ok(()) };
//! let database = cluster.create_database("0001", async |url| Ok::<_, String>(println!("migrate {url}"))).await?;
//! println!("{}", database.url());
//! # Ok(()) }
//! ```

use std::collections::HashSet;
use std::fmt::Display;
use std::io::{self, Write};
use std::sync::OnceLock;

use tokio::sync::Mutex;

mod database;
mod process;

pub use database::Database;
use process::Process;

/// The variable by which a cluster that is already running is handed to test programs: the URL of any database in it.
pub const URL_VARIABLE: &str = "HEARKEN_TEST_POSTGRES_URL";

/// Why there is no database to test on.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// Debian's package is missing.
    #[error("PostgreSQL's server programs are not installed; install them with: apt-get install postgresql")]
    NotInstalled,
    /// The server did not come up; what it said.
    #[error("PostgreSQL did not start: {0}")]
    Start(String),
    /// The template could not be migrated.
    #[error("the template database could not be migrated: {0}")]
    Migrate(String),
    /// A process or file operation failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A statement or connection failed.
    #[error(transparent)]
    Database(#[from] tokio_postgres::Error),
}

/// Whether PostgreSQL's server programs are on this machine.
#[must_use]
pub fn is_installed() -> bool {
    process::programs().is_some()
}

/// One PostgreSQL server.
#[derive(Debug)]
pub struct Cluster {
    url: String,
    templates: Mutex<HashSet<String>>,
    /// `None` if somebody else started the server and will stop it.
    _process: Option<Process>,
}

impl Cluster {
    /// Starts a cluster of our own. It ends when the value is dropped, or with this process.
    pub fn start() -> Result<Self, PostgresError> {
        let process = Process::start()?;
        let url = format!("postgresql://postgres@127.0.0.1:{}/postgres", process.port());
        Ok(Self { url, templates: Mutex::default(), _process: Some(process) })
    }

    /// The cluster of this test run: the one named by [`URL_VARIABLE`], else one that this process starts on first use.
    ///
    /// `None`, after a line on standard error, if PostgreSQL is not installed.
    ///
    /// # Panics
    /// If PostgreSQL is installed but does not start.
    #[expect(clippy::panic, reason = "a test that was to run on PostgreSQL must not pass without it")]
    pub fn shared() -> Option<&'static Self> {
        static SHARED: OnceLock<Option<Cluster>> = OnceLock::new();
        SHARED
            .get_or_init(|| match handed_over().map_or_else(Self::start, Ok) {
                Ok(cluster) => Some(cluster),
                Err(missing @ PostgresError::NotInstalled) => {
                    // Not `eprintln!`: the test harness would swallow it.
                    let _ = writeln!(io::stderr(), "SKIPPED on PostgreSQL: {missing}");
                    None
                }
                Err(other) => panic!("{other}"),
            })
            .as_ref()
    }

    /// The URL of the database `postgres` of this cluster.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A fresh database, copied from a template that `migrate` brings up to date when it is first asked for.
    ///
    /// `fingerprint` names the state that `migrate` produces (a hash of the migrations; letters and digits), so that
    /// test programs with different migrations do not share a template.
    pub async fn create_database<E: Display>(
        &self,
        fingerprint: &str,
        migrate: impl AsyncFnOnce(String) -> Result<(), E>,
    ) -> Result<Database, PostgresError> {
        let template = format!("hearken_template_{fingerprint}");
        let mut templates = self.templates.lock().await;
        if !templates.contains(&template) {
            database::ensure_template(self, &template, migrate).await?;
            templates.insert(template.clone());
        }
        drop(templates);
        Database::copy_of(self, &template).await
    }

    fn url_of(&self, database: &str) -> String {
        let (address, options) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let server = address.rsplit_once('/').map_or(address, |(server, _)| server);
        let separator = if options.is_empty() { "" } else { "?" };
        format!("{server}/{database}{separator}{options}")
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test run hands its cluster to test programs through the environment"
)]
fn handed_over() -> Option<Cluster> {
    let url = std::env::var(URL_VARIABLE).ok()?;
    Some(Cluster { url, templates: Mutex::default(), _process: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_pointed_at_another_database() {
        let cluster = |url: &str| Cluster { url: url.to_owned(), templates: Mutex::default(), _process: None };
        assert_eq!(cluster("postgresql://u@h:1/postgres").url_of("x"), "postgresql://u@h:1/x");
        assert_eq!(cluster("postgresql://u@h:1/a?sslmode=disable").url_of("x"), "postgresql://u@h:1/x?sslmode=disable");
    }
}
