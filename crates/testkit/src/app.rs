//! An application of its own for every test, with time and jobs under control.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a fixture that cannot be built fails its test")]

use std::sync::Arc;
use std::time::Duration;

use hearken_ai::EntryReader;
use hearken_app::account::{self, SignedIn};
use hearken_app::{Actor, App, AppOptions, RegistrationPolicy, worker};
use hearken_domain::{NewAccount, Private, UserId};

use crate::clock::{CountingIds, MockClock};
use crate::store::{Engine, Fixture, TestStore};

/// An application of its own.
pub struct TestApp {
    /// The application.
    pub app: App,
    /// What it stands on.
    pub store: TestStore,
    ids: Arc<CountingIds>,
}

/// How a [`TestApp`] is put together.
#[derive(Default)]
pub struct TestAppOptions {
    /// The model that reads entries; it gets the test's clock.
    pub reader: Option<Box<dyn FnOnce(Arc<MockClock>) -> EntryReader + Send>>,
    /// Who may register after the first account.
    pub registration: RegistrationPolicy,
}

impl TestAppOptions {
    /// Without a provider, and anyone may join.
    fn open() -> Self {
        Self { reader: None, registration: RegistrationPolicy::Open }
    }
}

impl Fixture for TestApp {
    /// An application without a provider that anyone may join.
    async fn start(engine: Engine) -> Option<Self> {
        Self::with(engine, TestAppOptions::open()).await
    }
}

impl TestApp {
    /// An application; `None` when the engine is not installed.
    pub async fn with(engine: Engine, options: TestAppOptions) -> Option<Self> {
        Some(Self::on(TestStore::start(engine).await?, Arc::default(), options).await)
    }

    async fn on(store: TestStore, ids: Arc<CountingIds>, options: TestAppOptions) -> Self {
        let reader = options.reader.map(|make| make(Arc::clone(&store.clock)));
        let app = App::new(AppOptions {
            store: store.store.clone(),
            clock: Arc::clone(&store.clock) as Arc<dyn hearken_domain::Clock>,
            ids: Arc::clone(&ids) as Arc<dyn hearken_domain::IdSource>,
            reader,
            registration: options.registration,
        });
        Self { app: app.await.expect("an application"), store, ids }
    }

    /// Closes everything and opens it again, as after a restart, without a provider.
    pub async fn restart(self) -> Self {
        let Self { app, store, ids } = self;
        drop(app);
        Self::on(store.reopen().await, ids, TestAppOptions::open()).await
    }

    /// Moves the clock forward.
    pub fn advance(&self, span: Duration) {
        self.store.clock.advance(span);
    }

    /// Makes an account with the password `<name>-password` and signs in.
    pub async fn register(&self, name: &str) -> SignedIn {
        let account =
            NewAccount::parse(&format!("{name}@example.org"), format!("{name}-password"), name).expect("an account");
        account::register(&self.app, account, None, Private::from("a test")).await.expect("registration is open")
    }

    /// Makes an account; what its verbs need.
    pub async fn user(&self, name: &str) -> Actor {
        let signed_in = self.register(name).await;
        self.app.authenticate(&signed_in.access_token).expect("a fresh token")
    }

    /// Makes an account that never signs in, without the cost of a password: for tests of everything but accounts.
    pub async fn writer(&self, name: &str) -> UserId {
        self.store.user(name).await.user()
    }

    /// Runs every job that is due; returns how many ran.
    pub async fn run_jobs(&self) -> usize {
        worker::run_due(&self.app).await.expect("the queue answers")
    }
}
