//! What the product makes of whole journals: loads them into a server of their own, then prints scores, trends and insights
//! of each diarist.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args;
use hearken_domain::{Clock as _, SystemClock, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::bench::ServerArgs;
use crate::bench::server::{Account, Server};
use crate::project::Project;

const DAY_MS: i64 = 24 * 3_600_000;
const NOON_MS: i64 = 12 * 3_600_000;
const POLL: Duration = Duration::from_millis(250);

/// Journals to load.
#[derive(Args)]
pub(crate) struct JournalArgs {
    /// The file.
    file: PathBuf,
    /// The server; without it, one is built for release.
    #[arg(long)]
    binary: Option<OsString>,
}

/// One entry. Dates may have a time; without one it is noon, in UTC.
#[derive(Deserialize)]
struct Line {
    diarist: String,
    date: String,
    text: String,
    #[serde(default)]
    title: String,
    mood: Option<i64>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    private: bool,
    /// What people are to the writer.
    #[serde(default)]
    relationships: BTreeMap<String, String>,
}

type Journals = BTreeMap<String, Vec<(i64, Line)>>;

/// Loads the journals and says what comes out.
pub(super) fn report(project: &Project, args: &JournalArgs) -> Result<String> {
    let journals = parse(&super::read(&args.file)?).with_context(|| format!("in {}", args.file.display()))?;
    super::on_a_server(project, args.binary.is_none(), measure(project, &args.file, args.binary.clone(), &journals))
}

async fn measure(project: &Project, file: &Path, binary: Option<OsString>, journals: &Journals) -> Result<String> {
    let server = Server::start(project, &ServerArgs::of(binary))?;
    let mut report = format!("{}: {} diarists\n", file.display(), journals.len());
    for (number, (diarist, lines)) in journals.iter().enumerate() {
        let account = server.register(&format!("diarist{number}")).await?;
        let people = load(&server, &account, lines).await?;
        writeln!(report, "\n{diarist}: {} entries", lines.len())?;
        report += &told(&server, &account, &people).await?;
    }
    server.stop()?;
    Ok(report)
}

fn parse(text: &str) -> Result<Journals> {
    let mut journals = Journals::new();
    for (at, line) in super::lines(text) {
        let line: Line = serde_json::from_str(line).with_context(|| format!("line {at}"))?;
        let when = moment(&line.date).with_context(|| format!("line {at}: {:?} is no date", line.date))?;
        journals.entry(line.diarist.clone()).or_default().push((when, line));
    }
    Ok(journals)
}

/// Milliseconds since 1970.
fn moment(date: &str) -> Option<i64> {
    let parsed = |text: String| text.parse::<Timestamp>().ok().map(Timestamp::as_millis);
    let at_midnight = || parsed(format!("{date}T00:00:00Z")).map(|at| at + NOON_MS);
    parsed(date.to_owned())
        .or_else(|| parsed(format!("{date}Z")))
        .or_else(|| parsed(format!("{date}:00Z")))
        .or_else(at_midnight)
}

/// Writes everything down and waits until it is read. The names of people by their ids.
async fn load(server: &Server, account: &Account, lines: &[(i64, Line)]) -> Result<BTreeMap<String, String>> {
    let relationships: BTreeMap<_, _> = lines.iter().flat_map(|(_, line)| &line.relationships).collect();
    let mut ids = BTreeMap::new();
    for name in lines.iter().flat_map(|(_, line)| &line.people) {
        if !ids.contains_key(name) {
            let relationship = relationships.get(name).map_or("other", |it| it.as_str());
            let body = json!({ "name": name, "relationship": relationship }).to_string();
            let person = server.ask("POST", "/people", Some(account), &body).await?;
            ids.insert(name.clone(), person["id"].as_str().context("a person without an id")?.to_owned());
        }
    }
    // What was written fades: the last entry counts as one of today. Whole weeks keep the days of the week.
    let last = lines.iter().map(|(at, _)| *at).max().unwrap_or_default();
    let later = (SystemClock.now().as_millis() - last).div_euclid(7 * DAY_MS) * 7 * DAY_MS;
    for (at, line) in lines {
        let people: Vec<&String> = line.people.iter().map(|name| &ids[name]).collect();
        let body = json!({
            "title": line.title, "text": line.text, "mood": line.mood, "tags": line.tags, "people": people,
            "private": line.private, "status": "published", "written_at": Timestamp::from_millis(at + later),
        });
        server.ask("POST", "/entries", Some(account), &body.to_string()).await?;
    }
    everything_is_read(server, account).await?;
    Ok(ids.into_iter().map(|(name, id)| (id, name)).collect())
}

/// Waits until no entry of `account` waits to be read.
pub(super) async fn everything_is_read(server: &Server, account: &Account) -> Result<()> {
    while waiting(server, account).await? > 0 {
        tokio::time::sleep(POLL).await;
    }
    Ok(())
}

async fn waiting(server: &Server, account: &Account) -> Result<u64> {
    let status = server.ask("GET", "/dashboard", Some(account), "").await?["status"].clone();
    Ok(status["queued"].as_u64().unwrap_or_default() + status["processing"].as_u64().unwrap_or_default())
}

/// Scores and trends of everybody, and the insights.
async fn told(server: &Server, account: &Account, people: &BTreeMap<String, String>) -> Result<String> {
    let health = server.ask("GET", "/people/health", Some(account), "").await?;
    let insights = server.ask("GET", "/insights", Some(account), "").await?;
    let mut told = String::new();
    for score in health["items"].as_array().into_iter().flatten() {
        writeln!(told, "  {}", score_line(score, people))?;
    }
    for insight in insights["items"].as_array().into_iter().flatten() {
        writeln!(told, "  {}", insight_line(insight, people))?;
    }
    let progress = &insights["progress"];
    writeln!(told, "  {} entries on {} days were looked at for insights", progress["entries"], progress["days"])?;
    Ok(told)
}

fn name_of<'a>(id: &Value, people: &'a BTreeMap<String, String>) -> &'a str {
    id.as_str().and_then(|id| people.get(id)).map_or("somebody", String::as_str)
}

fn score_line(score: &Value, people: &BTreeMap<String, String>) -> String {
    let name = name_of(&score["person_id"], people);
    let word = |name: &str| score[name].as_str().unwrap_or_default().to_owned();
    let number = |value: &Value| value.as_f64().map_or_else(|| "-".to_owned(), |number| format!("{number:.0}"));
    let interval = &score["interval"];
    format!(
        "{name:<16} {:<11} score {:>3} ({} to {}) of {} mentions; {} {} by {} in {} weeks",
        word("status"),
        number(&score["score"]),
        number(&interval["low"]),
        number(&interval["high"]),
        score["mentions"],
        word("trend_certainty"),
        word("trend_direction"),
        number(&score["trend_change"]),
        score["trend_weeks"],
    )
}

fn insight_line(insight: &Value, people: &BTreeMap<String, String>) -> String {
    let mut about = Map::new();
    for (name, value) in insight["parameters"].as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
        let is_person = name == "person_id";
        let name = if is_person { "person" } else { name };
        about.insert(name.to_owned(), if is_person { json!(name_of(value, people)) } else { value.clone() });
    }
    let share = |share: &Value| format!("{} of {}", share["hits"], share["of"]);
    let otherwise = &insight["otherwise"];
    let otherwise = if otherwise.is_null() { String::new() } else { format!(", otherwise {}", share(otherwise)) };
    let word = |name: &str| insight[name].as_str().unwrap_or_default();
    format!(
        "{} ({}) {}: {}{otherwise}",
        word("kind"),
        word("certainty"),
        Value::Object(about),
        share(&insight["share"])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_have_a_time() {
        let noon = moment("2026-01-04T12:00:00Z").unwrap();
        assert_eq!(moment("2026-01-04"), Some(noon));
        assert_eq!(moment("2026-01-04T12:00"), Some(noon));
        assert_eq!(moment("2026-01-04T12:00:00"), Some(noon));
        assert_eq!(moment("last Sunday"), None);
    }

    #[test]
    fn journals_are_told_apart_and_faults_name_their_line() {
        let line = r#"{"diarist":"a","date":"2026-01-04","text":"x","mood":null,"people":["Ben"],"tags":[]}"#;
        let journals = parse(&format!("{line}\n{}\n{line}\n", line.replace("\"a\"", "\"b\""))).unwrap();
        assert_eq!(
            journals.iter().map(|(name, lines)| (name.as_str(), lines.len())).collect::<Vec<_>>(),
            [("a", 2), ("b", 1)]
        );
        let fault = |text: &str| format!("{:#}", parse(text).err().unwrap());
        assert!(fault(&format!("{line}\n{{}}\n")).starts_with("line 2: missing field"));
        assert_eq!(fault(&line.replace("2026-01-04", "soon")), "line 1: \"soon\" is no date");
    }

    #[test]
    fn lines_name_people() {
        let people = BTreeMap::from([("1".to_owned(), "Ben".to_owned())]);
        let insight = json!({
            "kind": "trigger", "certainty": "guess", "parameters": { "person_id": "1", "theme": null, "is_high": false },
            "share": { "hits": 5, "of": 8 }, "otherwise": { "hits": 2, "of": 30 },
        });
        let expected = r#"trigger (guess) {"is_high":false,"person":"Ben"}: 5 of 8, otherwise 2 of 30"#;
        assert_eq!(insight_line(&insight, &people), expected);
        let score = json!({
            "person_id": "1", "status": "early", "score": 61.7, "interval": { "low": 50.1, "high": 73.0 }, "mentions": 6,
            "trend_certainty": "unclear", "trend_direction": "stable", "trend_change": null, "trend_weeks": 7,
        });
        let expected =
            "Ben              early       score  62 (50 to 73) of 6 mentions; unclear stable by - in 7 weeks";
        assert_eq!(score_line(&score, &people), expected);
    }
}
