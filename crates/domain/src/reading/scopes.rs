//! Negation, wishes, the past, "if" and other people's words: what changes the meaning of the words under them.

use std::ops::Range;

use super::lexicon::{Lexicon, ScopeKind};
use super::matcher::Match;
use super::tokens::{Gap, Token};

/// How many words, those of the class `skip` not counted, a negation reaches.
const NEGATION_REACH: usize = 5;

/// How a word is to be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Number of negations over it.
    pub(super) negations: u8,
    pub(super) wished: bool,
    pub(super) maybe: bool,
    pub(super) past: bool,
    /// Said, but not the point.
    pub(super) aside: bool,
    /// Said by somebody else.
    pub(super) quoted: bool,
    pub(super) asked: bool,
}

impl Scope {
    pub(super) fn is_negated(self) -> bool {
        self.negations % 2 == 1
    }

    fn or(self, other: Self) -> Self {
        Self {
            negations: self.negations.max(other.negations),
            wished: self.wished || other.wished,
            maybe: self.maybe || other.maybe,
            past: self.past || other.past,
            aside: self.aside && other.aside,
            quoted: self.quoted && other.quoted,
            asked: self.asked || other.asked,
        }
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
    let asked = tokens.last().is_some_and(|last| text[last.place.end..].trim_start_matches(['"', ')']).starts_with('?'));
    let mut scopes = Scopes(tokens.iter().map(|token| Scope { asked, quoted: is_in(quotes, token), ..Scope::default() }).collect());
    for phrase in matches.iter().filter(|phrase| phrase.counts) {
        if let Some(kind) = phrase.rule.scope() {
            scopes.open(kind, tokens, phrase);
        }
    }
    scopes
}

fn is_in(quotes: &[Range<usize>], token: &Token) -> bool {
    quotes.iter().any(|quote| quote.start <= token.place.start && token.place.end <= quote.end)
}

impl Scopes {
    fn open(&mut self, kind: ScopeKind, tokens: &[Token], phrase: &Match) {
        let lexicon = Lexicon::get();
        let (skip, barrier, but) = (lexicon.class("skip"), lexicon.class("barrier"), lexicon.class("but"));
        let (widest_gap, stops) = match kind {
            ScopeKind::Negation => (Gap::None, barrier | but),
            ScopeKind::Maybe | ScopeKind::Aside => (Gap::None, but),
            ScopeKind::Wish | ScopeKind::Past => (Gap::Comma, but),
            ScopeKind::AsideBefore => return self.0[..phrase.first].iter_mut().for_each(|scope| scope.aside = true),
        };
        let mut reach = if kind == ScopeKind::Negation { NEGATION_REACH } else { usize::MAX };
        for (token, scope) in tokens.iter().zip(&mut self.0).skip(phrase.last + 1) {
            if token.gap > widest_gap || token.classes & stops != 0 || reach == 0 {
                return;
            }
            reach -= usize::from(token.classes & skip == 0);
            scope.put(kind);
        }
    }
}

impl Scope {
    fn put(&mut self, kind: ScopeKind) {
        match kind {
            ScopeKind::Negation => self.negations = self.negations.saturating_add(1),
            ScopeKind::Wish => self.wished = true,
            ScopeKind::Maybe => self.maybe = true,
            ScopeKind::Past => self.past = true,
            ScopeKind::Aside | ScopeKind::AsideBefore => self.aside = true,
        }
    }
}
