//! VADER: the tone of a short text from rated words and a handful of rules. A port of the Python package
//! vaderSentiment 3.3.2 (Hutto & Gilbert 2014), number for number, oddities included.

mod emoji;
mod lexicon;
mod score;
mod valence;
mod words;

pub(super) use emoji::expand;
pub use score::Scores;
pub(super) use score::{emphasis, emphasized, normalize, sum_of};
pub(super) use valence::valences;
pub(super) use words::{has_mixed_capitals, split};

/// Scores a text as the Python package does.
///
/// ```
/// use hearken_domain::reading::vader;
/// assert_eq!(vader::score("The book was good.").compound, 0.4404);
/// ```
#[must_use]
pub fn score(text: &str) -> Scores {
    let expanded = expand(text);
    let words = split(&expanded.text);
    let mut valences = valences(&words, has_mixed_capitals(&expanded.text));
    valence::weigh_around_but(&words, &mut valences);
    score::of(&valences, &expanded.text)
}
