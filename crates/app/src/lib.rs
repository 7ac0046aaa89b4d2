//! What Hearken does: use-cases as verbs, and the jobs that follow them.
//!
//! A verb is a plain async function over a transaction, the context (time, ids) and its input; HTTP, sync mutations, jobs
//! and tests all call the same ones. [`App`] carries what outlives a request: the store, the sessions, the hub that tells
//! a user's devices about changes, and the worker.

pub mod account;
pub mod analysis;
mod at_hand;
pub mod backup;
pub mod consents;
pub mod dashboard;
pub mod demo;
pub mod disclosures;
pub mod health;
mod hub;
pub mod insights;
pub mod journal;
pub mod people;
pub mod person_health;
pub mod preferences;
pub mod providers;
pub mod queue;
pub mod search;
mod spending;
pub mod sync;
mod tasks;
pub mod upkeep;
pub mod worker;

use std::sync::Arc;

use hearken_ai::Link;
use hearken_domain::{Clock, Ctx, IdSource, UserId};
use hearken_store::{Store, StoreFuture, UserReader, UserScope, UserTx};
use tokio::sync::Notify;

pub use account::{Actor, RegistrationPolicy};
pub use hearken_store::{RowKind, StoreError};
pub use hub::{Hub, Subscription};
pub use spending::Spending;
pub use tasks::Tasks;

/// What an [`App`] is made of.
pub struct AppOptions {
    /// The store.
    pub store: Store,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of ids.
    pub ids: Arc<dyn IdSource>,
    /// The providers that may read entries, in the order in which they are asked.
    pub readers: Vec<Link>,
    /// Who may register, once the instance has its owner.
    pub registration: RegistrationPolicy,
    /// What providers may cost.
    pub spending: Spending,
}

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    ctx: Ctx,
    readers: providers::Readers,
    kept_breakers: providers::Kept,
    registration: RegistrationPolicy,
    spending: Spending,
    under_way: analysis::UnderWay,
    held_back: analysis::HeldBack,
    accounts: account::Accounts,
    hub: Hub,
    searches: search::Gate,
    evidence: at_hand::AtHand<person_health::Known>,
    facts: at_hand::AtHand<insights::Known>,
    work: Notify,
    tasks: Tasks,
    backups: backup::Backups,
}

/// A verb on one user's rows: it writes, and can reach nothing but the transaction, the context and its input.
pub type UserVerb<I, T, E> = for<'a, 'c> fn(&'a mut UserTx<'c>, &'a Ctx, &'a I) -> StoreFuture<'a, T, E>;
/// A question about one user's rows.
pub type UserQuery<I, T, E> = for<'a, 'c> fn(&'a mut UserReader<'c>, &'a I) -> StoreFuture<'a, T, E>;

impl App {
    /// Puts the application together. Sessions that ended while their access tokens still hold are looked up.
    pub async fn new(options: AppOptions) -> Result<Self, StoreError> {
        let added = options.store.read((), |tx, ()| Box::pin(tx.find_local_model())).await?;
        let readers = providers::Readers::new(options.readers, added.as_ref(), Arc::clone(&options.clock));
        let ctx = Ctx::new(options.clock, options.ids);
        let accounts = account::Accounts::open(&options.store, &ctx).await?;
        let kept_breakers = providers::recall(&options.store, &readers.all()).await?;
        Ok(Self {
            inner: Arc::new(Inner {
                store: options.store,
                ctx,
                readers,
                kept_breakers,
                registration: options.registration,
                spending: options.spending,
                under_way: analysis::UnderWay::default(),
                held_back: analysis::HeldBack::default(),
                accounts,
                hub: Hub::default(),
                searches: search::Gate::default(),
                evidence: at_hand::AtHand::default(),
                facts: at_hand::AtHand::default(),
                work: Notify::new(),
                tasks: Tasks::default(),
                backups: backup::Backups::default(),
            }),
        })
    }

    /// Runs a verb on a user's rows; when it is durable, the user's devices and the worker are told.
    pub async fn write<I, T, E>(&self, user: UserId, input: I, verb: UserVerb<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let scope = self.store().scope(user).await?;
        self.write_scoped(scope, input, verb).await
    }

    pub(crate) async fn write_scoped<I, T, E>(
        &self,
        scope: UserScope,
        input: I,
        verb: UserVerb<I, T, E>,
    ) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let app = self.clone();
        let written = self.complete(async move {
            let user = scope.user();
            let (now, input) = (app.ctx().now(), (app.inner.ctx.clone(), input, verb));
            let write = app.store().write_user(scope, now, input, |tx, (ctx, input, verb)| verb(tx, ctx, input));
            let committed = write.await?;
            app.inner.hub.publish(user, committed.seq);
            if committed.enqueued {
                app.wake_worker();
            }
            Ok(committed.value)
        });
        written.await
    }

    /// Does something to its end, even when whoever asked for it goes away: what follows a commit must not be left out.
    pub(crate) async fn complete<T, E>(&self, work: impl Future<Output = Result<T, E>> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.tasks().complete(work).await.unwrap_or_else(|| Err(StoreError::Closed.into()))
    }

    /// Answers a question about a user's rows from one snapshot.
    pub async fn read<I, T, E>(&self, user: UserId, input: I, query: UserQuery<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let scope = self.store().scope(user).await?;
        self.store().read_user(scope, input, query).await
    }

    /// Tells the time and makes ids.
    #[must_use]
    pub fn ctx(&self) -> &Ctx {
        &self.inner.ctx
    }

    /// Tells a user's devices that something changed.
    #[must_use]
    pub fn hub(&self) -> &Hub {
        &self.inner.hub
    }

    /// Background work that shutdown waits for.
    #[must_use]
    pub fn tasks(&self) -> &Tasks {
        &self.inner.tasks
    }

    /// The provider that may read entries, when one is set up: of several, the one asked first.
    #[must_use]
    pub fn provider(&self) -> Option<hearken_ai::Provider> {
        self.readers().first().map(|link| link.provider().clone())
    }

    /// The providers that may read entries, in the order in which they are asked.
    #[must_use]
    pub fn readers(&self) -> Arc<[Arc<Link>]> {
        self.inner.readers.all()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Has the worker look for work.
    pub(crate) fn wake_worker(&self) {
        self.inner.work.notify_one();
    }

    pub(crate) fn kept_breakers(&self) -> &providers::Kept {
        &self.inner.kept_breakers
    }

    pub(crate) fn spending(&self) -> &Spending {
        &self.inner.spending
    }

    pub(crate) fn under_way(&self) -> &analysis::UnderWay {
        &self.inner.under_way
    }

    pub(crate) fn held_back(&self) -> &analysis::HeldBack {
        &self.inner.held_back
    }

    pub(crate) fn searches(&self) -> &search::Gate {
        &self.inner.searches
    }

    pub(crate) fn evidence(&self) -> &at_hand::AtHand<person_health::Known> {
        &self.inner.evidence
    }

    pub(crate) fn facts(&self) -> &at_hand::AtHand<insights::Known> {
        &self.inner.facts
    }

    pub(crate) fn accounts(&self) -> &account::Accounts {
        &self.inner.accounts
    }
}
