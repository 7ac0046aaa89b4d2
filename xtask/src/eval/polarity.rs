//! The tone of the reading on labelled sentences.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use hearken_domain::reading::{self, Layers, Reading, vader};

use super::classes::{Class, Confusion};

/// A tone within this of 0 counts as neutral; so does none at all.
pub(super) const NEUTRAL: f64 = 0.05;

/// Reads the sentences of a file and says how often the tone has the right class.
pub(super) fn report(file: &Path) -> Result<String> {
    let text = super::read(file)?;
    let Labelled { sentences, mixed } = parse(&text).with_context(|| format!("in {}", file.display()))?;
    let by = |class: &dyn Fn(&str) -> Class| Confusion::of(sentences.iter().map(|(gold, text)| (*gold, class(text))));
    let by_layers = |layers| by(&|text| class_of(&reading::read_with(text, &[], layers)));
    let [rules, words, confusion] = [Layers::Rules, Layers::Words, Layers::All].map(by_layers);
    let vader = by(&|text| Class::of(vader::score(text).compound, NEUTRAL));
    let mut report = String::new();
    writeln!(report, "{}: {} sentences", file.display(), confusion.total())?;
    if mixed > 0 {
        writeln!(report, "{mixed} labelled mixed are left out: they belong to none of the three classes")?;
    }
    writeln!(
        report,
        "accuracy {:.3} ({} right); rules and words {:.3}, rules alone {:.3}, VADER alone {:.3}",
        confusion.accuracy(),
        confusion.right(),
        words.accuracy(),
        rules.accuracy(),
        vader.accuracy()
    )?;
    writeln!(report, "F1 macro {:.3}, weighted {:.3}\n", confusion.macro_f1(), confusion.weighted_f1())?;
    writeln!(report, "gold \\ read   pos   neg   neu   precision  recall     F1")?;
    for gold in Class::ALL {
        let [pos, neg, neu] = Class::ALL.map(|predicted| confusion.count(gold, predicted));
        let (precision, recall, f1) = (confusion.precision(gold), confusion.recall(gold), confusion.f1(gold));
        writeln!(report, "{gold:<11} {pos:>5} {neg:>5} {neu:>5}   {precision:>9.3} {recall:>7.3} {f1:>6.3}")?;
    }
    Ok(report)
}

/// The class of the tone that a reading found.
pub(super) fn class_of(reading: &Reading) -> Class {
    Class::of(reading.sentiment_score.unwrap_or(0.0), NEUTRAL)
}

/// What a file holds.
#[derive(Debug, PartialEq)]
struct Labelled<'a> {
    /// The sentences of the three classes.
    sentences: Vec<(Class, &'a str)>,
    /// How many others are labelled `mixed`.
    mixed: usize,
}

/// Reads `label<TAB>text` lines. A header may name the columns and put them elsewhere; without one the first column is
/// the label.
fn parse(text: &str) -> Result<Labelled<'_>> {
    let mut columns = (0, 1);
    let (mut sentences, mut mixed) = (Vec::new(), 0);
    for (at, line) in super::lines(text) {
        let fields: Vec<&str> = line.split('\t').collect();
        if sentences.is_empty()
            && mixed == 0
            && let Some(named) = header(&fields)?
        {
            columns = named;
            continue;
        }
        let label = fields.get(columns.0).with_context(|| format!("line {at}: no label"))?;
        if label.trim().eq_ignore_ascii_case("mixed") {
            mixed += 1;
            continue;
        }
        let class = Class::parse(label).with_context(|| format!("line {at}: {label:?} is not pos, neg or neu"))?;
        let text = fields.get(columns.1).with_context(|| format!("line {at}: no text after the label"))?;
        sentences.push((class, *text));
    }
    ensure!(!sentences.is_empty(), "no sentences");
    Ok(Labelled { sentences, mixed })
}

/// The columns of label and text, if these are the fields of a header.
fn header(fields: &[&str]) -> Result<Option<(usize, usize)>> {
    let position = |name: &str| fields.iter().position(|field| field.trim().eq_ignore_ascii_case(name));
    let Some(label) = position("label").or_else(|| position("polarity")) else { return Ok(None) };
    let text = position("text").or_else(|| position("sentence")).or_else(|| (0..fields.len()).find(|at| *at != label));
    match text {
        Some(text) => Ok(Some((label, text))),
        None => bail!("the header names no column for the text"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_with_and_without_a_header() {
        let expected = Labelled { sentences: vec![(Class::Pos, "good"), (Class::Neu, "bus at 9")], mixed: 0 };
        assert_eq!(parse("label\ttext\r\npos\tgood\r\n\r\nneu\tbus at 9\r\n").unwrap(), expected);
        assert_eq!(parse("pos\tgood\nneu\tbus at 9").unwrap(), expected);
        assert_eq!(parse("polarity\tthemes\ttext\npos\t-\tgood\nneu\t-\tbus at 9\n").unwrap(), expected);
        assert_eq!(parse("id\ttext\tlabel\n1\tgood\tpos\n2\tbus at 9\tneutral\n").unwrap(), expected);
    }

    #[test]
    fn mixed_sentences_are_counted_and_left_out() {
        let read = parse("label\ttext\npos\tgood\nmixed\tgood and bad\n").unwrap();
        assert_eq!(read, Labelled { sentences: vec![(Class::Pos, "good")], mixed: 1 });
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |text: &str| parse(text).unwrap_err().to_string();
        assert_eq!(fault("label\ttext\npos\tgood\nmaybe\tbad\n"), "line 3: \"maybe\" is not pos, neg or neu");
        assert_eq!(fault("pos\n"), "line 1: no text after the label");
        assert_eq!(fault("label\n"), "the header names no column for the text");
        assert_eq!(fault("\n"), "no sentences");
    }
}
