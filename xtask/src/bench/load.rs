//! Closed-loop load: each connection sends its next request when the last one was answered.

use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::json;
use tokio::task::LocalSet;

use super::client::{Client, request};
use super::server::{Account, Server};
use super::statistics::Sample;

/// What `FastAPI` with `SQLAlchemy` did of the same work (verify a token, encrypt, four statements, fsync) at 32 connections
/// on such a machine.
const FASTAPI_WRITES: f64 = 279.0;
const WRITE_GOAL: f64 = 20.0 * FASTAPI_WRITES;
const READ_GOAL: f64 = 25_000.0;
/// About 1 KB of writing.
pub(super) const SENTENCE: &str = "We walked along the river and talked about the week that is coming up. ";
const SENTENCES: usize = 14;

pub(super) async fn writes(server: &Server, account: &Account, span: Duration) -> Result<()> {
    println!("\nPOST /entries, 1 KB of text, durable and encrypted when answered");
    for status in ["draft", "published"] {
        let body = json!({ "text": SENTENCE.repeat(SENTENCES), "mood": 4, "tags": ["river"], "status": status });
        let post = request("POST", "/entries", Some(&account.token), &body.to_string());
        for connections in [1, 32, 128] {
            let sample = run(server, connections, span, 201, vec![post.clone()]).await?;
            let ratio = sample.rate() / FASTAPI_WRITES;
            println!(
                "  {status:<9} c={connections:<4} {sample}   {ratio:.1}x FastAPI at c=32 (goal 20x = {WRITE_GOAL:.0}/s)"
            );
        }
    }
    println!("  (published: each also queues a reading, and readings run meanwhile)");
    Ok(())
}

pub(super) async fn reads(server: &Server, account: &Account, span: Duration) -> Result<()> {
    let page = server.ask("GET", "/entries?limit=50", Some(account), "").await?;
    let ids: Vec<&str> =
        page["items"].as_array().into_iter().flatten().filter_map(|entry| entry["id"].as_str()).collect();
    ensure!(ids.len() == 50, "there are not 50 entries to read");
    let one: Vec<Vec<u8>> =
        ids.iter().map(|id| request("GET", &format!("/entries/{id}"), Some(&account.token), "")).collect();
    println!("\nGET /entries/{{id}}, verified, decrypted (goal {READ_GOAL:.0}/s)");
    for connections in [1, 32, 128] {
        println!("  c={connections:<4} {}", run(server, connections, span, 200, one.clone()).await?);
    }
    println!("\nGET /entries?limit=50");
    let list = request("GET", "/entries?limit=50", Some(&account.token), "");
    for connections in [1, 32] {
        println!("  c={connections:<4} {}", run(server, connections, span, 200, vec![list.clone()]).await?);
    }
    Ok(())
}

/// Sends the requests in turn over so many connections for so long; any other status than `expected` is an error.
pub(super) async fn run(
    server: &Server,
    connections: usize,
    span: Duration,
    expected: u16,
    requests: Vec<Vec<u8>>,
) -> Result<Sample> {
    let requests = Rc::new(requests);
    let local = LocalSet::new();
    let begun = Instant::now();
    let latencies = local.run_until(async {
        let mut running = Vec::with_capacity(connections);
        for first in 0..connections {
            let (address, requests) = (server.address.clone(), Rc::clone(&requests));
            running.push(tokio::task::spawn_local(async move {
                one(&address, &requests, first, begun + span, expected).await
            }));
        }
        let mut latencies = Vec::new();
        for connection in running {
            latencies.extend(connection.await??);
        }
        anyhow::Ok(latencies)
    });
    let latencies = latencies.await?;
    Ok(Sample::new(latencies, begun.elapsed()))
}

/// Makes so many entries with this text, over as many connections as are good for it.
pub(super) async fn fill(server: &Server, account: &Account, count: usize, text: &str) -> Result<()> {
    const CONNECTIONS: usize = 32;
    let body = json!({ "text": text, "status": "draft" }).to_string();
    let post = Rc::new(request("POST", "/entries", Some(&account.token), &body));
    let filled = LocalSet::new();
    filled
        .run_until(async {
            let mut running = Vec::with_capacity(CONNECTIONS);
            for number in 0..CONNECTIONS {
                let share = count / CONNECTIONS + usize::from(number < count % CONNECTIONS);
                let (address, post) = (server.address.clone(), Rc::clone(&post));
                running.push(tokio::task::spawn_local(async move {
                    let mut client = Client::connect(&address).await?;
                    for _ in 0..share {
                        let answer = client.send(&post).await?;
                        ensure!(answer.status == 201, "status {} instead of 201", answer.status);
                    }
                    anyhow::Ok(())
                }));
            }
            for connection in running {
                connection.await??;
            }
            Ok(())
        })
        .await
}

async fn one(
    address: &str,
    requests: &[Vec<u8>],
    first: usize,
    until: Instant,
    expected: u16,
) -> Result<Vec<Duration>> {
    let mut client = Client::connect(address).await?;
    let mut latencies = Vec::new();
    for request in requests.iter().cycle().skip(first % requests.len()) {
        let sent = Instant::now();
        if sent >= until {
            break;
        }
        let answer = client.send(request).await?;
        ensure!(answer.status == expected, "status {} instead of {expected}", answer.status);
        latencies.push(sent.elapsed());
    }
    Ok(latencies)
}
