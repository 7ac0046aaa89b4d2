//! The text as it is read: typographic marks made plain, one character for one, with the way back to the original.

use std::borrow::Cow;
use std::ops::Range;

/// What a dash becomes: white space to VADER, the end of a clause to the tokenizer.
pub(super) const DASH: char = '\u{1e}';

/// A text and its plain form. All places within the reading are bytes of the plain form.
pub(super) struct Source<'a> {
    original: &'a str,
    plain: Cow<'a, str>,
    /// For each character where it begins in the plain form and in the original; empty for an ASCII text.
    starts: Vec<(usize, usize)>,
}

/// Words of the original: their place in characters, and themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'a str,
}

impl<'a> Source<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        if original.is_ascii() {
            return Self { original, plain: Cow::Borrowed(original), starts: Vec::new() };
        }
        let mut plain = String::with_capacity(original.len());
        let mut starts = Vec::with_capacity(original.len());
        for (at, char) in original.char_indices() {
            starts.push((plain.len(), at));
            plain.push(simplify(char));
        }
        starts.push((plain.len(), original.len()));
        Self { original, plain: Cow::Owned(plain), starts }
    }

    pub(super) fn plain(&self) -> &str {
        &self.plain
    }

    /// The words of the original at these bytes of the plain form.
    pub(super) fn quote(&self, plain: &Range<usize>) -> Quote<'a> {
        let (start, first) = self.locate(plain.start);
        let (end, last) = self.locate(plain.end);
        Quote { start, end, text: self.original.get(first..last).unwrap_or_default() }
    }

    /// The character, and the byte of the original, at a byte of the plain form.
    fn locate(&self, plain: usize) -> (usize, usize) {
        if self.starts.is_empty() {
            return (plain, plain);
        }
        let char = self.starts.partition_point(|(start, _)| *start < plain);
        (char, self.starts.get(char).map_or(self.original.len(), |(_, original)| *original))
    }
}

/// The plain form of a character.
pub(super) fn simplify(char: char) -> char {
    match char {
        '‘' | '’' | 'ʼ' | '´' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '–' | '—' | '―' => DASH,
        '…' => '.',
        // Parts of an emoji without a meaning of their own.
        '\u{fe0f}' | '\u{200d}' | '\u{200b}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_to_the_original() {
        let source = Source::new("Émile’s “tea” — hot");
        assert_eq!(source.plain(), "Émile's \"tea\" \u{1e} hot");
        let at = source.plain().find("tea").unwrap();
        assert_eq!(source.quote(&(at - 1..at + 4)), Quote { start: 8, end: 13, text: "“tea”" });
        assert_eq!(source.quote(&(0..source.plain().len())).text, "Émile’s “tea” — hot");
    }
}
