//! How many searches run at a time: one of each user, because one keeps all cores busy.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use hearken_domain::UserId;
use hearken_store::StoreError;
use tokio::sync::{Mutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// Users share turns by chance; so many that it hardly ever matters.
const TURNS: usize = 256;
/// How long to wait for a turn.
const WAIT: Duration = Duration::from_secs(5);

/// Lets searches in.
pub(crate) struct Gate {
    turns: Vec<Arc<Mutex<()>>>,
    hasher: RandomState,
    cores: usize,
    /// A permit for each core that works on entries, whosever they are.
    busy: Arc<Semaphore>,
}

/// A search that was let in. The next one of its user waits until it is dropped, and with it every copy.
#[derive(Clone)]
pub(super) struct Turn {
    _turn: Arc<OwnedMutexGuard<()>>,
}

/// A core that a search may keep busy, until this is dropped.
pub(super) struct Core {
    _turn: Turn,
    _core: OwnedSemaphorePermit,
}

impl Default for Gate {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            turns: std::iter::repeat_with(Arc::default).take(TURNS).collect(),
            hasher: RandomState::new(),
            cores,
            busy: Arc::new(Semaphore::new(cores)),
        }
    }
}

impl Gate {
    /// Waits until no other search of this user runs.
    pub(super) async fn enter(&self, user: UserId) -> Result<Turn, StoreError> {
        let turn = usize::try_from(self.hasher.hash_one(user) % TURNS as u64).unwrap_or_default();
        let turn = tokio::time::timeout(WAIT, Arc::clone(&self.turns[turn]).lock_owned());
        Ok(Turn { _turn: Arc::new(turn.await.map_err(|_| StoreError::Busy)?) })
    }

    /// How many stretches are worth looking through at a time.
    pub(super) const fn cores(&self) -> usize {
        self.cores
    }

    /// Waits until a core is free. Entries are read only then: what is in memory of all searches together is what the
    /// cores work on.
    pub(super) async fn core(&self, turn: Turn) -> Result<Core, StoreError> {
        let core = Arc::clone(&self.busy).acquire_owned().await.map_err(|_| StoreError::Closed)?;
        Ok(Core { _turn: turn, _core: core })
    }
}

impl Core {
    /// Begins work at once, on a thread where it holds nobody up, and gives the core back when it is done, even if the
    /// caller has gone.
    pub(super) fn run<T: Send + 'static>(
        self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> {
        let job = tokio::task::spawn_blocking(move || {
            let _held = self;
            work()
        });
        async move { job.await.map_err(|_| StoreError::Closed) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures_util::FutureExt as _;
    use uuid::Uuid;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_user_waits_for_their_own_search_and_not_for_ever() {
        let (gate, user) = (Gate::default(), UserId(Uuid::from_u128(1)));
        let turn = gate.enter(user).await.unwrap();
        let copy = turn.clone();
        drop(turn);
        assert!(matches!(gate.enter(user).await, Err(StoreError::Busy)));
        drop(copy);
        assert!(gate.enter(user).await.is_ok());
    }

    #[tokio::test]
    async fn work_begins_at_once_and_has_its_core_until_it_is_done() {
        let (gate, user) = (Gate::default(), UserId(Uuid::from_u128(1)));
        let turn = gate.enter(user).await.unwrap();
        let mut cores = Vec::new();
        for _ in 0..gate.cores() {
            cores.push(gate.core(turn.clone()).await.unwrap());
        }
        assert!(gate.core(turn.clone()).now_or_never().is_none(), "all are busy, whether they have begun or not");
        let ((begun, has_begun), (go_on, goes_on)) = (mpsc::channel(), mpsc::channel());
        let job = cores.remove(0).run(move || {
            begun.send(()).unwrap();
            goes_on.recv().unwrap();
        });
        has_begun.recv().unwrap();
        drop(job);
        assert!(gate.core(turn.clone()).now_or_never().is_none(), "work goes on when nobody waits for it");
        go_on.send(()).unwrap();
        gate.core(turn).await.unwrap();
    }
}
