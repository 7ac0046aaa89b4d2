//! `/sync/pull`

use axum::extract::State;
use hearken_app::{App, sync};

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::sync::{Pull, Pulled};

/// Answers with what changed since the client's cookie.
#[utoipa::path(post, path = "/sync/pull", tag = "sync", request_body = Pull, responses((status = 200, body = Pulled)))]
pub(crate) async fn pull(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(pull): Json<Pull>,
) -> Result<Json<Pulled>, Problem> {
    Ok(Json(sync::answer(&app, me.user, pull.try_into()?).await?.into()))
}
