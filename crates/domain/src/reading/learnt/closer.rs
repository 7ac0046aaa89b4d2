//! What the encoder answers to the same questions, and how much that counts beside the words.

use hearken_encoder::Encoder;

use super::heads::{GROUPS, POLARITIES, group, heads};
use crate::classifier::{File, odds};
use crate::closely;
use crate::reading::parsed::{Parsed, Sentence};
use crate::reading::source::Source;

/// Only of so many passages the encoder is asked, from the first on: about 8,000 words, some seconds. The rest is judged by words.
const MOST: usize = 300;

/// How much words and the encoder's answer count for a head.
#[derive(Clone, Copy)]
pub(super) struct Weighing {
    words: f64,
    answer: f64,
    lean: f64,
}

impl Weighing {
    /// The score of a head, by that of its words and by the answer.
    pub(super) fn of(&self, words: f64, answer: f64) -> f64 {
        self.words * words + self.answer * answer + self.lean
    }
}

/// Reads the line of each group: for each head how it is weighed, and above which score it then finds something.
pub(super) fn read(file: &mut File<'_>) -> Result<(Vec<Weighing>, Vec<f64>), String> {
    let mut groups = Vec::new();
    for group in GROUPS {
        groups.push(file.numbers::<f64, 4>(&format!("encoder {group}"))?);
    }
    let of_heads: Vec<[f64; 4]> = heads().iter().map(|head| groups[group(head)]).collect();
    let weighing =
        of_heads.iter().map(|[words, answer, lean, _]| Weighing { words: *words, answer: *answer, lean: *lean });
    Ok((weighing.collect(), of_heads.iter().map(|[.., own]| *own).collect()))
}

/// For each of the first passages and each head what the encoder answers; nothing to what it is not asked.
pub(super) fn of_passages(parsed: &Parsed<'_>, passages: &[&[Sentence]]) -> Vec<Vec<Option<f64>>> {
    let Some(encoder) = Encoder::get() else { return Vec::new() };
    let texts: Vec<&str> = passages.iter().take(MOST).map(|passage| text(parsed, passage)).collect();
    let asked: Vec<Option<usize>> = heads().iter().map(|head| encoder.question(head)).collect();
    let of_heads = |answers: Vec<f32>| asked.iter().map(|at| at.map(|at| f64::from(answers[at]))).collect();
    closely::answers(encoder, &texts).into_iter().map(of_heads).map(tones_as_odds).collect()
}

/// One tone is so of a passage: what is answered becomes the odds of each against the others. The other answers are odds.
fn tones_as_odds(mut answers: Vec<Option<f64>>) -> Vec<Option<f64>> {
    let tones: Option<Vec<f64>> = answers[..POLARITIES.len()].iter().copied().collect();
    for (head, tone) in tones.iter().flatten().enumerate() {
        let others = tones.iter().flatten().enumerate().filter(|(other, _)| *other != head).map(|(_, tone)| *tone);
        answers[head] = Some(odds(std::iter::once(*tone), others));
    }
    answers
}

fn text<'a>(parsed: &Parsed<'a>, passage: &[Sentence]) -> &'a str {
    let place = |sentence: Option<&Sentence>| sentence.map(|sentence| sentence.place.clone()).unwrap_or_default();
    &parsed.text[place(passage.first()).start..place(passage.last()).end]
}

/// What the encoder answers of a text as one passage, for training.
#[must_use]
pub fn answers(text: &str) -> Vec<Option<f64>> {
    let source = Source::new(text);
    let parsed = Parsed::new(source.plain(), &[]);
    of_passages(&parsed, &[&parsed.sentences]).pop().unwrap_or_default()
}
