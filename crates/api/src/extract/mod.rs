//! Reading requests: every way to fail here is a [`Problem`](crate::problem::Problem) that names the field.

mod current_user;
mod invalid;
mod json;
mod path;
mod query;

pub use current_user::CurrentUser;
pub use json::{Json, MAX_BODY};
pub use path::Path;
pub use query::Query;

pub(crate) use invalid::UNKNOWN_FIELD;
pub(crate) use json::{parse, parse_value, read_body, require_json};
