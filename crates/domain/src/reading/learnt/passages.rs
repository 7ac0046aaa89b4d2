//! Passages: sentences that stand together and are judged together.

use std::ops::Range;

use crate::reading::parsed::Sentence;

/// Most sentences of a passage.
const SENTENCES: usize = 3;
/// No sentence is added to a passage of so many words.
const WORDS: usize = 30;

/// The passages of a text: up to three sentences of a line, as long as they are short.
pub(in super::super) fn split(sentences: &[Sentence]) -> Vec<Range<usize>> {
    let mut passages: Vec<Range<usize>> = Vec::new();
    let mut words = 0;
    for (at, sentence) in sentences.iter().enumerate() {
        match passages.last_mut() {
            Some(last) if !sentence.begins && last.len() < SENTENCES && words < WORDS => last.end = at + 1,
            _ => {
                passages.push(at..at + 1);
                words = 0;
            }
        }
        words += sentence.tokens.len();
    }
    passages
}
