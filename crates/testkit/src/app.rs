//! An application of its own for every test, with time and jobs under control.
#![expect(clippy::expect_used, clippy::missing_panics_doc, reason = "a fixture that cannot be built fails its test")]

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use hearken_ai::Link;
use hearken_app::account::{self, SignedIn};
use hearken_app::{Actor, App, AppOptions, RegistrationPolicy, Spending, StoreError, worker};
use hearken_domain::consent::WORDING;
use hearken_domain::{
    Consent, Disclosure, DisclosureId, EntryId, NewAccount, Occasion, Private, Purpose, Recipient, UserId,
};
use hearken_store::backup::{self, BackupFolders, BackupPair, Created};
use tempfile::TempDir;

use crate::clock::{CountingIds, MockClock};
use crate::store::{ClosedStore, Engine, Fixture, TestStore};

/// An application of its own.
pub struct TestApp {
    /// The application.
    pub app: App,
    /// What it stands on.
    pub store: TestStore,
    ids: Arc<CountingIds>,
}

/// A backup, gone with the value.
pub struct TestBackup {
    created: Created,
    _folder: TempDir,
}

/// Makes the providers of an application, with its clock.
pub type MakeReaders = Box<dyn FnOnce(Arc<MockClock>) -> Vec<Link> + Send>;

/// How a [`TestApp`] is put together.
#[derive(Default)]
pub struct TestAppOptions {
    /// The providers that read entries; they get the test's clock.
    pub readers: Option<MakeReaders>,
    /// Who may register after the first account.
    pub registration: RegistrationPolicy,
    /// What providers may cost.
    pub spending: Spending,
}

impl TestAppOptions {
    /// Without a provider, and anyone may join.
    fn open() -> Self {
        Self { registration: RegistrationPolicy::Open, ..Self::default() }
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

    /// An application on SQLite whose files are memory, where there is such a place; so are those of its backups.
    pub async fn in_memory() -> Self {
        Self::on(ClosedStore::in_memory().open(Arc::default()).await, Arc::default(), TestAppOptions::open()).await
    }

    async fn on(store: TestStore, ids: Arc<CountingIds>, options: TestAppOptions) -> Self {
        let readers = options.readers.map(|make| make(Arc::clone(&store.clock))).unwrap_or_default();
        let app = App::new(AppOptions {
            store: store.store.clone(),
            clock: Arc::clone(&store.clock) as Arc<dyn hearken_domain::Clock>,
            ids: Arc::clone(&ids) as Arc<dyn hearken_domain::IdSource>,
            readers,
            registration: options.registration,
            spending: options.spending,
        });
        Self { app: app.await.expect("an application"), store, ids }
    }

    /// Closes everything and opens it again, as after a restart, without a provider.
    pub async fn restart(self) -> Self {
        let Self { app, store, ids } = self;
        drop(app);
        Self::on(store.reopen().await, ids, TestAppOptions::open()).await
    }

    /// Backs everything up as it is now.
    pub async fn back_up(&self) -> TestBackup {
        let folder = tempfile::tempdir_in(self.store.beside()).expect("a temporary directory");
        let folders = BackupFolders { data: folder.path().join("data"), keys: folder.path().join("keys") };
        let created = backup::create(self.store.options().clone(), folders, self.app.ctx().now());
        TestBackup { created: created.await.expect("a backup"), _folder: folder }
    }

    /// Another application on a backup of this one, on SQLite, without a provider; at the same time, as one that takes
    /// its place.
    pub async fn restore(&self, from: &TestBackup) -> Self {
        let place = ClosedStore::within(self.store.beside());
        fs::create_dir_all(place.dir()).expect("a data directory");
        let master_key = &place.options().master_key_file;
        fs::copy(&self.store.options().master_key_file, master_key).expect("the master key");
        let pair = BackupPair { data: &from.created.data, keys: &from.created.keys };
        backup::restore(place.options(), pair, self.app.ctx().now(), 0).await.expect("a whole backup");
        let store = place.open(Arc::clone(&self.store.clock)).await;
        Self::on(store, Arc::clone(&self.ids), TestAppOptions::open()).await
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

    /// The same for an account that owns the instance.
    pub async fn owner(&self, name: &str) -> UserId {
        let (user, now) = (self.writer(name).await, self.app.ctx().now());
        let claimed = self.store.store.write((user, now), |tx, (user, now)| Box::pin(tx.claim_instance(*user, *now)));
        assert!(claimed.await.expect("the store answers"), "the instance has an owner");
        user
    }

    /// Lets the provider at `address` read a user's entries, or none. Asks nobody whether there is such a provider.
    pub async fn consent(&self, user: UserId, address: Option<&str>) {
        let changed = self.app.write::<_, _, StoreError>(user, address.map(str::to_owned), |tx, ctx, address| {
            Box::pin(async move {
                for standing in tx.list_consents().await?.iter().filter(|consent| consent.withdrawn_at.is_none()) {
                    tx.withdraw_consent(standing.id, ctx.now()).await?;
                }
                let Some(address) = address.clone() else { return Ok(()) };
                let consent = Consent {
                    id: ctx.new_id(),
                    purpose: Purpose::Analysis,
                    name: "a provider".to_owned(),
                    address,
                    wording: WORDING,
                    granted_at: ctx.now(),
                    withdrawn_at: None,
                };
                tx.insert_consent(&consent).await
            })
        });
        changed.await.expect("the store answers");
    }

    /// Writes into a user's ledger that `text` was sent about an entry.
    pub async fn disclose(&self, user: UserId, entry: EntryId, text: &str) -> DisclosureId {
        let (id, at) = (self.app.ctx().new_id(), self.app.ctx().now());
        let recipient = ["provider.example.org", "https://provider.example.org/v1", "small"].map(str::to_owned);
        let [name, address, model] = recipient;
        let disclosure = Disclosure {
            id,
            at,
            entry: Some(entry),
            purpose: Purpose::Analysis,
            recipient: Recipient { name, address, model },
            occasion: Occasion::Written,
            bytes: text.len() as u64,
            ending: None,
        };
        let sent = text.to_owned();
        let written = self.app.write::<_, _, StoreError>(user, (disclosure, sent), |tx, _, (disclosure, sent)| {
            Box::pin(tx.insert_disclosure(disclosure, sent))
        });
        written.await.expect("the store answers");
        id
    }

    /// Runs every job that is due; returns how many ran.
    pub async fn run_jobs(&self) -> usize {
        worker::run_due(&self.app).await.expect("the queue answers")
    }
}
