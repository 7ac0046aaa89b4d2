//! What a user answers to insights.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Subject;
use crate::{EntryId, Timestamp};

/// What a user says of an insight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It helps. It stays.
    Useful,
    /// It is not so. It is put aside.
    NotRight,
    /// Something was done about it. It is put aside.
    Acted,
}

/// Where an insight stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is shown.
    Active,
    /// Its user said that it is not right.
    Dismissed,
    /// Its user did something about it.
    Acted,
}

impl Standing {
    /// After what was said of it.
    #[must_use]
    pub const fn after(verdict: Option<Verdict>) -> Self {
        match verdict {
            None | Some(Verdict::Useful) => Self::Active,
            Some(Verdict::NotRight) => Self::Dismissed,
            Some(Verdict::Acted) => Self::Acted,
        }
    }
}

/// An answer, by the id of the insight, or of what is never to be spoken of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Id.
    pub id: Uuid,
    /// When it was given.
    pub at: Timestamp,
    /// What it says.
    pub says: Says,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// Something of an insight. It goes with the last of the entries that the insight rested on.
    Of {
        /// What.
        verdict: Verdict,
        /// What the insight spoke of.
        subjects: Vec<Subject>,
        /// The entries.
        entries: Vec<EntryId>,
    },
    /// That something is never to be spoken of.
    Never(Subject),
}

impl Answer {
    /// Whether it says something about a subject.
    #[must_use]
    pub fn is_about(&self, subject: &Subject) -> bool {
        match &self.says {
            Says::Of { subjects, .. } => subjects.contains(subject),
            Says::Never(never) => never == subject,
        }
    }
}
