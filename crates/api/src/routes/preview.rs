//! `/entries/{id}/preview`

use axum::extract::State;
use hearken_app::{App, analysis};
use hearken_domain::EntryId;

use crate::extract::{CurrentUser, Json, Path};
use crate::problem::Problem;
use crate::wire::preview::Preview;

/// Answers with what would leave this server of an entry, exactly as it would be sent. Nothing is sent by asking.
#[utoipa::path(
    get,
    path = "/entries/{id}/preview",
    tag = "journal",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 200, body = Preview)),
)]
pub(crate) async fn preview(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<EntryId>,
) -> Result<Json<Preview>, Problem> {
    Ok(Json(analysis::preview(&app, me.user, id).await?.into()))
}
