//! What a schedule finds to be wrong.

use std::fmt;

use hearken_store::StoreError;

/// A promise of `docs/SYNC.md` that was not kept.
#[derive(Clone, Debug)]
pub struct Violation(String);

/// What a step of a schedule comes to.
pub(super) type Held<T = ()> = Result<T, Violation>;

impl Violation {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<StoreError> for Violation {
    fn from(error: StoreError) -> Self {
        Self(format!("the server failed: {error}"))
    }
}

/// A violation unless a condition holds.
macro_rules! hold {
    ($condition:expr, $($what:tt)+) => {
        if !$condition {
            return Err($crate::model::violation::Violation::new(format!($($what)+)));
        }
    };
}
pub(super) use hold;
