//! How far two readers agree who labelled the same sentences: what can be asked of a machine.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use super::classes::share;
use super::labels::{Labels, Named, Tally, labels_of};

/// What a reader wrote beside each sentence.
struct Labelled<'a> {
    tone: &'a str,
    named: [Labels; 3],
}

const NAMED: [Named; 3] = [Named::Emotions, Named::Themes, Named::Factors];

/// Reads two files of the form of `training/journal`, and holds the second against the first where both have a sentence.
pub(super) fn report(first: &Path, second: &Path) -> Result<String> {
    let read = |file: &Path| super::read(file).with_context(|| format!("cannot read {}", file.display()));
    table(&read(first)?, &read(second)?)
}

fn table(first: &str, second: &str) -> Result<String> {
    let (first, second) = (parse(first)?, parse(second)?);
    let pairs: Vec<_> = second.iter().filter_map(|(text, other)| Some((first.get(text)?, other))).collect();
    ensure!(!pairs.is_empty(), "no sentence is in both files");
    let plain = || pairs.iter().filter(|(one, _)| one.tone != "mixed");
    let [same, all] = [plain().filter(|(one, other)| one.tone == other.tone).count(), plain().count()];
    let tone = share(u32::try_from(same)?, u32::try_from(all)?);
    let mut report =
        format!("{} sentences\ntone, where it is not mixed: {same} of {all} the same, {tone:.3}\n", pairs.len());
    writeln!(report, "{:<10} {:>5} {:>5} {:>5}   precision  recall     F1", "", "first", "other", "both")?;
    for (at, named) in NAMED.iter().enumerate() {
        let mut tally = Tally::default();
        for (one, other) in &pairs {
            tally.add(&one.named[at], &other.named[at]);
        }
        writeln!(report, "{:<10} {tally}", named.column())?;
    }
    Ok(report)
}

/// What stands beside each sentence.
fn parse(text: &str) -> Result<BTreeMap<&str, Labelled<'_>>> {
    let mut lines = super::lines(text).map(|(at, line)| (at, line.split('\t').collect::<Vec<_>>()));
    let (_, headings) = lines.next().context("an empty file")?;
    let column = |name: &str| {
        headings.iter().position(|heading| *heading == name).with_context(|| format!("no column {name:?}"))
    };
    let (tone, words) = (column("polarity")?, column("text")?);
    let [emotions, themes, factors] = NAMED.map(|named| column(named.column()));
    let named = [emotions?, themes?, factors?];
    lines
        .map(|(at, fields)| {
            ensure!(fields.len() == headings.len(), "line {at} has {} columns", fields.len());
            let labels = named.map(|column| labels_of(fields[column]));
            Ok((fields[words], Labelled { tone: fields[tone], named: labels }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_say_is_counted() {
        let first = "polarity\temotions\tthemes\tfactors\ttext\nneg\tanger\twork\t-\tOne.\nmixed\t-\t-\t-\tTwo.\n";
        let second = "polarity\temotions\tthemes\tfactors\ttext\nneg\tanger,hurt\t-\t-\tOne.\npos\t-\t-\t-\tOther.\n";
        let report = table(first, second).unwrap();
        assert!(report.starts_with("1 sentences\ntone, where it is not mixed: 1 of 1 the same, 1.000\n"), "{report}");
        assert!(report.contains("emotions       1     2     1       0.500   1.000  0.667"), "{report}");
        assert!(report.contains("themes         1     0     0       0.000   0.000  0.000"), "{report}");
    }

    #[test]
    fn faults_are_named() {
        let fault = |text: &str| table(text, text).unwrap_err().to_string();
        assert_eq!(fault("polarity\ttext\n"), "no column \"emotions\"");
        assert_eq!(fault("polarity\temotions\tthemes\tfactors\ttext\npos\n"), "line 2 has 1 columns");
        assert_eq!(fault("polarity\temotions\tthemes\tfactors\ttext\n"), "no sentence is in both files");
    }
}
