//! How long the score of a relationship takes in a long journal: at first, again, and after one more entry.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use hearken_domain::Timestamp;
use serde_json::{Value, json};

use super::client::{Client, request};
use super::server::{Account, Server};
use super::statistics::{Sample, millis};

const PEOPLE: [&str; 4] = ["Ben", "Cleo", "Mira", "Tom"];
const TELLING: [&str; 4] =
    ["listened to me and I felt heard", "never listens to me", "apologised and we made up", "lied to me again"];
const ROUNDS: usize = 40;
const GOAL: Duration = Duration::from_millis(20);
const HOUR_MS: i64 = 3_600_000;
/// Somewhere in 2026: the entries lie before it, two in a day.
const LAST_MS: i64 = 1_795_000_000_000;

pub(super) async fn measure(server: &Server, account: &Account, entries: usize) -> Result<()> {
    let mut client = Client::connect(&server.address).await?;
    let mut people = Vec::new();
    for name in PEOPLE {
        people.push(call(&mut client, account, "POST", "/people", &json!({ "name": name }), 201).await?["id"].clone());
    }
    for number in 0..entries {
        write(&mut client, account, number).await?;
    }
    while waiting(&mut client, account).await? > 0 {
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let path = format!("/people/{}/health", people[0].as_str().context("an id")?);
    let asked = request("GET", &path, Some(&account.token), "");
    let (first, health) = timed(&mut client, &asked).await?;
    println!("\nGET /people/{{id}}/health of a journal of {entries} entries about {} people", PEOPLE.len());
    println!("  {} pieces of evidence in {} entries about one of them", health["mentions"], health["entries"]);
    println!("  the first since the start   {:>10}", millis(first));
    let (mut again, mut after_entry) = (Vec::new(), Vec::new());
    let begun = Instant::now();
    for round in 0..ROUNDS {
        again.push(timed(&mut client, &asked).await?.0);
        write(&mut client, account, entries + round).await?;
        while waiting(&mut client, account).await? > 0 {}
        after_entry.push(timed(&mut client, &asked).await?.0);
    }
    println!("  with nothing new            {}", Sample::new(again, begun.elapsed()));
    let after_entry = Sample::new(after_entry, begun.elapsed());
    println!("  after one more entry        {after_entry}   (goal {})", millis(GOAL));
    Ok(())
}

/// An entry about one of the people.
async fn write(client: &mut Client, account: &Account, number: usize) -> Result<()> {
    let (name, telling) = (PEOPLE[number % PEOPLE.len()], TELLING[(number / PEOPLE.len()) % TELLING.len()]);
    let text = format!("We had a long day. {name} {telling}. Then we cooked something and went to bed early.");
    let hours = 12 * i64::try_from(number)?;
    let at = Timestamp::from_millis(LAST_MS - hours * HOUR_MS);
    let body = json!({ "text": text, "status": "published", "written_at": at });
    call(client, account, "POST", "/entries", &body, 201).await.map(drop)
}

/// How many entries are still to be read.
async fn waiting(client: &mut Client, account: &Account) -> Result<u64> {
    let status = call(client, account, "GET", "/dashboard", &Value::Null, 200).await?["status"].clone();
    Ok(status["queued"].as_u64().unwrap_or_default() + status["processing"].as_u64().unwrap_or_default())
}

async fn call(
    client: &mut Client,
    account: &Account,
    method: &str,
    path: &str,
    body: &Value,
    expected: u16,
) -> Result<Value> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let answer = client.send(&request(method, path, Some(&account.token), &body)).await?;
    ensure!(answer.status == expected, "{method} {path}: status {}", answer.status);
    Ok(serde_json::from_slice(&answer.body)?)
}

async fn timed(client: &mut Client, asked: &[u8]) -> Result<(Duration, Value)> {
    let sent = Instant::now();
    let answer = client.send(asked).await?;
    let took = sent.elapsed();
    ensure!(answer.status == 200, "status {}", answer.status);
    Ok((took, serde_json::from_slice(&answer.body)?))
}
