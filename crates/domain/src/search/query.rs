//! What people type to search: words, "exact phrases", -without, and filters such as `tag:work`.

use jiff::civil::Date;

use super::is_space;
use super::words::words;
use crate::{EntryStatus, Mood};

/// Most characters of a query.
pub const MAX_QUERY: usize = 500;
/// Most different terms of a query: each is looked for in every entry.
pub const MAX_TERMS: usize = 16;

const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Words that stand side by side. No `Debug`: it holds what somebody typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Term {
    /// Without case and accents; at least one.
    pub words: Vec<String>,
    /// The last word is a whole one; otherwise it may go on.
    pub exact: bool,
    /// What has it is left out.
    pub not: bool,
}

/// What a filter looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Someone the entry is about.
    Person,
    /// A tag of the entry.
    Tag,
    /// The user's own mood.
    Mood,
    /// The first day.
    From,
    /// The last day.
    To,
    /// Draft or published.
    Status,
}

/// What an entry must be. No `Debug`: it holds what somebody typed.
#[derive(Clone, PartialEq, Eq)]
pub enum Test {
    /// About whoever is called so.
    Person(String),
    /// Tagged so.
    Tag(String),
    /// In a mood from the first level to the second.
    Mood(u8, u8),
    /// Of that local day or a later one.
    From(Date),
    /// Of that local day or an earlier one.
    To(Date),
    /// In that state.
    Status(EntryStatus),
}

/// What an entry must be, or must not be.
#[derive(Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it must be.
    pub test: Test,
    /// It must not.
    pub not: bool,
}

/// A query, as far as it was understood.
#[derive(Clone, Default)]
pub struct Query {
    /// Words: the first [`MAX_TERMS`] different ones.
    pub terms: Vec<Term>,
    /// Filters.
    pub conditions: Vec<Condition>,
    /// Filters whose value says nothing: they count as if they were not there.
    pub misread: Vec<Field>,
}

impl Field {
    const ALL: [Self; 6] = [Self::Person, Self::Tag, Self::Mood, Self::From, Self::To, Self::Status];

    /// Its name, as it is typed.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Tag => "tag",
            Self::Mood => "mood",
            Self::From => "from",
            Self::To => "to",
            Self::Status => "status",
        }
    }

    /// The values it takes, for people.
    #[must_use]
    pub const fn values(self) -> &'static str {
        match self {
            Self::Person | Self::Tag => "a name",
            Self::Mood => "a number from 1 to 5, or two as in 4-5",
            Self::From | Self::To => "a date as in 2026-03-05, 2026-03 or 2026",
            Self::Status => "draft or finished",
        }
    }

    /// The test for a value; `None` when it says nothing.
    fn test(self, value: &str) -> Option<Test> {
        match self {
            Self::Person => (!value.is_empty()).then(|| Test::Person(value.to_owned())),
            Self::Tag => (!value.is_empty()).then(|| Test::Tag(value.to_owned())),
            Self::Mood => {
                let (least, most) = value.split_once('-').unwrap_or((value, value));
                Some(Test::Mood(level(least)?, level(most)?))
            }
            Self::From => day(value, false).map(Test::From),
            Self::To => day(value, true).map(Test::To),
            Self::Status => match value.to_lowercase().as_str() {
                "draft" => Some(Test::Status(EntryStatus::Draft)),
                "finished" | "published" => Some(Test::Status(EntryStatus::Published)),
                _ => None,
            },
        }
    }
}

impl Query {
    /// Reads what was typed. Everything can be read somehow.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (mut query, mut rest) = (Self::default(), text);
        loop {
            rest = rest.trim_start_matches(is_space);
            if rest.is_empty() {
                return query;
            }
            let part = Part::first(rest);
            rest = part.rest;
            query.add(&part);
        }
    }

    /// Whether it asks who an entry is about.
    #[must_use]
    pub fn asks_for_people(&self) -> bool {
        self.conditions.iter().any(|condition| matches!(condition.test, Test::Person(_)))
    }

    fn add(&mut self, part: &Part<'_>) {
        let Some(field) = part.field else {
            let words: Vec<_> = words(part.value).into_iter().map(|word| word.folded).collect();
            let term = Term { words, exact: part.closed, not: part.not };
            if !term.words.is_empty() && self.terms.len() < MAX_TERMS && !self.terms.contains(&term) {
                self.terms.push(term);
            }
            return;
        };
        match field.test(part.value.trim_matches(is_space)) {
            Some(test) => self.conditions.push(Condition { test, not: part.not }),
            None => self.misread.push(field),
        }
    }
}

/// One part of what was typed.
struct Part<'t> {
    not: bool,
    field: Option<Field>,
    value: &'t str,
    /// The value stands in quotation marks, both of them.
    closed: bool,
    rest: &'t str,
}

impl<'t> Part<'t> {
    fn first(text: &'t str) -> Self {
        let (not, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (field, text) = split_field(text);
        if let Some(phrase) = text.strip_prefix(QUOTES) {
            let (value, rest) = phrase.split_once(QUOTES).map_or((phrase, None), |(value, rest)| (value, Some(rest)));
            return Self { not, field, value, closed: rest.is_some(), rest: rest.unwrap_or_default() };
        }
        let end = text.find(|char| is_space(char) || QUOTES.contains(&char)).unwrap_or(text.len());
        Self { not, field, value: &text[..end], closed: false, rest: &text[end..] }
    }
}

fn split_field(text: &str) -> (Option<Field>, &str) {
    let named = text.split_once(':').and_then(|(name, value)| {
        let field = Field::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))?;
        Some((Some(field), value))
    });
    named.unwrap_or((None, text))
}

fn level(text: &str) -> Option<u8> {
    let level = text.parse().ok().filter(|_| text.len() == 1)?;
    Mood::new(level).ok().map(Mood::level)
}

/// `2026`, `2026-03` and `2026-03-05` as the first day of that, or the last one.
fn day(text: &str, is_last: bool) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next().and_then(|part| digits(part, 4))?;
    let month = parts.next().map(|part| digits(part, 2).ok_or(())).transpose().ok()?;
    let day = parts.next().map(|part| digits(part, 2).ok_or(())).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let month = i8::try_from(month.unwrap_or(if is_last { 12 } else { 1 })).ok()?;
    let first = Date::new(year, month, 1).ok()?;
    match day {
        Some(day) => Date::new(year, month, i8::try_from(day).ok()?).ok(),
        None if is_last => Some(first.last_of_month()),
        None => Some(first),
    }
}

fn digits(text: &str, count: usize) -> Option<i16> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}
