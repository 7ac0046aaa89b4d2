//! Numbers that stand for somebody: cards, accounts, telephones, dates in figures, and long ones of any sort.

use std::ops::Range;

use super::Kind;
use super::lists::Lists;
use super::spans::Found;
use super::words::Words;

/// Most groups of digits of one number.
const MOST_GROUPS: usize = 8;
/// The last year in which somebody who writes may have been born, or so.
pub(super) const LAST_BIRTH: u32 = 2012;
const FIRST_BIRTH: u32 = 1900;
/// How many words before a number may say what it is.
const NEAR: usize = 6;

/// Digits without anything between them.
#[derive(Clone, Debug)]
struct Group {
    place: Range<usize>,
    /// What stands between it and the group before, where that belongs to the same number.
    gap: Option<&'static str>,
}

/// Finds them.
pub(super) fn find(text: &str, words: &Words<'_>) -> Vec<Found> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < groups.len() {
        let near = at + 1..groups.len().min(at + MOST_GROUPS);
        let end = near.take_while(|next| groups[*next].gap.is_some()).last().map_or(at + 1, |last| last + 1);
        let run = &groups[at..end];
        let (count, kind) = Run { text, words, groups: run }.classify();
        if let Some(kind) = kind {
            found.push(Found::new(with_sign(text, run[0].place.start)..run[count - 1].place.end, kind));
        }
        at += count;
    }
    found
}

/// The groups of digits of a text that no letter touches.
fn groups(text: &str) -> Vec<Group> {
    let bytes = text.as_bytes();
    let (mut groups, mut at, mut last_end) = (Vec::new(), 0, 0);
    while let Some(start) = (at..bytes.len()).find(|at| bytes[*at].is_ascii_digit()) {
        let end = (start..bytes.len()).find(|at| !bytes[*at].is_ascii_digit()).unwrap_or(bytes.len());
        let touches = |char: Option<char>| char.is_some_and(|char| char.is_alphabetic() || char == '_');
        if !touches(text[..start].chars().next_back()) && !touches(text[end..].chars().next()) {
            let gap = Some(&text[last_end..start]).filter(|_| !groups.is_empty()).and_then(separator);
            groups.push(Group { place: start..end, gap });
            last_end = end;
        }
        at = end;
    }
    groups
}

/// What may stand between the groups of one number.
fn separator(gap: &str) -> Option<&'static str> {
    [" ", "-", ".", "/", "\u{a0}", ") ", ")", " (", "(0)", " - ", "\u{2013}", "\u{2011}", ")-", " / "]
        .into_iter()
        .find(|known| *known == gap)
}

/// The start of a number, with a plus or a bracket before it.
fn with_sign(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end_matches('(');
    if before.ends_with('+') {
        before.len() - 1
    } else if before.len() < start {
        start - 1
    } else {
        start
    }
}

struct Run<'r, 't> {
    text: &'t str,
    words: &'r Words<'t>,
    groups: &'r [Group],
}

impl Run<'_, '_> {
    /// How many groups belong together, and what they are.
    fn classify(&self) -> (usize, Option<Kind>) {
        if self.is_money() {
            return (1, None);
        }
        self.card()
            .or_else(|| self.date())
            .or_else(|| self.social())
            .or_else(|| self.phone())
            .or_else(|| self.long())
            .unwrap_or((1, None))
    }

    fn start(&self) -> usize {
        self.groups[0].place.start
    }

    fn digits(&self, count: usize) -> impl Iterator<Item = u32> {
        let groups = self.groups[..count].iter();
        groups.flat_map(|group| self.text[group.place.clone()].bytes().map(|byte| u32::from(byte - b'0')))
    }

    fn length(&self, count: usize) -> usize {
        self.groups[..count].iter().map(|group| group.place.len()).sum()
    }

    fn shape(&self) -> Vec<usize> {
        self.groups.iter().map(|group| group.place.len()).collect()
    }

    fn number(&self, at: usize) -> u32 {
        self.text[self.groups[at].place.clone()].parse().unwrap_or(u32::MAX)
    }

    /// "$1200": a sum tells nothing of anybody. A decimal fraction neither.
    fn is_money(&self) -> bool {
        let (before, last) = (&self.text[..self.start()], &self.groups[0].place);
        let after = &self.text[last.end..];
        before.trim_end().ends_with(['$', '€', '£', '¥', '₹']) || after.trim_start().starts_with(['%', '€', '£', '$'])
    }

    fn is_near(&self, list: &str) -> bool {
        let lists = Lists::get();
        self.words.has_before(self.start(), NEAR, |word| lists.is(list, word))
    }

    fn card(&self) -> Option<(usize, Option<Kind>)> {
        let fits = |count: &usize| (13..=19).contains(&self.length(*count));
        let counts = || (1..=self.groups.len()).rev().filter(fits);
        let valid = counts().find(|count| is_luhn(self.digits(*count)));
        let looks = || counts().find(|count| *count == 4 && self.shape()[..4] == [4, 4, 4, 4]);
        valid.or_else(looks).map(|count| (count, Some(Kind::Card)))
    }

    fn date(&self) -> Option<(usize, Option<Kind>)> {
        let [_, second, third, ..] = self.groups else { return None };
        let same = second.gap == third.gap && matches!(second.gap, Some("/" | "-" | "." | " / "));
        let numbers = [self.number(0), self.number(1), self.number(2)];
        let (day_or_month, year) = match (self.shape()[0], self.shape()[2]) {
            (4, 1 | 2) => ((numbers[2], numbers[1]), numbers[0]),
            (1 | 2, 4) => ((numbers[0], numbers[1]), numbers[2]),
            (1 | 2, 2) => ((numbers[0], numbers[1]), 2000 + numbers[2]),
            _ => return None,
        };
        let (a, b) = day_or_month;
        let is_date =
            same && (1..=31).contains(&a.max(b)) && (1..=12).contains(&a.min(b)) && (1800..2200).contains(&year);
        is_date.then(|| {
            (
                3,
                (self.is_near("birth")
                    || (FIRST_BIRTH..=LAST_BIRTH).contains(&year) && self.shape()[2] + self.shape()[0] > 4)
                    .then_some(Kind::BirthDate),
            )
        })
    }

    /// American social security: "078-05-1120".
    fn social(&self) -> Option<(usize, Option<Kind>)> {
        let is_one = self.shape().starts_with(&[3, 2, 4]) && self.groups[1].gap == self.groups[2].gap;
        is_one.then_some((3, Some(Kind::Id)))
    }

    fn phone(&self) -> Option<(usize, Option<Kind>)> {
        let shape = self.shape();
        let plain = self.groups[1..].iter().all(|group| !matches!(group.gap, Some(" - " | "\u{2013}")));
        let before = self.text[..self.start()].trim_end_matches('(');
        let whole = (1..=shape.len()).rev().find(|count| self.length(*count) <= 15)?;
        let total = self.length(whole);
        if before.ends_with('+') && total >= 7 {
            return Some((whole, Some(Kind::Phone)));
        }
        let is_called = self.is_near("phone") && total >= 6 && !self.is_amount(whole);
        let dashes = |count: usize| self.groups[1..count].iter().all(|group| group.gap != Some(" "));
        let american = match shape[..] {
            [1, 3, 3, 4, ..] => Some(4),
            [3, 3, 4, ..] => Some(3),
            [3, 4, ..] if dashes(2) || shape.len() == 2 && self.number(0) == 555 => Some(2),
            _ => None,
        };
        let national = self.text[self.start()..].starts_with('0') && (9..=13).contains(&total);
        let many = shape.len() >= 3
            && total >= 9
            && shape.iter().all(|length| *length >= 2)
            && self.groups[1..].iter().all(|group| group.gap != Some("/"));
        if is_called || national && plain {
            return Some((whole, Some(Kind::Phone)));
        }
        american.or((many && plain).then_some(whole)).map(|count| (count, Some(Kind::Phone)))
    }

    /// Two years, or a decimal fraction.
    fn is_amount(&self, count: usize) -> bool {
        let is_year = |at: usize| (1900..2100).contains(&self.number(at)) && self.groups[at].place.len() == 4;
        let fraction = count == 2 && self.groups[1].gap == Some(".");
        fraction || (0..count).all(is_year)
    }

    /// A number of seven digits and more is a number of something.
    fn long(&self) -> Option<(usize, Option<Kind>)> {
        let shape = self.shape();
        if shape.len() > 1 && self.groups[1].gap == Some(".") {
            return Some((2, None));
        }
        let round = self.text[self.groups[0].place.clone()].ends_with("000");
        if shape[0] >= 8 || shape[0] == 7 && !round {
            return Some((1, Some(Kind::Id)));
        }
        let whole = shape.len();
        (whole >= 2
            && self.length(whole) >= 8
            && !self.is_amount(whole)
            && self.groups[1..].iter().all(|group| group.gap == Some("-")))
        .then_some((whole, Some(Kind::Id)))
    }
}

/// The check digit of cards.
fn is_luhn(digits: impl Iterator<Item = u32>) -> bool {
    let digits: Vec<u32> = digits.collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match at % 2 {
            0 => *digit,
            _ if *digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Kind)> {
        find(text, &Words::of(text)).into_iter().map(|found| (&text[found.place], found.kind)).collect()
    }

    #[test]
    fn what_is_found() {
        use Kind::{BirthDate, Card, Id, Phone};
        for (text, expected) in [
            ("4111 1111 1111 1111 and 378282246310005", vec![("4111 1111 1111 1111", Card), ("378282246310005", Card)]),
            ("+44 20 7946 0958, +1-555-010-9999", vec![("+44 20 7946 0958", Phone), ("+1-555-010-9999", Phone)]),
            ("(555) 123-4567 or 555-0142", vec![("(555) 123-4567", Phone), ("555-0142", Phone)]),
            (
                "06 12 34 56 78 or 07700 900123 or 030/1234567",
                vec![("06 12 34 56 78", Phone), ("07700 900123", Phone), ("030/1234567", Phone)],
            ),
            ("+49 (0)170 1234567, call 555 123", vec![("+49 (0)170 1234567", Phone), ("555 123", Phone)]),
            ("078-05-1120", vec![("078-05-1120", Id)]),
            (
                "born 3/4/87, 1990-05-12, 12.03.1975",
                vec![("3/4/87", BirthDate), ("1990-05-12", BirthDate), ("12.03.1975", BirthDate)],
            ),
            ("on 2024-05-12 at 10:30, 2019 2020, 3.14159265, $12000000, 1,200,000 and 10 000", vec![]),
            ("I ran 10 20 30 times, 5 of 7, 100 - 200, 2019-2020", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
