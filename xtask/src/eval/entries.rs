//! The reading of whole entries: its tone against the mood their writer chose, what it says of whom, and how long it takes.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use hearken_domain::crisis::{Crisis, detect, detect_by_rules, detect_closely};
use hearken_domain::health::{About, Piece, collect};
use hearken_domain::reading::{KnownPerson, Layers, read_with, setting};
use hearken_domain::{PersonId, Relationship};
use serde_json::Value;

use super::vader::pearson;

/// Words that a time is given for.
const WORDS: f64 = 500.0;

type Look = fn(&str) -> Crisis;

/// The looks at danger: what the rules see, the browser, and the server.
const LOOKS: [(&str, Look); 3] =
    [("by rules alone", detect_by_rules), ("in the browser", detect), ("on the server", detect_closely)];

struct Entry {
    text: String,
    mood: Option<f64>,
    people: Vec<String>,
}

/// Somebody who is written about.
struct Somebody {
    id: PersonId,
    name: String,
    relationship: Relationship,
}

/// Reads the entries of a file, with each layer; with `findings`, lists what is said of whom.
pub(super) fn report(file: &Path, findings: bool) -> Result<String> {
    let text = super::read(file)?;
    let lines = super::lines(&text);
    let lines = lines.map(|(at, line)| serde_json::from_str(line).with_context(|| format!("line {at}")));
    let lines = lines.collect::<Result<Vec<Value>>>()?;
    let entries = lines.iter().map(entry).collect::<Result<Vec<Entry>>>()?;
    ensure!(!entries.is_empty(), "no entries");
    let everyone = everyone(&lines)?;
    let mut report = format!("{}: {} entries, {} people\n", file.display(), entries.len(), everyone.len());
    for (name, layers) in [("rules alone", Layers::Rules), ("and words", Layers::Words), ("and encoder", Layers::All)] {
        write_layers(&mut report, name, layers, &entries, &everyone)?;
    }
    for (name, look) in LOOKS {
        let (found, micros) = timed(&entries, |entry| look(&entry.text));
        let found = found.iter().filter(|crisis| **crisis != Crisis::default()).count();
        writeln!(report, "danger {name}: taken for it {found}; {micros:.0} us for {WORDS} words")?;
    }
    if findings {
        for entry in &entries {
            for piece in pieces(entry, &everyone, Layers::All) {
                let name = everyone.iter().find(|it| it.id == piece.person).map_or("?", |it| &it.name);
                writeln!(report, "{name}: {} {:+.2}: {}", about(&piece), piece.polarity, piece.quote.as_str())?;
            }
        }
    }
    Ok(report)
}

fn write_layers(
    report: &mut String,
    name: &str,
    layers: Layers,
    entries: &[Entry],
    everyone: &[Somebody],
) -> Result<()> {
    let known = known(everyone);
    let tone = |entry: &Entry| read_with(&entry.text, &known, layers).sentiment_score;
    let (tones, micros) = timed(entries, tone);
    let rated = || entries.iter().zip(&tones).filter_map(|(entry, tone)| Some((entry.mood?, tone.unwrap_or(0.0))));
    let found: Vec<Piece> = entries.iter().flat_map(|entry| pieces(entry, everyone, layers)).collect();
    let well = found.iter().filter(|piece| piece.polarity > 0.0).count();
    writeln!(
        report,
        "{name}: tone and mood r {:.3}; said of somebody {} ({well} well); {micros:.0} us for {WORDS} words",
        pearson(rated().collect::<Vec<_>>().into_iter()),
        found.len(),
    )?;
    Ok(())
}

/// What is made of each entry, and how many microseconds it takes for so many words.
fn timed<T>(entries: &[Entry], read: impl Fn(&Entry) -> T) -> (Vec<T>, f64) {
    // The first reading also reads the data files.
    read(&entries[0]);
    let start = Instant::now();
    let made = entries.iter().map(read).collect();
    let micros = start.elapsed().as_secs_f64() * 1e6;
    let words = entries.iter().flat_map(|it| it.text.split_whitespace()).fold(0.0, |count, _| count + 1.0_f64);
    (made, micros / words * WORDS)
}

fn pieces(entry: &Entry, everyone: &[Somebody], layers: Layers) -> Vec<Piece> {
    let known = known(everyone);
    let linked = everyone.iter().filter(|it| entry.people.contains(&it.name));
    let linked: Vec<PersonId> = linked.map(|it| it.id).collect();
    collect(&read_with(&entry.text, &known, layers), &setting(&entry.text, &known), &linked)
}

fn known(everyone: &[Somebody]) -> Vec<KnownPerson<'_>> {
    let known = everyone.iter();
    known.map(|it| KnownPerson { id: it.id, name: &it.name, relationship: it.relationship }).collect()
}

fn about(piece: &Piece) -> &'static str {
    match piece.about {
        About::Factor(factor) => factor.as_str(),
        About::Harm => "harm",
    }
}

fn entry(line: &Value) -> Result<Entry> {
    let people = line["people"].as_array().into_iter().flatten();
    Ok(Entry {
        text: line["text"].as_str().context("no text")?.to_owned(),
        mood: line["mood"].as_f64(),
        people: people.filter_map(Value::as_str).map(str::to_owned).collect(),
    })
}

/// Everyone whom a line says the relationship of.
fn everyone(lines: &[Value]) -> Result<Vec<Somebody>> {
    let named = lines.iter().filter_map(|line| line["relationships"].as_object()).flatten();
    let somebody = |(at, (name, relationship)): (usize, (&String, &Value))| {
        let id = serde_json::from_value(Value::from(format!("00000000-0000-0000-0000-{:012}", at + 1)))?;
        Ok(Somebody { id, name: name.clone(), relationship: serde_json::from_value(relationship.clone())? })
    };
    named.enumerate().map(somebody).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_moods_are_read() {
        let line: Value = serde_json::from_str(
            r#"{"text": "Ben listened to me.", "mood": 4, "people": ["Ben"], "relationships": {"Ben": "partner"}}"#,
        )
        .unwrap();
        let entry = entry(&line).unwrap();
        let everyone = everyone(std::slice::from_ref(&line)).unwrap();
        assert_eq!((entry.mood, everyone.len()), (Some(4.0), 1));
        assert_eq!(pieces(&entry, &everyone, Layers::Rules)[0].person, everyone[0].id);
    }
}
