//! The store: the only crate that knows a database exists.
//!
//! [`Store`] is concrete; which engine is underneath (SQLite or PostgreSQL) shows nowhere above it. Work in a
//! transaction is a function pointer that gets a handle and its input:
//!
//! - [`Store::write`] with a [`Tx`], [`Store::read`] with a [`Reader`]: what belongs to no single user's journal
//!   (accounts, sessions, the job queue);
//! - [`Store::write_user`] with a [`UserTx`], [`Store::read_user`] with a [`UserReader`]: one user's rows. A `UserTx`
//!   holds that user's lock row from its first statement to the commit and hands out the sequence numbers.
//!
//! Everything a person wrote, or that is derived from it, is sealed here before it reaches the database.

mod accounts;
mod analyses;
pub mod backup;
mod breakers;
mod consents;
mod crypto;
mod db;
mod directory_lock;
mod disclosures;
mod error;
mod facts;
mod files;
mod handles;
mod health_evidence;
mod insight_answers;
mod journal;
mod kept_answers;
mod local_model;
mod migrate;
mod open;
mod outlines;
mod people;
mod preferences;
mod queue;
mod readings;
mod recovery_codes;
mod scope;
mod sealed;
mod sessions;
mod statements;
mod stretch;
mod sync;
mod turns;
mod upkeep;
mod versions;

use std::sync::Arc;

use db::{Db, Fut};
use hearken_domain::{Timestamp, UserId};
use zeroize::Zeroizing;

pub use accounts::{Credentials, Invite, StoredUser};
pub use analyses::AnalysisSummary;
pub use breakers::{BreakerKey, StoredBreaker};
pub use db::{Fut as StoreFuture, OvergrownLog};
pub use disclosures::{DisclosureCursor, DisclosurePage};
pub use error::{OpenError, StoreError};
pub use facts::NewFacts;
pub use handles::{Committed, Reader, Tx, UserReader, UserTx};
pub use health_evidence::NewEvidence;
pub use kept_answers::KeptAnswer;
pub use local_model::LocalModel;
pub use open::{Backend, StoreOptions};
pub use outlines::EntryOutline;
pub use queue::{ClaimedJob, DueJob, JobState, QueueRow};
pub use recovery_codes::RecoveryCodes;
pub use scope::UserScope;
pub use sealed::SealedEntry;
pub use sessions::{RefreshState, Session};
pub use statements::check_statements;
pub use stretch::{EntryCursor, TimeWindow};
pub use sync::{Applied, ClientState, RowChange, RowKind, SyncHead};
pub use versions::{EntryVersion, SITTING_PAUSE, Succession};

/// A transaction's work: a plain function, so that all it can reach is the handle and its input.
pub type Verb<I, T, E> = for<'a, 'c> fn(&'a mut Tx<'c>, &'a I) -> Fut<'a, T, E>;
/// A snapshot's work.
pub type Query<I, T, E> = for<'a, 'c> fn(&'a mut Reader<'c>, &'a I) -> Fut<'a, T, E>;
/// A user transaction's work.
pub type UserVerb<I, T, E> = for<'a, 'c> fn(&'a mut UserTx<'c>, &'a I) -> Fut<'a, T, E>;
/// A user snapshot's work.
pub type UserQuery<I, T, E> = for<'a, 'c> fn(&'a mut UserReader<'c>, &'a I) -> Fut<'a, T, E>;

/// The database, the key store and the lock on the data directory. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    keys: crypto::KeyStore,
    turns: turns::Turns,
    /// Held as long as the store is open.
    _lock: directory_lock::DirectoryLock,
}

impl Store {
    /// The engine's name, for people.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        self.inner.db.engine()
    }

    /// The seed of the key that signs access tokens: the same on every start, different on every instance.
    #[must_use]
    pub fn signing_seed(&self) -> Zeroizing<[u8; 32]> {
        self.inner.keys.server().signing_seed().clone()
    }

    /// Tells the master key from others, and gives nothing of it away. It stands at the beginning of each backup.
    #[must_use]
    pub fn master_id(&self) -> [u8; 8] {
        self.inner.keys.wrapped_with()
    }

    /// The index under which an address is stored.
    #[must_use]
    pub fn email_index(&self, email: &str) -> [u8; 32] {
        self.inner.keys.server().email_index(email)
    }

    /// Makes the keys of a new user. A key whose user was never stored does no harm.
    pub async fn create_scope(&self, user: UserId, now: Timestamp) -> Result<UserScope, StoreError> {
        Ok(UserScope::new(user, self.inner.keys.create(&self.inner.db, user, now).await?))
    }

    /// A user's id with their keys: what every access to their rows goes through.
    pub async fn scope(&self, user: UserId) -> Result<UserScope, StoreError> {
        Ok(UserScope::new(user, self.inner.keys.of(&self.inner.db, user).await?))
    }

    /// Runs `verb` in a transaction that belongs to no single user's journal.
    pub async fn write<I, T, E>(&self, input: I, verb: Verb<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let work = self
            .inner
            .db
            .write((input, verb), |conn, (input, verb)| Box::pin(async move { verb(&mut Tx::new(conn), input).await }));
        work.await
    }

    /// Runs `query` on a snapshot that belongs to no single user's journal.
    pub async fn read<I, T, E>(&self, input: I, query: Query<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let work = self.inner.db.read((input, query), |conn, (input, query)| {
            Box::pin(async move { query(&mut Reader::new(conn), input).await })
        });
        work.await
    }

    /// Runs `verb` in a transaction on one user's rows.
    pub async fn write_user<I, T, E>(
        &self,
        scope: UserScope,
        now: Timestamp,
        input: I,
        verb: UserVerb<I, T, E>,
    ) -> Result<Committed<T>, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        // SQLite has one writer as it is, and commits what waits together.
        let _turn = match self.inner.db {
            Db::Postgres(_) => Some(self.inner.turns.take(scope.user()).await?),
            Db::Sqlite(_) => None,
        };
        let work = self.inner.db.write((scope, now, input, verb), |conn, (scope, now, input, verb)| {
            Box::pin(async move {
                let mut tx = UserTx::begin(conn, scope, *now).await?;
                let value = verb(&mut tx, input).await?;
                Ok(tx.finish(value).await?)
            })
        });
        work.await
    }

    /// Runs `query` on a snapshot of one user's rows.
    pub async fn read_user<I, T, E>(&self, scope: UserScope, input: I, query: UserQuery<I, T, E>) -> Result<T, E>
    where
        I: Send + Sync + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let work = self.inner.db.read((scope, input, query), |conn, (scope, input, query)| {
            Box::pin(async move { query(&mut UserReader::new(conn, scope), input).await })
        });
        work.await
    }
}
