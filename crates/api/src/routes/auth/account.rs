//! `/auth/account`

use axum::extract::State;
use hearken_app::{App, account};

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::account::{AccountChange, User};

/// Answers with the account of whoever asks.
#[utoipa::path(get, path = "/auth/account", tag = "accounts", responses((status = 200, body = User)))]
pub(crate) async fn find_account(State(app): State<App>, CurrentUser(me): CurrentUser) -> Result<Json<User>, Problem> {
    Ok(Json(app.me(&me).await?.into()))
}

/// Changes what the user is called.
#[utoipa::path(
    patch,
    path = "/auth/account",
    tag = "accounts",
    request_body = AccountChange,
    responses((status = 200, body = User)),
)]
pub(crate) async fn change_account(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(change): Json<AccountChange>,
) -> Result<Json<User>, Problem> {
    Ok(Json(account::rename(&app, &me, &change.name).await?.into()))
}
