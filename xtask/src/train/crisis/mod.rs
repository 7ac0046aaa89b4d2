//! The weights of words of danger: four heads, each as careful as its share of false alarms says; and how the encoder is listened
//! to beside them.

mod closer;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use hearken_domain::crisis::{Shape, danger_answers, features};

use super::logistic::{Example, Manner, Model, count};
use super::{kept_from_encoder, weights};
use closer::Closer;

const FILE: &str = "crates/domain/lexicon/crisis/weights.txt";
const CLOSER: &str = "crates/domain/lexicon/crisis/closer.txt";
const BITS: u32 = 18;
const WORDS: usize = 3;
const CHARS: (usize, usize) = (3, 5);
const MANNER: Manner = Manner { epochs: 10, strength: 20.0, is_balanced: false, is_naive: true };
/// Files are judged a few at a time, in so many parts: each part by what was learnt from the others.
const PARTS: usize = 9;
/// Harmless texts that are put together, as in an entry.
const TOGETHER: usize = 3;
/// Neighbours in a file among which they are found.
const BLOCK: usize = 24;

/// One question that is asked of a text.
struct Head {
    name: &'static str,
    /// The labels that it is to find, and those it is to tell them from.
    finds: &'static [&'static str],
    among: &'static [&'static str],
    /// Which share of the harmless texts that it does not know it may take for such, by words alone.
    false_alarms: f64,
    /// And where the encoder is listened to.
    close_false_alarms: f64,
}

const HEADS: [Head; 4] = [
    Head { name: "S1", finds: &["S1", "S2", "S3"], among: &["S0"], false_alarms: 0.006, close_false_alarms: 0.004 },
    Head {
        name: "S2",
        finds: &["S2", "S3"],
        among: &["S0", "S1", "V"],
        false_alarms: 0.004,
        close_false_alarms: 0.003,
    },
    Head {
        name: "S3",
        finds: &["S3"],
        among: &["S0", "S1", "S2", "V"],
        false_alarms: 0.0016,
        close_false_alarms: 0.0012,
    },
    Head { name: "V", finds: &["V"], among: &["S0", "S1", "S2", "S3"], false_alarms: 0.005, close_false_alarms: 0.002 },
];

struct Text {
    label: String,
    /// Which part its file is of.
    part: usize,
    /// What the encoder answers each head; nothing where it has learnt from its author.
    answers: Option<[f64; 4]>,
    features: Vec<(usize, f64)>,
}

/// A head that has learnt, with the score from which on it fires.
struct Trained {
    model: Model,
    threshold: f64,
    closer: Closer,
}

/// Trains on all files, and writes the weights.
pub(super) fn train(root: &Path, files: &[PathBuf]) -> Result<()> {
    let mut texts = Vec::new();
    for (number, (file, is_kept)) in files.iter().zip(kept_from_encoder(root, files)?).enumerate() {
        texts.extend(read(number % PARTS, file, is_kept)?);
    }
    println!("{} sentences in {} files; each {PARTS}th of them by the others:", texts.len(), files.len());
    let heads: Vec<Trained> = (0..HEADS.len()).map(|head| fit(head, &texts)).collect();
    for (file, content) in [(FILE, write(&heads)?), (CLOSER, closer::write(&heads)?)] {
        let path = root.join(file);
        fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

/// Reads lines below a line of headings, which name the columns `label` or `crisis`, and `text`.
fn read(part: usize, file: &Path, is_kept: bool) -> Result<Vec<Text>> {
    let lines = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut lines = lines.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let headings = lines.next().unwrap_or_default();
    let column = |names: &[&str]| headings.iter().position(|heading| names.contains(heading));
    let (Some(label), Some(text)) = (column(&["label", "crisis"]), column(&["text"])) else {
        bail!("the first line of {} names no columns", file.display());
    };
    let shape = Shape { bits: BITS, words: WORDS, chars: CHARS.0..CHARS.1 + 1 };
    let mut texts = Vec::new();
    for (at, fields) in lines.enumerate() {
        let (Some(label), Some(text)) = (fields.get(label), fields.get(text)) else {
            bail!("line {} of {} has too few columns", at + 2, file.display());
        };
        texts.push(((*label).to_owned(), (*text).to_owned()));
    }
    let joined = joined(&texts);
    let seen = |(label, text): (String, String)| {
        let answers = if is_kept { danger_answers(&text) } else { None };
        let mut features: Vec<usize> = features(&text, &shape).concat();
        features.sort_unstable();
        features.dedup();
        let value = 1.0 / count(features.len()).sqrt();
        Text { label, part, answers, features: features.into_iter().map(|feature| (feature, value)).collect() }
    };
    Ok(texts.into_iter().chain(joined).map(seen).collect())
}

/// Entries are longer than the sentences: harmless ones are also learnt and judged some at a time, as they stand together.
fn joined(texts: &[(String, String)]) -> Vec<(String, String)> {
    let mut joined = Vec::new();
    for block in texts.chunks(BLOCK) {
        let harmless: Vec<&(String, String)> = block.iter().filter(|(label, _)| label == "S0").collect();
        for some in harmless.chunks_exact(TOGETHER) {
            let words = some.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ");
            joined.push((some[0].0.clone(), words));
        }
    }
    joined
}

fn fit(number: usize, texts: &[Text]) -> Trained {
    let head = &HEADS[number];
    let mut scored: Vec<(&Text, f64)> = Vec::new();
    for part in 0..PARTS {
        let model = learn(head, texts.iter().filter(|text| text.part != part));
        let those = texts.iter().filter(|text| text.part == part);
        scored.extend(those.map(|text| (text, model.score(&text.features))));
    }
    let threshold = threshold(&scored, head.false_alarms);
    head.print(&scored, threshold, head.false_alarms);
    let closer = Closer::learn(number, &scored);
    Trained { model: learn(head, texts.iter()), threshold, closer }
}

impl Head {
    fn finds(&self, text: &Text) -> bool {
        self.finds.contains(&text.label.as_str())
    }

    /// Whether it learns from a text.
    fn asks(&self, text: &Text) -> bool {
        self.finds(text) || self.among.contains(&text.label.as_str())
    }

    fn print(&self, scored: &[(&Text, f64)], threshold: f64, false_alarms: f64) {
        let found = scored.iter().filter(|(text, score)| self.finds(text) && *score > threshold).count();
        let all = scored.iter().filter(|(text, _)| self.finds(text)).count();
        let share = count(found) / count(all);
        println!("{:<3} {share:.3} of {all} found at {false_alarms:.4} of the harmless taken for it", self.name);
    }
}

fn learn<'a>(head: &Head, texts: impl Iterator<Item = &'a Text>) -> Model {
    let those = texts.filter(|text| head.asks(text));
    let examples: Vec<Example<'_>> =
        those.map(|it| Example { features: &it.features, is_so: head.finds(it) }).collect();
    Model::fit(&examples, 1 << BITS, MANNER)
}

/// The score that only this share of the harmless exceeds.
fn threshold(scored: &[(&Text, f64)], false_alarms: f64) -> f64 {
    let mut harmless: Vec<f64> =
        scored.iter().filter(|(text, _)| text.label == "S0").map(|(_, score)| *score).collect();
    harmless.sort_by(|a, b| b.total_cmp(a));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    let at = (count(harmless.len()) * false_alarms) as usize;
    harmless.get(at).copied().unwrap_or_default()
}

/// The file, as `crates/domain/src/crisis/weights.rs` reads it.
fn write(heads: &[Trained]) -> Result<String> {
    let mut file = format!("hearken-crisis-weights 1\nbits {BITS}\nwords {WORDS}\nchars {} {}\n", CHARS.0, CHARS.1);
    let mut bytes = Vec::new();
    for (Head { name, .. }, Trained { model, threshold, .. }) in HEADS.iter().zip(heads) {
        let (scale, weights) = weights::quantized(&model.weights);
        writeln!(file, "head {name} {scale:.9} {:.6} {threshold:.6}", model.bias)?;
        bytes.extend(weights.into_iter().map(i8::cast_unsigned));
    }
    weights::append(&mut file, &bytes)?;
    Ok(file)
}
