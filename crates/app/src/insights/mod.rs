//! Insights: what a journal shows once it is counted, with the words behind it, and what its user says of that.

mod answer;
mod known;
mod show;
mod week;

use hearken_domain::Invalid;
use hearken_store::StoreError;
use thiserror::Error;

use crate::people::PeopleError;

pub use answer::{give_verdict, never_again, withdraw};
pub use show::{Cited, Listed, Page, list_insights, refresh};
pub use week::{Week, find_week, list_weeks};

pub(crate) use answer::{forget_entry, forget_person};
pub(crate) use known::{Known, Row};
pub(crate) use show::up_to_date;

/// Why something about an insight was refused.
#[derive(Debug, Error)]
pub enum InsightError {
    /// There is no such insight.
    #[error("there is no such insight")]
    NoSuchInsight,
    /// There is no such answer.
    #[error("there is no such answer")]
    NoSuchAnswer,
    /// There is no such finished week, or nothing was written in it.
    #[error("there is no such week")]
    NoSuchWeek,
    /// A field breaks a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<PeopleError> for InsightError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Store(error) => Self::Store(error),
            PeopleError::Invalid(invalid) => Self::Invalid(invalid),
            PeopleError::NoSuchPerson | PeopleError::Deleted => {
                Invalid::new("person_id", "there is no such person").into()
            }
        }
    }
}
