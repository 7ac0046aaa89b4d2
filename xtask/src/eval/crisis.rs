//! How much of crisis language is found on labelled sentences, and how much is taken for it.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use hearken_domain::crisis::{Crisis, Level, detect, detect_by_rules, detect_closely};

/// What is asked of the sentences with these labels.
struct Row {
    name: &'static str,
    labels: &'static [&'static str],
    is_met: fn(Crisis) -> bool,
}

/// The bars, as docs/CRISIS.md has them, and what somebody may have labelled as danger without a level.
const ROWS: [Row; 5] = [
    Row { name: "S2+ recall", labels: &["S2", "S3"], is_met: Crisis::is_acute },
    Row { name: "S1 recall", labels: &["S1"], is_met: |crisis| crisis.level >= Level::S1 },
    Row { name: "V recall", labels: &["V"], is_met: |crisis| crisis.violence },
    Row { name: "flagged", labels: &["flag"], is_met: is_anything },
    Row { name: "false alarms", labels: &HARMLESS, is_met: is_anything },
];

const HARMLESS: [&str; 2] = ["S0", "none"];

fn is_anything(crisis: Crisis) -> bool {
    crisis != Crisis::default()
}

/// Reads the sentences of a file and says what is found; with `misses`, also which are not, and which are taken for it.
pub(super) fn report(file: &Path, misses: bool) -> Result<String> {
    let sentences = super::read(file)?;
    Ok(format!("{}: {}", file.display(), table(&sentences, misses)?))
}

fn table(sentences: &str, misses: bool) -> Result<String> {
    let sentences = parse(sentences)?;
    let mut report = format!("{} sentences\n", sentences.len());
    writeln!(report, "                       found   share   server   browser   rules alone")?;
    let closely: Vec<Crisis> = sentences.iter().map(|(_, text)| detect_closely(text)).collect();
    let either: Vec<Crisis> = sentences.iter().zip(&closely).map(|((_, text), it)| detect(text).or(*it)).collect();
    for Row { name, labels, is_met } in ROWS {
        let those: Vec<usize> = (0..sentences.len()).filter(|at| labels.contains(&sentences[*at].0)).collect();
        if those.is_empty() {
            continue;
        }
        let met = |found: &dyn Fn(usize) -> Crisis| those.iter().filter(|at| is_met(found(**at))).count();
        let by = |detect: fn(&str) -> Crisis| met(&|at| detect(sentences[at].1));
        let all = met(&|at| either[at]);
        let [in_all, server, browser, rules] =
            [all, met(&|at| closely[at]), by(detect), by(detect_by_rules)].map(|met| share(met, those.len()));
        writeln!(
            report,
            "{name:<14} {all:>5} of {:>5}   {in_all:>5.3}   {server:>6.3}   {browser:>7.3}   {rules:>11.3}",
            those.len(),
        )?;
    }
    if misses {
        writeln!(report)?;
        for ((label, text), found) in sentences.iter().zip(either) {
            let row = ROWS.iter().find(|row| row.labels.contains(label));
            if row.is_some_and(|row| (row.is_met)(found) == HARMLESS.contains(label)) {
                let sign = if found.violence { "V" } else { "" };
                writeln!(report, "{label} taken for {:?}{sign}: {text}", found.level)?;
            }
        }
    }
    Ok(report)
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(whole)
}

/// Reads `label<TAB>text` lines, below a line of headings if the first is one.
fn parse(text: &str) -> Result<Vec<(&str, &str)>> {
    let mut sentences = Vec::new();
    let mut is_first = true;
    for (at, line) in super::lines(text) {
        let Some((label, text)) = line.split_once('\t') else { bail!("line {at} has no tab") };
        let is_label = ROWS.iter().any(|row| row.labels.contains(&label));
        if std::mem::take(&mut is_first) && !is_label {
            continue;
        }
        ensure!(is_label, "line {at}: no label {label:?}");
        sentences.push((label, text));
    }
    Ok(sentences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_counted_by_their_labels() {
        let sentences = "label\ttext\nS2\tI want to die.\nS3\tfine\nS0\tfine\nV\tHe hit me.\n";
        let report = table(sentences, true).unwrap();
        assert!(report.contains("S2+ recall         1 of     2   0.500"), "{report}");
        assert!(report.contains("false alarms       0 of     1   0.000"), "{report}");
        assert!(report.ends_with("S3 taken for S0: fine\n"), "{report}");
    }

    #[test]
    fn without_headings_and_levels_it_is_counted_as_well() {
        let report = table("flag\tI want to die.\nnone\tfine\n", false).unwrap();
        assert!(report.contains("flagged            1 of     1   1.000"), "{report}");
        assert!(report.contains("false alarms       0 of     1   0.000"), "{report}");
        assert!(!report.contains("recall"), "{report}");
    }

    #[test]
    fn a_label_that_is_none_is_named() {
        assert!(parse("label\ttext\nS9\tx").unwrap_err().to_string().contains("line 2"));
        assert!(parse("label\ttext\nS1 x").is_err());
    }
}
