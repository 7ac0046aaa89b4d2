//! What is wrong with an input, in words that name the field and never repeat its value.

use thiserror::Error;

/// A field that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{field}: {message}")]
pub struct Invalid {
    /// The field, as the API names it (`text`, `tags`, `email`).
    pub field: &'static str,
    /// The rule, in words that can be shown.
    pub message: String,
}

impl Invalid {
    /// A breach of the rule `message` by `field`.
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

/// Checks that `value` has between `min` and `max` characters (Unicode scalar values).
pub(crate) fn check_length(field: &'static str, value: &str, min: usize, max: usize) -> Result<(), Invalid> {
    let length = value.chars().count();
    if length < min {
        let message =
            if min == 1 { "must not be empty".to_owned() } else { format!("must have at least {min} characters") };
        return Err(Invalid::new(field, message));
    }
    if length > max {
        return Err(Invalid::new(field, format!("must have at most {max} characters, has {length}")));
    }
    Ok(())
}
