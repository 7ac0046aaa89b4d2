//! The weights of words of danger: four heads, each as careful as its share of false alarms says; and how the encoder is listened
//! to beside them.

mod closer;
mod together;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use hearken_domain::crisis::{Crisis, Level, Shape, danger_answers, detect_by_rules, features, passages};

use super::logistic::{Example, Manner, Model, count};
use super::{held_out_from_encoder, weights};
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
    /// Which share of what the rules find rightly it may take back.
    taken_back: f64,
}

const HEADS: [Head; 4] = [
    Head {
        name: "S1",
        finds: &["S1", "S2", "S3"],
        among: &["S0"],
        false_alarms: 0.006,
        close_false_alarms: 0.010,
        taken_back: 0.03,
    },
    Head {
        name: "S2",
        finds: &["S2", "S3"],
        among: &["S0", "S1", "V"],
        false_alarms: 0.004,
        close_false_alarms: 0.008,
        taken_back: 0.018,
    },
    Head {
        name: "S3",
        finds: &["S3"],
        among: &["S0", "S1", "S2", "V"],
        false_alarms: 0.0016,
        close_false_alarms: 0.003,
        taken_back: 0.018,
    },
    Head {
        name: "V",
        finds: &["V"],
        among: &["S0", "S1", "S2", "S3"],
        false_alarms: 0.005,
        close_false_alarms: 0.006,
        taken_back: 0.016,
    },
];

struct Text {
    label: String,
    /// Which part its file is of.
    part: usize,
    /// Whether it is a whole entry, which is looked at passage by passage.
    is_entry: bool,
    passages: Vec<Passage>,
    /// The features of all its passages together.
    features: Features,
}

struct Passage {
    features: Features,
    /// What the encoder answers each head; nothing where it has learnt from its author.
    answers: Option<[f64; 4]>,
    /// What the rules find.
    ruled: Crisis,
}

type Features = Vec<(usize, f64)>;

impl Passage {
    /// Whether the rules find what a head is to find.
    fn ruled_for(&self, head: usize) -> bool {
        match head {
            0 => self.ruled.level >= Level::S1,
            1 => self.ruled.level >= Level::S2,
            2 => self.ruled.level >= Level::S3,
            _ => self.ruled.violence,
        }
    }
}

/// A text with the score of each of its passages.
struct Judged<'a> {
    text: &'a Text,
    scores: Vec<f64>,
}

impl Judged<'_> {
    /// The score by which it is found.
    fn score(&self) -> f64 {
        self.scores.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    /// The score where the rules find it, if they do.
    fn ruled_score(&self, head: usize) -> Option<f64> {
        let passages = self.text.passages.iter().zip(&self.scores);
        passages.filter(|(passage, _)| passage.ruled_for(head)).map(|(_, score)| *score).reduce(f64::max)
    }
}

/// A head that has learnt, with the score from which on it fires.
struct Trained {
    model: Model,
    threshold: f64,
    /// The score of each text, by what was learnt from others.
    scores: Vec<f64>,
    /// Its score where the rules find it, if they do.
    ruled: Vec<Option<f64>>,
    /// From which score on what the rules found stays.
    kept: f64,
    closer: Closer,
}

/// Trains on all files, and writes the weights.
pub(super) fn train(root: &Path, files: &[PathBuf]) -> Result<()> {
    let mut texts = Vec::new();
    for (number, (file, is_held_out)) in files.iter().zip(held_out_from_encoder(root, files)?).enumerate() {
        texts.extend(read(number % PARTS, file, is_held_out)?);
    }
    println!("{} texts in {} files; each {PARTS}th of them by the others:", texts.len(), files.len());
    texts.sort_by_key(|text: &Text| text.part);
    let heads: Vec<Trained> = (0..HEADS.len()).map(|head| fit(head, &texts)).collect();
    print!("{}", together::report(&texts, &heads)?);
    for (file, content) in [(FILE, write(&heads)?), (CLOSER, closer::write(&heads)?)] {
        let path = root.join(file);
        fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

/// Reads lines below a line of headings, which name the columns `label` or `crisis`, and `text`, or `entry` for whole entries.
fn read(part: usize, file: &Path, is_held_out: bool) -> Result<Vec<Text>> {
    let lines = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut lines = lines.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let headings = lines.next().unwrap_or_default();
    let column = |names: &[&str]| headings.iter().position(|heading| names.contains(heading));
    let (Some(label), Some(text)) = (column(&["label", "crisis"]), column(&["text", "entry"])) else {
        bail!("the first line of {} names no columns", file.display());
    };
    let is_entry = headings[text] == "entry";
    let mut texts = Vec::new();
    for (at, fields) in lines.enumerate() {
        let (Some(label), Some(text)) = (fields.get(label), fields.get(text)) else {
            bail!("line {} of {} has too few columns", at + 2, file.display());
        };
        if text.trim().is_empty() {
            bail!("line {} of {} has no words", at + 2, file.display());
        }
        texts.push(((*label).to_owned(), (*text).to_owned()));
    }
    let joined = if is_entry { Vec::new() } else { joined(&texts) };
    let seen = |(label, text): (String, String)| {
        let passages = if is_entry { passages(&text) } else { vec![text.as_str()] };
        let answers = |passage: &str| if is_held_out { danger_answers(passage) } else { None };
        let seen = |it| Passage { features: features_of(it), answers: answers(it), ruled: detect_by_rules(it) };
        let passages = passages.into_iter().map(seen).collect();
        Text { label, part, is_entry, passages, features: features_of(&text) }
    };
    Ok(texts.into_iter().chain(joined).map(seen).collect())
}

fn features_of(text: &str) -> Features {
    let shape = Shape { bits: BITS, words: WORDS, chars: CHARS.0..CHARS.1 + 1 };
    let mut features: Vec<usize> = features(text, &shape).concat();
    features.sort_unstable();
    features.dedup();
    let value = 1.0 / count(features.len()).sqrt();
    features.into_iter().map(|feature| (feature, value)).collect()
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
    let mut judged = Vec::new();
    for part in 0..PARTS {
        let model = learn(head, texts.iter().filter(|text| text.part != part));
        let scores = |text: &Text| text.passages.iter().map(|passage| model.score(&passage.features)).collect();
        let those = texts.iter().filter(|text| text.part == part);
        judged.extend(those.map(|text| Judged { text, scores: scores(text) }));
    }
    let threshold = threshold(&judged, head.false_alarms);
    head.print(&judged, threshold);
    let kept = kept(number, &judged);
    let closer = Closer::learn(number, &judged);
    let scores = judged.iter().map(Judged::score).collect();
    let ruled = judged.iter().map(|it| it.ruled_score(number)).collect();
    Trained { model: learn(head, texts.iter()), threshold, scores, ruled, kept, closer }
}

impl Head {
    fn finds(&self, text: &Text) -> bool {
        self.finds.contains(&text.label.as_str())
    }

    /// Whether it learns from a text.
    fn asks(&self, text: &Text) -> bool {
        self.finds(text) || self.among.contains(&text.label.as_str())
    }

    /// What is found of sentences and of whole entries, and what is taken for it.
    fn print(&self, judged: &[Judged<'_>], threshold: f64) {
        let share = |is_entry: bool, is_so: &dyn Fn(&Text) -> bool| {
            let those: Vec<&Judged<'_>> =
                judged.iter().filter(|it| it.text.is_entry == is_entry && is_so(it.text)).collect();
            let fires = those.iter().filter(|it| it.score() > threshold).count();
            format!("{:.4} of {}", count(fires) / count(those.len()), those.len())
        };
        for (name, is_entry) in [("sentences", false), ("entries", true)] {
            let found = share(is_entry, &|text| self.finds(text));
            let wrong = share(is_entry, &|text| text.label == "S0");
            println!("{:<3} {name}: found {found}, taken for it {wrong} harmless", self.name);
        }
    }
}

/// Of what a head is to find, an entry is learnt from as a whole, as nobody said where in it; of what not, each passage.
fn learn<'a>(head: &Head, texts: impl Iterator<Item = &'a Text>) -> Model {
    let mut examples = Vec::new();
    for text in texts.filter(|text| head.asks(text)) {
        if head.finds(text) {
            examples.push(Example { features: &text.features, is_so: true });
        } else {
            let passages = text.passages.iter();
            examples.extend(passages.map(|passage| Example { features: &passage.features, is_so: false }));
        }
    }
    Model::fit(&examples, 1 << BITS, MANNER)
}

/// The score that only this share of the harmless exceeds.
fn threshold(judged: &[Judged<'_>], false_alarms: f64) -> f64 {
    let mut harmless: Vec<f64> = judged.iter().filter(|it| it.text.label == "S0").map(Judged::score).collect();
    harmless.sort_by(|a, b| b.total_cmp(a));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    let at = (count(harmless.len()) * false_alarms) as usize;
    harmless.get(at).copied().unwrap_or_default()
}

/// The score below which so little of what the rules find rightly lies.
fn kept(number: usize, judged: &[Judged<'_>]) -> f64 {
    let head = &HEADS[number];
    let ruled = |is_so: fn(&Head, &Text) -> bool| {
        let those = judged.iter().filter(|it| is_so(head, it.text));
        let mut scores: Vec<f64> = those.filter_map(|it| it.ruled_score(number)).collect();
        scores.sort_by(f64::total_cmp);
        scores
    };
    let (right, wrong) = (ruled(Head::finds), ruled(|_, text| text.label == "S0"));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count")]
    let kept = right.get((count(right.len()) * head.taken_back) as usize).copied().unwrap_or(f64::NEG_INFINITY);
    let share = count(wrong.iter().filter(|score| **score <= kept).count()) / count(wrong.len());
    println!("    {share:.3} of {} that the rules find wrongly taken back, of {} rightly", wrong.len(), right.len());
    kept
}

/// The file, as `crates/domain/src/crisis/weights.rs` reads it.
fn write(heads: &[Trained]) -> Result<String> {
    let mut file = format!("hearken-crisis-weights 2\nbits {BITS}\nwords {WORDS}\nchars {} {}\n", CHARS.0, CHARS.1);
    let mut bytes = Vec::new();
    for (Head { name, .. }, Trained { model, threshold, .. }) in HEADS.iter().zip(heads) {
        let (scale, weights) = weights::quantized(&model.weights);
        writeln!(file, "head {name} {scale:.9} {:.6} {threshold:.6}", model.bias)?;
        bytes.extend(weights.into_iter().map(i8::cast_unsigned));
    }
    if let Some(at) = heads.iter().position(|head| !head.kept.is_finite()) {
        bail!("the rules find nothing rightly of {}", HEADS[at].name);
    }
    let [s1, s2, s3, violence] = [0, 1, 2, 3].map(|at| heads[at].kept);
    writeln!(file, "kept {s1:.6} {s2:.6} {s3:.6} {violence:.6}")?;
    weights::append(&mut file, &bytes)?;
    Ok(file)
}
