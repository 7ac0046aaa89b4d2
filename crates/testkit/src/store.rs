//! A store of its own for every test, on either engine.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a fixture that cannot be built fails its test")]

use std::future::Future;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use hearken_domain::{Email, Private, User, UserId};
use hearken_store::{Backend, OpenError, Store, StoreOptions, StoredUser, UserScope};
use tempfile::TempDir;

use crate::clock::{MockClock, START};
use crate::postgres::{Cluster, Database};
use crate::raw::Raw;

/// Where files are memory.
const MEMORY: &str = "/dev/shm";

/// The engines every test of the store and the API runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Files in a temporary directory.
    Sqlite,
    /// A database in the run's throw-away cluster.
    Postgres,
}

/// A store of its own, gone with the value.
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// Its clock.
    pub clock: Arc<MockClock>,
    place: ClosedStore,
}

/// Where a store is, while nobody has it open: a data directory, and a database on PostgreSQL.
pub struct ClosedStore {
    options: StoreOptions,
    dir: TempDir,
    database: Option<Database>,
}

/// Something a test can run on, on either engine.
pub trait Fixture: Sized {
    /// A fresh one.
    fn start(engine: Engine) -> impl Future<Output = Option<Self>> + Send;
}

impl Fixture for TestStore {
    /// A fresh, empty store; `None` when the engine is not installed.
    async fn start(engine: Engine) -> Option<Self> {
        let place = ClosedStore::with(engine, &format!("schema{}", Store::schema_version()), migrate).await?;
        Some(place.open(Arc::default()).await)
    }
}

impl Fixture for ClosedStore {
    /// An empty directory and an empty database, without even a schema.
    async fn start(engine: Engine) -> Option<Self> {
        Self::with(engine, "empty", async |_| Ok(())).await
    }
}

/// The current schema, and no keys: the key file is another one in every test.
async fn migrate(url: String) -> Result<(), OpenError> {
    let dir = tempfile::tempdir().expect("a temporary directory");
    Store::migrate(&options(dir.path(), Backend::Postgres(url)), START).await.map(drop)
}

fn options(dir: &Path, backend: Backend) -> StoreOptions {
    StoreOptions { data_dir: dir.join("data"), backend, master_key_file: dir.join("data/master.key") }
}

impl ClosedStore {
    async fn with(
        engine: Engine,
        template: &str,
        migrate: impl AsyncFnOnce(String) -> Result<(), OpenError>,
    ) -> Option<Self> {
        let database = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => {
                Some(Cluster::shared()?.create_database(template, migrate).await.expect("a database from the template"))
            }
        };
        let dir = tempfile::tempdir().expect("a temporary directory");
        Some(Self::at(dir, database))
    }

    /// An empty directory in memory where there is such a place: for tests that open thousands of stores, and to which it
    /// does not matter what the disk has.
    pub(crate) fn in_memory() -> Self {
        let memory = Path::new(MEMORY);
        let parent = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        Self::within(&parent)
    }

    /// An empty directory in another one, for SQLite.
    pub(crate) fn within(parent: &Path) -> Self {
        Self::at(tempfile::tempdir_in(parent).expect("a temporary directory"), None)
    }

    fn at(dir: TempDir, database: Option<Database>) -> Self {
        let backend =
            database.as_ref().map_or(Backend::Sqlite, |database| Backend::Postgres(database.url().to_owned()));
        Self { options: options(dir.path(), backend), dir, database }
    }

    /// How the store is opened.
    #[must_use]
    pub const fn options(&self) -> &StoreOptions {
        &self.options
    }

    /// The data directory, once it has been made.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.options.data_dir
    }

    /// A directory around the data directory, for what a test wants to put aside.
    #[must_use]
    pub fn outside(&self) -> &Path {
        self.dir.path()
    }

    /// Where a directory lies beside this one.
    pub(crate) fn beside(&self) -> &Path {
        self.dir.path().parent().unwrap_or_else(|| self.dir.path())
    }

    /// The database's URL, on PostgreSQL.
    #[must_use]
    pub fn database_url(&self) -> Option<&str> {
        self.database.as_ref().map(Database::url)
    }

    /// A connection that knows nothing of the store.
    pub async fn raw(&self) -> Raw {
        match self.database_url() {
            None => Raw::sqlite(self.dir()),
            Some(url) => Raw::postgres(url).await,
        }
    }

    /// Opens the store, for a test to which it matters how that goes.
    pub async fn try_open(&self) -> Result<Store, OpenError> {
        Store::open(&self.options, START).await
    }

    /// Opens the store.
    pub async fn open(self, clock: Arc<MockClock>) -> TestStore {
        let store = self.try_open().await.expect("the store opens");
        TestStore { store, clock, place: self }
    }
}

impl Deref for TestStore {
    type Target = ClosedStore;

    fn deref(&self) -> &ClosedStore {
        &self.place
    }
}

impl TestStore {
    /// Closes the store.
    #[must_use]
    pub fn close(self) -> ClosedStore {
        self.place
    }

    /// Closes the store and opens it again, as after a restart.
    pub async fn reopen(self) -> Self {
        let Self { store, clock, place } = self;
        drop(store);
        place.open(clock).await
    }

    /// A user with an empty journal.
    pub async fn user(&self, name: &str) -> UserScope {
        let id = UserId(uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, name.as_bytes()));
        let scope = self.store.create_scope(id, START).await.expect("keys");
        let email = Email::parse(&format!("{name}@example.org")).expect("an address");
        let email_index = self.store.email_index(email.as_str());
        let user = User { id, email, name: Private::from(name), is_owner: false, created_at: START };
        let stored = StoredUser { user, email_index, password_hash: String::new() };
        let inserted =
            self.store.write((scope.clone(), stored), |tx, (scope, stored)| Box::pin(tx.insert_user(scope, stored)));
        inserted.await.expect("a user");
        scope
    }
}

/// Makes two tests of one: on SQLite, and on PostgreSQL where it is installed.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$attribute:meta])* async fn $name:ident($fixture:ident: $type:ty) $body:block)*) => {$(
        $(#[$attribute])*
        mod $name {
            use super::*;

            async fn run($fixture: $type) $body

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                let fixture = <$type as $crate::Fixture>::start($crate::Engine::Sqlite).await;
                run(fixture.expect("SQLite is built in")).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                if let Some(fixture) = <$type as $crate::Fixture>::start($crate::Engine::Postgres).await {
                    run(fixture).await;
                }
            }
        }
    )*};
}
