//! A provider simulator: a real HTTP server on this machine that speaks the wire formats of OpenAI, Anthropic
//! and Google, well or badly.
//!
//! It answers `POST …/chat/completions` (whole or streamed), `POST …/messages`, `POST …:generateContent` and
//! `GET …/models`. What it does next is scripted: each request to an endpoint takes one [`Behaviour`] from the script, and
//! after the script the usual one, which unless changed is a competent answer.
//!
//! ```
//! # async fn example() {
//! use hearken_testkit::sim::{Behaviour, RetryAfter, Sim};
//!
//! let sim = Sim::start().await;
//! sim.script([Behaviour::TooMany(RetryAfter::Seconds(2)), Behaviour::Competent]);
//! // … point a client at sim.base_url() …
//! assert_eq!(sim.next_request().await.path, "/v1/chat/completions");
//! # }
//! ```

mod anthropic;
mod behaviour;
mod connection;
mod gemini;
mod obedient;
mod openai;
mod plan;
mod reader;
mod record;
mod request;
mod response;
mod script;
mod server;
mod step;
#[cfg(test)]
mod tests;
mod wire;

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub use behaviour::{Behaviour, RetryAfter};
pub use record::Recorded;
pub use script::{SCRIPT_HELP, ScriptError, parse_script};
pub use wire::Wire;

use record::Record;

/// A running simulator. It stops, and drops every connection, when this is dropped.
#[derive(Debug)]
pub struct Sim {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Owns the server's task.
    _server: JoinSet<()>,
}

/// What the server's tasks and the handle share.
#[derive(Debug)]
pub(crate) struct Shared {
    script: Mutex<Script>,
    record: Record,
}

#[derive(Debug)]
struct Script {
    next: VecDeque<Behaviour>,
    usual: Behaviour,
}

impl Sim {
    /// Starts on a free port of the loopback interface.
    ///
    /// # Panics
    /// If there is none: a test cannot go on without its provider.
    #[expect(clippy::expect_used, reason = "documented")]
    pub async fn start() -> Self {
        Self::listen("127.0.0.1:0").await.expect("a free port on the loopback interface")
    }

    /// Starts on `address`, such as `127.0.0.1:4750`.
    pub async fn listen(address: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let script = Mutex::new(Script { next: VecDeque::new(), usual: Behaviour::Competent });
        let shared = Arc::new(Shared { script, record: Record::default() });
        let mut server = JoinSet::new();
        server.spawn(server::serve(listener, Arc::clone(&shared)));
        Ok(Self { address, shared, _server: server })
    }

    /// The base URL to configure, such as `http://127.0.0.1:40123/v1`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// Adds to what the next requests meet, one behaviour each.
    pub fn script(&self, behaviours: impl IntoIterator<Item = Behaviour>) {
        self.shared.lock_script().next.extend(behaviours);
    }

    /// What requests meet when the script is over.
    pub fn usually(&self, behaviour: Behaviour) {
        self.shared.lock_script().usual = behaviour;
    }

    /// The requests so far, oldest first; of very many, the latest 10,000.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.record.all()
    }

    /// The oldest request not yet returned by this method; waits for it.
    pub async fn next_request(&self) -> Recorded {
        self.shared.record.next().await
    }

    /// Bytes sent so far, as far as the system took them.
    #[must_use]
    pub fn bytes_sent(&self) -> u64 {
        self.shared.record.bytes_sent()
    }
}

impl Shared {
    pub(crate) fn next_behaviour(&self) -> Behaviour {
        let mut script = self.lock_script();
        script.next.pop_front().unwrap_or_else(|| script.usual.clone())
    }

    pub(crate) const fn record(&self) -> &Record {
        &self.record
    }

    fn lock_script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
