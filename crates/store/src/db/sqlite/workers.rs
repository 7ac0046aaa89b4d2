//! Threads that do what is queued for them.

use std::thread::{self, JoinHandle};

use tokio::sync::mpsc::{self, error::TrySendError};

use crate::StoreError;

/// Jobs that may wait for their turn.
const QUEUE: usize = 1024;

/// Threads and the queue to them. Dropping it waits until they have done what is queued and have ended.
pub(super) struct Workers<J> {
    queue: mpsc::Sender<J>,
    // Dropped after the queue, whose end ends them.
    threads: Threads,
}

struct Threads(Vec<JoinHandle<()>>);

impl<J> Workers<J> {
    /// No thread yet, and the end of the queue that the threads take from.
    pub(super) fn new() -> (Self, mpsc::Receiver<J>) {
        let (queue, jobs) = mpsc::channel(QUEUE);
        (Self { queue, threads: Threads(Vec::new()) }, jobs)
    }

    /// Starts a thread that runs until the queue ends.
    pub(super) fn start(&mut self, name: &str, run: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
        let started = thread::Builder::new().name(name.to_owned()).spawn(run);
        let thread = started.map_err(|cause| StoreError::Engine(format!("cannot start a thread: {cause}")))?;
        self.threads.0.push(thread);
        Ok(())
    }

    /// Queues a job, unless too many are waiting.
    pub(super) fn submit(&self, job: J) -> Result<(), StoreError> {
        self.queue.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => StoreError::Busy,
            TrySendError::Closed(_) => StoreError::Closed,
        })
    }
}

impl Drop for Threads {
    fn drop(&mut self) {
        for thread in self.0.drain(..) {
            // One that panicked has ended too.
            let _ = thread.join();
        }
    }
}
