//! The real program, killed at random moments and started again, until that is enough.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::proxy::Proxy;
use crate::chance::Chance;
use crate::crash::program::{Program, Server};

/// Of a hundred kills, how many meet the server while it starts.
const WHILE_STARTING: u64 = 10;
/// How long a start takes, roughly.
const START_MS: u64 = 60;

/// How to torment it.
pub(super) struct Torment {
    pub(super) program: Program,
    pub(super) data: PathBuf,
    /// How long it is left alone at most.
    pub(super) longest: Duration,
    pub(super) chance: Chance,
}

/// A server that is killed again and again by a thread of its own.
pub(super) struct Tormented {
    stop: Sender<()>,
    kills: Arc<AtomicU64>,
    thread: JoinHandle<Result<Server>>,
}

impl Torment {
    /// Begins with a server that runs.
    pub(super) fn begin(self, server: Server, proxy: Arc<Proxy>) -> Tormented {
        let (stop, stopped) = channel();
        let kills = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&kills);
        let thread = thread::spawn(move || {
            let Self { program, data, longest, mut chance } = self;
            let mut server = server;
            loop {
                let most = u64::try_from(longest.as_millis())?;
                let moment = Duration::from_millis(most / 4 + chance.below(most * 3 / 4 + 1));
                match stopped.recv_timeout(moment) {
                    Err(RecvTimeoutError::Timeout) => {}
                    _ => return Ok(server),
                }
                proxy.lead_to(None)?;
                server.kill()?;
                counter.fetch_add(1, Ordering::Relaxed);
                if chance.percent(WHILE_STARTING) {
                    let mut child = program.command(&data)?.spawn()?;
                    thread::sleep(Duration::from_millis(chance.below(START_MS)));
                    child.kill()?;
                    child.wait()?;
                    counter.fetch_add(1, Ordering::Relaxed);
                }
                server = program.start(&data)?;
                proxy.lead_to(Some(&server.address))?;
            }
        });
        Tormented { stop, kills, thread }
    }
}

impl Tormented {
    pub(super) fn kills(&self) -> u64 {
        self.kills.load(Ordering::Relaxed)
    }

    /// Whether it has ended by itself, because of an error.
    pub(super) fn has_ended(&self) -> bool {
        self.thread.is_finished()
    }

    /// Leaves the server alone from now on; it runs.
    pub(super) fn end(self) -> Result<Server> {
        // It may have ended by itself; then its error follows.
        let _ = self.stop.send(());
        self.thread.join().map_err(|_| anyhow!("the thread that kills the server panicked"))?
    }
}
