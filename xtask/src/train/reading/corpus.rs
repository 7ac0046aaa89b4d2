//! The labelled sentences, and what of them is learnt from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use hearken_domain::reading::{
    Evidence, EvidenceKind, Features, Layers, answers, features, heads, is_short, read_with,
};

use super::super::held_out_from_encoder;
use super::super::logistic::count;

/// The head that asks whether it is from a journal.
const JOURNAL: usize = 4;
/// Lines of writing that is no journal.
const OTHER: &str = "training/other/posts-and-reviews.txt";
/// A tone within this of 0 is neither good nor bad.
const NEUTRAL: f64 = 0.05;
/// A feature of fewer sentences is not learnt.
const FEWEST: usize = 2;

/// Authors are judged a few at a time, in so many parts: each part by what was learnt from the others.
pub(super) const PARTS: usize = 9;

/// A labelled sentence.
pub(super) struct Text {
    /// The number of its file.
    pub(super) author: usize,
    /// For each head, whether it is so.
    pub(super) gold: Vec<bool>,
    /// For each head, whether the rules found it.
    pub(super) ruled: Vec<bool>,
    /// Whether it is short.
    pub(super) is_short: bool,
    /// For each head what the encoder answers; nothing of an author that it has learnt from.
    pub(super) answers: Vec<Option<f64>>,
    /// Which of the corpus' features it has, and how much of each.
    features: Vec<(usize, f64)>,
}

impl Text {
    /// Which part it is of.
    pub(super) fn part(&self) -> usize {
        self.author % PARTS
    }

    /// Whether a head asks about it: of what is no journal only whether it is one.
    pub(super) fn is_asked(&self, head: usize) -> bool {
        head == JOURNAL || self.gold[JOURNAL]
    }
}

/// A labelled sentence before its features are known by their place.
type Read = (Text, Features);

/// All sentences.
pub(super) struct Corpus {
    pub(super) texts: Vec<Text>,
    /// The features that are learnt, in ascending order.
    pub(super) features: Vec<u32>,
    /// In how many sentences of each author each feature is.
    counts: Vec<Vec<usize>>,
    pub(super) authors: usize,
}

/// Of each text, how much there is of each feature that somebody knows who has not seen one of the parts.
pub(super) type Values = Vec<Vec<(usize, f64)>>;

impl Corpus {
    pub(super) fn read(files: &[PathBuf], root: &Path) -> Result<Self> {
        let is_held_out = held_out_from_encoder(root, files)?;
        let mut read = Vec::new();
        for (author, file) in files.iter().enumerate() {
            let lines = labelled(file)?;
            read.extend(lines.into_iter().map(|(gold, text)| (author, gold, text)));
        }
        // What is no journal is cut up: every author is judged by what was learnt of some of it.
        let elsewhere = read_text(&root.join(OTHER))?;
        let nothing = vec![false; heads().len()];
        read.extend(
            elsewhere.lines().enumerate().map(|(at, text)| (at % files.len(), nothing.clone(), text.to_owned())),
        );
        let read = read.into_iter().map(|(author, gold, text)| {
            let answers = if is_held_out[author] && gold[JOURNAL] { answers(&text) } else { Vec::new() };
            let (ruled, is_short) = (ruled(&text), is_short(&text));
            (Text { author, gold, ruled, is_short, answers, features: Vec::new() }, features(&text))
        });
        let read: Vec<Read> = read.collect();
        let mut counts = BTreeMap::<u32, Vec<usize>>::new();
        for (text, features) in &read {
            for feature in &features.found {
                counts.entry(feature.number()).or_insert_with(|| vec![0; files.len()])[text.author] += 1;
            }
        }
        counts.retain(|_, counts| counts.iter().sum::<usize>() >= FEWEST);
        let (features, counts): (Vec<u32>, Vec<Vec<usize>>) = counts.into_iter().unzip();
        let texts = read.into_iter().map(|(text, found)| Text { features: values(&found, &features), ..text });
        Ok(Self { texts: texts.collect(), features, counts, authors: files.len() })
    }

    /// What is seen of all texts by somebody who has not seen those of one part.
    pub(super) fn values(&self, unseen: Option<usize>) -> Values {
        let known = self.counts.iter().map(|counts| {
            let seen = counts.iter().enumerate().filter(|(author, _)| Some(author % PARTS) != unseen);
            seen.map(|(_, count)| count).sum::<usize>() >= FEWEST
        });
        let known: Vec<bool> = known.collect();
        let values = |text: &Text| text.features.iter().filter(|(at, _)| known[*at]).copied().collect();
        self.texts.iter().map(values).collect()
    }
}

/// How much there is of each feature: each family weighs the same.
fn values(text: &Features, features: &[u32]) -> Vec<(usize, f64)> {
    let value = |family: usize| 1.0 / count(text.counts[family]).sqrt();
    let known = |number: u32| features.binary_search(&number).ok();
    text.found.iter().filter_map(|it| Some((known(it.number())?, value(it.family())))).collect()
}

/// For each head, whether the rules alone find it.
fn ruled(text: &str) -> Vec<bool> {
    let reading = read_with(text, &[], Layers::Rules);
    let tone = match reading.sentiment_score.unwrap_or_default() {
        tone if tone > NEUTRAL => "pos",
        tone if tone < -NEUTRAL => "neg",
        _ => "neu",
    };
    let name = |found: &Evidence| match found.kind {
        EvidenceKind::Emotion => format!("emotion {}", found.label),
        EvidenceKind::Theme => format!("theme {}", found.label),
        EvidenceKind::Factor => format!("factor {}{}", found.label, if found.polarity > Some(0.0) { '+' } else { '-' }),
        _ => String::new(),
    };
    let found: BTreeSet<String> = reading.evidence.iter().map(name).chain([tone.to_owned()]).collect();
    heads().iter().map(|head| found.contains(head)).collect()
}

fn read_text(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The lines below a line of headings: which heads are so, and the text.
fn labelled(file: &Path) -> Result<Vec<(Vec<bool>, String)>> {
    let lines = read_text(file)?;
    let mut lines = lines.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let headings = lines.next().unwrap_or_default();
    let names = heads();
    let mut read = Vec::new();
    for (at, fields) in lines.enumerate() {
        if fields.len() != headings.len() {
            bail!("line {} of {} has {} columns", at + 2, file.display(), fields.len());
        }
        let field =
            |name: &str| headings.iter().position(|heading| *heading == name).map_or("", |column| fields[column]);
        let mut labels: BTreeSet<String> = BTreeSet::from([field("polarity").to_owned(), "journal".to_owned()]);
        for (column, kind) in [("emotions", "emotion "), ("themes", "theme "), ("factors", "factor ")] {
            labels.extend(field(column).split(',').map(|label| format!("{kind}{}", label.replace(':', ""))));
        }
        read.push((names.iter().map(|name| labels.contains(name)).collect(), field("text").to_owned()));
    }
    Ok(read)
}
