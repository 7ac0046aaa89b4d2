//! The weights of the reading's second layer. Each author's sentences are judged by what was learnt from the others':
//! by that the strength of learning, the thresholds and the reliability are chosen, and that is what is printed.

mod closer;
mod corpus;
mod cross;
mod file;
mod measure;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use hearken_domain::reading::heads;

use self::closer::Closer;
use self::corpus::Corpus;
use self::cross::{Judged, Learnt};
use self::measure::{Scored, Staying, Thresholds};
use super::logistic::Manner;
use crate::project::Project;

const FILE: &str = "crates/domain/lexicon/reading/weights.txt";
/// How much the sentences may count against the wish for small weights.
const STRENGTHS: [f64; 2] = [4.0, 8.0];
const EPOCHS: usize = 10;

/// Heads that are learnt in the same manner.
struct Group {
    name: &'static str,
    /// What the names of its heads begin with.
    heads: &'static [&'static str],
    /// What share of its findings is to be right, and which of the rules' stay; nothing where it is not about findings.
    findings: Option<(f64, Staying)>,
}

/// Feelings and themes are shown for what they are, readings. Evidence is held against somebody, or for them.
const GROUPS: [Group; 5] = [
    Group { name: "polarity", heads: &["pos", "neg", "neu", "mixed"], findings: None },
    Group { name: "journal", heads: &["journal"], findings: None },
    Group { name: "emotions", heads: &["emotion "], findings: Some((0.6, Staying::AllBut(0.03))) },
    Group { name: "themes", heads: &["theme "], findings: Some((0.6, Staying::AllBut(0.03))) },
    Group { name: "factors", heads: &["factor "], findings: Some((0.8, Staying::Right(0.75))) },
];

impl Group {
    /// The numbers of its heads.
    fn heads(&self) -> Vec<usize> {
        let names = heads();
        let is_meant = |head: &usize| self.heads.iter().any(|start| names[*head].starts_with(start));
        (0..names.len()).filter(is_meant).collect()
    }

    /// Judges all authors in each manner, and takes the one that is surprised least.
    fn judge(&self, corpus: &Corpus) -> Option<Judged> {
        let is_journal = self.name == "journal";
        let judged = STRENGTHS.iter().map(|strength| {
            let manner = Manner { epochs: EPOCHS, strength: *strength, is_balanced: is_journal, is_naive: !is_journal };
            let judged = Judged::new(corpus, &self.heads(), manner);
            println!("{}, strength {strength}: loss {:.4}", self.name, judged.loss(corpus));
            judged
        });
        judged.min_by(|a, b| a.loss(corpus).total_cmp(&b.loss(corpus)))
    }

    /// Learns its heads, each with the scores above which it finds something, and how to listen to the encoder.
    fn learn(&self, corpus: &Corpus) -> Option<Lesson> {
        let judged = self.judge(corpus)?;
        let scored = judged.scored(corpus);
        let thresholds = self.thresholds(&scored);
        self.print(&scored, thresholds);
        let closer = Closer::learn(&judged, corpus, |scored| self.thresholds(scored)).map(|closer| {
            println!("  with the encoder, weighed {:.3?}, of authors whom it does not know:", closer.weighing);
            self.print(&closer.scored, closer.thresholds);
            (self.name, closer.weighing, closer.thresholds)
        });
        Some(Lesson { heads: judged.learn(corpus, thresholds), closer })
    }

    fn thresholds(&self, scored: &Scored<'_>) -> Thresholds {
        self.findings.map(|(own, staying)| Thresholds::of(scored, own, staying)).unwrap_or_default()
    }

    fn print(&self, scored: &Scored<'_>, thresholds: Thresholds) {
        if self.findings.is_some() {
            print!("{}", measure::findings(scored, thresholds));
        } else if self.name == "polarity" {
            print!("{}", measure::tones(scored));
        }
        print!("{}", measure::reliability(scored));
    }
}

/// What a group has learnt: its heads; and its name, how it weighs the encoder, and what then suffices.
struct Lesson {
    heads: Vec<Learnt>,
    closer: Option<(&'static str, [f64; 3], Thresholds)>,
}

/// Trains on all files, and writes the weights.
pub(super) fn train(project: &Project, files: &[PathBuf]) -> Result<()> {
    ensure!(files.len() > 2, "files of three authors at least: each is judged by the others");
    let corpus = Corpus::read(files, project.root())?;
    println!("{} sentences of {} authors, {} features", corpus.texts.len(), files.len(), corpus.features.len());
    let learnt: Vec<Lesson> = GROUPS.iter().filter_map(|group| group.learn(&corpus)).collect();
    let path = project.root().join(FILE);
    fs::write(&path, file::write(&corpus, &learnt)?).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}
