//! Whose experience a phrase tells of, and whether there was any: feelings of others are not the writer's, and a fight
//! that did not take place is none.

use super::Theme;
use super::lexicon::{Label, Lexicon, OwnDeed};
use super::phrase::Match;
use super::tokens::{Gap, Token};

/// How many words before a phrase are searched for who does or feels it.
const REACH: usize = 6;

/// Whether the emotions of a phrase are the writer's.
pub(super) fn is_writers(tokens: &[Token], phrase: &Match) -> bool {
    !is_felt_by_other(tokens, phrase) && !is_own_deed(tokens, phrase, OwnDeed::FeelsDifferent)
}

/// Whether somebody else is said to feel it: "he was angry", but not "he made me angry".
fn is_felt_by_other(tokens: &[Token], phrase: &Match) -> bool {
    let lexicon = Lexicon::get();
    let (first_person, other) = (lexicon.class("i") | lexicon.class("me"), lexicon.class("other"));
    let own = first_person | lexicon.class("my");
    if phrase.tokens().any(|token| tokens[token].classes & own != 0) {
        return false;
    }
    let nearest = before(tokens, phrase.first, |at| {
        let classes = tokens[at].classes;
        classes & first_person != 0 || (classes & other != 0 && !follows_preposition(tokens, at))
    });
    nearest.is_some_and(|at| tokens[at].classes & first_person == 0)
}

/// Whether somebody is no subject: "with the children".
fn follows_preposition(tokens: &[Token], person: usize) -> bool {
    let lexicon = Lexicon::get();
    let (preposition, determiner) = (lexicon.class("prep"), lexicon.class("det"));
    let mut back = tokens[..person].iter().rev().skip_while(|token| token.classes & determiner != 0);
    back.next().is_some_and(|token| token.classes & preposition != 0)
}

/// Whether the phrase has this meaning as the writer's own deed, and is one.
pub(super) fn is_own_deed(tokens: &[Token], phrase: &Match, meaning: OwnDeed) -> bool {
    phrase.rule.own_deed == meaning && is_done_by_writer(tokens, phrase)
}

/// Whether the writer does it: "I lied", but not "I was lied to" or "I felt ignored".
fn is_done_by_writer(tokens: &[Token], phrase: &Match) -> bool {
    let lexicon = Lexicon::get();
    let people = lexicon.class("i") | lexicon.class("other");
    let is_for_writer = phrase.tokens().any(|token| tokens[token].classes & lexicon.class("me") != 0);
    let doer = before(tokens, phrase.first + 1, |at| {
        tokens[at].classes & people != 0 && (is_for_writer || !is_writers_object(tokens, at))
    });
    let Some(doer) = doer.filter(|at| tokens[*at].word == lexicon.word("i").0) else { return false };
    let is_passive = |token: &Token| token.classes & lexicon.class("passive") != 0;
    let act = phrase.first.max(doer + 1);
    let mut helpers = tokens[doer + 1..act].iter().rev();
    let light = lexicon.class("skip");
    !tokens.get(act).is_some_and(is_passive)
        && !helpers.by_ref().take_while(|token| token.classes & light != 0 || is_passive(token)).any(is_passive)
}

/// Whether somebody is whom the writer does something to: the kids in "I put the kids to bed".
fn is_writers_object(tokens: &[Token], person: usize) -> bool {
    let lexicon = Lexicon::get();
    let (determiner, light) = (lexicon.class("det"), lexicon.class("skip"));
    let mut back = tokens[..person].iter().rev().skip_while(|token| token.classes & determiner != 0);
    let is_person = tokens[person].classes & lexicon.class("person") != 0;
    let does_something = back.next().is_some_and(|token| token.classes & (light | lexicon.class("other")) == 0);
    let mut back = back.skip_while(|token| token.classes & light != 0);
    is_person && does_something && back.next().is_some_and(|token| token.word == lexicon.word("i").0)
}

/// The nearest word before the one at `end` that is meant.
fn before(tokens: &[Token], end: usize, is_meant: impl Fn(usize) -> bool) -> Option<usize> {
    let end = end.min(tokens.len());
    (end.saturating_sub(REACH)..end).rev().find(|at| is_meant(*at))
}

/// Whether a phrase names a conflict that did not take place: it is denied ("we did not argue"), or part of a phrase
/// that speaks well of how people dealt with each other ("we talked without shouting").
pub(super) fn is_averted(tokens: &[Token], phrase: &Match, matches: &[Match]) -> bool {
    let is_theme = |label: &Label| matches!(label, Label::Theme(Theme::Conflict, _));
    let is_good = |label: &Label| matches!(label, Label::Factor(_, polarity) if *polarity > 0.0);
    is_denied(tokens, phrase)
        || matches.iter().any(|other| {
            let labels = &other.rule.labels;
            other.counts && other.overlaps(phrase) && labels.iter().any(is_good) && !labels.iter().any(is_theme)
        })
}

/// Whether a negation stands between the words of a phrase, or before it with nothing between but words without weight.
pub(super) fn is_denied(tokens: &[Token], phrase: &Match) -> bool {
    let lexicon = Lexicon::get();
    let (negation, light) = (lexicon.class("neg"), lexicon.class("skip") | lexicon.class("article"));
    let inside = phrase.first..=phrase.last;
    if inside.filter(|at| !phrase.has(*at)).any(|at| tokens[at].classes & negation != 0) {
        return true;
    }
    let mut at = phrase.first;
    while at > 0 && tokens[at].gap == Gap::None {
        at -= 1;
        if tokens[at].classes & negation != 0 {
            return true;
        }
        if tokens[at].classes & light == 0 {
            return false;
        }
    }
    false
}
