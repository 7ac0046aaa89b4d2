//! `/auth/refresh`

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use hearken_app::account::AccountError;
use hearken_app::{App, account};
use http::{StatusCode, header};

use super::credential::Credential;
use super::signed_in;
use crate::cookie;
use crate::problem::{Code, Problem};
use crate::wire::account::{RefreshRequest, SessionKind, SignedIn};

/// Exchanges the refresh token for a new pair. It comes in the cookie (with `X-Hearken: 1`, from our own pages) or in
/// the body, and its successor goes back the same way. A token that is used twice ends the session.
#[utoipa::path(
    post,
    path = "/auth/refresh",
    tag = "accounts",
    security(("refresh_cookie" = []), ()),
    request_body = Option<RefreshRequest>,
    responses((status = 200, body = SignedIn)),
)]
pub(crate) async fn refresh(State(app): State<App>, credential: Credential) -> Result<Response, Problem> {
    let (token, kind) = credential.0.ok_or_else(|| Problem::new(Code::SessionEnded))?;
    match account::refresh(&app, token).await {
        Ok(renewed) => Ok(signed_in(StatusCode::OK, renewed, kind)),
        // The cookie is of no more use; without it the browser need not ask again.
        Err(AccountError::SessionEnded) if kind == SessionKind::Cookie => {
            Ok(([(header::SET_COOKIE, cookie::clear())], Problem::new(Code::SessionEnded)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
