//! `hearken serve`: the server, from settings to the last drained request.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use hearken_ai::{EntryReader, Link};
use hearken_api::{ApiSettings, ApiState};
use hearken_app::backup::{self, BackupPlan};
use hearken_app::{App, AppOptions, providers, upkeep, worker};
use hearken_domain::{Clock, SystemClock};
use hearken_store::{Store, StoreOptions};
use tokio::net::TcpListener;

use super::doctor;
use crate::config::{BackupConfig, Config, Configured, Flags};
use crate::shutdown::StopSignals;
use crate::telemetry;

/// How long requests, streams and jobs may take to end once the server was asked to stop.
const PATIENCE: Duration = Duration::from_secs(15);
/// How long to wait for threads after that. One may be stuck in the system, say in looking up a name.
const REST: Duration = Duration::from_secs(1);

pub(crate) fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    start(Config::load(flags)?, |_| Box::pin(async { Ok(String::new()) }))
}

/// What is to be done before the server listens; it returns what to say besides the address.
pub(super) type Preparation = for<'a> fn(&'a App) -> Pin<Box<dyn Future<Output = anyhow::Result<String>> + 'a>>;

pub(super) fn start(config: Config, prepare: Preparation) -> anyhow::Result<ExitCode> {
    telemetry::start(config.log);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(serve(config, prepare));
    runtime.shutdown_timeout(REST);
    ended
}

async fn serve(config: Config, prepare: Preparation) -> anyhow::Result<ExitCode> {
    let mut signals = StopSignals::listen()?;
    // The store first: that another server has this data is a better reason to give than that its port is taken.
    let app = open_app(&config).await?;
    let prepared = prepare(&app).await?;
    doctor::warn_about_files(&config.storage);
    let public_origin = config.http.public_origin;
    let settings = ApiSettings {
        public_origins: public_origin.iter().cloned().collect(),
        crisis_resources: config.crisis_resources,
        local_ports: config.local_model_ports,
        ..ApiSettings::default()
    };
    let service = hearken_api::router(ApiState::new(app.clone(), settings))?;
    let address = config.http.listen;
    let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    super::print(&(greeting(listener.local_addr()?, public_origin.as_deref()) + &prepared))?;
    worker::start(&app);
    upkeep::start(&app);
    providers::start(&app);
    start_backups(&app, &config.storage, config.backup);

    tokio::select! {
        () = hearken_api::serve(listener, service, app.tasks()) => {}
        () = signals.next() => {}
    }
    drain(&app, &mut signals).await
}

/// Where to find it. Under no name but `localhost` do browsers allow passkeys without a certificate; where a public
/// address is set, pages at any other are refused, so that is the one to open.
fn greeting(listening: SocketAddr, public_origin: Option<&str>) -> String {
    let is_loopback = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()].contains(&listening.ip());
    let at = match public_origin {
        Some(origin) => format!("{listening}, for {origin}"),
        None if is_loopback => format!("localhost:{}", listening.port()),
        None => listening.to_string(),
    };
    format!("Hearken is listening on http://{at}\n")
}

async fn open_app(config: &Config) -> anyhow::Result<App> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let store = Store::open(&config.storage, clock.now()).await?;
    let ids = Arc::new(SystemClock);
    let (readers, registration, spending) = (readers(config, &clock), config.registration, config.spending);
    Ok(App::new(AppOptions { store, clock, ids, readers, registration, spending }).await?)
}

fn readers(config: &Config, clock: &Arc<dyn Clock>) -> Vec<Link> {
    let chain = config.providers.iter().filter(|provider| provider.reads_entries).cloned();
    let link = |it: Configured| {
        let is_local = it.model.is_local();
        let reader = EntryReader::new(it.model, Arc::clone(clock));
        Link::new(it.name, reader).free(is_local).max_in_flight(it.max_in_flight)
    };
    chain.map(link).collect()
}

fn start_backups(app: &App, storage: &StoreOptions, BackupConfig { schedule, folders, keep }: BackupConfig) {
    backup::start(app, BackupPlan { storage: storage.clone(), folders, schedule, keep });
}

/// Lets everything end that has begun; a second signal is taken at its word.
async fn drain(app: &App, signals: &mut StopSignals) -> anyhow::Result<ExitCode> {
    tracing::info!("stopping: requests and jobs that have begun may end");
    let ended = tokio::select! {
        ended = app.tasks().shut_down(PATIENCE) => ended,
        () = signals.next() => bail!("stopped at once by a second signal"),
    };
    ensure!(ended, "some requests or jobs had not ended after {} s", PATIENCE.as_secs());
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_the_address_to_open() {
        let public = Some("https://journal.example.org");
        for (listening, origin, said) in [
            ("127.0.0.1:4747", None, "http://localhost:4747"),
            ("[::1]:4747", None, "http://localhost:4747"),
            ("127.0.0.2:4747", None, "http://127.0.0.2:4747"),
            ("192.168.1.20:80", None, "http://192.168.1.20:80"),
            ("127.0.0.1:4747", public, "http://127.0.0.1:4747, for https://journal.example.org"),
        ] {
            assert_eq!(greeting(listening.parse().unwrap(), origin), format!("Hearken is listening on {said}\n"));
        }
    }
}
