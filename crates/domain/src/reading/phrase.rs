//! A phrase of the lexicon, where it was found.

use super::lexicon::Rule;

/// A phrase found.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub(super) rule: &'static Rule,
    /// The first and the last word.
    pub(super) first: usize,
    pub(super) last: usize,
    /// The words that belong to the phrase, those between them left out; bit 0 is the first.
    pub(super) words: u32,
    /// Whether it counts in full. A phrase within a better one only says what the text is about.
    pub(super) counts: bool,
    /// Whether its emotions count; within a better phrase they may if that one leaves it open how it feels.
    pub(super) is_felt: bool,
}

impl Match {
    /// Whether the word at `token` belongs to the phrase.
    pub(super) fn has(&self, token: usize) -> bool {
        token >= self.first && token <= self.last && self.words & (1 << (token - self.first)) != 0
    }

    /// The words that belong to the phrase.
    pub(super) fn tokens(&self) -> impl Iterator<Item = usize> {
        (self.first..=self.last).filter(|token| self.has(*token))
    }

    /// Whether one of the better phrases takes its words away: any of them, or all of them if it opens a scope.
    pub(super) fn is_blocked_by(&self, better: &[Self]) -> bool {
        let mut better = better.iter().filter(|other| other.counts && !other.rule.is_topic_only());
        if self.rule.is_topic_only() {
            self.rule.names_style() && better.any(|other| other.rule.names_style() && self.overlaps(other))
        } else if self.rule.scope().is_some() {
            better.any(|other| self.tokens().all(|token| other.has(token)))
        } else {
            better.any(|other| other.rule.scope().is_none() && self.overlaps(other))
        }
    }

    /// Whether its emotions count next to the better phrases: "I told her I was scared" leaves "scared" what it is,
    /// "not scared" does not.
    pub(super) fn is_felt_beside(&self, better: &[Self], is_negation: impl Fn(usize) -> bool) -> bool {
        let denies = |other: &Self| other.tokens().any(|token| token < self.first && is_negation(token));
        let over = better.iter().filter(|other| other.counts && !other.rule.is_topic_only());
        let mut over = over.filter(|other| other.rule.scope().is_none() && self.overlaps(other));
        self.rule.yields
            && self.rule.names_feeling()
            && over.all(|other| other.rule.leaves_feelings_open() && !denies(other))
    }

    /// Whether they share a word.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last && self.tokens().any(|token| other.has(token))
    }
}
