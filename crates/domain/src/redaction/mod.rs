//! What could tell a stranger who somebody is, taken out of a text and put back again.
//!
//! Names, addresses, numbers and the like are replaced by tokens such as `<PERSON_1:partner>`, which a model can still
//! read sense in. The same thing has the same token throughout one request. Tokens mean nothing outside of it: numbers
//! that the text itself seems to use are left out, and [`Redacted::restore`] puts back only what was taken.
//!
//! No rules find everything that could tell of somebody: whoever shows the result says so.

mod address;
mod codes;
mod dates;
mod kind;
mod known;
mod lists;
mod names;
mod net;
mod numbers;
mod places;
mod redacted;
mod spans;
mod token;
mod words;

pub use kind::Kind;
pub use redacted::{Redacted, Span};

use crate::Relationship;
use words::Words;

/// Somebody whose name is to be taken out wherever it stands.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    /// The name by which the user writes about them.
    pub name: &'a str,
    /// What they are to the user: the token says it.
    pub relationship: Relationship,
}

/// Takes out of `text` what could tell who somebody is; `people` is the user's own list. Takes time in proportion to the
/// length of the text.
#[must_use]
pub fn redact<'t>(text: &'t str, people: &[Named<'_>]) -> Redacted<'t> {
    let words = Words::of(text);
    let mut found = net::find(text);
    found.extend(numbers::find(text, &words));
    found.extend(dates::find(text, &words));
    found.extend(codes::find(text, &words));
    found.extend(address::find(text, &words));
    let known = known::find(text, &words, people);
    let strangers = names::find(&words, &known);
    found.extend(known);
    found.extend(strangers);
    Redacted::new(text, spans::settle(found), people)
}

/// Whether a word is a given name, and nothing else.
pub(crate) fn is_given_name(word: &str) -> bool {
    let (lists, folded) = (lists::Lists::get(), words::fold_word(word));
    let others = ["common", "time", "month", "city", "country"];
    lists.is("given", &folded) && !lists.is_doubtful(&folded) && !others.iter().any(|key| lists.is(key, &folded))
}
