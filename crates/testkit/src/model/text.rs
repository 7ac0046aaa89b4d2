//! Texts of a few paragraphs, in which no word is ever typed twice.

use std::collections::BTreeSet;

use super::violation::{Held, hold};

/// The words of a text.
pub(super) type Words = BTreeSet<String>;

/// What a new entry begins with: paragraphs to be touched apart.
pub(super) fn begun(word: &str) -> String {
    format!("{word}a\n\n{word}b\n\n{word}c")
}

/// The text with a word added: to one of its paragraphs, or as one of its own after it.
pub(super) fn typed_on(text: &str, place: u8, word: &str) -> String {
    let mut paragraphs: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let at = usize::from(place / 2) % paragraphs.len();
    if place.is_multiple_of(2) {
        paragraphs[at] = format!("{} {word}", paragraphs[at]);
    } else {
        paragraphs.insert(at + 1, word.to_owned());
    }
    paragraphs.join("\n")
}

/// The text without one of its paragraphs, if anything is left.
pub(super) fn cut(text: &str, place: u8) -> Option<String> {
    let mut paragraphs: Vec<&str> = text.split('\n').collect();
    paragraphs.remove(usize::from(place) % paragraphs.len());
    Some(paragraphs.join("\n")).filter(|rest| !rest.trim().is_empty())
}

/// The words of a text.
pub(super) fn words(text: &str) -> Words {
    text.split_whitespace().map(str::to_owned).collect()
}

/// The words of a text, none of which may be there twice: then something would have taken effect twice.
pub(super) fn single_words(text: &str) -> Held<Words> {
    let mut words = Words::new();
    for word in text.split_whitespace() {
        hold!(words.insert(word.to_owned()), "exactly once: {word} is twice in {text:?}");
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_there_twice_is_found() {
        assert_eq!(single_words("one two\n\nthree").unwrap(), words("three two one"));
        assert!(single_words("one two\n\none").is_err());
    }

    #[test]
    fn words_are_added_and_paragraphs_taken_out_where_it_says() {
        assert_eq!(typed_on("a\nb", 0, "x"), "a x\nb");
        assert_eq!(typed_on("a\nb", 3, "x"), "a\nb\nx");
        assert_eq!(cut("a\nb", 1).as_deref(), Some("a"));
        assert_eq!(cut("a", 0), None);
    }
}
