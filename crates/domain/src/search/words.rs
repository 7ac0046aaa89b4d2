//! A text as a search sees it: words without case and accents, each with its place.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::fold::{Folds, is_following, is_letter, is_single};

/// The first byte of characters from U+0300 on: one may belong to the character before it.
const FIRST_FOLLOWING: u8 = 0xcc;
/// So many bytes are looked at in one go.
const STRETCH: usize = 32;

static WIDE: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("  "));

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Without case and accents.
    pub folded: String,
    /// Where it stands, in bytes.
    pub place: Range<usize>,
}

/// The words of `text`, from left to right.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Words::default();
    read(&mut Folds::default(), text, &mut words);
    words.all
}

/// Reads texts one after the other, remembering how characters fold.
#[derive(Default)]
pub struct Reader {
    folds: Folds,
}

impl Reader {
    /// Appends the words of `text` to `line`, each between two spaces: a word is found by its beginning behind a space,
    /// words side by side in one go. Two texts never stand side by side: each brings its own spaces.
    pub fn append(&mut self, text: &str, line: &mut String) {
        let before = line.len();
        let mut bytes = std::mem::take(line).into_bytes();
        bytes.reserve(text.len() + 2);
        bytes.push(b' ');
        read(&mut self.folds, text, &mut Line { bytes: &mut bytes });
        narrow(&mut bytes, before);
        if bytes.len() == before + 1 {
            bytes.truncate(before);
        }
        // What was appended is ASCII and whole characters.
        *line = String::from_utf8(bytes).unwrap_or_default();
    }

    /// The words of `text` as one line.
    #[must_use]
    pub fn line(&mut self, text: &str) -> String {
        let mut line = String::new();
        self.append(text, &mut line);
        line
    }
}

/// Takes letters as they are read.
trait Sink {
    /// ASCII alone, words and what is between them, from byte `at` on.
    fn plain(&mut self, text: &str, at: usize);
    /// Letters of the word that is being read, or the first ones of a new word.
    fn letters(&mut self, letters: &str, place: Range<usize>);
    /// The word has ended, if there was one.
    fn end_word(&mut self);
}

#[derive(Default)]
struct Words {
    all: Vec<Word>,
    open: Option<Word>,
}

impl Sink for Words {
    fn plain(&mut self, text: &str, at: usize) {
        for (number, letters) in text.split(|char: char| !char.is_ascii_alphanumeric()).enumerate() {
            if number > 0 {
                self.end_word();
            }
            if !letters.is_empty() {
                let start = at + (letters.as_ptr() as usize - text.as_ptr() as usize);
                self.letters(letters, start..start + letters.len());
            }
        }
    }

    fn letters(&mut self, letters: &str, place: Range<usize>) {
        let word = self.open.get_or_insert_with(|| Word { folded: String::new(), place: place.clone() });
        word.folded.extend(letters.chars().map(|char| char.to_ascii_lowercase()));
        word.place.end = place.end;
    }

    fn end_word(&mut self) {
        self.all.extend(self.open.take());
    }
}

/// Letters as they come, and a space for all that is none: where words end there may be several.
struct Line<'l> {
    bytes: &'l mut Vec<u8>,
}

impl Sink for Line<'_> {
    /// Nearly all that is ever searched: no byte depends on another, so that many are folded at once.
    fn plain(&mut self, text: &str, _: usize) {
        self.bytes.extend(text.as_bytes().iter().map(|&byte| folded(byte)));
    }

    fn letters(&mut self, letters: &str, _: Range<usize>) {
        self.bytes.extend(letters.bytes().map(|byte| byte.to_ascii_lowercase()));
    }

    fn end_word(&mut self) {
        self.bytes.push(b' ');
    }
}

/// An ASCII letter in lower case, a digit, or a space.
const fn folded(byte: u8) -> u8 {
    let lower = byte | 0x20;
    if lower.wrapping_sub(b'a') < 26 || byte.wrapping_sub(b'0') < 10 { lower } else { b' ' }
}

/// Leaves one of several spaces that stand side by side, from byte `start` on.
fn narrow(bytes: &mut Vec<u8>, start: usize) {
    let (mut from, mut to) = (start, start);
    while let Some(found) = WIDE.find(&bytes[from..]) {
        let kept = from..=from + found;
        bytes.copy_within(kept, to);
        (from, to) = (from + found + 1, to + found + 1);
        from += bytes[from..].iter().take_while(|&&byte| byte == b' ').count();
    }
    bytes.copy_within(from.., to);
    bytes.truncate(to + bytes.len() - from);
}

fn read(folds: &mut Folds, text: &str, sink: &mut impl Sink) {
    let mut at = 0;
    while at < text.len() {
        let end = plain_end(text.as_bytes(), at);
        if end > at {
            sink.plain(&text[at..end], at);
            at = end;
        } else {
            let end = character_end(text, at);
            take(folds.of(&text[at..end]), at..end, sink);
            at = end;
        }
    }
    sink.end_word();
}

/// A character that is not plain; folded, it may be none, or several.
fn take(folded: &str, place: Range<usize>, sink: &mut impl Sink) {
    let mut is_open_single = false;
    for (at, char) in folded.char_indices() {
        let is_part = is_open_single && is_following(char);
        if !is_part && (is_open_single || is_single(char) || !is_letter(char)) {
            sink.end_word();
        }
        is_open_single = is_part || is_single(char);
        if is_open_single || is_letter(char) {
            sink.letters(&folded[at..at + char.len_utf8()], place.clone());
        }
    }
    if is_open_single {
        sink.end_word();
    }
}

/// Where the ASCII from `at` on ends; a last character with an accent of its own is left out.
fn plain_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let stretches = rest.chunks_exact(STRETCH).take_while(|stretch| stretch.is_ascii()).count() * STRETCH;
    let plain = stretches + rest[stretches..].iter().take_while(|byte| byte.is_ascii()).count();
    let end = at + plain;
    if plain > 0 && bytes.get(end).is_some_and(|&next| next >= FIRST_FOLLOWING) { end - 1 } else { end }
}

/// Where the character at `at` ends, with all that belongs to it.
fn character_end(text: &str, at: usize) -> usize {
    let mut chars = text[at..].chars();
    let first = chars.next().map_or(0, char::len_utf8);
    at + first + chars.take_while(|&char| is_following(char)).map(char::len_utf8).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_has_the_words_and_nothing_else(text in ".{0,60}") {
            let words: Vec<_> = words(&text).into_iter().map(|word| word.folded).collect();
            let line = Reader::default().line(&text);
            let expected = if words.is_empty() { String::new() } else { format!(" {} ", words.join(" ")) };
            prop_assert_eq!(line, expected);
        }

        #[test]
        fn places_are_in_order_and_read_alone_give_the_same_word(text in "[a-cA-C é\u{301}ßﬁ我กิ🙂\u{200d}.]{0,30}") {
            let mut last = 0;
            for word in words(&text) {
                prop_assert!(word.place.start >= last || word.place.end == last, "{:?}", word);
                last = word.place.end;
                let alone = Reader::default().line(&text[word.place.clone()]);
                prop_assert!(alone.contains(&word.folded), "{:?} in {:?}", word, alone);
            }
        }
    }
}
