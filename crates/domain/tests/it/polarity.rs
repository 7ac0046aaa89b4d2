//! The tone of journal sentences has the right class often enough.

use hearken_domain::reading::{self, Layers, vader};

use crate::shared;

/// Share of `label<TAB>text` lines whose tone has the right class, and the others.
fn accuracy(lines: &str, layers: Layers) -> (f64, Vec<String>) {
    let mut wrong = Vec::new();
    let mut count = 0.0;
    for (label, text) in lines.lines().filter_map(|line| line.split_once('\t')).filter(|(label, _)| *label != "label") {
        count += 1.0;
        let class = class(reading::read_with(text, &[], layers).sentiment_score);
        if class != label {
            wrong.push(format!("{label} read as {class}: {text}"));
        }
    }
    let accuracy = 1.0 - wrong.iter().fold(0.0, |count, _| count + 1.0) / count;
    println!("{layers:?}: accuracy {accuracy:.3} of {count}");
    (accuracy, wrong)
}

fn class(score: Option<f64>) -> &'static str {
    match score {
        Some(score) if score > 0.05 => "pos",
        Some(score) if score < -0.05 => "neg",
        _ => "neu",
    }
}

/// The sentences the phrases were written with: this guards against steps back, it does not measure.
#[test]
fn sentences_the_phrases_were_written_with() {
    let (accuracy, wrong) = accuracy(include_str!("../fixtures/journal_polarity.tsv"), Layers::Rules);
    assert!(accuracy >= 0.93, "{accuracy:.3}\n{}", wrong.join("\n"));
}

/// Sentences written after the phrases, and read only to be counted: a measure, if by the same author. Whoever works on
/// the phrases should not look at what is wrong here, but write more of them.
#[test]
fn sentences_put_aside() {
    let lines = include_str!("../fixtures/journal_polarity_held_out.tsv");
    for layers in [Layers::Rules, Layers::All] {
        assert!(accuracy(lines, layers).0 >= 0.75, "{layers:?}");
    }
}

/// Sentences by another author; they are not to be looked at either.
#[test]
fn sentences_of_another_author() {
    if let Some(lines) = shared::read("probes/journal_polarity_60.tsv") {
        for layers in [Layers::Rules, Layers::All] {
            assert!(accuracy(&lines, layers).0 >= 0.75, "{layers:?}");
        }
    }
}

/// Whole texts rated by people: the rules on top of VADER's words must not make its tone worse.
#[test]
fn tone_agrees_with_ratings_as_well_as_vaders() {
    for file in ["tweets_GroundTruth.txt", "amazonReviewSnippets_GroundTruth.txt"] {
        let Some(rated) = shared::read(&format!("sentiment/{file}")) else { return };
        let rows = rated.lines().map(|line| line.splitn(3, '\t').collect::<Vec<_>>());
        let rows: Vec<(f64, &str)> = rows.map(|fields| (fields[1].parse().unwrap(), fields[2])).collect();
        let tone = |text| reading::read(text, &[]).sentiment_score.unwrap_or(0.0);
        let read = correlation(&rows.iter().map(|(mean, text)| (*mean, tone(text))).collect::<Vec<_>>());
        let words =
            correlation(&rows.iter().map(|(mean, text)| (*mean, vader::score(text).compound)).collect::<Vec<_>>());
        println!("{file}: reading {read:.4}, VADER {words:.4}");
        assert!(read >= words, "{file}: reading {read:.4}, VADER {words:.4}");
    }
}

/// Pearson's correlation.
fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.iter().fold(0.0, |count, _| count + 1.0);
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|pair| of(pair.0 - x, pair.1 - y)).sum::<f64>();
    sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
}
