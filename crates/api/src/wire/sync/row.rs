//! Rows that clients keep.

use hearken_app::RowKind;
use hearken_app::sync::{self, Content};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::wire::analysis::Analysis;
use crate::wire::entry::Entry;
use crate::wire::person::Person;
use crate::wire::preferences::Preferences;

/// A row that changed. A client keeps what it does not understand.
#[derive(Serialize, ToSchema)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Row {
    /// An entry, by its id.
    Entry(RowChange<Entry>),
    /// The analysis of an entry, by the entry's id.
    Analysis(RowChange<Analysis>),
    /// A person, by their id.
    Person(RowChange<Person>),
    /// The user's preferences, by the user's id.
    Preferences(RowChange<Preferences>),
}

/// What happened to a row.
#[derive(Serialize, ToSchema)]
pub struct RowChange<T> {
    /// Its id.
    #[schema(value_type = String, format = "uuid")]
    id: Uuid,
    /// The number of its last change.
    rev: i64,
    /// What was done.
    op: RowOp,
    /// What it is now; absent when deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    d: Option<T>,
}

/// What was done to a row.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowOp {
    /// Made or changed.
    Put,
    /// Deleted.
    Del,
}

impl<T> RowChange<T> {
    fn new(row: &sync::Row, d: Option<T>) -> Self {
        Self { id: row.id, rev: row.rev, op: if d.is_some() { RowOp::Put } else { RowOp::Del }, d }
    }
}

impl From<sync::Row> for Row {
    fn from(mut row: sync::Row) -> Self {
        match (row.content.take(), row.kind) {
            (Some(Content::Entry(entry)), _) => Self::Entry(RowChange::new(&row, Some((*entry).into()))),
            (Some(Content::Analysis(analysis)), _) => Self::Analysis(RowChange::new(&row, Some((*analysis).into()))),
            (Some(Content::Person(person)), _) => Self::Person(RowChange::new(&row, Some(person.into()))),
            (Some(Content::Preferences(chosen)), _) => Self::Preferences(RowChange::new(&row, Some(chosen.into()))),
            (None, RowKind::Entry) => Self::Entry(RowChange::new(&row, None)),
            (None, RowKind::Analysis) => Self::Analysis(RowChange::new(&row, None)),
            (None, RowKind::Person) => Self::Person(RowChange::new(&row, None)),
            (None, RowKind::Preferences) => Self::Preferences(RowChange::new(&row, None)),
        }
    }
}
