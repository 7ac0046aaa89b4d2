//! What is wrong with a setting, by the name under which it was given. Never repeats a value: it may be a secret.

use std::error::Error;
use std::fmt;

/// A setting that stops the start.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ConfigError {
    name: String,
    problem: String,
}

impl ConfigError {
    pub(crate) fn new(name: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { name: name.into(), problem: problem.into() }
    }

    /// The same problem under another name.
    pub(crate) fn renamed(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.problem)
    }
}

impl Error for ConfigError {}
