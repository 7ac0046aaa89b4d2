//! `/auth/sessions/{id}`

use axum::extract::State;
use hearken_app::{App, account};
use hearken_domain::SessionId;
use http::StatusCode;

use crate::extract::{CurrentUser, Path};
use crate::problem::Problem;

/// Ends one session.
#[utoipa::path(
    delete,
    path = "/auth/sessions/{id}",
    tag = "accounts",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 204)),
)]
pub(crate) async fn end_session(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<SessionId>,
) -> Result<StatusCode, Problem> {
    account::end_session(&app, &me, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
