//! What a search means: which words a text has, what a query asks for, which entries fit it and how well.
//!
//! The web app has the same rules (`web/src/search`), because it searches without the server. Both are held to
//! `crates/domain/tests/fixtures/search.json`.

mod conditions;
mod fold;
mod places;
mod query;
mod rank;
mod words;

pub use conditions::{Candidate, Fits};
pub(crate) use fold::fold;
pub use places::{Snippet, places, snippet};
pub use query::{Condition, Field, MAX_QUERY, MAX_TERMS, Query, Term, Test};
pub use rank::{Doc, Pattern, Rank};
pub use words::{Reader, Word, words};

/// White space as the web app has it.
fn is_space(char: char) -> bool {
    (char.is_whitespace() && char != '\u{85}') || char == '\u{feff}'
}
