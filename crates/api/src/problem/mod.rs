//! What a client is told when something goes wrong.
//!
//! Every answer of the API with a status of 400 or more is an RFC 9457 problem (`application/problem+json`). It carries
//! a stable `code` from the one table in [`Code`], the sentence that belongs to it, and a `detail` that helps with this
//! occurrence. When a field of the request breaks a rule the problem names it.
//!
//! The rules we keep:
//!
//! - **Errors are described where they happen.** `app` and `store` have small error enums; the `From` impls in this
//!   folder are the only place that turns them into codes and statuses. Handlers use `?` and decide nothing.
//! - **Nothing a person wrote is repeated.** `detail` and `message` are our own words: never a value from the request,
//!   never the text of a parser's or a database's error.
//! - **What is not yours does not exist.** Another user's id, an unknown id and an id that is no id at all are the same
//!   `not_found`.
//! - **Being answered has no side effects.** `IntoResponse` only writes the response and leaves the problem in its
//!   extensions; one middleware ([`crate::edge`]) adds the request id and logs what was our fault, with its causes,
//!   never a body.
//! - **A refusal that passes says when.** Statuses 429 and 503 carry `Retry-After`.

mod code;
mod from_app;
mod response;

use std::borrow::Cow;
use std::error::Error;
use std::sync::Arc;

use hearken_domain::Invalid;

pub use code::Code;
pub use response::{FieldError, ProblemBody};

pub(crate) use response::PROBLEM_JSON;

/// An answer that says what went wrong.
#[derive(Clone, Debug)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    code: Code,
    detail: Option<Cow<'static, str>>,
    errors: Vec<FieldError>,
    retry_after: Option<u64>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl Problem {
    /// The problem `code`, told by its title alone.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self(Box::new(Inner { code, detail: None, errors: Vec::new(), retry_after: code.retry_after(), cause: None }))
    }

    /// A field of the request breaks a rule.
    pub fn field(field: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Code::InvalidField).with_field(field, message)
    }

    /// Our fault. `cause` is logged, never sent.
    pub fn internal(cause: impl Error + Send + Sync + 'static) -> Self {
        Self::new(Code::Internal).with_cause(cause)
    }

    /// Adds a sentence about this occurrence.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Names a field and the rule it breaks.
    #[must_use]
    pub fn with_field(mut self, field: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        self.0.errors.push(FieldError { field: field.into(), message: message.into() });
        self
    }

    /// Says in how many seconds to come back.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// Keeps `cause` for the log.
    #[must_use]
    pub fn with_cause(mut self, cause: impl Error + Send + Sync + 'static) -> Self {
        self.0.cause = Some(Arc::new(cause));
        self
    }

    /// Its code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What happened, for a person: the detail, or the broken rules, or else the title of the code.
    #[must_use]
    pub fn detail(&self) -> Cow<'static, str> {
        match (&self.0.detail, self.0.errors.as_slice()) {
            (Some(detail), _) => detail.clone(),
            (None, []) => Cow::Borrowed(self.0.code.title()),
            (None, errors) => errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ").into(),
        }
    }

    /// The chain of causes, for the log.
    #[must_use]
    pub fn causes(&self) -> String {
        let first: Option<&(dyn Error + 'static)> = self.0.cause.as_ref().map(|cause| cause.as_ref() as _);
        std::iter::successors(first, |&cause| cause.source()).map(ToString::to_string).collect::<Vec<_>>().join(": ")
    }
}

/// At least one, each named.
impl From<Vec<Invalid>> for Problem {
    fn from(broken: Vec<Invalid>) -> Self {
        let named = |problem: Self, invalid: Invalid| problem.with_field(invalid.field, invalid.message);
        broken.into_iter().fold(Self::new(Code::InvalidField), named)
    }
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        Self::field(invalid.field, invalid.message)
    }
}
