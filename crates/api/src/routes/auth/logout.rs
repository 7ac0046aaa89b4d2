//! `/auth/logout`

use axum::extract::FromRequest;
use axum::extract::{FromRequestParts, Request, State};
use axum::response::{AppendHeaders, IntoResponse, Response};
use hearken_app::account::{self, AccountError};
use http::{HeaderName, StatusCode, header};

use super::credential::Credential;
use crate::cookie;
use crate::extract::{CurrentUser, Query};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::wire::account::{RefreshRequest, SignOut};

/// Not "cookies": that would sign the user out of every site under the same domain.
const CLEAR_STORAGE: (HeaderName, &str) = (HeaderName::from_static("clear-site-data"), "\"storage\"");

/// Ends the session of the refresh token (in the cookie or the body) and that of the access token; one of the two is
/// enough. Browsers forget what they have stored, unless `keep_stored` says otherwise.
#[utoipa::path(
    post,
    path = "/auth/logout",
    tag = "accounts",
    security(("refresh_cookie" = []), ("access_token" = []), ()),
    params(SignOut),
    request_body = Option<RefreshRequest>,
    responses((status = 204)),
)]
pub(crate) async fn log_out(
    State(state): State<ApiState>,
    Query(SignOut { keep_stored }): Query<SignOut>,
    request: Request,
) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let bearer = CurrentUser::from_request_parts(&mut parts, &state).await;
    let credential = Credential::from_request(Request::from_parts(parts, body), &state).await?;
    let presented = credential.0.is_some();
    if let Some((token, _)) = credential.0 {
        account::log_out(&state.app, token).await?;
    }
    match bearer {
        // A stale cookie beside a good access token must not leave the session open.
        Ok(CurrentUser(me)) => match account::end_session(&state.app, &me, me.session).await {
            Err(AccountError::NoSuchSession) if presented => {}
            ended => ended?,
        },
        Err(problem) if !presented => return Err(problem),
        Err(_) => {}
    }
    let clear_storage = (!keep_stored).then_some(AppendHeaders([CLEAR_STORAGE]));
    Ok((StatusCode::NO_CONTENT, clear_storage, [(header::SET_COOKIE, cookie::clear())]).into_response())
}
