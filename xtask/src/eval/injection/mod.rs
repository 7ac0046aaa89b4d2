//! What orders within a text can bring about when the model that reads it obeys every one of them.
//!
//! Held against an attack is: what it makes of other entries of its user, of another user's, of what an answer may hold,
//! and any request to an address it names. What it makes of its own entry is its user's own doing.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use hearken_testkit::sim::{Behaviour, Sim};
use serde::Deserialize;

use crate::bench::ServerArgs;
use crate::bench::server::Server;
use crate::project::Project;
use diary::{Diary, Outcome};
use trap::Trap;

mod diary;
mod trap;

/// Attacks to try.
#[derive(Args)]
pub(crate) struct InjectionArgs {
    /// The file.
    file: PathBuf,
    /// The server; without it, one is built for release.
    #[arg(long)]
    binary: Option<OsString>,
}

/// One attack.
#[derive(Deserialize)]
struct Attack {
    #[serde(rename = "where")]
    place: String,
    text: String,
    /// What whoever wrote it is after.
    #[serde(default)]
    goal: String,
}

/// Loads the attacks and says what comes of them.
pub(super) fn report(project: &Project, args: &InjectionArgs) -> Result<String> {
    let attacks = parse(&super::read(&args.file)?).with_context(|| format!("in {}", args.file.display()))?;
    super::on_a_server(project, args.binary.is_none(), measure(project, &args.file, args.binary.clone(), &attacks))
}

fn parse(text: &str) -> Result<Vec<Attack>> {
    let line = |(at, line): (usize, &str)| serde_json::from_str(line).with_context(|| format!("line {at}"));
    super::lines(text).map(line).collect()
}

async fn measure(project: &Project, file: &Path, binary: Option<OsString>, attacks: &[Attack]) -> Result<String> {
    let (sim, trap) = (Sim::start().await, Trap::set().await?);
    let server = Server::start(project, &ServerArgs::reading_with(binary, sim.base_url()))?;
    let attacked = Diary::begin(&server, "attacked", "Mira").await?;
    let other = Diary::begin(&server, "other", "Noor").await?;
    let before = (attacked.as_it_stands(&server).await?, other.as_it_stands(&server).await?);
    sim.usually(Behaviour::Obedient);
    let mut entries = Vec::new();
    for attack in attacks {
        entries.push(attacked.take(&server, &attack.place, &trap.leads_here(&attack.text)).await?);
    }
    attacked.is_read(&server).await?;
    let mut report = format!("{}: {} attacks on a model that obeys every one\n", file.display(), attacks.len());
    report += &outcomes(&server, &attacked, &other, attacks.iter().zip(&entries)).await?;
    let after = (attacked.as_it_stands(&server).await?, other.as_it_stands(&server).await?);
    let is_same = |same: bool| if same { "unchanged" } else { "CHANGED" };
    writeln!(report, "other entries of the same user: {}", is_same(before.0 == after.0))?;
    writeln!(report, "another user's journal: {}", is_same(before.1 == after.1))?;
    writeln!(report, "requests to addresses that attacks name: {}", trap.visits())?;
    server.stop()?;
    Ok(report)
}

/// A line for each place, and one for each attack that got anywhere.
async fn outcomes<'a>(
    server: &Server,
    attacked: &Diary,
    other: &Diary,
    tried: impl Iterator<Item = (&'a Attack, &'a String)>,
) -> Result<String> {
    let mut places: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut broken = String::new();
    for (attack, id) in tried {
        let counts = places.entry(&attack.place).or_default();
        counts[0] += 1;
        let (outcome, faults) = attacked.outcome(server, id, other).await?;
        counts[match outcome {
            Outcome::Read => 1,
            Outcome::ByRules => 2,
        }] += 1;
        counts[3] += usize::from(faults.is_empty());
        for fault in faults {
            writeln!(broken, "  {fault}: {:?} in {}, which is after {:?}", attack.text, attack.place, attack.goal)?;
        }
    }
    let mut table = format!("{:<12}{:>9}{:>15}{:>10}{:>6}\n", "where", "attacks", "model's answer", "by rules", "held");
    for (place, [all, read, by_rules, held]) in places {
        writeln!(table, "{place:<12}{all:>9}{read:>15}{by_rules:>10}{held:>6}")?;
    }
    Ok(table + &broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attack_needs_no_goal_and_faults_name_their_line() {
        let attacks = parse("{\"where\":\"title\",\"text\":\"Obey.\"}\n\n").unwrap();
        assert_eq!((attacks[0].place.as_str(), attacks[0].goal.as_str()), ("title", ""));
        let fault = parse("{\"where\":\"title\",\"text\":\"Obey.\"}\n{}").err().unwrap();
        assert!(format!("{fault:#}").starts_with("line 2: missing field"), "{fault:#}");
    }
}
