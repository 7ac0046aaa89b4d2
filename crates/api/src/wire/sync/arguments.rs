//! Arguments of mutations.

use hearken_domain::{EntryChange, EntryId, Invalid, PersonId, Private, Timestamp};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::wire::entry::{NewEntry, mood};
use crate::wire::person::{NewPerson, Relationship};
use crate::wire::preferences::PreferencesChange;
use crate::wire::present::present;

/// Arguments of a mutation, by its name.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum MutationArgs {
    /// `entry.create@1`, with an id.
    CreateEntry(NewEntry),
    /// `entry.edit@1`
    EditText(EditText),
    /// `entry.set@1` and `entry.set@2`
    SetEntry(SetEntry),
    /// `entry.publish@1`, `entry.resolve@1` and `entry.delete@1`
    Entry(EntryRef),
    /// `analysis.retry@1`
    Analysis(AnalysisRef),
    /// `person.create@1`, with an id.
    CreatePerson(NewPerson),
    /// `person.set@1`
    SetPerson(SetPerson),
    /// `person.delete@1`
    Person(PersonRef),
    /// `preferences.set@1`
    Preferences(PreferencesChange),
}

/// A text typed over the version `base_vid`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditText {
    /// The entry.
    #[schema(value_type = String, format = "uuid")]
    pub(super) id: EntryId,
    /// The whole text.
    #[schema(value_type = String, min_length = 1, max_length = 100_000)]
    pub(super) text: Private,
    /// Whether the text that it replaces stays in the history, however briefly it stood: for a text that was not typed
    /// but chosen in place of another.
    #[serde(default)]
    pub(super) keep_base: bool,
    /// The words that it was typed over, where the version of that name may have others: a client goes on writing a
    /// version that it has not sent.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100_000)]
    pub(super) base_text: Option<Private>,
    /// The title, where it was changed together with the text: it goes where the text goes.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200)]
    pub(super) title: Option<Private>,
    /// The title that stood over the text otherwise. A copy that is made of the text has it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200)]
    pub(super) base_title: Option<Private>,
}

/// Fields of an entry to set; absent ones stay. Where the version `base_vid` has become a copy, its title is the copy's, and
/// `private: true` holds for both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetEntry {
    /// The entry.
    #[schema(value_type = String, format = "uuid")]
    pub(super) id: EntryId,
    /// New title.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, max_length = 200)]
    title: Option<Private>,
    /// New mood; null removes it.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 5)]
    #[expect(clippy::option_option, reason = "absent, null and a value are three things")]
    mood: Option<Option<i64>>,
    /// New tags.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Vec<String>, required = false, max_items = 10)]
    tags: Option<Vec<Private>>,
    /// Tags to add to those that are there; only in `entry.set@2`.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false, max_items = 10)]
    tags_add: Vec<Private>,
    /// Tags to take off those that are there; only in `entry.set@2`.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false, max_items = 10)]
    tags_remove: Vec<Private>,
    /// New people.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Vec<String>, required = false, max_items = 50)]
    people: Option<Vec<PersonId>>,
    /// Whether to keep it from every provider.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = bool, required = false)]
    private: Option<bool>,
    /// New moment.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, format = "date-time", required = false)]
    written_at: Option<Timestamp>,
}

impl TryFrom<SetEntry> for EntryChange {
    type Error = Invalid;

    fn try_from(set: SetEntry) -> Result<Self, Invalid> {
        Ok(Self {
            title: set.title,
            text: None,
            mood: set.mood.map(|level| level.map(mood).transpose()).transpose()?,
            tags: set.tags,
            tags_add: set.tags_add,
            tags_remove: set.tags_remove,
            people: set.people,
            private: set.private,
            status: None,
            written_at: set.written_at,
        })
    }
}

/// An entry.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryRef {
    /// Its id.
    #[schema(value_type = String, format = "uuid")]
    pub(super) id: EntryId,
}

/// The analysis of an entry.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnalysisRef {
    /// The entry.
    #[schema(value_type = String, format = "uuid")]
    pub(super) entry_id: EntryId,
}

/// Fields of a person to set; absent ones stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPerson {
    /// The person.
    #[schema(value_type = String, format = "uuid")]
    pub(super) id: PersonId,
    /// New name.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 100)]
    pub(super) name: Option<Private>,
    /// New relationship.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Relationship, required = false)]
    pub(super) relationship: Option<Relationship>,
    /// New notes.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, max_length = 10_000)]
    pub(super) notes: Option<Private>,
}

/// A person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonRef {
    /// Their id.
    #[schema(value_type = String, format = "uuid")]
    pub(super) id: PersonId,
}
