//! The refresh token a request presents, and how it came.

use axum::extract::{FromRequest, Request};
use hearken_app::account::RefreshToken;
use http::{HeaderMap, header};

use crate::cookie;
use crate::extract::{parse, read_body, require_json};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::account::{RefreshRequest, SessionKind};

/// A refresh token, if the request has one.
pub(crate) struct Credential(pub(super) Option<(RefreshToken, SessionKind)>);

impl FromRequest<ApiState> for Credential {
    type Rejection = Problem;

    /// A token in the body comes first; a cookie counts only when the request proves to come from our own pages.
    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        if has_body(request.headers()) {
            require_json(request.headers())?;
            let body: RefreshRequest = parse(&read_body(request).await?)?;
            let token = RefreshToken::received(body.refresh_token.into_inner());
            return Ok(Self(Some((token, SessionKind::Token))));
        }
        let Some(token) = cookie::token(request.headers()) else { return Ok(Self(None)) };
        state.origins.require_own(request.headers())?;
        Ok(Self(Some((RefreshToken::received(token.to_owned()), SessionKind::Cookie))))
    }
}

fn has_body(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH);
    length.is_some_and(|length| length != "0") || headers.contains_key(header::TRANSFER_ENCODING)
}
