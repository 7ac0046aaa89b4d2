//! The tone of a sentence: VADER's rated words and the phrases together.

use std::ops::Range;

use super::lexicon::{Lexicon, ScopeKind};
use super::people::Mention;
use super::phrase::Match;
use super::scopes::{Cover, Scope, Scopes};
use super::tokens::{Gap, Token};
use super::vader;

/// What the tone of a phrase, -1 to 1, is worth in VADER's ratings of words, -4 to 4.
const PHRASE_WEIGHT: f64 = 3.0;
/// What is left of a phrase that says what the words around it say as well.
const REPEATED: f64 = 0.5;
/// How much of a rated word is missing where it is wished for.
const WISHED_FOR: f64 = 0.3;

/// A part of the tone: where in the text, and how much.
type Part = (usize, f64);

/// A sentence and what was found in it.
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) place: Range<usize>,
    pub(super) tokens: &'a [Token],
    pub(super) matches: &'a [Match],
    pub(super) scopes: &'a Scopes,
    pub(super) mentions: &'a [Mention],
    /// Whether capitals stand out in the whole text.
    pub(super) mixed_capitals: bool,
}

/// The tone of a sentence as a sum of valences; `None` if nothing in it has any.
pub(super) fn of(sentence: &Sentence<'_>) -> Option<f64> {
    let mut parts = word_parts(sentence);
    let (grave, phrases): (Vec<_>, Vec<_>) =
        sentence.matches.iter().filter(|phrase| phrase.counts).partition(|phrase| phrase.rule.is_grave());
    for phrase in grave {
        let place = sentence.place_of(phrase);
        parts.retain(|(at, value)| *value < 0.0 || !place.contains(at));
    }
    let phrases = phrases.into_iter();
    for phrase in phrases.filter(|phrase| phrase.rule.tone.is_some_and(|tone| tone != 0.0)) {
        let place = sentence.place_of(phrase);
        let tone = PHRASE_WEIGHT * phrase_tone(phrase.rule.tone.unwrap_or_default(), sentence.scopes.phrase(phrase));
        let rated: f64 = parts.iter().filter(|(at, _)| place.contains(at)).map(|(_, value)| value).sum();
        if tone != 0.0 && (rated == 0.0 || !phrase.rule.yields) {
            parts.retain(|(at, _)| !place.contains(at));
            let others: f64 = parts.iter().map(|(_, value)| value).sum();
            let is_stronger = rated * tone > 0.0 && rated.abs() > tone.abs();
            let weight = if others * tone > 0.0 { REPEATED } else { 1.0 };
            parts.push((place.start, if is_stronger { rated } else { tone * weight }));
        }
    }
    weigh_around_but(sentence, &mut parts);
    parts.retain(|(_, value)| *value != 0.0);
    if parts.is_empty() {
        return None;
    }
    let sum: f64 = parts.iter().map(|(_, value)| value).sum();
    let emphasis = vader::emphasis(&sentence.text[sentence.place.clone()]);
    Some(vader::emphasized(sum, emphasis))
}

/// How a phrase of this tone sounds in its scope.
pub(super) fn phrase_tone(tone: f64, scope: Scope) -> f64 {
    let mut tone = tone;
    if scope.is_negated() {
        tone *= if tone > 0.0 { -0.9 } else { -0.5 };
    }
    if scope.is_under(Cover::Wish) {
        tone = -tone.abs() * 0.7;
    }
    if scope.is_under(Cover::Past) {
        tone *= if tone > 0.0 { -0.7 } else { -0.5 };
    }
    let is_open = scope.is_under(Cover::Maybe) || (scope.is_under(Cover::Question) && tone > 0.0);
    if is_open { 0.0 } else { tone * weight(scope) }
}

/// How a rated word sounds in its scope; VADER has already seen to negation.
fn word_tone(value: f64, scope: Scope) -> f64 {
    let mut value = value;
    if scope.is_under(Cover::Wish) {
        value = -value.abs() * WISHED_FOR;
    }
    if scope.is_under(Cover::Past) {
        value *= -0.7;
    }
    value * weight(scope) * if scope.is_under(Cover::Maybe) { 0.5 } else { 1.0 }
}

/// How much is left of what somebody else said, of a question, of an aside.
fn weight(scope: Scope) -> f64 {
    let is_half = scope.is_under(Cover::Quote) || scope.is_under(Cover::Question);
    let half = if is_half { 0.5 } else { 1.0 };
    if scope.is_under(Cover::Aside) { half * 0.25 } else { half }
}

/// The tone of each rated word that is not a name and not muted by a phrase.
fn word_parts(sentence: &Sentence<'_>) -> Vec<Part> {
    let expanded = vader::expand(&sentence.text[sentence.place.clone()]);
    let mut words = vader::split(&expanded.text);
    let places: Vec<usize> =
        words.iter().map(|word| sentence.place.start + expanded.source(word.start..word.end).start).collect();
    for (word, place) in words.iter_mut().zip(&places) {
        if sentence.is_name(*place) || sentence.is_muted(*place) || sentence.begins_negation(*place) {
            word.silence();
        } else if sentence.is_negation(*place) {
            word.make_negation();
        }
    }
    let valences = vader::valences(&words, sentence.mixed_capitals);
    places.into_iter().zip(valences).map(|(at, value)| (at, word_tone(value, sentence.scope_at(at)))).collect()
}

/// What stands before the first "but" counts half, what stands after it one and a half.
fn weigh_around_but(sentence: &Sentence<'_>, parts: &mut [Part]) {
    let class = Lexicon::get().class("but");
    let is_but = |token: &usize| sentence.tokens[*token].classes & class != 0;
    let is_free = |token: &usize| !sentence.matches.iter().any(|phrase| phrase.counts && phrase.has(*token));
    let Some(but) = (0..sentence.tokens.len()).find(|token| is_but(token) && is_free(token)) else { return };
    for (at, value) in parts {
        *value *= if *at < sentence.tokens[but].place.start { 0.5 } else { 1.5 };
    }
}

impl Sentence<'_> {
    fn place_of(&self, phrase: &Match) -> Range<usize> {
        self.tokens[phrase.first].place.start..self.tokens[phrase.last].place.end
    }

    fn is_name(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|mention| mention.place.start <= at);
        next > 0 && self.mentions[next - 1].place.contains(&at)
    }

    fn is_muted(&self, at: usize) -> bool {
        self.is_in_phrase(at, |phrase, _| phrase.rule.tone == Some(0.0))
    }

    /// The "no" of "no longer" is no refusal.
    fn begins_negation(&self, at: usize) -> bool {
        let no = Lexicon::get().word("no").0;
        self.is_in_phrase(at, |phrase, token| {
            let is_scope = phrase.rule.scope() == Some(ScopeKind::Negation);
            is_scope && token < phrase.last && self.tokens[token].word == no
        })
    }

    /// The last word of what negates, unless a comma shuts it off: "No, I like it."
    fn is_negation(&self, at: usize) -> bool {
        let goes_on = |token: usize| self.tokens.get(token + 1).is_some_and(|next| next.gap == Gap::None);
        self.is_in_phrase(at, |phrase, token| {
            token == phrase.last && phrase.rule.scope() == Some(ScopeKind::Negation) && goes_on(token)
        })
    }

    fn is_in_phrase(&self, at: usize, is_meant: impl Fn(&Match, usize) -> bool) -> bool {
        let Some(token) = self.token_at(at) else { return false };
        self.matches.iter().any(|phrase| phrase.counts && phrase.has(token) && is_meant(phrase, token))
    }

    fn scope_at(&self, at: usize) -> Scope {
        self.token_at(at).map(|token| self.scopes.word(token)).unwrap_or_default()
    }

    fn token_at(&self, at: usize) -> Option<usize> {
        let next = self.tokens.partition_point(|token| token.place.end <= at);
        self.tokens.get(next).filter(|token| token.place.contains(&at)).map(|_| next)
    }
}
