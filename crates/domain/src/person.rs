//! People the user writes about.

use serde::{Deserialize, Serialize};

use crate::invalid::check_length;
use crate::{Invalid, PersonId, Private, Timestamp};

/// Longest name, in characters.
pub const MAX_NAME: usize = 100;
/// Longest notes, in characters.
pub const MAX_NOTES: usize = 10_000;

/// What someone is to the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// Spouse or partner.
    Partner,
    /// Parent, child, sibling, kin.
    Family,
    /// Friend.
    Friend,
    /// From work or school.
    Colleague,
    /// Anyone else.
    #[default]
    Other,
}

/// A person as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// The user's sequence number at the last change.
    pub rev: i64,
    /// The name by which the user writes about them.
    pub name: Private,
    /// What they are to the user.
    pub relationship: Relationship,
    /// The user's own notes.
    pub notes: Private,
    /// When the row was made.
    pub created_at: Timestamp,
    /// When the row last changed.
    pub updated_at: Timestamp,
}

/// A person to add.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Id, where the client made one.
    pub id: Option<PersonId>,
    /// The name by which the user writes about them.
    pub name: Private,
    /// What they are to the user.
    pub relationship: Relationship,
    /// The user's own notes.
    pub notes: Private,
}

/// The fields of a person to change; `None` leaves one as it is.
#[derive(Clone, Debug, Default)]
pub struct PersonChange {
    /// New name.
    pub name: Option<Private>,
    /// New relationship.
    pub relationship: Option<Relationship>,
    /// New notes.
    pub notes: Option<Private>,
}

impl NewPerson {
    /// Checks the limits.
    pub fn validate(&self) -> Result<(), Invalid> {
        check_name(&self.name)?;
        check_length("notes", &self.notes, 0, MAX_NOTES)
    }
}

impl PersonChange {
    /// Checks the limits of the fields that are there.
    pub fn validate(&self) -> Result<(), Invalid> {
        self.name.as_deref().map_or(Ok(()), |name| check_name(name))?;
        self.notes.as_deref().map_or(Ok(()), |notes| check_length("notes", notes, 0, MAX_NOTES))
    }

    /// `person` with this change, at `now`.
    #[must_use]
    pub fn apply(self, person: Person, now: Timestamp) -> Person {
        Person {
            name: self.name.unwrap_or(person.name),
            relationship: self.relationship.unwrap_or(person.relationship),
            notes: self.notes.unwrap_or(person.notes),
            updated_at: now,
            ..person
        }
    }
}

fn check_name(name: &str) -> Result<(), Invalid> {
    check_length("name", name.trim(), 1, MAX_NAME)
}
