//! What the simulator was asked.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::Notify;

use super::behaviour::Behaviour;
use super::wire::Wire;

/// Most requests kept; a simulator may run for days, or under load.
const MOST_KEPT: usize = 10_000;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Such as `POST`.
    pub method: String,
    /// Such as `/v1/chat/completions`.
    pub path: String,
    /// Names in lower case, in order.
    pub headers: Vec<(String, String)>,
    /// The body; `null` where it is not JSON.
    pub body: Value,
    /// What it met; `None` where it was not for an endpoint that follows the script.
    pub met: Option<Behaviour>,
}

impl Recorded {
    /// The first header of that name (in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The text of every message in a chat request, one after the other.
    #[must_use]
    pub fn conversation(&self) -> String {
        self.messages().into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
    }

    /// The format in which it is written; that of `OpenAI` where the path does not tell.
    pub(crate) fn wire(&self) -> Wire {
        Wire::of(self.path_only()).unwrap_or(Wire::OpenAi)
    }

    /// Who said what, in order.
    pub(crate) fn messages(&self) -> Vec<(&str, &str)> {
        self.wire().messages(&self.body)
    }

    /// The path without its query.
    pub(crate) fn path_only(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    /// Whether the answer is wanted as a stream.
    pub(crate) fn wants_stream(&self) -> bool {
        self.wire() == Wire::OpenAi && self.body["stream"] == Value::Bool(true)
    }

    /// The model asked for.
    pub(crate) fn model(&self) -> &str {
        let in_path = || self.path_only().rsplit('/').next()?.strip_suffix(":generateContent");
        self.body["model"].as_str().or_else(in_path).unwrap_or("sim")
    }
}

/// The latest requests, and how much was answered.
#[derive(Debug, Default)]
pub(crate) struct Record {
    inner: Mutex<Requests>,
    arrived: Notify,
    bytes_sent: AtomicU64,
}

#[derive(Debug, Default)]
struct Requests {
    all: VecDeque<Recorded>,
    /// How many of them were handed out one by one.
    taken: usize,
}

impl Record {
    pub(crate) fn add(&self, request: Recorded) {
        let mut requests = self.lock();
        requests.all.push_back(request);
        if requests.all.len() > MOST_KEPT {
            requests.all.pop_front();
            requests.taken = requests.taken.saturating_sub(1);
        }
        drop(requests);
        self.arrived.notify_waiters();
    }

    pub(crate) fn all(&self) -> Vec<Recorded> {
        self.lock().all.iter().cloned().collect()
    }

    pub(crate) async fn next(&self) -> Recorded {
        loop {
            // Listening starts before looking, so that an arrival between the two is not missed.
            let arrived = self.arrived.notified();
            if let Some(request) = self.take() {
                return request;
            }
            arrived.await;
        }
    }

    pub(crate) fn count_sent(&self, bytes: usize) {
        self.bytes_sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn bytes_sent(&self) -> u64 {
        self.bytes_sent.load(Ordering::Relaxed)
    }

    fn take(&self) -> Option<Recorded> {
        let mut requests = self.lock();
        let request = requests.all.get(requests.taken).cloned();
        requests.taken += usize::from(request.is_some());
        request
    }

    fn lock(&self) -> MutexGuard<'_, Requests> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
