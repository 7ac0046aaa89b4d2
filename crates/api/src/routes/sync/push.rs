//! `/sync/push`

use axum::extract::State;
use hearken_app::{App, sync};

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::sync::{Push, Pushed};

/// Applies a client's mutations, each once and in order. One that breaks a rule is rejected by itself.
#[utoipa::path(post, path = "/sync/push", tag = "sync", request_body = Push, responses((status = 200, body = Pushed)))]
pub(crate) async fn push(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(push): Json<Push>,
) -> Result<Json<Pushed>, Problem> {
    let push = push.through(me.session)?;
    let pushed = app.write(me.user, push, |tx, ctx, push| Box::pin(sync::push(tx, ctx, push))).await?;
    Ok(Json(pushed.into()))
}
