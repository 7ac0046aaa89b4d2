//! The line in which sockets wait for the database.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// So many sockets ask the database at a time. The rest waits: when thousands of devices return at once, none is turned
/// away, and between them there is room for everybody else's requests.
const AT_ONCE: usize = 256;

/// The line. Cheap to clone; all clones are one line.
#[derive(Clone)]
pub(crate) struct Line(Arc<Semaphore>);

impl Default for Line {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Line {
    /// Does the work when it is its turn. It must not wait for a client: those behind it wait for it.
    pub(super) async fn take<T>(&self, work: impl Future<Output = T>) -> T {
        // Nobody closes the line.
        let _turn = self.0.acquire().await;
        work.await
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use futures_util::future::join_all;
    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn who_comes_when_all_turns_are_taken_waits_and_is_not_turned_away() {
        let line = Line::default();
        let (ends, works): (Vec<_>, Vec<_>) = (0..AT_ONCE).map(|_| oneshot::channel::<()>()).unzip();
        let mut first = Box::pin(join_all(works.into_iter().map(|work| line.take(work))));
        assert!(first.as_mut().now_or_never().is_none());
        let mut next = Box::pin(line.take(async { "done" }));
        assert!(next.as_mut().now_or_never().is_none(), "all turns are taken");
        for end in ends {
            end.send(()).unwrap();
        }
        first.await;
        assert_eq!(next.await, "done");
    }
}
