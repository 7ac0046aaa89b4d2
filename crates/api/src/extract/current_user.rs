//! Who is asking.

use axum::extract::FromRequestParts;
use hearken_app::Actor;
use http::header::AUTHORIZATION;
use http::request::Parts;

use crate::problem::{Code, Problem};
use crate::state::ApiState;

/// The user whose access token came as `Authorization: Bearer`. The only place an identity is taken from.
pub struct CurrentUser(pub Actor);

impl FromRequestParts<ApiState> for CurrentUser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = header.and_then(bearer).ok_or_else(|| Problem::new(Code::Unauthenticated))?;
        Ok(Self(state.app.authenticate(token)?))
    }
}

fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim_start())
}

#[cfg(test)]
mod tests {
    use super::bearer;

    #[test]
    fn only_bearer_credentials_are_read() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer  abc"), Some("abc"));
        assert_eq!(bearer("Basic abc"), None);
        assert_eq!(bearer("Bearer"), None);
    }
}
