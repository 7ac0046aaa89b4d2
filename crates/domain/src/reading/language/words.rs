//! The frequent words of some languages.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How many languages the list may have.
pub(super) const MOST_LANGUAGES: usize = 20;
/// The bit of English, the first of the list.
pub(super) const ENGLISH: u32 = 1;
/// The bit of German, the second.
pub(super) const GERMAN: u32 = 2;

/// A frequent word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frequent {
    number: usize,
    /// The languages that have it, one bit each.
    pub(super) languages: u32,
    /// Whether it has only two plain letters, so that it may be anything.
    pub(super) is_short: bool,
}

struct Words {
    codes: Vec<&'static str>,
    frequent: FxHashMap<&'static str, Frequent>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { codes: Vec::new(), frequent: FxHashMap::default() };
    for (code, members) in include_str!("../../../lexicon/languages.txt").lines().filter_map(|l| l.split_once(": ")) {
        let at = words.codes.iter().position(|known| *known == code).unwrap_or_else(|| {
            words.codes.push(code);
            words.codes.len() - 1
        });
        for word in members.split_whitespace() {
            let (number, is_short) = (words.frequent.len(), word.len() < 3 && word.is_ascii());
            let frequent = words.frequent.entry(word);
            frequent.or_insert(Frequent { number, languages: 0, is_short }).languages |= 1 << at;
        }
    }
    words
});

/// What is known about a word; `None` if it is frequent in no language of the list.
pub(super) fn frequent(word: &str) -> Option<Frequent> {
    let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'\'');
    let lower = if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
    WORDS.frequent.get(lower.as_ref()).copied()
}

/// The BCP-47 code of the language with this bit.
pub(super) fn code(bit: usize) -> &'static str {
    WORDS.codes.get(bit).copied().unwrap_or(super::UNKNOWN)
}

/// The words of a sentence: letters with apostrophes inside; hashtags, addresses and numbers are none.
pub(super) fn split(sentence: &str) -> impl Iterator<Item = &str> {
    let pieces = sentence.split(char::is_whitespace).filter(|piece| !piece.starts_with(['@', '#']));
    let parts = pieces.flat_map(|piece| piece.split(|char: char| !char.is_alphanumeric() && char != '\''));
    parts.map(|word| word.trim_matches('\'')).filter(|word| word.starts_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_understood() {
        assert_eq!((code(0), code(1)), ("en", "de"));
        assert!(WORDS.codes.len() <= MOST_LANGUAGES && WORDS.codes.iter().all(|code| code.len() == 2));
        let languages = |word| frequent(word).map_or(0, |frequent| frequent.languages);
        assert_eq!(languages("The"), ENGLISH);
        assert!(languages("Müde") & ENGLISH == 0 && languages("Müde") != 0);
        assert!(languages("war") & ENGLISH == ENGLISH && languages("war") != ENGLISH, "both German and English");
        assert_eq!(languages("zzz"), 0);
    }

    #[test]
    fn words() {
        let words: Vec<&str> = split("I'm 'fine', @sam #tag 5pm — l'été!").collect();
        assert_eq!(words, ["I'm", "fine", "l'été"]);
    }
}
