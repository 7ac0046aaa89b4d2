//! `/auth/refresh`

use axum::extract::State;
use axum::response::Response;
use hearken_app::{App, account};
use http::StatusCode;

use super::credential::Credential;
use super::signed_in;
use crate::problem::{Code, Problem};
use crate::wire::account::{RefreshRequest, SignedIn};

/// Exchanges the refresh token for a new pair. It comes in the cookie (with `X-Hearken: 1`, from our own pages) or in the
/// body, and its successor goes back the same way. A token that is used twice ends the session.
#[utoipa::path(post, path = "/auth/refresh", tag = "accounts", security(("refresh_cookie" = []), ()), request_body = Option<RefreshRequest>, responses((status = 200, body = SignedIn)))]
pub(crate) async fn refresh(State(app): State<App>, credential: Credential) -> Result<Response, Problem> {
    let (token, kind) = credential.0.ok_or_else(|| Problem::new(Code::SessionEnded))?;
    Ok(signed_in(StatusCode::OK, account::refresh(&app, token).await?, kind))
}
