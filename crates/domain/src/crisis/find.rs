//! Looks for the patterns, and decides which of them count.

use std::ops::Range;

use super::notation::{Element, Set};
use super::rules::{Doer, Kind, Pattern, Rules};
use super::words::Text;
use super::{Crisis, Level};

/// Words of the class `skip` that may stand between two words of a pattern.
const MOST_SKIPPED: usize = 3;
/// How many words, those of the class `skip` not counted, a negation reaches.
const DENIAL_REACH: usize = 5;
/// How many words before a quotation, and behind it, who speaks is looked for.
const SPEECH_REACH: usize = 6;

/// A pattern that was found, and where.
struct Found<'a> {
    pattern: &'a Pattern,
    place: Range<usize>,
}

/// Looks through a text: what is found in each of its sentences.
pub(super) fn find(text: &Text, rules: &Rules) -> Vec<Crisis> {
    let sentence = |place: &Range<usize>| Sentence { text, rules, place: place.clone() };
    text.sentences.iter().map(|place| sentence(place).judge()).collect()
}

struct Sentence<'a> {
    text: &'a Text,
    rules: &'a Rules,
    place: Range<usize>,
}

impl Sentence<'_> {
    fn judge(&self) -> Crisis {
        let found: Vec<Found<'_>> = self.place.clone().flat_map(|at| self.starting_at(at)).collect();
        let has = |kind| found.iter().any(|other| other.pattern.kind == kind);
        let is_long_past = has(Kind::Past) && !has(Kind::Now);
        let (is_told, is_play) = (has(Kind::Told), has(Kind::Play));
        let mut crisis = Crisis::default();
        for one in &found {
            let harm = match one.pattern.kind {
                Kind::S1 => Crisis { level: Level::S1, violence: false },
                Kind::S2 => Crisis { level: Level::S2, violence: false },
                Kind::S3 => Crisis { level: Level::S3, violence: false },
                Kind::Violence => Crisis { level: Level::S0, violence: true },
                _ => continue,
            };
            let is_elsewhere = is_long_past
                || (is_play && harm.violence)
                || (is_told && !self.names_writer(&one.place))
                || is_harmless(one, &found);
            let counts =
                !is_elsewhere && self.is_doers(one) && !self.is_denied(one, &found) && !self.is_others_speech(one);
            if counts {
                crisis = crisis.or(harm);
            }
        }
        crisis
    }

    fn word(&self, at: usize) -> &str {
        &self.text.words[at].text
    }

    fn is(&self, class: usize, at: usize) -> bool {
        self.rules.is(class, self.word(at))
    }

    fn starting_at(&self, at: usize) -> impl Iterator<Item = Found<'_>> {
        self.rules.starting_with(self.word(at)).filter_map(move |pattern| {
            let steps = Steps { sentence: self, first: at, skips: pattern.kind != Kind::Harmless };
            let end = steps.go(&pattern.elements, at)?;
            Some(Found { pattern, place: at..end })
        })
    }

    /// Whether the word stands at the beginning of the sentence or behind a comma.
    fn starts_part(&self, at: usize) -> bool {
        at == self.place.start || self.text.words.get(at).is_some_and(|word| word.apart)
    }

    fn names_writer(&self, place: &Range<usize>) -> bool {
        place.clone().any(|at| self.is(self.rules.known.own, at))
    }

    /// Whether it is the doing of whom the pattern is about: of the last one named before it, if anybody is.
    fn is_doers(&self, found: &Found<'_>) -> bool {
        let known = &self.rules.known;
        let first = found.place.start;
        let last_named = |own: &dyn Fn(usize) -> bool| {
            let named = |at: &usize| own(*at) || self.is(known.other, *at) || self.is(known.thing, *at);
            (self.place.start..first).rev().find(named)
        };
        match found.pattern.doer {
            Doer::Anyone => true,
            Doer::Own => {
                let is_own = |at| self.is(known.own, at);
                self.names_writer(&found.place) || last_named(&is_own).is_none_or(is_own)
            }
            Doer::Other => {
                let last = last_named(&|at| self.word(at) == "i");
                self.is(known.other, first) || last.is_none_or(|at| self.is(known.other, at))
            }
        }
    }

    /// Whether a negation stands before it, in the same part of the sentence, which no other pattern has for itself.
    fn is_denied(&self, one: &Found<'_>, found: &[Found<'_>]) -> bool {
        let known = &self.rules.known;
        let mut reach = DENIAL_REACH;
        let mut at = one.place.start;
        while at > self.place.start && !self.starts_part(at) && reach > 0 {
            at -= 1;
            if self.is(known.turn, at) {
                return false;
            }
            if self.is(known.deny, at) {
                return !found.iter().any(|other| {
                    let owns = matches!(other.pattern.kind, Kind::Undeny | Kind::S1 | Kind::S2 | Kind::S3);
                    owns && other.place.contains(&at)
                });
            }
            reach -= usize::from(!self.is(known.skip, at));
        }
        false
    }

    /// Whether somebody else is quoted. A threat that is quoted stays one.
    fn is_others_speech(&self, found: &Found<'_>) -> bool {
        let words = &self.text.words;
        let quote = words[found.place.start].quote;
        if quote == 0 || found.pattern.kind == Kind::Violence {
            return false;
        }
        let first = words[..found.place.start].iter().rposition(|word| word.quote != quote).map_or(0, |at| at + 1);
        let behind = words[found.place.end..].iter().position(|word| word.quote != quote);
        let before = first.saturating_sub(SPEECH_REACH)..first;
        let behind = behind.map_or(0..0, |at| {
            let from = found.place.end + at;
            from..(from + SPEECH_REACH).min(words.len())
        });
        self.speaks_other(before) || self.speaks_other(behind)
    }

    fn speaks_other(&self, place: Range<usize>) -> bool {
        let known = &self.rules.known;
        place.clone().any(|at| self.is(known.speech, at)) && !place.clone().any(|at| self.is(known.own, at))
    }
}

/// Follows one pattern from the word at which it begins.
struct Steps<'a> {
    sentence: &'a Sentence<'a>,
    first: usize,
    /// Whether words of the class `skip` may stand between its words. What is harmless is so to the letter.
    skips: bool,
}

impl Steps<'_> {
    /// Where the pattern ends if these elements of it go on at `next`.
    fn go(&self, elements: &[Element], next: usize) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else { return Some(next) };
        match element {
            Element::One { set, optional } => self
                .take(set, rest, next)
                .or_else(|| if *optional { self.go(rest, next) } else { None })
                .or_else(|| self.after_skipping(set, rest, next)),
            Element::UpTo(count) => (0..=*count)
                .take_while(|passed| *passed == 0 || self.may_pass(next + passed - 1))
                .find_map(|passed| self.go(rest, next + passed)),
            Element::Not(set) => {
                if !self.sentence.starts_part(next) && self.has(set, next) {
                    None
                } else {
                    self.go(rest, next)
                }
            }
            Element::Start => {
                if self.sentence.starts_part(next) {
                    self.go(rest, next)
                } else {
                    None
                }
            }
            Element::End => {
                if self.ends_part(next) {
                    self.go(rest, next)
                } else {
                    None
                }
            }
        }
    }

    fn is_behind(&self, at: usize) -> bool {
        at >= self.sentence.place.end
    }

    /// Whether a sentence, or a part of it, has ended before the word.
    fn ends_part(&self, at: usize) -> bool {
        self.is_behind(at) || self.sentence.starts_part(at)
    }

    fn has(&self, set: &Set, at: usize) -> bool {
        !self.is_behind(at) && self.sentence.rules.has(set, self.sentence.word(at))
    }

    fn may_pass(&self, at: usize) -> bool {
        !self.is_behind(at) && !self.sentence.is(self.sentence.rules.known.deny, at)
    }

    fn take(&self, set: &Set, rest: &[Element], at: usize) -> Option<usize> {
        let end = if self.has(set, at) { self.go(rest, at + 1) } else { None };
        end.or_else(|| if set.or_end && self.ends_part(at) { self.go(rest, at) } else { None })
    }

    /// Tries the set behind words that may stand anywhere.
    fn after_skipping(&self, set: &Set, rest: &[Element], next: usize) -> Option<usize> {
        let skips = |at: &usize| {
            self.skips
                && *at != self.first
                && !self.is_behind(*at)
                && self.sentence.is(self.sentence.rules.known.skip, *at)
        };
        (next..next + MOST_SKIPPED).take_while(skips).find_map(|at| self.take(set, rest, at + 1))
    }
}

/// Whether it is a part of something harmless, or shares words with it. What is only a part of it makes nothing harmless.
fn is_harmless(one: &Found<'_>, found: &[Found<'_>]) -> bool {
    let is_over = |other: &Found<'_>| {
        let (at, other) = (&one.place, &other.place);
        let is_inside = at.start <= other.start && other.end <= at.end && other.len() < at.len();
        other.start < at.end && at.start < other.end && !is_inside
    };
    found.iter().any(|other| other.pattern.kind == Kind::Harmless && is_over(other))
}
