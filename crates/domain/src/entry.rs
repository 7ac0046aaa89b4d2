//! Journal entries and their limits.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use crate::invalid::check_length;
use crate::{EntryId, Invalid, PersonId, Private, Timestamp, Vid};

/// Longest text, in characters.
pub const MAX_TEXT: usize = 100_000;
/// Longest title, in characters.
pub const MAX_TITLE: usize = 200;
/// Most tags on an entry.
pub const MAX_TAGS: usize = 10;
/// Longest tag, in characters.
pub const MAX_TAG: usize = 50;
/// Most people linked to an entry.
pub const MAX_PEOPLE: usize = 50;

/// How the user says they felt, from 1 (very low) to 5 (very good).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Mood(u8);

impl Mood {
    /// The mood `level`, which must be 1 to 5.
    pub fn new(level: u8) -> Result<Self, Invalid> {
        if (1..=5).contains(&level) {
            Ok(Self(level))
        } else {
            Err(Invalid::new("mood", "must be a whole number from 1 to 5"))
        }
    }

    /// 1 to 5.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Mood {
    type Error = Invalid;

    fn try_from(level: u8) -> Result<Self, Invalid> {
        Self::new(level)
    }
}

impl From<Mood> for u8 {
    fn from(mood: Mood) -> Self {
        mood.0
    }
}

/// Whether the user has finished the entry. Only published entries are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryStatus {
    /// Being written.
    #[default]
    Draft,
    /// Finished.
    Published,
}

/// An entry as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id.
    pub id: EntryId,
    /// The user's sequence number at the last change.
    pub rev: i64,
    /// The version of the text.
    pub vid: Vid,
    /// The entry of which this is a conflicting copy, until its user has settled which text to keep.
    pub conflict_of: Option<EntryId>,
    /// What wrote the text, in the words of the session it came through; unknown for a write through REST.
    pub device: Option<Private>,
    /// When the text was written.
    pub text_at: Timestamp,
    /// Title, possibly empty.
    pub title: Private,
    /// The text, as it was typed.
    pub text: Private,
    /// The user's own mood.
    pub mood: Option<Mood>,
    /// Tags, in the order given.
    pub tags: Vec<Private>,
    /// The people it is about.
    pub people: Vec<PersonId>,
    /// Whether it is kept from every provider.
    pub private: bool,
    /// Draft or published.
    pub status: EntryStatus,
    /// Words in the text, by [`count_words`].
    pub word_count: u32,
    /// The moment it is about.
    pub written_at: Timestamp,
    /// When the row was made.
    pub created_at: Timestamp,
    /// When the row last changed.
    pub updated_at: Timestamp,
}

/// Words in `text`, by Unicode word boundaries.
#[must_use]
pub fn count_words(text: &str) -> u32 {
    u32::try_from(text.unicode_words().count()).unwrap_or(u32::MAX)
}

/// An entry to create.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Id, where the client made one.
    pub id: Option<EntryId>,
    /// Title, possibly empty.
    pub title: Private,
    /// The text.
    pub text: Private,
    /// The user's own mood.
    pub mood: Option<Mood>,
    /// Tags.
    pub tags: Vec<Private>,
    /// The people it is about.
    pub people: Vec<PersonId>,
    /// Whether it is kept from every provider.
    pub private: bool,
    /// Draft or published.
    pub status: EntryStatus,
    /// The moment it is about; the present when absent.
    pub written_at: Option<Timestamp>,
}

impl NewEntry {
    /// Checks the limits.
    pub fn validate(&self) -> Result<(), Invalid> {
        check_text(&self.text)?;
        check_length("title", &self.title, 0, MAX_TITLE)?;
        check_tags(&self.tags)?;
        check_people(&self.people)
    }
}

/// The fields of an entry to change; `None` leaves one as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryChange {
    /// New title.
    pub title: Option<Private>,
    /// New text.
    pub text: Option<Private>,
    /// New mood; `Some(None)` removes it.
    pub mood: Option<Option<Mood>>,
    /// New tags.
    pub tags: Option<Vec<Private>>,
    /// Tags to add to those that are there, at the end.
    pub tags_add: Vec<Private>,
    /// Tags to take off those that are there.
    pub tags_remove: Vec<Private>,
    /// New people.
    pub people: Option<Vec<PersonId>>,
    /// New private flag.
    pub private: Option<bool>,
    /// New status.
    pub status: Option<EntryStatus>,
    /// New moment.
    pub written_at: Option<Timestamp>,
}

impl EntryChange {
    /// Checks the limits of the fields that are there.
    pub fn validate(&self) -> Result<(), Invalid> {
        self.text.as_deref().map_or(Ok(()), |text| check_text(text))?;
        self.title.as_deref().map_or(Ok(()), |title| check_length("title", title, 0, MAX_TITLE))?;
        self.tags.as_deref().map_or(Ok(()), check_tags)?;
        check_tags(&self.tags_add)?;
        self.people.as_deref().map_or(Ok(()), check_people)
    }
}

impl Entry {
    /// Checks the limits of what may grow by being changed in several places.
    pub fn validate(&self) -> Result<(), Invalid> {
        check_tags(&self.tags)
    }
}

fn check_text(text: &str) -> Result<(), Invalid> {
    if text.trim().is_empty() {
        return Err(Invalid::new("text", "must not be empty"));
    }
    check_length("text", text, 1, MAX_TEXT)
}

fn check_tags(tags: &[Private]) -> Result<(), Invalid> {
    if tags.len() > MAX_TAGS {
        return Err(Invalid::new("tags", format!("at most {MAX_TAGS} tags, has {}", tags.len())));
    }
    tags.iter().try_for_each(|tag| check_length("tags", tag.trim(), 1, MAX_TAG))
}

fn check_people(people: &[PersonId]) -> Result<(), Invalid> {
    if people.len() > MAX_PEOPLE {
        return Err(Invalid::new("people", format!("at most {MAX_PEOPLE} people, has {}", people.len())));
    }
    Ok(())
}
