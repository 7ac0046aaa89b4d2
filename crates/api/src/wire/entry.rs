//! Journal entries on the wire.

use hearken_domain::{EntryId, Invalid, Mood, PersonId, Private, Timestamp, Vid};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::mirror::mirror;
use super::present::present;

/// A journal entry.
#[derive(Serialize, ToSchema)]
pub struct Entry {
    /// Id.
    #[schema(value_type = String, format = "uuid")]
    pub id: EntryId,
    /// Version of the text: `<client id>.<mid>` of the mutation that wrote it, with an `m` and a sign where it was merged.
    #[schema(value_type = String)]
    pub vid: Vid,
    /// The entry of which this is a conflicting copy, until that is settled.
    #[schema(value_type = Option<String>, format = "uuid", required)]
    pub conflict_of: Option<EntryId>,
    /// What wrote the text, by the name of its session; null for a write outside of sync.
    #[schema(value_type = Option<String>, required)]
    pub device: Option<Private>,
    /// When the text was written.
    #[schema(value_type = String, format = "date-time")]
    pub text_at: Timestamp,
    /// Title, possibly empty.
    #[schema(value_type = String)]
    pub title: Private,
    /// The text, exactly as it was sent.
    #[schema(value_type = String)]
    pub text: Private,
    /// How the user says they felt, from 1 (very low) to 5 (very good).
    #[schema(value_type = Option<u8>, minimum = 1, maximum = 5, required)]
    pub mood: Option<Mood>,
    /// Tags, in the order given.
    #[schema(value_type = Vec<String>)]
    pub tags: Vec<Private>,
    /// Ids of the people it is about.
    #[schema(value_type = Vec<String>)]
    pub people: Vec<PersonId>,
    /// Whether it is kept from every provider.
    pub private: bool,
    /// Only published entries are read.
    pub status: EntryStatus,
    /// The moment it is about.
    #[schema(value_type = String, format = "date-time")]
    pub written_at: Timestamp,
    /// Words in the text, by Unicode word boundaries.
    pub word_count: u32,
    /// When it was made.
    #[schema(value_type = String, format = "date-time")]
    pub created_at: Timestamp,
    /// When it last changed.
    #[schema(value_type = String, format = "date-time")]
    pub updated_at: Timestamp,
}

mirror! {
    /// Whether an entry is finished.
    EntryStatus of hearken_domain::EntryStatus {
        /// Being written.
        Draft,
        /// Finished: it is read, and appears on the dashboard.
        Published,
    }
}

impl From<hearken_domain::Entry> for Entry {
    fn from(entry: hearken_domain::Entry) -> Self {
        Self {
            id: entry.id,
            vid: entry.vid,
            conflict_of: entry.conflict_of,
            device: entry.device,
            text_at: entry.text_at,
            title: entry.title,
            text: entry.text,
            mood: entry.mood,
            tags: entry.tags,
            people: entry.people,
            private: entry.private,
            status: entry.status.into(),
            written_at: entry.written_at,
            word_count: entry.word_count,
            created_at: entry.created_at,
            updated_at: entry.updated_at,
        }
    }
}

/// An entry to create.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEntry {
    /// Id made by the client (UUIDv7). Creating it again changes nothing and answers with the entry there is.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub id: Option<EntryId>,
    /// Title; at most 200 characters.
    #[serde(default)]
    #[schema(value_type = String, required = false, max_length = 200)]
    pub title: Private,
    /// The text, kept exactly as sent; 1 to 100,000 characters, not only white space.
    #[schema(value_type = String, min_length = 1, max_length = 100_000)]
    pub text: Private,
    /// From 1 (very low) to 5 (very good).
    #[serde(default)]
    #[schema(minimum = 1, maximum = 5)]
    pub mood: Option<i64>,
    /// At most 10 tags of 1 to 50 characters.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false, max_items = 10)]
    pub tags: Vec<Private>,
    /// Ids of the people it is about; at most 50.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false, max_items = 50)]
    pub people: Vec<PersonId>,
    /// Keeps the entry from every provider.
    #[serde(default)]
    pub private: bool,
    /// `draft` when absent.
    #[serde(default = "draft")]
    #[schema(required = false)]
    pub status: EntryStatus,
    /// The moment it is about; now when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "date-time")]
    pub written_at: Option<Timestamp>,
}

const fn draft() -> EntryStatus {
    EntryStatus::Draft
}

impl TryFrom<NewEntry> for hearken_domain::NewEntry {
    type Error = Invalid;

    fn try_from(entry: NewEntry) -> Result<Self, Invalid> {
        Ok(Self {
            id: entry.id,
            title: entry.title,
            text: entry.text,
            mood: entry.mood.map(mood).transpose()?,
            tags: entry.tags,
            people: entry.people,
            private: entry.private,
            status: entry.status.into(),
            written_at: entry.written_at,
        })
    }
}

/// The fields of an entry to change; absent ones stay as they are.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryChange {
    /// New title.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, max_length = 200)]
    pub title: Option<Private>,
    /// New text.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 100_000)]
    pub text: Option<Private>,
    /// New mood; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 5)]
    pub mood: Option<Option<i64>>,
    /// New tags.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Vec<String>, required = false, max_items = 10)]
    pub tags: Option<Vec<Private>>,
    /// New people.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Vec<String>, required = false, max_items = 50)]
    pub people: Option<Vec<PersonId>>,
    /// Whether to keep it from every provider.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    pub private: Option<bool>,
    /// `published` finishes a draft and queues its reading.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = EntryStatus, required = false)]
    pub status: Option<EntryStatus>,
    /// New moment.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, format = "date-time", required = false)]
    pub written_at: Option<Timestamp>,
}

impl TryFrom<EntryChange> for hearken_domain::EntryChange {
    type Error = Invalid;

    fn try_from(change: EntryChange) -> Result<Self, Invalid> {
        Ok(Self {
            title: change.title,
            text: change.text,
            mood: change.mood.map(|level| level.map(mood).transpose()).transpose()?,
            tags: change.tags,
            tags_add: Vec::new(),
            tags_remove: Vec::new(),
            people: change.people,
            private: change.private,
            status: change.status.map(Into::into),
            written_at: change.written_at,
        })
    }
}

/// The version of the text that was seen.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SeenVersion {
    /// Refuses with `stale` when the text has changed since this version.
    #[param(value_type = Option<String>)]
    pub vid: Option<Vid>,
}

/// A mood from any whole number, so that 0 and -1 are told the same rule.
pub(super) fn mood(level: i64) -> Result<Mood, Invalid> {
    Mood::new(u8::try_from(level).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::parse;

    fn change(json: &str) -> Result<hearken_domain::EntryChange, String> {
        let change: EntryChange = parse(json.as_bytes()).map_err(|problem| problem.detail().into_owned())?;
        change.try_into().map_err(|invalid: Invalid| invalid.to_string())
    }

    #[test]
    fn an_absent_mood_stays_and_a_null_one_goes() {
        assert_eq!(change("{}").unwrap().mood, None);
        assert_eq!(change(r#"{"mood": null}"#).unwrap().mood, Some(None));
        assert_eq!(change(r#"{"mood": 4}"#).unwrap().mood, Some(Some(Mood::new(4).unwrap())));
        for json in [r#"{"mood": 0}"#, r#"{"mood": 6}"#, r#"{"mood": -1}"#, r#"{"mood": 260}"#] {
            assert_eq!(change(json).unwrap_err(), "mood: must be a whole number from 1 to 5", "{json}");
        }
    }

    #[test]
    fn only_the_mood_may_be_null() {
        for field in ["title", "text", "tags", "people", "private", "status", "written_at"] {
            let error = change(&format!(r#"{{"{field}": null}}"#)).unwrap_err();
            assert!(error.starts_with(field), "{error}");
        }
    }

    #[test]
    fn a_text_alone_makes_an_entry() {
        let entry: NewEntry = parse(r#"{"text": " <b>verbatim</b>\u0000 "}"#.as_bytes()).unwrap();
        let entry = hearken_domain::NewEntry::try_from(entry).unwrap();
        assert_eq!(*entry.text, " <b>verbatim</b>\0 ");
        assert_eq!((entry.status, entry.mood, entry.private), (hearken_domain::EntryStatus::Draft, None, false));
    }
}
