//! Texts of a few paragraphs, in which no word is ever typed twice.

use std::collections::BTreeSet;

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

/// The words of a text. Fails when one of them is there twice: then something took effect twice.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for word in text.split_whitespace() {
        assert!(words.insert(word.to_owned()), "{word} is twice in {text:?}");
    }
    words
}
