//! People on the wire.

use hearken_domain::{PersonId, Private, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::mirror::mirror;
use super::present::present;

/// A person the user writes about.
#[derive(Serialize, ToSchema)]
pub struct Person {
    /// Id.
    #[schema(value_type = String, format = "uuid")]
    pub id: PersonId,
    /// The name by which the user writes about them.
    #[schema(value_type = String)]
    pub name: Private,
    /// What they are to the user.
    pub relationship: Relationship,
    /// The user's own notes, possibly empty.
    #[schema(value_type = String)]
    pub notes: Private,
    /// When they were added.
    #[schema(value_type = String, format = "date-time")]
    pub created_at: Timestamp,
    /// When they were last changed.
    #[schema(value_type = String, format = "date-time")]
    pub updated_at: Timestamp,
}

mirror! {
    /// What someone is to the user.
    Relationship of hearken_domain::Relationship {
        /// Spouse or partner.
        Partner,
        /// Parent, child, sibling, kin.
        Family,
        /// Friend.
        Friend,
        /// From work or school.
        Colleague,
        /// Anyone else.
        Other,
    }
}

impl From<hearken_domain::Person> for Person {
    fn from(person: hearken_domain::Person) -> Self {
        let hearken_domain::Person { id, rev: _, name, relationship, notes, created_at, updated_at } = person;
        Self { id, name, relationship: relationship.into(), notes, created_at, updated_at }
    }
}

/// A person to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPerson {
    /// Id made by the client (UUIDv7). Adding it again changes nothing and answers with the person there is.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub id: Option<PersonId>,
    /// The name by which the user writes about them; 1 to 100 characters.
    #[schema(value_type = String, min_length = 1, max_length = 100)]
    pub name: Private,
    /// `other` when absent.
    #[serde(default = "other")]
    #[schema(required = false)]
    pub relationship: Relationship,
    /// Notes; at most 10,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = false, max_length = 10_000)]
    pub notes: Private,
}

const fn other() -> Relationship {
    Relationship::Other
}

impl From<NewPerson> for hearken_domain::NewPerson {
    fn from(NewPerson { id, name, relationship, notes }: NewPerson) -> Self {
        Self { id, name, relationship: relationship.into(), notes }
    }
}

/// The fields of a person to change; absent ones stay as they are.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// New name.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 100)]
    pub name: Option<Private>,
    /// New relationship.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Relationship, required = false)]
    pub relationship: Option<Relationship>,
    /// New notes.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = String, required = false, max_length = 10_000)]
    pub notes: Option<Private>,
}

impl From<PersonChange> for hearken_domain::PersonChange {
    fn from(PersonChange { name, relationship, notes }: PersonChange) -> Self {
        Self { name, relationship: relationship.map(Into::into), notes }
    }
}
