//! Finding a model's quote in the entry it was taken from.
//!
//! Models straighten curly quotation marks and fold line ends while copying. So both sides are compared in a folded
//! form, but what is kept is the entry's own words and their place.

use unicode_segmentation::UnicodeSegmentation;

/// Longest quote, in characters: more is not a quote but a copy.
const LONGEST: usize = 1_000;
/// Most places looked at for one quote: in a text of one letter every place looks right at first.
const MOST_PLACES: usize = 1_000;

/// A text in which quotes can be found.
pub(super) struct Quotable<'t> {
    text: &'t str,
    folded: String,
    /// Where each folded character came from, in order.
    origins: Vec<Origin>,
    /// Byte offsets between the words of the text, in order.
    borders: Vec<usize>,
}

struct Origin {
    /// Byte offset in the folded text.
    folded: usize,
    /// Byte offset in the text.
    byte: usize,
    /// Character offset in the text.
    char: usize,
    /// Length of the original character, in bytes.
    length: usize,
}

/// The words of a quote and their place in the text, in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoted<'t> {
    pub(super) words: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl<'t> Quotable<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut origins = Vec::with_capacity(text.len());
        for (char, (byte, original)) in text.char_indices().enumerate() {
            let Some(plain) = fold(original, &folded) else { continue };
            origins.push(Origin { folded: folded.len(), byte, char, length: original.len_utf8() });
            folded.push(plain);
        }
        let borders = text.split_word_bound_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { text, folded, origins, borders }
    }

    /// The places where `quote` stands in the text as whole words, from the beginning on.
    pub(super) fn places(&self, quote: &str) -> impl Iterator<Item = Quoted<'t>> {
        let needle = fold_quote(quote);
        let usable = !needle.is_empty() && needle.chars().count() <= LONGEST;
        let found: Vec<usize> = if usable { self.starts(&needle).take(MOST_PLACES).collect() } else { Vec::new() };
        found.into_iter().filter_map(move |at| self.quoted(at, at + needle.len()))
    }

    /// Where `needle` begins in the folded text; places may overlap, as one of them may cut through a word.
    fn starts(&self, needle: &str) -> impl Iterator<Item = usize> {
        let step = needle.chars().next().map_or(1, char::len_utf8);
        let next = move |from: usize| Some(from + self.folded[from..].find(needle)?);
        std::iter::successors(next(0), move |at| next(at + step))
    }

    /// The original words of the folded range, unless it cuts through a word.
    fn quoted(&self, from: usize, to: usize) -> Option<Quoted<'t>> {
        let first = self.origins.get(self.origins.partition_point(|origin| origin.folded < from))?;
        let last = self.origins.get(self.origins.partition_point(|origin| origin.folded < to).checked_sub(1)?)?;
        let end = last.byte + last.length;
        (self.is_border(first.byte) && self.is_border(end)).then(|| Quoted {
            words: &self.text[first.byte..end],
            start: first.char,
            end: last.char + 1,
        })
    }

    /// Whether a quote may begin or end here. White space always separates, and marks that hold words together in text
    /// (`sister's`, `_very_`) may.
    fn is_border(&self, byte: usize) -> bool {
        let separates = |char: char| char.is_whitespace() || matches!(char, '_' | '\'' | '\u{2019}');
        self.borders.binary_search(&byte).is_ok()
            || self.text[..byte].ends_with(separates)
            || self.text[byte..].starts_with(separates)
    }
}

/// `char` in its plain form; `None` for white space that follows white space in `before`.
fn fold(char: char, before: &str) -> Option<char> {
    match char {
        _ if char.is_whitespace() => (!before.ends_with(' ')).then_some(' '),
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' => Some('\''),
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{AB}' | '\u{BB}' => Some('"'),
        '\u{2010}'..='\u{2015}' => Some('-'),
        _ => Some(char),
    }
}

fn fold_quote(quote: &str) -> String {
    let mut folded = String::with_capacity(quote.len());
    for char in quote.trim().chars() {
        folded.extend(fold(char, &folded));
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, quote: &str) -> Vec<(usize, usize, String)> {
        Quotable::new(text).places(quote).map(|q| (q.start, q.end, q.words.to_owned())).collect()
    }

    #[test]
    fn spans_count_characters_not_bytes() {
        assert_eq!(places("🌧️ Später: ich fühlte mich gehört.", "fühlte mich"), [(15, 26, "fühlte mich".to_owned())]);
    }

    #[test]
    fn finds_every_place() {
        let starts: Vec<usize> = places("so tired, so very tired", "tired").iter().map(|p| p.0).collect();
        assert_eq!(starts, [3, 18]);
    }

    #[test]
    fn returns_the_entrys_own_words() {
        let text = "He said \u{201C}I don\u{2019}t know\u{201D}\u{2014}then\r\n\tleft.";
        assert_eq!(
            places(text, "\"I don't know\"-then left")[0].2,
            "\u{201C}I don\u{2019}t know\u{201D}\u{2014}then\r\n\tleft"
        );
        assert_eq!(places("one  two", " one two ")[0], (0, 8, "one  two".to_owned()));
    }

    #[test]
    fn never_cuts_through_a_word() {
        assert_eq!(places("nowhere to go", "no"), []);
        assert_eq!(places("I can now see", "now see").len(), 1);
        assert_eq!(places("aab ab ab", "ab ab"), [(4, 9, "ab ab".to_owned())], "places may overlap");
        assert_eq!(places("my sister's house, _very_ late", "my sister").len(), 1);
        assert_eq!(places("my sister's house, _very_ late", "very").len(), 1);
        assert_eq!(places("我今天很高兴。", "很高兴"), [(3, 6, "很高兴".to_owned())], "scripts without spaces");
    }

    #[test]
    fn hard_cases_stay_cheap() {
        let text = "a".repeat(100_000);
        assert_eq!(places(&text, &"a".repeat(LONGEST)), []);
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for quote in ["", "   ", "i felt", "I felt... heard", "I felt heard again"] {
            assert_eq!(places("I felt heard", quote), [], "{quote:?}");
        }
        let long = "word ".repeat(300);
        assert_eq!(places(&long, &long), [], "a copy is not a quote");
    }
}
