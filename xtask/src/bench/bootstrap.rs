//! What a new device waits for: everything of a long journal, page by page, as its sync client pulls it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use super::client::{Client, request};
use super::search;
use super::server::{Account, Server};
use super::statistics::{Sample, millis};

const CLIENT: &str = "0192f0c1-0000-7000-8000-0000000b0075";
const ROUNDS: usize = 5;
const GOAL: Duration = Duration::from_secs(1);

pub(super) async fn measure(server: &Server, account: &Account, entries: usize) -> Result<()> {
    search::write(server, account, entries, "published").await?;
    while pull_all(server, account, entries).await?.unread > 0 {
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    println!("\nA new device pulls {entries} entries of {} bytes, with their readings", search::LENGTH);
    let (mut firsts, mut wholes) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let pulled = pull_all(server, account, entries).await?;
        println!(
            "  all {} rows in {} pages, {} KB: {:>10}   the first page after {:>9}",
            pulled.rows,
            pulled.pages,
            pulled.bytes / 1024,
            millis(pulled.whole),
            millis(pulled.first)
        );
        firsts.push(pulled.first);
        wholes.push(pulled.whole);
    }
    let median = |latencies| millis(Sample::new(latencies, GOAL).percentile(50));
    println!("  median {} (goal {}), first page {}", median(wholes), millis(GOAL), median(firsts));
    Ok(())
}

struct Pulled {
    rows: usize,
    /// Entries whose reading is still to come.
    unread: usize,
    pages: usize,
    bytes: usize,
    first: Duration,
    whole: Duration,
}

/// Pages without reading them: what a browser does with a page is not the server's time. They are looked at afterwards.
async fn pull_all(server: &Server, account: &Account, entries: usize) -> Result<Pulled> {
    let mut client = Client::connect(&server.address).await?;
    let (mut cookie, mut epoch) = (0, 0);
    let (mut pages, mut waited, mut first) = (Vec::new(), Duration::ZERO, Duration::ZERO);
    loop {
        let body = json!({ "client_id": CLIENT, "cookie": cookie, "epoch": epoch, "fresh": true }).to_string();
        let request = request("POST", "/sync/pull", Some(&account.token), &body);
        let sent = Instant::now();
        let answer = client.send(&request).await?;
        waited += sent.elapsed();
        if pages.is_empty() {
            first = waited;
        }
        ensure!(answer.status == 200, "status {}", answer.status);
        let page: Value = serde_json::from_slice(&answer.body)?;
        cookie = page["to"].as_i64().context("a page without `to`")?;
        epoch = page["epoch"].as_i64().context("a page without `epoch`")?;
        let more = page["more"] == true;
        pages.push((answer.body.len(), page));
        if !more {
            break;
        }
    }
    let rows = || pages.iter().filter_map(|(_, page)| page["rows"].as_array()).flatten();
    let found = rows().filter(|row| row["t"] == "entry").count();
    ensure!(found == entries, "{found} entries were pulled instead of {entries}");
    let bytes = pages.iter().map(|(bytes, _)| bytes).sum();
    let is_read = |row: &&Value| row["t"] == "analysis" && row["d"]["method"].is_string();
    let unread = entries - rows().filter(is_read).count();
    Ok(Pulled { rows: rows().count(), unread, pages: pages.len(), bytes, first, whole: waited })
}
