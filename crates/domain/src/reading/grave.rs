//! Grave phrases: harm to oneself, harm by others. What they tell outweighs everything said around it.

use super::experience;
use super::phrase::Match;
use super::scopes::{Cover, Scopes};
use super::tokens::Token;

/// The sum of valences of a grave sentence is no more than this, whatever else is in it.
const MOST: f64 = -4.5;

/// Whom harm comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Harm {
    /// The writer: self-harm, a wish to be dead, no hope.
    Oneself,
    /// Somebody else: violence, threats, coercion.
    Others,
}

/// The harm a sentence tells of, if any; that by others where it tells of both.
pub(super) fn harm(tokens: &[Token], matches: &[Match], scopes: &Scopes) -> Option<Harm> {
    matches.iter().filter(|phrase| is_grave(tokens, phrase, scopes)).map(source).max()
}

/// Whether a phrase of the lexicon's grave ones tells of harm here.
pub(super) fn is_grave(tokens: &[Token], phrase: &Match, scopes: &Scopes) -> bool {
    phrase.counts && phrase.rule.is_grave() && is_so(tokens, phrase, scopes)
}

/// Grave phrases are true whatever is wished for or feared around them, but not where they are denied ("he never hit
/// me", though "I wish he had not hit me" says that he did) or somebody else's words. A wish of one's own counts if it
/// is the writer's and not long past, a deed of others if it was done.
fn is_so(tokens: &[Token], phrase: &Match, scopes: &Scopes) -> bool {
    let begins_under = |cover| scopes.word(phrase.first).is_under(cover);
    let scope = scopes.phrase(phrase);
    let is_denied = experience::is_denied(tokens, phrase) && !scope.is_under(Cover::Wish);
    if is_denied || scope.is_under(Cover::Quote) {
        return false;
    }
    match source(phrase) {
        Harm::Oneself => !begins_under(Cover::Past) && experience::is_writers(tokens, phrase),
        Harm::Others => !begins_under(Cover::Maybe),
    }
}

/// Whom the harm comes from that a grave phrase tells of.
pub(super) fn source(phrase: &Match) -> Harm {
    if phrase.rule.names_factor() { Harm::Others } else { Harm::Oneself }
}

/// The tone of a grave sentence that would have this one, as a sum of valences.
pub(super) fn tone(sum: Option<f64>) -> f64 {
    sum.map_or(MOST, |sum| sum.min(MOST))
}
