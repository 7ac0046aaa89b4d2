//! `/auth/password`

use axum::extract::State;
use hearken_app::{App, account};
use http::StatusCode;

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::account::PasswordChange;

/// Changes the password, and ends every other session. Guessing the current one gets slower, as when signing in.
#[utoipa::path(
    post,
    path = "/auth/password",
    tag = "accounts",
    request_body = PasswordChange,
    responses((status = 204)),
)]
pub(crate) async fn change_password(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(change): Json<PasswordChange>,
) -> Result<StatusCode, Problem> {
    account::change_password(&app, &me, change.parse()?).await?;
    Ok(StatusCode::NO_CONTENT)
}
