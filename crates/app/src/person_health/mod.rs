//! The reflection score of a relationship: collecting its evidence, answering with it, and taking evidence away.

mod cache;
mod collect;
mod dispute;
mod gather;
mod report;

use hearken_store::StoreError;
use thiserror::Error;

use crate::people::PeopleError;

pub use dispute::{Claim, dispute, withdraw_dispute};
pub use report::{Report, Shown, find_health, list_health};

pub(crate) use cache::Known;
pub(crate) use collect::{Basis, Collected, Subject, drop_outdated, drop_pieces, pieces_of, put_collected};
pub(crate) use gather::{KIND, gather, gather_everything, gather_missing, gather_one};

/// Why something about a score was refused.
#[derive(Debug, Error)]
pub enum HealthError {
    /// There is no such person.
    #[error("there is no such person")]
    NoSuchPerson,
    /// The entry has no such evidence about this person.
    #[error("there is no such evidence")]
    NoSuchEvidence,
    /// Nothing of that name is disputed.
    #[error("there is no such dispute")]
    NoSuchDispute,
    /// So much of an entry cannot be disputed one by one.
    #[error("too much of this entry is disputed")]
    TooMany,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<PeopleError> for HealthError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Store(error) => Self::Store(error),
            PeopleError::NoSuchPerson | PeopleError::Deleted | PeopleError::Invalid(_) => Self::NoSuchPerson,
        }
    }
}
