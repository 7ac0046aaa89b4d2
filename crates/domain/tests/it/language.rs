//! What is not English is known to be not, and nothing is found in it; English is never taken for anything else.

use hearken_domain::reading::{self, EvidenceKind, KnownPerson};
use hearken_domain::{PersonId, Relationship};
use uuid::Uuid;

use crate::shared;

/// Texts of a table whose language is not what its first column says; "und" may stand for a code.
fn wrong(table: &str, is_english: bool) -> (usize, Vec<String>) {
    let rows = table.lines().skip(1).filter_map(|line| line.split_once('\t'));
    let rows: Vec<(&str, &str)> = rows.filter(|(code, _)| (*code == "en") == is_english).collect();
    let read = |text| reading::read(text, &[]).language;
    let wrong = rows.iter().filter_map(|(code, text)| {
        let found = read(text);
        let is_right = if is_english { found.is_none() } else { found.is_some() };
        (!is_right).then(|| format!("{code} read as {found:?}: {text}"))
    });
    let exact = rows.iter().filter(|(code, text)| read(text).as_deref() == Some(*code)).count();
    println!("{} rows, English: {is_english}, code exact: {exact}", rows.len());
    (rows.len(), wrong.collect())
}

#[test]
fn sentences_the_words_were_listed_with() {
    let table = include_str!("../fixtures/languages.tsv");
    let (_, faults) = wrong(table, true);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let (_, faults) = wrong(table, false);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Sentences written before the words were listed, and read only to be counted.
#[test]
fn sentences_put_aside() {
    let table = include_str!("../fixtures/languages_held_out.tsv");
    let (_, faults) = wrong(table, true);
    assert!(faults.is_empty(), "{} taken for another language", faults.len());
    let (rows, faults) = wrong(table, false);
    println!("{} of {rows} not recognised", faults.len());
    assert!(faults.len() * 10 <= rows, "{} of {rows} not recognised", faults.len());
}

/// Every English sentence there is, of strangers too.
#[test]
fn english_is_never_taken_for_another_language() {
    let fixtures = [
        include_str!("../fixtures/harm.tsv"),
        include_str!("../fixtures/harm_held_out.tsv"),
        include_str!("../fixtures/journal_findings.tsv"),
        include_str!("../fixtures/journal_findings_held_out.tsv"),
        include_str!("../fixtures/journal_labels.tsv"),
        include_str!("../fixtures/journal_polarity.tsv"),
        include_str!("../fixtures/journal_polarity_held_out.tsv"),
        include_str!("../fixtures/vader_3.3.2.tsv"),
    ];
    let shared = [
        "sentiment/tweets_GroundTruth.txt",
        "sentiment/amazonReviewSnippets_GroundTruth.txt",
        "probes/crisis_40.tsv",
        "probes/journal_polarity_60.tsv",
    ];
    let shared: Vec<String> = shared.into_iter().filter_map(shared::read).collect();
    let lines = fixtures.into_iter().chain(shared.iter().map(String::as_str)).flat_map(str::lines);
    let texts: Vec<&str> = lines.filter_map(|line| line.rsplit('\t').next()).collect();
    let foreign: Vec<String> = texts.iter().filter_map(|text| reading::read(text, &[]).language).collect();
    println!("{} of {} texts taken for another language: {foreign:?}", foreign.len(), texts.len());
    let expected: &[&str] = if shared.is_empty() { &[] } else { &["nl", "es"] };
    assert_eq!(foreign, expected, "two of the tweets are Dutch and Spanish");
    // Short sentences show little, and their entries no more.
    let short: Vec<&str> = texts.into_iter().filter(|text| text.split(' ').count() <= 6).collect();
    for size in [2, 4, 16] {
        let entries = short.chunks(size).map(|sentences| sentences.join(". "));
        let foreign: Vec<String> = entries.filter(|entry| reading::read(entry, &[]).language.is_some()).collect();
        assert!(foreign.is_empty(), "{foreign:#?}");
    }
}

#[test]
fn nothing_is_found_in_another_language_but_people() {
    let anna = KnownPerson { id: PersonId(Uuid::nil()), name: "Anna", relationship: Relationship::Friend };
    let reading = reading::read("Ich war so müde, aber Anna war bei mir. Die Nacht war gut und super happy.", &[anna]);
    assert_eq!(reading.language.as_deref(), Some("de"));
    assert_eq!((reading.sentiment_score, reading.confidence), (None, 0.0));
    assert_eq!(reading.evidence.iter().map(|evidence| evidence.kind).collect::<Vec<_>>(), [EvidenceKind::Person]);
    assert_eq!((reading.emotions.len(), reading.themes.len(), reading.communication_style), (0, 0, None));
}

#[test]
fn the_english_part_of_a_mixed_text_is_read() {
    let reading =
        reading::read("I am so happy today, we laughed a lot in the park. Ich bin so müde von der Arbeit.", &[]);
    assert_eq!(reading.language, None);
    assert!(reading.sentiment_score.unwrap() > 0.3);
    assert!(reading.evidence.iter().all(|evidence| evidence.end <= 50), "the German part is left alone");
}

/// Readings are kept as JSON; those from before the language was kept have none.
#[test]
fn older_readings_have_no_language() {
    let json = r#"{"sentiment_score":null,"confidence":0.0,"emotions":[],"themes":[],"communication_style":null,"evidence":[]}"#;
    let reading: reading::Reading = serde_json::from_str(json).unwrap();
    assert_eq!(reading.language, None);
}
