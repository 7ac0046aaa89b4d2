//! `/entries/{id}`

use axum::extract::State;
use hearken_app::{App, journal};
use hearken_domain::EntryId;
use http::StatusCode;

use crate::extract::{CurrentUser, Json, Path, Query};
use crate::problem::Problem;
use crate::wire::entry::{Entry, EntryChange, SeenVersion};

/// Answers with an entry.
#[utoipa::path(
    get,
    path = "/entries/{id}",
    tag = "journal",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 200, body = Entry)),
)]
pub(crate) async fn find_entry(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<EntryId>,
) -> Result<Json<Entry>, Problem> {
    let entry = app.read(me.user, id, |tx, id| Box::pin(journal::find_entry(tx, *id))).await?;
    Ok(Json(entry.into()))
}

/// Changes the fields that are given. A new text of a published entry is read anew.
#[utoipa::path(
    patch,
    path = "/entries/{id}",
    tag = "journal",
    params(("id" = String, Path, format = "uuid")),
    request_body = EntryChange,
    responses((status = 200, body = Entry)),
)]
pub(crate) async fn change_entry(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<EntryId>,
    Json(change): Json<EntryChange>,
) -> Result<Json<Entry>, Problem> {
    let input = (id, change.try_into()?);
    let entry = app.write(me.user, input, |tx, ctx, input| Box::pin(journal::change_entry(tx, ctx, input))).await?;
    Ok(Json(entry.into()))
}

/// Deletes an entry with everything that was found in it.
#[utoipa::path(
    delete,
    path = "/entries/{id}",
    tag = "journal",
    params(("id" = String, Path, format = "uuid"), SeenVersion),
    responses((status = 204)),
)]
pub(crate) async fn delete_entry(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<EntryId>,
    Query(seen): Query<SeenVersion>,
) -> Result<StatusCode, Problem> {
    app.write(me.user, (id, seen.vid), |tx, ctx, input| Box::pin(journal::delete_entry(tx, ctx, input))).await?;
    Ok(StatusCode::NO_CONTENT)
}
