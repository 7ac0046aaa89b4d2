//! `/auth`: accounts and sessions.
//!
//! Whoever signs in gets a short-lived access token for `Authorization: Bearer`, and a refresh token that renews it,
//! once. Browsers hold the refresh token in a cookie that scripts cannot read (`"session": "cookie"`, the default);
//! other clients ask for it in the answer (`"session": "token"`) and send it back in the body.

pub(crate) mod account;
mod credential;
mod device;
pub(crate) mod login;
pub(crate) mod logout;
pub(crate) mod password;
pub(crate) mod recover;
pub(crate) mod recovery_codes;
pub(crate) mod refresh;
pub(crate) mod register;
pub(crate) mod session;
pub(crate) mod sessions;

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};

use crate::cookie;
use crate::extract::Json;
use crate::wire::account::{SessionKind, SignedIn};

/// The answer to signing in: the refresh token goes where the client wants it.
fn signed_in(status: StatusCode, signed_in: hearken_app::account::SignedIn, kind: SessionKind) -> Response {
    match kind {
        SessionKind::Token => (status, Json(SignedIn::with_refresh_token(signed_in))).into_response(),
        SessionKind::Cookie => {
            let cookie = cookie::set(signed_in.refresh_token.expose(), signed_in.refresh_expires_in.as_secs());
            let mut response = (status, Json(SignedIn::without_refresh_token(signed_in))).into_response();
            response.headers_mut().extend(cookie.map(|cookie| (header::SET_COOKIE, cookie)));
            response
        }
    }
}
