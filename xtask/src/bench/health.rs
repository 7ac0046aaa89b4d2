//! How long a look back takes in a long journal, at the score of a relationship, at the dashboard and then at insights, which
//! count the same entries: at first, again, and after one more entry.

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
const AGAIN: usize = 500;
const ROUNDS: usize = 40;
const HOUR_MS: i64 = 3_600_000;
/// Somewhere in 2026: the entries lie before it, two in a day.
const LAST_MS: i64 = 1_795_000_000_000;

pub(super) async fn measure(server: &Server, account: &Account, entries: usize) -> Result<()> {
    let mut client = Client::connect(&server.address).await?;
    let mut people = Vec::new();
    for name in PEOPLE {
        people.push(call(&mut client, account, "POST", "/people", &json!({ "name": name }), 201).await?["id"].clone());
    }
    let mut all = Vec::with_capacity(entries);
    for number in 0..entries {
        all.push(write(&mut client, account, number).await?);
    }
    for entry in &all {
        while !is_read(&mut client, account, entry).await? {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    println!("\nA journal of {entries} entries about {} people", PEOPLE.len());
    let score = format!("/people/{}/health", people[0].as_str().context("an id")?);
    let mut written = entries;
    for (name, path, goals) in [
        ("/people/{id}/health", score.as_str(), (None, Some(Duration::from_millis(20)))),
        ("/dashboard", "/dashboard", (Some(Duration::from_millis(10)), None)),
        ("/insights", "/insights", (None, None)),
    ] {
        println!("GET {name}");
        look(&mut client, account, path, goals, &mut written).await?;
    }
    Ok(())
}

/// Looks at `path` at first, again, and after one more entry; `goals` for the latter two.
async fn look(
    client: &mut Client,
    account: &Account,
    path: &str,
    goals: (Option<Duration>, Option<Duration>),
    written: &mut usize,
) -> Result<()> {
    let asked = request("GET", path, Some(&account.token), "");
    println!("  the first                   {:>10}", millis(timed(client, &asked).await?));
    let (mut again, mut after_entry) = (Vec::new(), Vec::new());
    let begun = Instant::now();
    for _ in 0..AGAIN {
        again.push(timed(client, &asked).await?);
    }
    println!("  with nothing new            {}{}", Sample::new(again, begun.elapsed()), goal(goals.0));
    let begun = Instant::now();
    for _ in 0..ROUNDS {
        let entry = write(client, account, *written).await?;
        *written += 1;
        while !is_read(client, account, &entry).await? {}
        after_entry.push(timed(client, &asked).await?);
    }
    println!("  after one more entry        {}{}", Sample::new(after_entry, begun.elapsed()), goal(goals.1));
    Ok(())
}

fn goal(goal: Option<Duration>) -> String {
    goal.map(|goal| format!("   (goal {})", millis(goal))).unwrap_or_default()
}

/// An entry about one of the people.
async fn write(client: &mut Client, account: &Account, number: usize) -> Result<Value> {
    let (name, telling) = (PEOPLE[number % PEOPLE.len()], TELLING[(number / PEOPLE.len()) % TELLING.len()]);
    let text = format!("We had a long day. {name} {telling}. Then we cooked something and went to bed early.");
    let hours = 12 * i64::try_from(number)?;
    let at = Timestamp::from_millis(LAST_MS - hours * HOUR_MS);
    let body = json!({ "text": text, "status": "published", "written_at": at });
    call(client, account, "POST", "/entries", &body, 201).await
}

async fn is_read(client: &mut Client, account: &Account, entry: &Value) -> Result<bool> {
    let path = format!("/entries/{}/analysis", entry["id"].as_str().context("an id")?);
    let status = call(client, account, "GET", &path, &Value::Null, 200).await?["status"].clone();
    Ok(status != "queued" && status != "processing")
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

async fn timed(client: &mut Client, asked: &[u8]) -> Result<Duration> {
    let sent = Instant::now();
    let answer = client.send(asked).await?;
    let took = sent.elapsed();
    ensure!(answer.status == 200, "status {}", answer.status);
    Ok(took)
}
