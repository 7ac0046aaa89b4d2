//! How well the reading names things on labelled sentences: emotions, themes, evidence of the five factors.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::str::FromStr;

use anyhow::{Context as _, Result, bail, ensure};
use hearken_domain::reading::{self, Emotion, EvidenceKind, Factor, Layers, Reading, Theme};

use super::classes::share;

/// What is named.
#[derive(Clone, Copy)]
pub(super) enum Named {
    Emotions,
    Themes,
    Factors,
}

pub(super) type Labels = BTreeSet<String>;

/// A sentence with what it should be given.
struct Sentence<'a> {
    gold: Labels,
    text: &'a str,
}

/// Reads the sentences of a file and says what is found; with `misses`, also which are not right.
pub(super) fn report(named: Named, file: &Path, misses: bool) -> Result<String> {
    let sentences = super::read(file)?;
    Ok(format!("{}: {}", file.display(), named.table(&sentences, misses)?))
}

impl Named {
    fn table(self, sentences: &str, misses: bool) -> Result<String> {
        let sentences = self.parse(sentences)?;
        let read = |layers| -> Vec<Labels> {
            let read = |sentence: &Sentence<'_>| self.found(&reading::read_with(sentence.text, &[], layers));
            sentences.iter().map(read).collect()
        };
        let [by_rules, by_words, found] = [Layers::Rules, Layers::Words, Layers::All].map(read);
        let mut wrong = String::new();
        for (Sentence { gold, text }, found) in sentences.iter().zip(&found).filter(|(it, found)| it.gold != **found) {
            writeln!(wrong, "{} taken for {}: {text}", listed(gold), listed(found))?;
        }
        let mut report = format!("{} sentences\n", sentences.len());
        writeln!(report, "{:<22} {:>5} {:>5} {:>5}   precision  recall     F1", "", "gold", "found", "right")?;
        let (each, all) = tallies(&sentences, &found);
        for (label, tally) in &each {
            writeln!(report, "{label:<22} {tally}")?;
        }
        writeln!(report, "{:<22} {all}", "all (micro)")?;
        writeln!(report, "{:<22} {}", "  by rules and words", tallies(&sentences, &by_words).1)?;
        writeln!(report, "{:<22} {}", "  by rules alone", tallies(&sentences, &by_rules).1)?;
        let mean = each.values().map(Tally::f1).sum::<f64>() / f64::from(u32::try_from(each.len().max(1))?);
        writeln!(report, "F1 macro {mean:.3}")?;
        if misses {
            write!(report, "\n{wrong}")?;
        }
        Ok(report)
    }

    /// What a reading names.
    pub(super) fn found(self, reading: &Reading) -> Labels {
        match self {
            Self::Emotions => reading.emotions.iter().map(|emotion| emotion.as_str().to_owned()).collect(),
            Self::Themes => reading.themes.iter().map(|theme| theme.as_str().to_owned()).collect(),
            Self::Factors => reading
                .evidence
                .iter()
                .filter(|found| found.kind == EvidenceKind::Factor)
                .filter_map(|found| Some(format!("{}{}", found.label, sign(found.polarity?)?)))
                .collect(),
        }
    }

    /// Reads lines of fields with tabs between them, below a line of headings; the text comes last. The headings may name
    /// the columns as in `training/journal`.
    fn parse(self, text: &str) -> Result<Vec<Sentence<'_>>> {
        let mut sentences = Vec::new();
        let headings: Vec<&str> = text.lines().next().unwrap_or_default().split('\t').collect();
        let column = headings.iter().position(|heading| headings.len() > 4 && *heading == self.column());
        for (at, line) in super::lines(text).skip(1) {
            let (fields, text) = line.rsplit_once('\t').with_context(|| format!("line {at} has no tab"))?;
            let gold = match column {
                Some(column) => Ok(labels_of(fields.split('\t').nth(column).unwrap_or_default())),
                None => self.gold(fields),
            };
            let gold = gold.with_context(|| format!("line {at}"))?;
            sentences.push(Sentence { gold, text });
        }
        ensure!(!sentences.is_empty(), "no sentences below the line of headings");
        Ok(sentences)
    }

    /// The heading of its column.
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Emotions => "emotions",
            Self::Themes => "themes",
            Self::Factors => "factors",
        }
    }

    fn gold(self, fields: &str) -> Result<Labels> {
        match self {
            Self::Emotions => labels(fields, is_label::<Emotion>),
            Self::Themes => labels(fields, is_label::<Theme>),
            Self::Factors => {
                let fields: Vec<&str> = fields.split('\t').map(str::trim).collect();
                let [_, factor, polarity] = fields[..] else {
                    bail!("relationship type, factor, polarity and text are expected");
                };
                let mut labels = labels(factor, is_label::<Factor>)?;
                ensure!(matches!(polarity, "+" | "-" | "0"), "{polarity:?} is not +, - or 0");
                // What says nothing for or against a relationship is no evidence.
                labels.retain(|_| polarity != "0");
                Ok(labels.into_iter().map(|label| label + polarity).collect())
            }
        }
    }
}

/// Labels as files of whole journals have them: a factor is followed by a colon and its direction.
pub(super) fn labels_of(field: &str) -> Labels {
    let labels = field.split(',').map(|label| label.trim().replace(':', ""));
    labels.filter(|label| !matches!(label.as_str(), "" | "-")).collect()
}

fn is_label<L: FromStr>(label: &str) -> bool {
    label.parse::<L>().is_ok()
}

/// Labels with commas between them, or `none`.
fn labels(field: &str, is_label: fn(&str) -> bool) -> Result<Labels> {
    let named = field.split(',').map(|label| label.trim().to_lowercase());
    let labels: Labels = named.filter(|label| !matches!(label.as_str(), "" | "-" | "none")).collect();
    match labels.iter().find(|label| !is_label(label)) {
        Some(label) => bail!("no label {label:?}"),
        None => Ok(labels),
    }
}

fn sign(polarity: f64) -> Option<char> {
    if polarity == 0.0 { None } else { Some(if polarity > 0.0 { '+' } else { '-' }) }
}

fn listed(labels: &Labels) -> String {
    if labels.is_empty() { "none".to_owned() } else { labels.iter().map(String::as_str).collect::<Vec<_>>().join(",") }
}

/// How often each label was there and found, and all of them together.
fn tallies(sentences: &[Sentence<'_>], found: &[Labels]) -> (BTreeMap<String, Tally>, Tally) {
    let (mut all, mut each) = (Tally::default(), BTreeMap::<String, Tally>::new());
    for (Sentence { gold, .. }, found) in sentences.iter().zip(found) {
        for label in gold.union(found) {
            let (is_gold, is_found) = (gold.contains(label), found.contains(label));
            all.count(is_gold, is_found);
            each.entry(label.clone()).or_default().count(is_gold, is_found);
        }
    }
    (each, all)
}

/// How often a label was there, found, and both.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) gold: u32,
    pub(super) found: u32,
    pub(super) right: u32,
}

impl Tally {
    /// Counts all labels of a sentence.
    pub(super) fn add(&mut self, gold: &Labels, found: &Labels) {
        for label in gold.union(found) {
            self.count(gold.contains(label), found.contains(label));
        }
    }

    fn count(&mut self, is_gold: bool, is_found: bool) {
        self.gold += u32::from(is_gold);
        self.found += u32::from(is_found);
        self.right += u32::from(is_gold && is_found);
    }

    fn f1(&self) -> f64 {
        share(2 * self.right, self.gold + self.found)
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { gold, found, right } = *self;
        let (precision, recall, f1) = (share(right, found), share(right, gold), self.f1());
        write!(f, "{gold:>5} {found:>5} {right:>5}   {precision:>9.3} {recall:>7.3} {f1:>6.3}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_counted() {
        let sentences =
            "labels\ttext\nanger\tI am so angry with him.\nnone\tThe bus came at nine.\njoy, calm\tThe bus came.\n";
        let report = Named::Emotions.table(sentences, true).unwrap();
        assert!(report.starts_with("3 sentences\n"), "{report}");
        assert!(report.contains("all (micro)                3     1     1       1.000   0.333  0.500"), "{report}");
        assert!(report.ends_with("calm,joy taken for none: The bus came.\n"), "{report}");
    }

    #[test]
    fn columns_may_be_named() {
        let sentences = "polarity\temotions\tthemes\tfactors\ttext\n\
            pos\t-\twork\tconflict_resolution:+,communication:-\tThe bus came.\n";
        let gold = |named: Named| named.parse(sentences).unwrap()[0].gold.iter().cloned().collect::<Vec<_>>();
        assert_eq!(gold(Named::Themes), ["work"]);
        assert_eq!(gold(Named::Factors), ["communication-", "conflict_resolution+"]);
        assert!(gold(Named::Emotions).is_empty());
    }

    #[test]
    fn evidence_has_a_direction() {
        let sentences = "type\tfactor\tpolarity\ttext\npartner\tconflict_resolution\t+\tHe apologised for shouting at me.\n\
            friend\tnone\t0\tThe bus came.\nfriend\tcommunication\t0\tThe bus came.\n";
        let report = Named::Factors.table(sentences, false).unwrap();
        assert!(report.contains("conflict_resolution+       1     1     1"), "{report}");
        assert!(report.contains("all (micro)                1     1     1"), "{report}");
    }

    #[test]
    fn faults_name_their_line() {
        let fault = |named: Named, text: &str| format!("{:#}", named.table(text, false).unwrap_err());
        assert_eq!(fault(Named::Themes, "labels\ttext\nmoon\tx\n"), "line 2: no label \"moon\"");
        assert_eq!(fault(Named::Factors, "a\tb\tc\td\npartner\tnone\t?\tx\n"), "line 2: \"?\" is not +, - or 0");
        assert!(fault(Named::Factors, "a\nnone\tx\n").starts_with("line 2: relationship type"));
        assert!(fault(Named::Emotions, "labels\ttext\njoy\n").starts_with("line 2 has no tab"));
        assert!(fault(Named::Emotions, "labels\ttext\n").starts_with("no sentences"));
    }
}
