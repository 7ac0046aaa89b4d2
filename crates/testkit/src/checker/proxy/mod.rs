//! A network that breaks: hands connections on to a server, and spoils some of them, as a seed decides.
//!
//! It listens on the loopback address and connects to nothing else. Whatever it does to a connection ends after
//! [`Limits::hole`] at the latest.

mod connection;
mod fault;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tokio::task::JoinSet;

pub(super) use fault::Fault;

use self::connection::serve;
use self::fault::Plan;
use crate::chance::Chance;

/// How far faults may go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// How long a connection may swallow everything before it breaks.
    pub(super) hole: Duration,
    /// After how many bytes at most a connection breaks that is to break.
    pub(super) bytes: u64,
}

/// How many connections there were of each kind.
pub(super) type Counts = BTreeMap<Fault, u64>;

/// What all connections share.
struct Shared {
    upstream: Mutex<Option<SocketAddr>>,
    counts: Mutex<Counts>,
    limits: Limits,
    seed: u64,
    /// True once nothing is to be broken any more.
    calm: watch::Receiver<bool>,
}

/// The network. It ends when it is dropped.
pub(super) struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    calm: watch::Sender<bool>,
    _runtime: Runtime,
}

impl Proxy {
    pub(super) fn start(seed: u64, limits: Limits) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let (calm, is_calm) = watch::channel(false);
        let shared =
            Arc::new(Shared { upstream: Mutex::default(), counts: Mutex::default(), limits, seed, calm: is_calm });
        runtime.spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self { address, shared, calm, _runtime: runtime })
    }

    /// Where it listens, as `host:port`.
    pub(super) fn address(&self) -> String {
        self.address.to_string()
    }

    /// Where connections go from now on; none while the server is away.
    pub(super) fn lead_to(&self, upstream: Option<&str>) -> Result<()> {
        let upstream: Option<SocketAddr> =
            upstream.map(str::parse).transpose().context("the server's address is not one")?;
        ensure!(upstream.is_none_or(|upstream| upstream.ip().is_loopback()), "the server is not on this machine");
        *self.shared.upstream.lock().unwrap_or_else(PoisonError::into_inner) = upstream;
        Ok(())
    }

    /// Breaks nothing from now on, and ends the connections that were to break.
    pub(super) fn calm_down(&self) {
        self.calm.send_replace(true);
    }

    pub(super) fn counts(&self) -> Counts {
        self.shared.counts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Shared {
    fn upstream(&self) -> Option<SocketAddr> {
        *self.upstream.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, fault: Fault) {
        *self.counts.lock().unwrap_or_else(PoisonError::into_inner).entry(fault).or_default() += 1;
    }

    /// What is to happen to the connection with this number.
    fn plan(&self, number: usize) -> Plan {
        if *self.calm.borrow() {
            return Plan::sound();
        }
        Plan::draw(&mut Chance::part(self.seed, number), &self.limits)
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    for number in 0.. {
        let Ok((client, _)) = listener.accept().await else { continue };
        let plan = shared.plan(number);
        shared.count(plan.fault);
        connections.spawn(serve(client, plan, Arc::clone(&shared)));
        while connections.try_join_next().is_some() {}
    }
}
