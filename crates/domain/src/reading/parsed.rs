//! A text cut into sentences, with what the rules see in each.

use std::ops::Range;

use super::grave::{self, Harm};
use super::people::Mention;
use super::phrase::Match;
use super::scopes::{self, Scopes};
use super::tokens::{self, Token};
use super::{KnownPerson, language, matcher, people, quotes, sentences, tone, vader};

/// A text and what the rules see in it.
pub(super) struct Parsed<'a> {
    /// The text in plain form.
    pub(super) text: &'a str,
    pub(super) mentions: Vec<Mention>,
    /// The language of most of it; `None` for English.
    pub(super) language: Option<&'static str>,
    /// Its sentences in English, in order.
    pub(super) sentences: Vec<Sentence>,
}

/// A sentence and what the rules see in it.
pub(super) struct Sentence {
    pub(super) place: Range<usize>,
    /// Whether a line begins with it, or another language stood before it.
    pub(super) begins: bool,
    pub(super) tokens: Vec<Token>,
    pub(super) matches: Vec<Match>,
    pub(super) scopes: Scopes,
    pub(super) harm: Option<Harm>,
    /// The sum of valences; `None` if nothing in it has any.
    pub(super) tone: Option<f64>,
}

impl Sentence {
    /// Whether it has words of harm, be they denied or somebody else's.
    pub(super) fn has_words_of_harm(&self) -> bool {
        self.harm.is_some() || self.matches.iter().any(|phrase| phrase.counts && phrase.rule.is_grave())
    }
}

impl<'a> Parsed<'a> {
    pub(super) fn new(text: &'a str, people: &[KnownPerson<'_>]) -> Self {
        let mentions = people::find(text, people);
        let quotes = quotes::of_others(text);
        let mixed_capitals = vader::has_mixed_capitals(text);
        let places = sentences::split(text);
        let languages = language::of(text, &places);
        let mut sentences = Vec::with_capacity(places.len());
        let mut last_end = 0;
        for (place, _) in places.into_iter().zip(languages.sentences).filter(|(_, language)| language.is_none()) {
            let tokens = tokens::tokenize(text, place.clone(), &mentions);
            let matches = matcher::find(&tokens);
            let scopes = scopes::of(text, &tokens, &matches, &quotes);
            let tone = tone::of(&tone::Sentence {
                text,
                place: place.clone(),
                tokens: &tokens,
                matches: &matches,
                scopes: &scopes,
                mentions: &mentions,
                mixed_capitals,
            });
            let begins =
                last_end == 0 || text[last_end..place.start].contains(|char: char| !matches!(char, ' ' | '\t'));
            last_end = place.end;
            let harm = grave::harm(&tokens, &matches, &scopes);
            sentences.push(Sentence { place, begins, tokens, matches, scopes, harm, tone });
        }
        Self { text, mentions, language: languages.text, sentences }
    }
}
