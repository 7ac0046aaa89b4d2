//! A text cut into VADER's words: at white space, without the punctuation around them, emoticons left whole.

use std::borrow::Cow;

use super::lexicon::{Meaning, meaning};

/// A word, its place in the text it was cut from (bytes), and what is known about it.
#[derive(Debug)]
pub(in super::super) struct Word<'a> {
    pub(in super::super) start: usize,
    pub(in super::super) end: usize,
    pub(super) lower: Cow<'a, str>,
    pub(super) upper: bool,
    pub(super) meaning: Meaning,
}

impl Word<'_> {
    pub(super) fn is(&self, lower: &str) -> bool {
        self.lower == lower
    }

    pub(super) fn is_rated(&self) -> bool {
        self.meaning.rating.is_some()
    }

    /// Makes it a word without meaning: a name, or part of a phrase that means something else.
    pub(in super::super) fn silence(&mut self) {
        self.meaning = Meaning::default();
    }

    /// Makes it negate the words after it.
    pub(in super::super) fn make_negation(&mut self) {
        self.meaning.negates = true;
    }
}

/// Cuts a text into words.
pub(in super::super) fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 5 + 1);
    let mut rest = 0;
    for piece in text.split(is_space) {
        if !piece.is_empty() {
            words.push(word(rest, piece));
        }
        rest += piece.len();
        rest += text[rest..].chars().next().map_or(0, char::len_utf8);
    }
    words
}

/// Whether some, but not all, words of a text are in capitals, so that those that are stand out.
pub(in super::super) fn has_mixed_capitals(text: &str) -> bool {
    let (mut some, mut all) = (false, true);
    for piece in text.split(is_space).filter(|piece| !piece.is_empty()) {
        let upper = is_upper(strip(piece).1);
        (some, all) = (some || upper, all && upper);
        if some && !all {
            return true;
        }
    }
    false
}

fn word(at: usize, piece: &str) -> Word<'_> {
    let (offset, text) = strip(piece);
    let lower = lower_case(text);
    let meaning = meaning(&lower);
    Word { start: at + offset, end: at + offset + text.len(), upper: is_upper(text), lower, meaning }
}

/// White space as Python sees it: the information separators count as well.
fn is_space(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{1c}'..='\u{1f}')
}

/// Strips punctuation on both sides, unless hardly anything would be left: then it was an emoticon. (So "no," keeps
/// its comma.) Returns where the rest begins within the piece.
fn strip(piece: &str) -> (usize, &str) {
    let left = piece.trim_start_matches(|char: char| char.is_ascii_punctuation());
    let stripped = left.trim_end_matches(|char: char| char.is_ascii_punctuation());
    if stripped.chars().nth(2).is_none() { (0, piece) } else { (piece.len() - left.len(), stripped) }
}

fn lower_case(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        return Cow::Owned(text.to_lowercase());
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether there are capitals and nothing but capitals among the letters.
fn is_upper(text: &str) -> bool {
    let mut some = false;
    for char in text.chars() {
        if char.is_lowercase() || is_title(char) {
            return false;
        }
        some |= char.is_uppercase();
    }
    some
}

/// Letters like "ǅ": neither upper nor lower case.
fn is_title(char: char) -> bool {
    !char.is_ascii() && !char.is_uppercase() && char.to_lowercase().ne([char])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        split(text).iter().map(|word| text[word.start..word.end].to_owned()).collect()
    }

    #[test]
    fn punctuation_goes_emoticons_stay() {
        assert_eq!(texts("(Well,) I'm  fine :) <3 no, \"no\"!"), ["Well", "I'm", "fine", ":)", "<3", "no,", "\"no\"!"]);
        assert_eq!(texts(""), [""; 0]);
        assert_eq!(texts(" \u{1c}a\u{a0}b "), ["a", "b"]);
    }

    #[test]
    fn capitals_stand_out_among_small_letters() {
        assert!(has_mixed_capitals("SO good") && has_mixed_capitals("ok, I see"));
        assert!(!has_mixed_capitals("SO GOOD") && !has_mixed_capitals("so good") && !has_mixed_capitals(""));
    }

    #[test]
    fn upper_case_is_about_letters_only() {
        assert!(is_upper("ABC!") && is_upper("Ä1"));
        assert!(!is_upper("aBC") && !is_upper(":)") && !is_upper("123") && !is_upper("ǅA"));
    }
}
