//! A wrapper that keeps what a person wrote out of logs.

use std::fmt;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

/// Something a person wrote, or that was derived from it. Its `Debug` shows only that it is there.
///
/// ```
/// use hearken_domain::Private;
/// assert_eq!(format!("{:?}", Private::<String>::from("a secret")), "[private]");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private<T = String>(T);

impl<T> Private<T> {
    /// The value itself: for storing, reading and answering its owner, never for logging.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Private<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Private<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Private<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[private]")
    }
}
