//! Tokens that stand for what was taken out.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::Words;
use super::{Kind, Named};
use crate::Relationship;

/// Longest number of a token, in digits.
const MOST_DIGITS: usize = 6;

/// Gives out tokens: the same for the same thing.
pub(super) struct Issuer<'p> {
    people: &'p [Named<'p>],
    /// Numbers that the text seems to use itself.
    taken: FxHashSet<u32>,
    last: FxHashMap<Kind, u32>,
    of_people: FxHashMap<usize, String>,
    of_words: FxHashMap<(Kind, String), String>,
}

impl<'p> Issuer<'p> {
    pub(super) fn new(text: &str, people: &'p [Named<'p>]) -> Self {
        let taken = written(text).map(|written| written.number).collect();
        Self {
            people,
            taken,
            last: FxHashMap::default(),
            of_people: FxHashMap::default(),
            of_words: FxHashMap::default(),
        }
    }

    /// The token for these words.
    pub(super) fn token(&mut self, kind: Kind, person: Option<usize>, words: &str) -> String {
        match person {
            Some(person) => self.of_people.get(&person).cloned().unwrap_or_else(|| self.issue_for(person, kind)),
            None => self.of_stranger(kind, words),
        }
    }

    fn issue_for(&mut self, person: usize, kind: Kind) -> String {
        let role = self.people.get(person).map_or("", |named| role(named.relationship));
        let token = self.issue(kind, role);
        self.of_people.insert(person, token.clone());
        token
    }

    /// "Maria" after "Maria Lopez" is the same.
    fn of_stranger(&mut self, kind: Kind, words: &str) -> String {
        let parts: Vec<String> = Words::of(words).all.into_iter().map(|word| word.folded).collect();
        let whole = parts.join(" ");
        if let Some(token) = self.of_words.get(&(kind, whole.clone())) {
            return token.clone();
        }
        let token = self.issue(kind, "");
        if kind == Kind::Person {
            for part in parts {
                self.of_words.entry((kind, part)).or_insert_with(|| token.clone());
            }
        }
        self.of_words.insert((kind, whole), token.clone());
        token
    }

    fn issue(&mut self, kind: Kind, role: &str) -> String {
        let last = self.last.entry(kind).or_default();
        *last += 1;
        while self.taken.contains(last) {
            *last += 1;
        }
        format!("<{}_{last}{role}>", kind.word())
    }
}

/// The end of a token that says what somebody is to the writer.
const fn role(relationship: Relationship) -> &'static str {
    match relationship {
        Relationship::Partner => ":partner",
        Relationship::Family => ":family",
        Relationship::Friend => ":friend",
        Relationship::Colleague => ":colleague",
        Relationship::Other => "",
    }
}

/// Something written like a token, perhaps by somebody who copied one badly.
pub(super) struct Written {
    /// With the brackets and the role, as far as they are there.
    pub(super) place: Range<usize>,
    pub(super) kind: Option<Kind>,
    pub(super) number: u32,
}

/// All that is written like a token, from left to right.
pub(super) fn written(text: &str) -> impl Iterator<Item = Written> {
    text.match_indices('_').filter_map(|(at, _)| {
        let digits = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let letters = text[..at].bytes().rev().take(12).take_while(u8::is_ascii_alphabetic).count();
        if letters == 0 || !(1..=MOST_DIGITS).contains(&digits) {
            return None;
        }
        let (start, end) = (at - letters, at + 1 + digits);
        let kind = Kind::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(&text[start..at]));
        let number = text[at + 1..end].parse().ok()?;
        Some(Written { place: start - usize::from(text[..start].ends_with('<'))..tail(text, end), kind, number })
    })
}

/// Where a token ends whose number ends at `end`.
fn tail(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let role = rest.strip_prefix(':').map_or(0, |role| role.bytes().take_while(u8::is_ascii_alphabetic).count());
    let end = if role > 0 { end + 1 + role } else { end };
    end + usize::from(text[end..].starts_with('>'))
}
