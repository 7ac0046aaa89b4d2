//! A text as words, with what stands between them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::lists::Lists;
use crate::search::fold;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// No capital.
    Small,
    /// A capital and a small letter after it, whatever follows.
    Capital,
    /// Nothing but capitals.
    Loud,
    /// Something else, such as digits.
    Other,
}

/// A word: letters and digits without anything between them.
#[derive(Clone, Debug)]
pub(super) struct Word<'t> {
    pub(super) place: Range<usize>,
    pub(super) text: &'t str,
    /// Without case and accents.
    pub(super) folded: String,
    pub(super) case: Case,
    /// What stands before it, back to the word before.
    pub(super) gap: &'t str,
    /// Whether a sentence begins with it, so that its capital says nothing.
    pub(super) starts: bool,
}

/// The words of a text.
pub(super) struct Words<'t> {
    pub(super) all: Vec<Word<'t>>,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut all: Vec<Word<'t>> = Vec::new();
        let mut chars = text.char_indices().peekable();
        let mut last = 0;
        while let Some((start, char)) = chars.next() {
            if !char.is_alphanumeric() {
                continue;
            }
            let mut end = start + char.len_utf8();
            while let Some((at, char)) = chars.next_if(|(_, char)| char.is_alphanumeric() || is_combining_mark(*char)) {
                end = at + char.len_utf8();
            }
            let (word, gap) = (&text[start..end], &text[last..start]);
            let starts = all.last().is_none_or(|before| starts_sentence(gap, before));
            all.push(Word { place: start..end, text: word, folded: fold_word(word), case: case(word), gap, starts });
            last = end;
        }
        Self { all }
    }

    /// The number of the first word that begins at this byte or after it.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.all.partition_point(|word| word.place.start < byte)
    }

    /// Whether one of the `count` words before this byte, in the same line, is one that `is_it` knows.
    pub(super) fn has_before(&self, byte: usize, count: usize, is_it: impl Fn(&str) -> bool) -> bool {
        let at = self.at(byte);
        let mut near = self.all[at.saturating_sub(count)..at].iter().rev();
        let mut gap_is_line = self.all.get(at).is_some_and(|word| word.gap.contains('\n'));
        near.any(|word| {
            let found = !gap_is_line && is_it(&word.folded);
            gap_is_line |= word.gap.contains('\n');
            found
        })
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word<'t>> {
        self.all.get(at)
    }

    /// The word before, if nothing but a space, a hyphen or the point of an abbreviation is between.
    pub(super) fn before(&self, at: usize) -> Option<&Word<'t>> {
        let word = self.all.get(at)?;
        let joined = matches!(word.gap, " " | "-" | "\u{a0}") || word.gap == ". " && !word.starts;
        self.all.get(at.checked_sub(1)?).filter(|_| joined)
    }

    /// The word after, if nothing but a space is between.
    pub(super) fn after(&self, at: usize) -> Option<&Word<'t>> {
        self.all.get(at + 1).filter(|word| matches!(word.gap, " " | "\u{a0}"))
    }

    /// Whether an apostrophe and this ending stand right after the word.
    pub(super) fn is_followed_by(&self, at: usize, ending: &str) -> bool {
        self.all.get(at + 1).is_some_and(|word| matches!(word.gap, "'" | "\u{2019}") && word.folded == ending)
    }
}

/// A word without case and accents.
pub(super) fn fold_word(word: &str) -> String {
    if word.is_ascii() { word.to_ascii_lowercase() } else { fold(word) }
}

fn case(word: &str) -> Case {
    let mut letters = word.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    let small = letters.clone().any(char::is_lowercase);
    match (first, small) {
        _ if !word.chars().any(char::is_alphabetic) => Case::Other,
        (true, true) => Case::Capital,
        (true, false) => Case::Loud,
        _ if word.chars().any(char::is_uppercase) => Case::Other,
        _ => Case::Small,
    }
}

fn starts_sentence(gap: &str, before: &Word<'_>) -> bool {
    if gap.contains(['\n', '\r', '\u{201c}', '\u{ab}', '\u{201e}', '(', '[', '*', '#', '\u{2022}']) {
        return true;
    }
    // A quotation mark that opens: white space before it, none after.
    let opens = gap.ends_with(['"', '\'', '\u{2018}']) && gap.contains(' ');
    let ends = gap.contains(['.', '!', '?', '\u{2026}', ':', '\u{3002}']);
    let is_picture = gap.chars().any(|char| u32::from(char) >= 0x2600);
    let is_short = gap == ". " && (Lists::get().is("abbr", &before.folded) || is_initial(before));
    (opens || ends || is_picture) && !is_short
}

/// A single capital, as in "J. Smith". "I" ends sentences.
pub(super) fn is_initial(word: &Word<'_>) -> bool {
    word.case == Case::Loud && word.text.chars().nth(1).is_none() && word.text != "I"
}
