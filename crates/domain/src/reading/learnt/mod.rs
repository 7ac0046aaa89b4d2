//! The second layer of the reading: a linear classifier that corrects what the rules found, and finds what they miss.
//!
//! `lexicon/reading/weights.txt` may be empty: then there is no second layer. Otherwise it is a file of weights
//! ([`crate::classifier`]) with one number of its own behind the heads, `features N`. Its bytes are N features, each as its number ([`hash`],
//! four bytes, the lowest first), one byte that says how many heads it counts for, and for each of these the number of the head
//! and the weight.
//!
//! **What is looked at** are passages of up to three sentences of a line. The score of a head is `BIAS` and, for each
//! [`Family`] of features, `SCALE * s / sqrt(k)`: the passage has k distinct features of the family, and the weights of those
//! in the file sum up to s. It is the logarithm of the odds: [`probability`] is what to expect.

mod features;
mod heads;
mod opinion;
mod passages;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub use features::Family;
pub use heads::heads;
pub(super) use opinion::Opinion;
pub(super) use passages::split;

use super::parsed::{Parsed, Sentence};
use super::source::Source;
use crate::classifier::{File, Head, hash};

const TITLE: &str = "hearken-reading-weights 1";

/// The classifier.
pub(super) struct Classifier {
    heads: Vec<Head>,
    /// Where in `weights` those of a feature are.
    rows: FxHashMap<u32, Range<u32>>,
    /// Heads and weights.
    weights: Vec<(u8, i8)>,
}

static CLASSIFIER: LazyLock<Option<Classifier>> =
    LazyLock::new(|| Classifier::read(include_str!("../../../lexicon/reading/weights.txt")).unwrap_or_default());

/// The distinct features of a text as one passage, for training.
#[must_use]
pub fn features(text: &str) -> Vec<(Family, u32)> {
    let source = Source::new(text);
    let parsed = Parsed::new(source.plain(), &[]);
    of_passage(&parsed, &parsed.sentences, &of_sentences(&parsed, &parsed.sentences))
}

/// A feature and the family that it belongs to.
type Feature = (Family, u32);

/// The distinct features of each sentence.
fn of_sentences(parsed: &Parsed<'_>, passage: &[Sentence]) -> Vec<Vec<Feature>> {
    passage.iter().map(|sentence| distinct(|sink| features::of_sentence(parsed, sentence, sink))).collect()
}

/// The distinct features of a passage with these sentences.
fn of_passage(parsed: &Parsed<'_>, passage: &[Sentence], sentences: &[Vec<Feature>]) -> Vec<Feature> {
    let mut found = distinct(|sink| features::of_whole(parsed, passage, sink));
    found.extend(sentences.iter().flatten());
    found.sort_unstable();
    found.dedup();
    found
}

fn distinct(of: impl FnOnce(&mut features::Sink<'_>)) -> Vec<Feature> {
    let mut found = Vec::new();
    of(&mut |family, parts| found.push((family, hash(parts))));
    found.sort_unstable();
    found.dedup();
    found
}

/// How often what has this score is so.
fn probability(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

impl Classifier {
    /// The classifier, where there is one.
    pub(super) fn get() -> Option<&'static Self> {
        CLASSIFIER.as_ref()
    }

    fn read(file: &str) -> Result<Option<Self>, String> {
        let Some(mut file) = File::open(file, TITLE)? else { return Ok(None) };
        let names = heads();
        let heads = file.heads(names.iter().map(String::as_str))?;
        let [count] = file.numbers::<usize, 1>("features")?;
        let bytes = file.rest()?;
        let (mut rows, mut weights) = (FxHashMap::default(), Vec::new());
        let mut rest = bytes.as_slice();
        for _ in 0..count {
            let (number, after) = rest.split_first_chunk().ok_or("a feature is missing")?;
            let (pairs, after) = after.split_first().ok_or("a feature has no weights")?;
            let (pairs, after) = after.split_at_checked(usize::from(*pairs) * 2).ok_or("weights are missing")?;
            let start = length(&weights);
            weights.extend(pairs.as_chunks().0.iter().map(|[head, weight]| (*head, weight.cast_signed())));
            rows.insert(u32::from_le_bytes(*number), start..length(&weights));
            rest = after;
        }
        if weights.iter().any(|(head, _)| usize::from(*head) >= heads.len()) {
            return Err("a head is unknown".to_owned());
        }
        Ok(Some(Self { heads, rows, weights }))
    }

    /// What the classifier makes of a passage.
    pub(super) fn judge(&self, parsed: &Parsed<'_>, passage: &[Sentence]) -> Opinion<'_> {
        let mut scores: Vec<f64> = self.heads.iter().map(|head| head.bias).collect();
        let mut sums = vec![0_i32; self.heads.len()];
        let sentences = of_sentences(parsed, passage);
        for family in of_passage(parsed, passage, &sentences).chunk_by(|a, b| a.0 == b.0) {
            sums.fill(0);
            for (head, weight) in family.iter().filter_map(|(_, feature)| self.row(*feature)).flatten() {
                sums[usize::from(*head)] += i32::from(*weight);
            }
            for ((score, head), sum) in scores.iter_mut().zip(&self.heads).zip(&sums) {
                *score += head.share(*sum, family.len());
            }
        }
        Opinion::new(self, scores, sentences)
    }

    /// Which of some sentences speaks most for a head; the first of several.
    fn strongest(&self, sentences: &[Vec<Feature>], head: usize) -> usize {
        let of = |sentence: &Vec<Feature>| {
            let weights = sentence.iter().filter_map(|(_, feature)| self.row(*feature)).flatten();
            weights.filter(|(of, _)| usize::from(*of) == head).map(|(_, weight)| i32::from(*weight)).sum::<i32>()
        };
        let sums: Vec<i32> = sentences.iter().map(of).collect();
        (0..sums.len()).rev().max_by_key(|at| sums[*at]).unwrap_or_default()
    }

    fn row(&self, feature: u32) -> Option<&[(u8, i8)]> {
        let Range { start, end } = self.rows.get(&feature)?;
        self.weights.get(*start as usize..*end as usize)
    }
}

fn length(weights: &[(u8, i8)]) -> u32 {
    u32::try_from(weights.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_are_shipped_are_read() {
        let classifier = Classifier::read(include_str!("../../../lexicon/reading/weights.txt")).unwrap().unwrap();
        assert!(classifier.rows.len() > 1000);
    }

    #[test]
    fn a_file_that_is_cut_off_is_refused() {
        let heads: String = heads().iter().map(|name| format!("head {name} 1 0 0\n")).collect();
        let read = |bytes: &str| Classifier::read(&format!("{TITLE}\n{heads}features 1\nweights\n{bytes}\n"));
        let classifier = read("AQAAAAEC/w==").unwrap().unwrap();
        assert_eq!(classifier.row(1), Some([(2, -1)].as_slice()));
        assert_eq!(read("AQAAAAIC/w==").err().unwrap(), "weights are missing");
        assert_eq!(read("AQAAAAH//w==").err().unwrap(), "a head is unknown");
    }
}
