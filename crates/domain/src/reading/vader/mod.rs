//! VADER: the tone of a short text from rated words and a handful of rules. A port of the Python package
//! vaderSentiment 3.3.2 (Hutto & Gilbert 2014), number for number, oddities included.

mod emoji;
mod lexicon;
mod score;
mod valence;
mod words;

use std::borrow::Cow;

pub(super) use emoji::Expanded;
pub use score::Scores;
pub(super) use score::{emphasis, normalize};
pub(super) use valence::valences;
pub(super) use words::Word;

/// Scores a text as the Python package does.
///
/// ```
/// use hearken_domain::reading::vader;
/// assert_eq!(vader::score("The book was good.").compound, 0.4404);
/// ```
#[must_use]
pub fn score(text: &str) -> Scores {
    let expanded = emoji::expand(text);
    let words = words::split(&expanded.text);
    let mut valences = valence::valences(&words);
    valence::weigh_around_but(&words, &mut valences);
    score::of(&valences, &expanded.text)
}

/// The words of a text and the same text with emoji in words; the words carry their place in the latter.
pub(super) fn expand(text: &str) -> Expanded<'_> {
    emoji::expand(text)
}

/// The words of an expanded text.
pub(super) fn split<'a>(expanded: &'a Cow<'_, str>) -> Vec<Word<'a>> {
    words::split(expanded)
}
