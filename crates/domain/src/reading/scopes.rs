//! Negation, wishes, the past, "if" and other people's words: what changes the meaning of the words under them.

use std::ops::Range;

use super::lexicon::{Lexicon, ScopeKind};
use super::phrase::Match;
use super::tokens::{Gap, Token};

/// How many words, those of the class `skip` not counted, a negation reaches.
const NEGATION_REACH: usize = 5;

/// What may lie over a word besides negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cover {
    /// It is wished for.
    Wish,
    /// It may be so.
    Maybe,
    /// It was so once.
    Past,
    /// It is asked.
    Question,
    /// It is so, but that is not the point.
    Aside,
    /// Somebody else said it.
    Quote,
}

/// Covers that must lie over the whole of a phrase to count for it.
const WHOLE: u8 = 1 << Cover::Aside as u8 | 1 << Cover::Quote as u8;

/// How a word, or a phrase, is to be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    negations: u8,
    covers: u8,
}

impl Scope {
    pub(super) fn is_negated(self) -> bool {
        self.negations % 2 == 1
    }

    pub(super) fn is_under(self, cover: Cover) -> bool {
        self.covers & (1 << cover as u8) != 0
    }

    /// Whether it is simply said to be so now.
    pub(super) fn is_plain(self) -> bool {
        let weaker = 1 << Cover::Aside as u8 | 1 << Cover::Question as u8;
        !self.is_negated() && self.covers & !weaker == 0
    }

    fn cover(&mut self, cover: Cover) {
        self.covers |= 1 << cover as u8;
    }

    fn or(self, other: Self) -> Self {
        let (any, all) = (self.covers | other.covers, self.covers & other.covers);
        Self { negations: self.negations.max(other.negations), covers: (any & !WHOLE) | (all & WHOLE) }
    }
}

/// The scope of each word of a sentence.
pub(super) struct Scopes(Vec<Scope>);

impl Scopes {
    /// The scope of a word.
    pub(super) fn word(&self, token: usize) -> Scope {
        self.0.get(token).copied().unwrap_or_default()
    }

    /// The scope of a phrase: that of all its words together.
    pub(super) fn phrase(&self, phrase: &Match) -> Scope {
        phrase.tokens().map(|token| self.word(token)).reduce(Scope::or).unwrap_or_default()
    }
}

/// Works out the scopes over the words of a sentence.
pub(super) fn of(text: &str, tokens: &[Token], matches: &[Match], quotes: &[Range<usize>]) -> Scopes {
    let mut scopes = Scopes(vec![Scope::default(); tokens.len()]);
    let is_question =
        tokens.last().is_some_and(|last| text[last.place.end..].trim_start_matches(['"', ')']).starts_with('?'));
    for (token, scope) in tokens.iter().zip(&mut scopes.0) {
        if is_question {
            scope.cover(Cover::Question);
        }
        if quotes.iter().any(|quote| quote.start <= token.place.start && token.place.end <= quote.end) {
            scope.cover(Cover::Quote);
        }
    }
    for phrase in matches.iter().filter(|phrase| phrase.counts) {
        if let Some(kind) = phrase.rule.scope() {
            scopes.open(kind, tokens, phrase);
        }
    }
    scopes
}

impl Scopes {
    /// Opens the scope that a phrase begins.
    fn open(&mut self, kind: ScopeKind, tokens: &[Token], phrase: &Match) {
        let behind = phrase.last + 1;
        match kind {
            ScopeKind::Negation => self.negate(tokens, behind),
            ScopeKind::Wish => self.cover(Cover::Wish, tokens, behind, Gap::Comma, &["but"]),
            ScopeKind::Past => self.cover(Cover::Past, tokens, behind, Gap::Comma, &["but"]),
            ScopeKind::Maybe => self.cover(Cover::Maybe, tokens, behind, Gap::None, &["but", "and"]),
            ScopeKind::Aside => self.cover(Cover::Aside, tokens, behind, Gap::None, &["but"]),
            ScopeKind::AsideBefore => self.0[..phrase.first].iter_mut().for_each(|scope| scope.cover(Cover::Aside)),
        }
    }

    /// Covers the words from `from` on, up to a wider gap than `widest` or a word of the classes `stops`.
    fn cover(&mut self, cover: Cover, tokens: &[Token], from: usize, widest: Gap, stops: &[&str]) {
        let stops = stops.iter().fold(0, |classes, stop| classes | Lexicon::get().class(stop));
        let under = tokens.iter().zip(&mut self.0).skip(from);
        under.take_while(|(token, _)| token.gap <= widest && token.classes & stops == 0).for_each(|(_, scope)| {
            scope.cover(cover);
        });
    }

    /// Negates the words from `from` on as far as a negation reaches.
    fn negate(&mut self, tokens: &[Token], from: usize) {
        let lexicon = Lexicon::get();
        let (skip, stops) = (lexicon.class("skip"), lexicon.class("barrier") | lexicon.class("but"));
        let mut reach = NEGATION_REACH;
        for (token, scope) in tokens.iter().zip(&mut self.0).skip(from) {
            if token.gap > Gap::None || token.classes & stops != 0 || reach == 0 {
                return;
            }
            reach -= usize::from(token.classes & skip == 0);
            scope.negations = scope.negations.saturating_add(1);
        }
    }
}
