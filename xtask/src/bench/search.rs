//! Searching a long journal over HTTP, by queries of every kind, and what a writer feels of it.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::json;
use tokio::task::LocalSet;

use super::client::{Client, request};
use super::server::{Account, Server};
use super::statistics::{Sample, millis};

/// Bytes of each text.
pub(super) const LENGTH: usize = 2_000;
const WRITERS: usize = 16;
const ROUNDS: usize = 40;
const GOAL: Duration = Duration::from_millis(150);

/// Queries, with what they are like.
const QUERIES: [(&str, &str); 8] = [
    ("a letter, in every entry", "q=a"),
    ("a rare word", "q=lighthouse"),
    ("no hit", "q=zeppelin"),
    ("three words", "q=river+walk+morn"),
    ("a phrase", "q=%22old+lighthouse%22"),
    ("all but", "q=river+-kettle"),
    ("a tag alone", "q=tag%3Arare"),
    ("a tag and a word", "q=tag%3Arare+river"),
];

const WORDS: [&str; 40] = [
    "the",
    "and",
    "river",
    "walk",
    "walked",
    "morning",
    "kettle",
    "window",
    "letter",
    "money",
    "talk",
    "talked",
    "rain",
    "roof",
    "garden",
    "train",
    "mother",
    "sleep",
    "tired",
    "happy",
    "quiet",
    "again",
    "about",
    "never",
    "house",
    "light",
    "table",
    "coffee",
    "work",
    "meeting",
    "doctor",
    "school",
    "sister",
    "summer",
    "grüße",
    "café",
    "piano",
    "choir",
    "bread",
    "afternoon",
];

pub(super) async fn searches(server: &Server, account: &Account, entries: usize) -> Result<()> {
    let begun = Instant::now();
    write(server, account, entries, "draft").await?;
    println!("\n{entries} entries of {LENGTH} bytes written in {:.1} s", begun.elapsed().as_secs_f64());
    println!("GET /search, one after the other (goal p95 {})", millis(GOAL));
    for (what, query) in QUERIES {
        let sample = ask(server, account, query).await?;
        println!("  {what:<26} p50 {:>10}   p95 {:>10}", millis(sample.percentile(50)), millis(sample.percentile(95)));
    }
    println!("POST /entries by another user, one after the other");
    let other = server.register("other").await?;
    let body = json!({ "text": text(7, 1_000) }).to_string();
    let post = request("POST", "/entries", Some(&other.token), &body);
    println!("  while nobody searches      {}", writes(server, &post).await?);
    println!("  while somebody searches    {}", beside_searches(server, account, &post).await?);
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let megabytes = server.resident_bytes()? as f64 / 1_048_576.0;
    println!("memory afterwards            {megabytes:.1} MB RSS");
    Ok(())
}

/// Words of a small vocabulary, some far more often than others; in every hundredth text a lighthouse.
fn text(number: usize, length: usize) -> String {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut text = String::with_capacity(length + 16);
    while text.len() < length {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (first, second) = ((state >> 33) % WORDS.len(), (state >> 43) % WORDS.len());
        text.push_str(WORDS[first.min(second)]);
        text.push_str(if state >> 60 == 0 { ". " } else { " " });
    }
    if number.is_multiple_of(100) { text + "an old lighthouse" } else { text }
}

/// Writes a journal of so many entries, drafts or published ones.
pub(super) async fn write(server: &Server, account: &Account, entries: usize, status: &'static str) -> Result<()> {
    let local = LocalSet::new();
    local
        .run_until(async {
            let mut running = Vec::with_capacity(WRITERS);
            for first in 0..WRITERS {
                let (address, token) = (server.address.clone(), account.token.clone());
                running.push(tokio::task::spawn_local(async move {
                    let mut client = Client::connect(&address).await?;
                    for number in (first..entries).step_by(WRITERS) {
                        let tags = if number.is_multiple_of(50) { vec!["rare"] } else { vec!["daily"] };
                        let body = json!({ "text": text(number, LENGTH), "tags": tags, "status": status }).to_string();
                        let answer = client.send(&request("POST", "/entries", Some(&token), &body)).await?;
                        ensure!(answer.status == 201, "status {}", answer.status);
                    }
                    Ok(())
                }));
            }
            for connection in running {
                connection.await??;
            }
            Ok(())
        })
        .await
}

async fn ask(server: &Server, account: &Account, query: &str) -> Result<Sample> {
    let search = request("GET", &format!("/search?{query}"), Some(&account.token), "");
    repeat(server, &search, 200, ROUNDS).await
}

async fn writes(server: &Server, post: &[u8]) -> Result<Sample> {
    repeat(server, post, 201, 20 * ROUNDS).await
}

async fn repeat(server: &Server, request: &[u8], expected: u16, rounds: usize) -> Result<Sample> {
    let mut client = Client::connect(&server.address).await?;
    let (begun, mut latencies) = (Instant::now(), Vec::with_capacity(rounds));
    for _ in 0..rounds {
        let sent = Instant::now();
        let answer = client.send(request).await?;
        ensure!(answer.status == expected, "status {} instead of {expected}", answer.status);
        latencies.push(sent.elapsed());
    }
    Ok(Sample::new(latencies, begun.elapsed()))
}

/// Writes while somebody else searches without a pause.
async fn beside_searches(server: &Server, account: &Account, post: &[u8]) -> Result<Sample> {
    let search = request("GET", "/search?q=river+walk", Some(&account.token), "");
    let mut client = Client::connect(&server.address).await?;
    let searching = async {
        loop {
            client.send(&search).await?;
        }
    };
    tokio::select! {
        sample = writes(server, post) => sample,
        stopped = searching => stopped,
    }
}
