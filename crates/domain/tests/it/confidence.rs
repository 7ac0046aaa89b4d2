//! How far a reading says it can be trusted, against how often its tone has the right direction.

use hearken_domain::reading;

use crate::shared;

/// A text, and whether it is pleasant.
type Labelled = (bool, String);

/// The sentences of a table that are pleasant or unpleasant.
fn sentences(table: &str) -> Vec<Labelled> {
    let lines = table.lines().filter_map(|line| line.split_once('\t'));
    lines
        .filter(|(label, _)| matches!(*label, "pos" | "neg"))
        .map(|(label, text)| (label == "pos", text.into()))
        .collect()
}

/// Entries of `size` sentences taken from all over the table; those with as many of one kind as of the other left out.
fn entries(sentences: &[Labelled], size: usize) -> Vec<Labelled> {
    let rounds = sentences.len() / size;
    let entry = |at: usize| -> Vec<&Labelled> { (0..size).map(|part| &sentences[at + part * rounds]).collect() };
    let all = (0..rounds).map(entry);
    let label = |parts: Vec<&Labelled>| {
        let pleasant = parts.iter().filter(|(is_pleasant, _)| *is_pleasant).count() * 2;
        let text: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
        (pleasant != size).then(|| (pleasant > size, text.join(" ")))
    };
    all.filter_map(label).collect()
}

/// Confidence, and whether the direction is right, of each reading that has a tone.
fn readings(texts: &[Labelled]) -> Vec<(f64, bool)> {
    let read = texts.iter().filter_map(|(is_pleasant, text)| {
        let reading = reading::read(text, &[]);
        Some((reading.confidence, (reading.sentiment_score? > 0.0) == *is_pleasant))
    });
    read.collect()
}

/// Prints, in steps of 0.05, how often readings that are so confident are right; no step may claim more than that.
fn check(name: &str, readings: &[(f64, bool)]) {
    assert!(readings.iter().all(|(sure, _)| (0.2..0.7).contains(sure)), "{name}");
    for step in 4..14 {
        let (low, high) = (f64::from(step) * 0.05, f64::from(step + 1) * 0.05);
        let within: Vec<bool> =
            readings.iter().filter(|(sure, _)| *sure >= low && *sure < high).map(|of| of.1).collect();
        if within.is_empty() {
            continue;
        }
        let count = |number: usize| f64::from(u32::try_from(number).unwrap());
        let right = count(within.iter().filter(|right| **right).count()) / count(within.len());
        println!("{name}: confidence {low:.2} to {high:.2}: {right:.2} of {} right", within.len());
        assert!(within.len() < 20 || right >= high, "{name}: {right:.2} right at {low:.2} to {high:.2}");
    }
}

#[test]
fn a_reading_does_not_claim_more_than_it_can() {
    let held_out = sentences(include_str!("../fixtures/journal_polarity_held_out.tsv"));
    let written_with = sentences(include_str!("../fixtures/journal_polarity.tsv"));
    check("one sentence, put aside", &readings(&held_out));
    check("one sentence", &readings(&written_with));
    for size in [3, 5, 8] {
        check(&format!("{size} sentences"), &readings(&entries(&written_with, size)));
    }
    let Some(rated) = shared::read("sentiment/amazonReviewSnippets_GroundTruth.txt") else { return };
    let rated = rated.lines().map(|line| line.splitn(3, '\t').collect::<Vec<_>>());
    let rated: Vec<(f64, &str)> = rated.map(|fields| (fields[1].parse().unwrap(), fields[2])).collect();
    let clear = rated.into_iter().filter(|(mean, _)| mean.abs() > 0.2);
    let clear: Vec<Labelled> = clear.map(|(mean, text)| (mean > 0.0, text.to_owned())).collect();
    check("one sentence of a review", &readings(&clear));
}

#[test]
fn one_sentence_is_a_guess_and_rules_are_never_sure() {
    for text in ["I am happy.", "I love love love this GREAT, wonderful, amazing day!!! :) <3", "I want to die."] {
        assert!(reading::read(text, &[]).confidence < 0.4, "{text}");
    }
    let once = "I was so happy and grateful for this wonderful day. ";
    let several = reading::read(&once.repeat(5), &[]).confidence;
    assert!((0.4..0.7).contains(&several), "{several}");
    let many = reading::read(&once.repeat(200), &[]).confidence;
    assert!((several..0.7).contains(&many), "{many}");
    let torn = reading::read(&format!("{} {}", once.repeat(3), "It was an awful, sad day. ".repeat(3)), &[]);
    assert!(torn.confidence < 0.4, "sentences that disagree: {}", torn.confidence);
}
