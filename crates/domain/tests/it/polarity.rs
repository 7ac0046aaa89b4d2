//! The tone of journal sentences has the right class often enough.

use hearken_domain::reading;

use crate::shared;

/// Share of `label<TAB>text` lines whose tone has the right class.
fn accuracy(lines: &str) -> f64 {
    let mut wrong = Vec::new();
    let mut count = 0.0;
    for (label, text) in lines.lines().filter_map(|line| line.split_once('\t')).filter(|(label, _)| *label != "label") {
        count += 1.0;
        let class = class(reading::read(text, &[]).sentiment_score);
        if class != label {
            wrong.push(format!("{label} read as {class}: {text}"));
        }
    }
    let accuracy = 1.0 - wrong.iter().fold(0.0, |count, _| count + 1.0) / count;
    println!("accuracy {accuracy:.3} of {count}\n{}", wrong.join("\n"));
    accuracy
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
    assert!(accuracy(include_str!("../fixtures/journal_polarity.tsv")) >= 0.93);
}

/// Sentences put aside while the phrases were written: an honest measure.
#[test]
fn sentences_put_aside() {
    assert!(accuracy(include_str!("../fixtures/journal_polarity_held_out.tsv")) >= 0.75);
}

#[test]
fn starter_sentences_of_another_author() {
    if let Some(lines) = shared::read("probes/journal_polarity_60.tsv") {
        assert!(accuracy(&lines) >= 0.75);
    }
}
