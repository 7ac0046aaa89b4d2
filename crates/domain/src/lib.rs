//! Hearken's types and rules: what an entry is, what may be said about it, how versions follow each other.
//!
//! Nothing here performs I/O, waits, reads a clock or draws a random number: time and ids come in as arguments.

pub mod account;
pub mod analysis;
pub mod classifier;
pub mod clock;
mod closely;
pub mod consent;
pub mod crisis;
pub mod disclosure;
pub mod entry;
pub mod health;
pub mod ids;
pub mod insight;
pub mod invalid;
pub mod merge;
pub mod person;
pub mod preferences;
pub mod private;
pub mod reading;
pub mod redaction;
pub mod retry;
pub mod search;
pub mod timestamp;
pub mod version;

pub use account::{Email, NewAccount, Password, User};
pub use analysis::{
    Analysis, AnalysisFailure, AnalysisStatus, AnswerOf, FailedAsk, FallbackReason, Method, PastReading, SecondReading,
};
pub use clock::{Clock, Ctx, IdSource, SystemClock};
pub use consent::{Consent, Purpose};
pub use disclosure::{Disclosure, Ending, Occasion, Recipient, SendResult, Tokens};
pub use entry::{Entry, EntryChange, EntryStatus, Mood, NewEntry};
pub use ids::{ClientId, ConsentId, DisclosureId, EntryId, JobId, PersonId, SessionId, UserId};
pub use invalid::Invalid;
pub use person::{NewPerson, Person, PersonChange, Relationship};
pub use preferences::{Aim, Preferences, PreferencesChange};
pub use private::Private;
pub use timestamp::Timestamp;
pub use version::Vid;
