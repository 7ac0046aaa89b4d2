//! `/auth/sessions`

use axum::extract::State;
use hearken_app::{App, account};
use http::StatusCode;

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::account::Session;

/// Lists where the user is signed in, last used first.
#[utoipa::path(get, path = "/auth/sessions", tag = "accounts", responses((status = 200, body = Page<Session>)))]
pub(crate) async fn list_sessions(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<Page<Session>>, Problem> {
    let sessions = account::list_sessions(&app, &me).await?;
    Ok(Json(Page::whole(sessions.into_iter().map(|session| Session::new(session, me.session)))))
}

/// Ends every other session: whoever holds one has to sign in again.
#[utoipa::path(delete, path = "/auth/sessions", tag = "accounts", responses((status = 204)))]
pub(crate) async fn end_other_sessions(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<StatusCode, Problem> {
    account::end_other_sessions(&app, &me).await?;
    Ok(StatusCode::NO_CONTENT)
}
