//! How a text becomes pieces of words: lower case, no accents, each word by the longest pieces that are known (as in BERT).

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Longer words are not looked into.
const LONGEST_WORD: usize = 100;
/// What a piece that goes on with a word begins with.
const GOES_ON: &str = "##";

/// The pieces that are known.
pub(crate) struct Pieces {
    numbers: FxHashMap<Box<str>, usize>,
    unknown: usize,
    first: usize,
    last: usize,
}

impl Pieces {
    /// From all pieces in order; `None` if the marks are not among them.
    pub(crate) fn new<'a>(all: impl Iterator<Item = &'a str>) -> Option<Self> {
        let numbers: FxHashMap<Box<str>, usize> = all.zip(0..).map(|(piece, at)| (piece.into(), at)).collect();
        let [unknown, first, last] = ["[UNK]", "[CLS]", "[SEP]"].map(|mark| numbers.get(mark).copied());
        Some(Self { unknown: unknown?, first: first?, last: last?, numbers })
    }

    /// The numbers of the pieces of a text between the marks of its beginning and its end, `longest` at most.
    pub(crate) fn of(&self, text: &str, longest: usize) -> Vec<usize> {
        let mut pieces = vec![self.first];
        for word in words(text) {
            self.add(&word, &mut pieces);
            if pieces.len() >= longest {
                break;
            }
        }
        pieces.truncate(longest - 1);
        pieces.push(self.last);
        pieces
    }

    /// Adds the pieces of a word; of one that cannot be put together from pieces, that it is unknown.
    fn add(&self, word: &str, pieces: &mut Vec<usize>) {
        let before = pieces.len();
        let mut start = 0;
        while start < word.len() {
            let found = if word.chars().count() > LONGEST_WORD { None } else { self.longest(word, start) };
            let Some((piece, end)) = found else {
                pieces.truncate(before);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(piece);
            start = end;
        }
    }

    /// The longest piece of a word from `start` on, and where it ends.
    fn longest(&self, word: &str, start: usize) -> Option<(usize, usize)> {
        let mut key = if start == 0 { String::new() } else { GOES_ON.to_owned() };
        key.push_str(&word[start..]);
        loop {
            if let Some(piece) = self.numbers.get(key.as_str()) {
                let marks = if start == 0 { 0 } else { GOES_ON.len() };
                return Some((*piece, start + key.len() - marks));
            }
            key.pop()?;
            if key.len() == GOES_ON.len() && start > 0 {
                return None;
            }
        }
    }
}

/// The words of a text; signs stand by themselves.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for char in text.chars().flat_map(char::to_lowercase).nfd().filter(|char| !is_combining_mark(*char)) {
        if char.is_alphanumeric() {
            word.push(char);
            continue;
        }
        // What is not seen parts no words.
        if matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        {
            continue;
        }
        if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if !char.is_whitespace() && !char.is_control() {
            words.push(char.to_string());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fall_into_the_longest_pieces() {
        let known = ["[UNK]", "[CLS]", "[SEP]", "un", "##hear", "##d", "##he", "he", "'", "s", "cafe"];
        let pieces = Pieces::new(known.into_iter()).unwrap();
        let of = |text: &str| pieces.of(text, 9).into_iter().map(|at| known[at]).collect::<Vec<_>>().join(" ");
        assert_eq!(of("Unheard"), "[CLS] un ##hear ##d [SEP]");
        assert_eq!(of("He's CAFÉ"), "[CLS] he ' s cafe [SEP]");
        assert_eq!(of("unheardx he"), "[CLS] [UNK] he [SEP]");
        assert_eq!(of(""), "[CLS] [SEP]");
        assert_eq!(of("un\u{ad}heard\u{200d}"), "[CLS] un ##hear ##d [SEP]");
        assert_eq!(of("he he he he he he he he he he"), "[CLS] he he he he he he he [SEP]");
        assert_eq!(Pieces::new(["he"].into_iter()).map(|_| ()), None);
    }
}
