//! The second layer: a linear classifier whose weights are data. It raises what the rules found, and takes back what words speak
//! against wherever one looks.
//!
//! `lexicon/crisis/weights.txt` may be empty: then there is no second layer. Otherwise it is text:
//!
//! ```text
//! hearken-crisis-weights 2
//! bits 18
//! words 3
//! chars 3 5
//! head S1 0.0117 -1.25 0.4
//! head S2 0.0203 -1.75 0.5
//! head S3 0.0151 -2.5 0.6
//! head V 0.0188 -2.0 0.5
//! kept -2.5 -3.5 -4.5 -3.25
//! weights
//! AAH/...
//! ```
//!
//! The first line and the order of the lines are fixed. `bits`, from 8 to 20: a feature goes into one of 2^bits buckets.
//! `words n`, from 1 to 4: features are all runs of 1 to n words. `chars a b`, up to 8: and all runs of a to b characters of
//! a word between two spaces; `chars 0 0` for none. `head NAME SCALE BIAS THRESHOLD`: S1 stands for "S1 or above", S2 and S3
//! likewise, V for violence. `kept S1 S2 S3 V`: see below. After the line `weights` follows base64 (RFC 4648, padded, any
//! number of lines) of one signed byte for each head and bucket: all buckets of S1 first, then those of S2, S3, V.
//!
//! **What is looked at** are windows of up to four sentences that follow each other: the first four, then from the second
//! on, and so forth; of a text of four sentences or fewer, all of it. Sentences and words are those of the rules
//! ([`Text`]): in lower case, contractions taken apart, shorthand spelled out, at most 60 words to a sentence.
//!
//! **Features** of a window are the distinct buckets of
//! - each run of 1 to n words of one sentence, before which stands the word `^` and behind which stands `$`; not these two
//!   alone. It is spelled as its length in words, a colon, and the words with a space between them: `2:^ i`, `1:alone`;
//! - each run of a to b characters of a word that has a space put before and behind it (` die `): it is spelled `c:` and
//!   the characters, `c: di`. A run is not longer than the word with its spaces.
//!
//! **Buckets** are FNV-1a over Unicode code points: `h = 2166136261`, then for each code point `h = (h xor c) * 16777619`
//! in 32 bits, and at the end `(h xor (h >> 15)) and (2^bits - 1)`.
//!
//! **A head fires** in a window with k distinct buckets, of which the weights sum up to s, if
//! `BIAS + SCALE * s / sqrt(k) > THRESHOLD` in 64-bit floating point, in this order of operations: `BIAS + (SCALE * s) / sqrt(k)`.
//! The level is the highest of the heads that fire in any window.
//!
//! **What the rules found in a sentence stays** where the score of its head (S1, S2, S3 or V) is above the head's number of the
//! line `kept` in any window with that sentence, or in the sentence as a window of its own: nothing around it takes it back. Of a
//! sentence of more than 16 words, runs of 16 words stand for it, each from the middle of the one before. A level that does not
//! stay becomes the next lower one that does.
//!
//! Every operation is exact to the last bit in both languages, so that they cannot differ.

use std::ops::Range;
use std::sync::LazyLock;

use super::rules::Rules;
use super::words::Text;
use super::{ByLayer, Crisis, Level, together};
use crate::classifier::{File, Head, hash};

const TITLE: &str = "hearken-crisis-weights 2";
pub(super) const HEADS: [&str; 4] = ["S1", "S2", "S3", "V"];
/// Sentences that are looked at together.
const WINDOW: usize = 4;
/// Words of a long sentence that are looked at together.
const RUN: usize = 16;

/// Which features a text has.
#[derive(Clone, Debug)]
pub struct Shape {
    /// There are two to the power of this many buckets.
    pub bits: u32,
    /// The longest run of words.
    pub words: usize,
    /// How long runs of characters are.
    pub chars: Range<usize>,
}

/// The score of each head.
type Scores = [f64; 4];

/// The classifier.
pub(super) struct Weights {
    shape: Shape,
    heads: Vec<Head>,
    kept: [f64; 4],
    all: Vec<i8>,
}

static WEIGHTS: LazyLock<Option<Weights>> =
    LazyLock::new(|| Weights::read(include_str!("../../lexicon/crisis/weights.txt")).unwrap_or_default());

impl Weights {
    /// The classifier, where there is one.
    pub(super) fn get() -> Option<&'static Self> {
        WEIGHTS.as_ref()
    }

    /// Reads a file; an empty one has no classifier.
    fn read(file: &str) -> Result<Option<Self>, String> {
        let Some(mut file) = File::open(file, TITLE)? else { return Ok(None) };
        let [bits] = file.numbers::<u32, 1>("bits")?;
        let [words] = file.numbers::<usize, 1>("words")?;
        let [from, to] = file.numbers::<usize, 2>("chars")?;
        if !(8..=20).contains(&bits) || !(1..=4).contains(&words) || from > to || to > 8 {
            return Err("a number is out of range".to_owned());
        }
        let heads = file.heads(HEADS)?;
        let kept = file.numbers("kept")?;
        let all: Vec<i8> = file.rest()?.into_iter().map(u8::cast_signed).collect();
        if all.len() != HEADS.len() << bits {
            return Err(format!("{} weights", all.len()));
        }
        let chars = if from == 0 { 0..0 } else { from..to + 1 };
        Ok(Some(Self { shape: Shape { bits, words, chars }, heads, kept, all }))
    }

    /// What the classifier makes of a text, and what stays of what the rules found in each of its sentences.
    pub(super) fn judge(&self, text: &Text, found: &[Crisis]) -> ByLayer {
        let sentences = self.shape.sentences(text);
        let windows: Vec<Scores> = windows(&sentences).map(|window| self.scores_of(&distinct(window))).collect();
        let stays =
            found.iter().zip(&text.sentences).enumerate().filter(|(_, (found, _))| **found != Crisis::default());
        let stays = stays.map(|(at, (found, sentence))| {
            let mut scores = windows[around(at, windows.len())].to_vec();
            scores.extend(runs(sentence).map(|run| self.scores_of(&self.shape.buckets(text, &run))));
            self.keep(*found, &scores)
        });
        ByLayer { rules: together(stays), weights: together(windows.iter().map(|scores| self.fires(scores))) }
    }

    fn fires(&self, scores: &Scores) -> Crisis {
        Crisis::of_heads([0, 1, 2, 3].map(|head| scores[head] > self.heads[head].threshold))
    }

    /// What stays of what was found where these scores are.
    fn keep(&self, found: Crisis, scores: &[Scores]) -> Crisis {
        let stays = |head: usize| scores.iter().any(|scores| scores[head] > self.kept[head]);
        let level = |level: Level| found.level >= level && stays(level as usize - 1);
        Crisis::of_heads([level(Level::S1), level(Level::S2), level(Level::S3), found.violence && stays(3)])
    }

    /// The score of each head, of a text as one window.
    pub(super) fn scores(&self, text: &Text) -> Scores {
        self.scores_of(&distinct(&self.shape.sentences(text)))
    }

    fn scores_of(&self, buckets: &[usize]) -> Scores {
        if buckets.is_empty() {
            // No words, no danger.
            return [f64::NEG_INFINITY; 4];
        }
        [0, 1, 2, 3].map(|at| {
            let weights = &self.all[at << self.shape.bits..(at + 1) << self.shape.bits];
            let sum: i32 = buckets.iter().map(|bucket| i32::from(weights[*bucket])).sum();
            self.heads[at].score(sum, buckets.len())
        })
    }
}

/// Sentences that are looked at together.
fn windows<T>(sentences: &[T]) -> impl Iterator<Item = &[T]> {
    sentences.windows(WINDOW.min(sentences.len().max(1)))
}

/// The windows that a sentence is in, of so many.
fn around(sentence: usize, windows: usize) -> Range<usize> {
    (sentence + 1).saturating_sub(WINDOW)..windows.min(sentence + 1)
}

/// A sentence, or runs of its words if it is long.
fn runs(sentence: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let Range { start, end } = *sentence;
    let starts = (start..end).step_by(RUN / 2).take_while(move |at| *at == start || at + RUN / 2 < end);
    starts.map(move |at| at..end.min(at + RUN))
}

/// The distinct buckets of a window, in order.
fn distinct(window: &[Vec<usize>]) -> Vec<usize> {
    let mut buckets = window.concat();
    buckets.sort_unstable();
    buckets.dedup();
    buckets
}

/// The buckets of each window of a text, for training.
#[must_use]
pub fn features(text: &str, shape: &Shape) -> Vec<Vec<usize>> {
    let sentences = shape.sentences(&Text::read(text, Rules::get()));
    windows(&sentences).map(distinct).collect()
}

impl Shape {
    /// The distinct buckets of each sentence.
    fn sentences(&self, text: &Text) -> Vec<Vec<usize>> {
        text.sentences.iter().map(|place| self.buckets(text, place)).collect()
    }

    /// The distinct buckets of some words, as of a sentence.
    fn buckets(&self, text: &Text, place: &Range<usize>) -> Vec<usize> {
        let words: Vec<&str> = text.words[place.clone()].iter().map(|word| word.text.as_str()).collect();
        let mut buckets = Vec::new();
        let framed = [&["^"], &words[..], &["$"]].concat();
        for length in 1..=self.words {
            let runs = framed.windows(length).filter(|run| !matches!(run, ["^" | "$"]));
            buckets.extend(runs.map(|run| self.bucket(&format!("{length}:{}", run.join(" ")))));
        }
        for word in words {
            let chars: Vec<char> = format!(" {word} ").chars().collect();
            for length in self.chars.clone() {
                let runs = chars.windows(length);
                buckets.extend(runs.map(|run| self.bucket(&format!("c:{}", run.iter().collect::<String>()))));
            }
        }
        distinct(&[buckets])
    }

    fn bucket(&self, feature: &str) -> usize {
        (hash(&[feature]) & ((1 << self.bits) - 1)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIXTURE: &str = include_str!("../../tests/fixtures/crisis_weights.txt");

    /// The web app's test has the same expectations.
    #[test]
    fn a_classifier_is_read_and_asked() {
        let weights = Weights::read(FIXTURE).unwrap().unwrap();
        let judge = |text: &str| weights.judge(&Text::read(text, Rules::get()), &[]).weights;
        let fixture: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/fixtures/crisis.json")).unwrap();
        let cases = fixture["weights"].as_array().unwrap();
        assert!(cases.len() > 10);
        for case in cases {
            let (text, found) = (case[0].as_str().unwrap(), judge(case[0].as_str().unwrap()));
            let found = format!("S{}{}", found.level as u8, if found.violence { "V" } else { "" });
            assert_eq!(found, case[1].as_str().unwrap(), "{text}");
        }
    }

    /// The web app's test has the same expectations.
    #[test]
    fn what_the_rules_found_stays_or_does_not() {
        let weights = Weights::read(FIXTURE).unwrap().unwrap();
        let fixture: serde_json::Value =
            serde_json::from_str(include_str!("../../tests/fixtures/crisis.json")).unwrap();
        let cases = fixture["kept"].as_array().unwrap();
        assert!(cases.len() > 10);
        for case in cases {
            let text = Text::read(case[0].as_str().unwrap(), Rules::get());
            // Found in all sentences, or in the one that is named.
            let is_found = |at: usize| case[2].as_u64().is_none_or(|only| only == at as u64);
            let everything = Crisis { level: Level::S3, violence: true };
            let found = (0..text.sentences.len()).map(|at| if is_found(at) { everything } else { Crisis::default() });
            let kept = weights.judge(&text, &found.collect::<Vec<_>>()).rules;
            let kept = format!("S{}{}", kept.level as u8, if kept.violence { "V" } else { "" });
            assert_eq!(kept, case[1].as_str().unwrap(), "{case}");
        }
    }

    #[test]
    fn without_a_file_there_is_no_classifier_and_nonsense_is_refused() {
        assert!(Weights::read("").unwrap().is_none());
        assert!(Weights::read(include_str!("../../lexicon/crisis/weights.txt")).is_ok());
        for (line, other) in
            [("weights 2", "weights 3"), ("bits 8", "bits 30"), ("head S3", "head S4"), ("words", "word")]
        {
            assert!(Weights::read(&FIXTURE.replacen(line, other, 1)).is_err(), "{other}");
        }
        assert!(Weights::read(&FIXTURE[..FIXTURE.len() - 20]).is_err());
    }
}
