//! The providers that may read entries: how they are doing, and what is kept of that over restarts.

mod local;
mod probe;
mod readers;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use hearken_ai::{BreakerView, LastError, Link, Load, Provider, Remembered};
use hearken_domain::Timestamp;
use hearken_store::{BreakerKey, Store, StoreError, StoredBreaker, Tx};
use thiserror::Error;
use tokio::sync::Mutex;

use crate::App;
use crate::account::{AccountError, Actor, owner_only};
use crate::analysis::after_outage;

pub use hearken_ai::{BreakerState, LocalServer, ReadError, USUAL_PORTS, local_address};
pub use hearken_store::LocalModel;
pub use local::{add_local, look_for_local, remove_local, time_local};
pub use probe::{probe, start};
pub(crate) use readers::Readers;

/// What is asked of providers, so far.
const OPERATION: &str = "analysis";

/// Why something about a provider was refused.
#[derive(Debug, Error)]
pub enum ProvidersError {
    /// There is no such provider.
    #[error("there is no such provider")]
    NoSuchProvider,
    /// Not the owner, or the store failed.
    #[error(transparent)]
    Account(#[from] AccountError),
}

/// A provider, and how it is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderState {
    /// Its name in the settings.
    pub name: String,
    /// Whether it is none of the settings: the owner added it.
    pub is_added: bool,
    /// Who it is.
    pub provider: Provider,
    /// Its breaker.
    pub breaker: BreakerView,
    /// The calls it has in flight.
    pub load: Load,
    /// How it failed last.
    pub last_error: Option<LastError>,
}

/// What was kept last of each breaker, so that only changes are written, and these in their order.
#[derive(Default)]
pub(crate) struct Kept {
    last: Mutex<HashMap<String, StoredBreaker>>,
    ends: AtomicU64,
}

impl Kept {
    /// How many outages have ended since the start, of any provider.
    pub(crate) fn ends(&self) -> u64 {
        self.ends.load(Ordering::SeqCst)
    }
}

/// For the owner: the providers in the order in which they are asked, and how they are doing.
pub async fn list_providers(app: &App, actor: &Actor) -> Result<Vec<ProviderState>, ProvidersError> {
    owner_only(app, actor).await?;
    let now = app.ctx().now();
    Ok(app.readers().iter().map(|link| state(link, now)).collect())
}

/// For the owner: has a provider asked again at once, as if it had never failed.
pub async fn reset_breaker(app: &App, actor: &Actor, name: &str) -> Result<ProviderState, ProvidersError> {
    owner_only(app, actor).await?;
    let readers = app.readers();
    let link = readers.iter().find(|link| link.name() == name).ok_or(ProvidersError::NoSuchProvider)?;
    link.reader().breaker().recall(Remembered::default());
    link.recall(None);
    keep(app, link).await.map_err(AccountError::from)?;
    tracing::info!(provider = name, "breaker reset by the owner");
    Ok(state(link, app.ctx().now()))
}

fn state(link: &Link, now: Timestamp) -> ProviderState {
    ProviderState {
        name: link.name().to_owned(),
        is_added: link.name() == readers::ADDED,
        provider: link.provider().clone(),
        breaker: link.view(now),
        load: link.load(),
        last_error: link.last_error(),
    }
}

/// Takes up each breaker where it was left.
pub(crate) async fn recall(store: &Store, links: &[Arc<Link>]) -> Result<Kept, StoreError> {
    let stored: Vec<StoredBreaker> = store.read((), |tx, ()| Box::pin(tx.list_breakers())).await?;
    let mut kept = HashMap::new();
    for link in links {
        let Some(breaker) = stored.iter().find(|stored| stored.key == key(link)) else { continue };
        let StoredBreaker { failures, open_since, last_error, .. } = breaker.clone();
        link.reader().breaker().recall(Remembered { failures, open_since });
        link.recall(last_error.map(|(cause, at)| LastError { cause, at }));
        kept.insert(link.name().to_owned(), breaker.clone());
    }
    Ok(Kept { last: Mutex::new(kept), ends: AtomicU64::default() })
}

/// Keeps how the providers are doing that were just asked; what one was to read while it was out is read once it is back.
/// What cannot be kept is forgotten at a restart, no more.
pub(crate) async fn keep_all(app: &App, links: &[&Link]) {
    for link in links {
        if let Err(error) = keep(app, link).await {
            tracing::warn!(%error, provider = link.name(), "how a provider is doing cannot be kept for now");
        }
    }
}

async fn keep(app: &App, link: &Link) -> Result<(), StoreError> {
    let mut kept = app.kept_breakers().last.lock().await;
    let now = snapshot(link);
    let before = kept.get(link.name());
    let is_news = before.map_or_else(|| !is_well(&now), |before| *before != now);
    if !is_news {
        return Ok(());
    }
    let is_back = before.is_some_and(is_failing) && !is_failing(&now);
    if is_back {
        // First: what failed too late to be on the list below looks for this afterwards.
        app.kept_breakers().ends.fetch_add(1, Ordering::SeqCst);
    }
    let news = (now.clone(), is_back.then(|| app.ctx().now()));
    app.store().write(news, |tx, (breaker, back)| Box::pin(put(tx, breaker, *back))).await?;
    kept.insert(link.name().to_owned(), now);
    if is_back {
        app.wake_worker();
    }
    Ok(())
}

/// Both or neither: nobody's entries are forgotten by a kill in between.
async fn put(tx: &mut Tx<'_>, breaker: &StoredBreaker, back: Option<Timestamp>) -> Result<(), StoreError> {
    tx.put_breaker(breaker).await?;
    match back {
        Some(now) => after_outage::queue_for_all(tx, now).await,
        None => Ok(()),
    }
}

fn snapshot(link: &Link) -> StoredBreaker {
    let Remembered { failures, open_since } = link.reader().breaker().remember();
    let last_error = link.last_error().map(|LastError { cause, at }| (cause, at));
    StoredBreaker { key: key(link), failures, open_since, last_error }
}

const fn is_failing(breaker: &StoredBreaker) -> bool {
    !breaker.failures.is_empty() || breaker.open_since.is_some()
}

const fn is_well(breaker: &StoredBreaker) -> bool {
    breaker.failures.is_empty() && breaker.open_since.is_none() && breaker.last_error.is_none()
}

fn key(link: &Link) -> BreakerKey {
    let (provider, model) = (link.name().to_owned(), link.provider().model.clone());
    BreakerKey { provider, model, operation: OPERATION.to_owned() }
}
