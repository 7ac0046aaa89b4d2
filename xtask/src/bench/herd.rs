//! Everybody comes back at once: how long it takes after a restart until all devices are there again, each with what it
//! has missed, if they wait as the web app does.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::json;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::sleep;
use tokio_tungstenite::tungstenite::Error;

use super::server::{Account, Server};
use super::sockets::{Closed, Greeting, Socket, next, open};
use super::statistics::{Sample, millis};

const USERS: usize = 100;
const GOAL: Duration = Duration::from_secs(30);
/// When to give up.
const PATIENCE: Duration = Duration::from_mins(2);
/// The waits of `web/src/sync/backoff.ts`: all of it jitter.
const BASE_MS: f64 = 500.0;
const CAP_MS: f64 = 30_000.0;
const DRAIN_MS: f64 = 10_000.0;
/// How many connect at once in the beginning.
const AT_ONCE: usize = 64;

/// How the server goes away.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Going {
    /// It says goodbye.
    Stopped,
    /// It is killed.
    Killed,
}

/// What the devices have met on their way back.
#[derive(Default)]
struct Met {
    attempts: Cell<u64>,
    /// Answers that say that the server has failed, or has too much to do.
    refusals: Cell<u64>,
}

/// Someone's device.
struct Device {
    number: u32,
    token: String,
    greeting: Greeting,
}

/// Both ways to restart, one after the other.
pub(super) async fn returning(mut server: Server, count: usize) -> Result<Server> {
    let mut accounts = Vec::with_capacity(USERS);
    for user in 0..USERS {
        accounts.push(server.register(&format!("herd-{user}")).await?);
    }
    println!("\n{count} devices of {USERS} users return after a restart, each to one change that it has missed");
    for going in [Going::Stopped, Going::Killed] {
        server = LocalSet::new().run_until(one(server, &accounts, count, going)).await?;
    }
    Ok(server)
}

async fn one(server: Server, accounts: &[Account], count: usize, going: Going) -> Result<Server> {
    let address: Rc<str> = server.address.as_str().into();
    let sockets = gather(&server, accounts, count).await?;
    for account in accounts {
        let body = json!({ "text": "Missed.", "status": "draft" }).to_string();
        server.ask("POST", "/entries", Some(account), &body).await?;
    }
    let met = Rc::new(Met::default());
    let begun = Instant::now();
    let mut returns = JoinSet::new();
    for (device, socket) in sockets {
        let (address, met) = (Rc::clone(&address), Rc::clone(&met));
        returns.spawn_local(async move {
            device.await_end(socket).await?;
            let socket = device.come_back(&address, going, &met).await?;
            anyhow::Ok((begun.elapsed(), socket))
        });
    }
    let server = tokio::task::spawn_blocking(move || server.restart(going == Going::Stopped)).await??;
    let away = begun.elapsed();
    let (mut latencies, mut there) = (Vec::with_capacity(count), Vec::with_capacity(count));
    while let Some(returned) = returns.join_next().await {
        let (took, socket) = returned??;
        latencies.push(took);
        there.push(socket);
    }
    report(going, away, &Sample::new(latencies, begun.elapsed()), &met)?;
    Ok(server)
}

fn report(going: Going, away: Duration, sample: &Sample, met: &Met) -> Result<()> {
    let how = if going == Going::Stopped { "stopped" } else { "killed" };
    let last = sample.percentile(100);
    println!(
        "  {how:<8} away {}, back after p50 {}, p99 {}, all {}   (goal {})",
        millis(away),
        millis(sample.percentile(50)),
        millis(sample.percentile(99)),
        millis(last),
        millis(GOAL)
    );
    println!("           {} attempts, {} answered with 5xx", met.attempts.get(), met.refusals.get());
    ensure!(met.refusals.get() == 0, "the server has turned devices away");
    ensure!(last <= GOAL, "it took too long until all were back");
    Ok(())
}

/// Connects all devices, some at a time.
async fn gather(server: &Server, accounts: &[Account], count: usize) -> Result<Vec<(Device, Socket)>> {
    let mut opened = Vec::with_capacity(count);
    let mut opening = JoinSet::new();
    for (number, account) in (0..u32::try_from(count)?).zip(accounts.iter().cycle()) {
        if opening.len() == AT_ONCE {
            opened.push(opening.join_next().await.context("nobody connects")???);
        }
        let (address, token) = (server.address.clone(), account.token.clone());
        opening.spawn_local(async move {
            let (socket, greeting) = open(&address, &token, Greeting::new()).await?;
            anyhow::Ok((Device { number, token, greeting }, socket))
        });
    }
    while let Some(device) = opening.join_next().await {
        opened.push(device??);
    }
    Ok(opened)
}

impl Device {
    /// Waits until the socket ends; what comes before that has been missed.
    async fn await_end(&self, mut socket: Socket) -> Result<()> {
        let ended = async { while next(&mut socket, "never").await.is_ok() {} };
        tokio::time::timeout(PATIENCE, ended).await.context("a socket outlived its server")
    }

    async fn come_back(&self, address: &str, going: Going, met: &Met) -> Result<Socket> {
        let begun = Instant::now();
        let mut wait = if going == Going::Stopped { DRAIN_MS } else { BASE_MS } * self.unit(0);
        for tries in 1_u32.. {
            sleep(Duration::from_secs_f64(wait / 1000.0)).await;
            met.attempts.set(met.attempts.get() + 1);
            match open(address, &self.token, self.greeting.clone()).await {
                Ok((socket, _)) => return Ok(socket),
                Err(error) if is_refusal(&error) => met.refusals.set(met.refusals.get() + 1),
                Err(error) if begun.elapsed() > PATIENCE => return Err(error),
                Err(_) => {}
            }
            wait = (BASE_MS * f64::from(2_u32.saturating_pow(tries))).min(CAP_MS) * self.unit(tries);
        }
        bail!("it never came back")
    }

    /// A number in [0, 1), another one for each device and try.
    fn unit(&self, tries: u32) -> f64 {
        // The golden ratio spreads evenly.
        f64::from(self.number).mul_add(0.618_033_988_749, f64::from(tries) * 0.377).fract()
    }
}

/// Whether the server has said that it failed, or that it has too much to do.
fn is_refusal(error: &anyhow::Error) -> bool {
    let closed = error.downcast_ref::<Closed>().is_some_and(|Closed(code)| [1011, 1013].contains(code));
    let answer = match error.downcast_ref::<Error>() {
        Some(Error::Http(response)) => response.status().is_server_error(),
        _ => false,
    };
    closed || answer
}

#[cfg(test)]
mod tests {
    use tokio_tungstenite::tungstenite::http::{Response, StatusCode};

    use super::*;

    #[test]
    fn what_a_server_refuses_is_told_from_one_that_is_away() {
        let answer = |status: StatusCode| {
            let mut response = Response::new(None);
            *response.status_mut() = status;
            anyhow::Error::new(Error::Http(Box::new(response)))
        };
        assert!(is_refusal(&answer(StatusCode::SERVICE_UNAVAILABLE)) && is_refusal(&Closed(1013).into()));
        assert!(!is_refusal(&answer(StatusCode::UNAUTHORIZED)) && !is_refusal(&Closed(4503).into()));
        assert!(!is_refusal(&Error::ConnectionClosed.into()));
    }
}
