//! Turns: on PostgreSQL the writes of one user wait for each other here, before they take a connection. Otherwise one
//! user's burst would hold the whole pool, each connection waiting for the same lock row.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use hearken_domain::UserId;
use tokio::sync::{Mutex, MutexGuard};

use crate::StoreError;

/// Users share turns by chance; so many that it hardly ever matters.
const TURNS: usize = 1024;
/// How long to wait for a turn, as for a connection.
const WAIT: Duration = Duration::from_secs(5);

pub(crate) struct Turns {
    turns: Vec<Mutex<()>>,
    hasher: RandomState,
}

impl Default for Turns {
    fn default() -> Self {
        Self { turns: std::iter::repeat_with(Mutex::default).take(TURNS).collect(), hasher: RandomState::new() }
    }
}

impl Turns {
    /// Waits until no other write of this user runs, and keeps the others waiting until the turn is dropped.
    pub(crate) async fn take(&self, user: UserId) -> Result<MutexGuard<'_, ()>, StoreError> {
        let turn = usize::try_from(self.hasher.hash_one(user) % TURNS as u64).unwrap_or_default();
        tokio::time::timeout(WAIT, self.turns[turn].lock()).await.map_err(|_| StoreError::Busy)
    }
}
