//! Background tasks, tracked: shutdown asks them to stop and waits for them.

use std::future::Future;
use std::time::Duration;

use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long clients may take, once shutdown has begun, to send the rest of a request and to take what they are sent.
const GRACE: Duration = Duration::from_secs(2);

/// The tasks of an application. Cheap to clone.
#[derive(Clone, Default)]
pub struct Tasks {
    tracker: TaskTracker,
    stop: CancellationToken,
    hurry: CancellationToken,
}

impl Tasks {
    /// Starts a task. It must end soon after [`Tasks::stopping`], and wait for no client after [`Tasks::hurrying`].
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tracker.spawn(task);
    }

    /// Runs work to its end, even when whoever waits for it goes away; shutdown waits for it. `None` if it panicked.
    pub(crate) async fn complete<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Option<T> {
        self.tracker.spawn(work).await.ok()
    }

    /// Completes when shutdown begins.
    pub async fn stopping(&self) {
        self.stop.cancelled().await;
    }

    /// Completes when shutdown no longer waits for clients, only for what the server itself has begun.
    pub async fn hurrying(&self) {
        self.hurry.cancelled().await;
    }

    /// Whether shutdown has begun.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// Asks all tasks to stop and waits for them, at most `patience`; `false` when some were still running.
    pub async fn shut_down(&self, patience: Duration) -> bool {
        self.stop.cancel();
        self.tracker.close();
        let ended = timeout(patience, async {
            if timeout(GRACE, self.tracker.wait()).await.is_err() {
                self.hurry.cancel();
                self.tracker.wait().await;
            }
        });
        ended.await.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(15);

    #[tokio::test(start_paused = true)]
    async fn clients_are_waited_for_only_a_while() {
        let (tasks, begun) = (Tasks::default(), Instant::now());
        let slow = tasks.clone();
        tasks.spawn(async move { slow.hurrying().await });
        assert!(tasks.shut_down(PATIENCE).await);
        assert_eq!(begun.elapsed().as_secs(), GRACE.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn our_own_work_is_waited_for_with_patience() {
        let (tasks, begun) = (Tasks::default(), Instant::now());
        tasks.spawn(tokio::time::sleep(PATIENCE / 2));
        assert!(tasks.shut_down(PATIENCE).await);
        assert_eq!(begun.elapsed().as_secs(), PATIENCE.as_secs() / 2);
        tasks.spawn(std::future::pending());
        assert!(!tasks.shut_down(PATIENCE).await);
    }
}
