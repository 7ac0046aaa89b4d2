//! Finds the phrases of the lexicon in the words of a sentence.

use super::experience;
use super::lexicon::{Classes, Element, Gravity, Lexicon, Numbers, OwnDeed, Pattern, Rule};
use super::phrase::Match;
use super::tokens::{Gap, Token};

/// How many words a phrase may span.
const LONGEST: usize = 24;
/// How many words of the class `skip` may stand between two words of a phrase.
const MOST_SKIPPED: usize = 3;

/// All phrases in a sentence, in order of appearance. Where two share a word, the grave one counts, else the one with
/// more words; nothing is left of one that shares a word with a phrase to be ignored.
pub(super) fn find(tokens: &[Token]) -> Vec<Match> {
    let lexicon = Lexicon::get();
    let search = Search {
        tokens,
        skip: lexicon.class("skip"),
        negation: lexicon.class("neg"),
        determiner: lexicon.class("det"),
        person: lexicon.class("person"),
        possible: lexicon.possible(tokens.iter().map(|token| (token.word, token.classes))),
    };
    let mut found: Vec<Match> = (0..tokens.len()).flat_map(|at| search.starting_at(lexicon, at)).collect();
    found.retain(|phrase| !experience::is_own_deed(tokens, phrase, OwnDeed::MeansNothing));
    remove_harmless(&mut found);
    found.sort_by_key(|phrase| {
        (!phrase.rule.is_grave(), std::cmp::Reverse(phrase.words.count_ones()), phrase.last - phrase.first)
    });
    for at in 0..found.len() {
        let (better, rest) = found.split_at_mut(at);
        rest[0].counts = !rest[0].is_blocked_by(better);
        rest[0].is_felt = rest[0].counts || rest[0].is_felt_beside(better, |token| search.is_negation(token));
    }
    remove_ignored(&mut found);
    found.sort_by_key(|phrase| (phrase.first, phrase.last));
    found
}

/// Removes the grave phrases that share a word with one that only sounds like harm.
fn remove_harmless(found: &mut Vec<Match>) {
    let harmless: Vec<Match> =
        found.iter().filter(|phrase| phrase.rule.gravity == Gravity::Harmless).cloned().collect();
    found.retain(|phrase| !phrase.rule.is_grave() || !harmless.iter().any(|other| phrase.overlaps(other)));
}

fn remove_ignored(found: &mut Vec<Match>) {
    let ignored: Vec<Match> = found.iter().filter(|phrase| phrase.rule.ignores).cloned().collect();
    found.retain(|phrase| {
        let is_ignored = |other: &Match| (other.counts || phrase.rule.is_topic_only()) && phrase.overlaps(other);
        phrase.rule.ignores || !ignored.iter().any(is_ignored)
    });
}

struct Search<'a> {
    tokens: &'a [Token],
    skip: Classes,
    negation: Classes,
    determiner: Classes,
    person: Classes,
    /// The patterns that can be in the sentence.
    possible: Numbers,
}

/// Where a search stands: the next word to look at and the words taken so far.
#[derive(Clone, Copy)]
struct Progress {
    next: usize,
    last: usize,
    words: u32,
    /// Whether the next word may follow a comma.
    across_comma: bool,
}

impl Search<'_> {
    fn is_negation(&self, token: usize) -> bool {
        self.tokens[token].classes & self.negation != 0
    }

    fn starting_at(&self, lexicon: &'static Lexicon, at: usize) -> Vec<Match> {
        let token = &self.tokens[at];
        let patterns = lexicon.starting_with(token.word, token.classes, &self.possible);
        patterns.filter_map(|pattern| self.phrase(pattern, lexicon.rule(pattern), at)).collect()
    }

    fn phrase(&self, pattern: &Pattern, rule: &'static Rule, first: usize) -> Option<Match> {
        let start = Progress { next: first, last: first, words: 0, across_comma: true };
        let end = self.step(&pattern.elements, start, first)?;
        Some(Match { rule, first, last: end.last, words: end.words, counts: true, is_felt: true })
    }

    fn step(&self, elements: &[Element], now: Progress, first: usize) -> Option<Progress> {
        let Some((element, rest)) = elements.split_first() else { return Some(now) };
        match element {
            Element::One(set) => self
                .take(now, first, |token| set.has(token.word, token.classes))
                .and_then(|next| self.step(rest, next, first))
                .or_else(|| self.after_skipping(elements, now, first)),
            Element::Any => self.take(now, first, |_| true).and_then(|next| self.step(rest, next, first)),
            Element::UpTo(count) => self.after_gap(rest, now, first, *count),
            Element::Not(set) => {
                let follows = self
                    .tokens
                    .get(now.next)
                    .is_some_and(|token| token.gap == Gap::None && set.has(token.word, token.classes));
                if follows { None } else { self.step(rest, now, first) }
            }
            Element::Comma => {
                let comma = self.tokens.get(now.next).is_some_and(|token| token.gap > Gap::None);
                if comma { self.step(rest, Progress { across_comma: true, ..now }, first) } else { None }
            }
            Element::Start => {
                let starts = self.tokens.get(now.next).is_some_and(|token| token.gap > Gap::None);
                if starts { self.step(rest, now, first) } else { None }
            }
            Element::End => {
                let ends = self.tokens.get(now.next).is_none_or(|token| token.gap > Gap::None);
                if ends { self.step(rest, now, first) } else { None }
            }
        }
    }

    /// Takes the next word into the phrase if it fits.
    fn take(&self, now: Progress, first: usize, fits: impl Fn(&Token) -> bool) -> Option<Progress> {
        let token = self.reachable(now, first)?;
        let words = now.words | 1 << (now.next - first);
        fits(token).then_some(Progress { next: now.next + 1, last: now.next, words, across_comma: false })
    }

    /// The next word, unless a comma or the longest length stands before it.
    fn reachable(&self, now: Progress, first: usize) -> Option<&Token> {
        let token = self.tokens.get(now.next)?;
        ((now.across_comma || token.gap == Gap::None) && now.next - first < LONGEST).then_some(token)
    }

    /// Tries `elements` again behind words that may stand anywhere in a phrase.
    fn after_skipping(&self, elements: &[Element], now: Progress, first: usize) -> Option<Progress> {
        let Some((Element::One(set), rest)) = elements.split_first() else { return None };
        let mut now = now;
        for _ in 0..MOST_SKIPPED {
            let token = self.reachable(now, first)?;
            let may_stand = token.classes & self.skip != 0 || self.determines_person(now.next);
            if now.next == first || !may_stand {
                return None;
            }
            now = Progress { next: now.next + 1, across_comma: false, ..now };
            let next = self.take(now, first, |token| set.has(token.word, token.classes));
            if let Some(end) = next.and_then(|next| self.step(rest, next, first)) {
                return Some(end);
            }
        }
        None
    }

    /// Whether it is the "my" of "my sister": who is meant is the same.
    fn determines_person(&self, token: usize) -> bool {
        let follows = self.tokens.get(token + 1);
        self.tokens[token].classes & self.determiner != 0
            && follows.is_some_and(|next| next.gap == Gap::None && next.classes & self.person != 0)
    }

    /// Tries `rest` behind up to `count` words; a negation is never passed over.
    fn after_gap(&self, rest: &[Element], now: Progress, first: usize, count: usize) -> Option<Progress> {
        let mut now = now;
        for passed in 0..=count {
            if let Some(end) = self.step(rest, now, first) {
                return Some(end);
            }
            self.reachable(now, first)?;
            if passed == count || self.is_negation(now.next) {
                return None;
            }
            now = Progress { next: now.next + 1, across_comma: false, ..now };
        }
        None
    }
}
