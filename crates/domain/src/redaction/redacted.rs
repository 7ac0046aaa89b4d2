//! A text from which things were taken out, and the way back.

use std::fmt;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::spans::Found;
use super::token::{Issuer, Written, written};
use super::{Kind, Named};

/// A text with tokens in the place of what was taken out. Its `Debug` shows no words.
#[derive(Clone)]
pub struct Redacted<'t> {
    original: &'t str,
    text: String,
    spans: Vec<Span>,
    /// Where each span is, in bytes of the original and of the text.
    bytes: Vec<(Range<usize>, Range<usize>)>,
    /// The first span of each token.
    first: FxHashMap<(Kind, u32), usize>,
}

/// Something taken out. Places are in characters (Unicode scalar values), their ends exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it was.
    pub kind: Kind,
    /// Where it stood in the original.
    pub start: usize,
    /// Where it ended.
    pub end: usize,
    /// Where its token stands in the text.
    pub token_start: usize,
    /// Where the token ends.
    pub token_end: usize,
}

impl<'t> Redacted<'t> {
    pub(super) fn new(original: &'t str, found: Vec<Found>, people: &[Named<'_>]) -> Self {
        let mut issuer = Issuer::new(original, people);
        let text = String::with_capacity(original.len());
        let mut redacted = Self { original, text, spans: Vec::new(), bytes: Vec::new(), first: FxHashMap::default() };
        let (mut at, mut char, mut token_char) = (0, 0, 0);
        for Found { place, kind, person } in found {
            let between = &original[at..place.start];
            let words = &original[place.clone()];
            let token = issuer.token(kind, person, words);
            redacted.text.push_str(between);
            let (start, token_start) = (char + between.chars().count(), token_char + between.chars().count());
            (char, token_char) = (start + words.chars().count(), token_start + token.len());
            redacted.bytes.push((place.clone(), redacted.text.len()..redacted.text.len() + token.len()));
            redacted.text.push_str(&token);
            for Written { kind, number, .. } in written(&token) {
                redacted.first.entry((kind.unwrap_or(Kind::Id), number)).or_insert(redacted.spans.len());
            }
            redacted.spans.push(Span { kind, start, end: char, token_start, token_end: token_char });
            at = place.end;
        }
        redacted.text.push_str(&original[at..]);
        redacted
    }

    /// The text with its tokens.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What was taken out, from left to right.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// `words` with tokens of this text put in order: a model leaves out a bracket or the role.
    #[must_use]
    pub fn tidy(&self, words: &str) -> String {
        self.replace(words, |span| &self.text[self.bytes[span].1.clone()])
    }

    /// `words` with what was taken out put back. Words of the text come back as they stood in the original; elsewhere a
    /// token becomes the first words it stood for. A token that was not issued for this text is left alone.
    #[must_use]
    pub fn restore(&self, words: &str) -> String {
        let stood = self.text.find(words).and_then(|at| {
            let start = back(&self.bytes, Clone::clone, at)?;
            let end = back(&self.bytes, Clone::clone, at + words.len())?;
            self.original.get(start..end)
        });
        stood.map_or_else(|| self.replace(words, |span| &self.original[self.bytes[span].0.clone()]), str::to_owned)
    }

    /// The place in the original of these characters of the text, and the words there; `None` if they cut through a token.
    #[must_use]
    pub fn original(&self, start: usize, end: usize) -> Option<(usize, usize, &'t str)> {
        let places = |span: &Span| (span.start..span.end, span.token_start..span.token_end);
        let (start, end) = (back(&self.spans, places, start)?, back(&self.spans, places, end)?);
        let byte = |char: usize| self.original.char_indices().nth(char).map_or(self.original.len(), |(at, _)| at);
        self.original.get(byte(start)..byte(end)).map(|words| (start, end, words))
    }

    fn replace<'s>(&'s self, words: &str, with: impl Fn(usize) -> &'s str) -> String {
        let mut replaced = String::with_capacity(words.len());
        let mut at = 0;
        for Written { place, kind, number } in written(words) {
            let span = kind.and_then(|kind| self.first.get(&(kind, number)));
            if let Some(span) = span.filter(|_| place.start >= at) {
                replaced.push_str(&words[at..place.start]);
                replaced.push_str(with(*span));
                at = place.end;
            }
        }
        replaced.push_str(&words[at..]);
        replaced
    }
}

/// The place in the original of a place in the text, unless it is inside of a token; `places` are those of a span, in the
/// original and in the text.
fn back<S>(spans: &[S], places: impl Fn(&S) -> (Range<usize>, Range<usize>), at: usize) -> Option<usize> {
    let before = spans.partition_point(|span| places(span).1.end <= at);
    let is_inside = spans.get(before).is_some_and(|span| places(span).1.start < at);
    let shifted = before.checked_sub(1).map_or(at, |last| {
        let (original, token) = places(&spans[last]);
        at - token.end + original.end
    });
    (!is_inside).then_some(shifted)
}

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Redacted").field("spans", &self.spans.len()).finish_non_exhaustive()
    }
}
