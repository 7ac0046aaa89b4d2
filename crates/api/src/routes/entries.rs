//! `/entries`

use axum::extract::State;
use hearken_app::{App, journal};
use http::StatusCode;

use crate::extract::{CurrentUser, Json, Query};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::entry::{Entry, NewEntry};
use crate::wire::entry_list::EntryQuery;

/// Lists entries, newest first.
#[utoipa::path(
    get,
    path = "/entries",
    tag = "journal",
    params(EntryQuery),
    responses((status = 200, body = Page<Entry>)),
)]
pub(crate) async fn list_entries(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Query(query): Query<EntryQuery>,
) -> Result<Json<Page<Entry>>, Problem> {
    let page = app.read(me.user, query.try_into()?, |tx, query| Box::pin(journal::list_entries(tx, query))).await?;
    Ok(Json(page.into()))
}

/// Creates an entry. When it is published its reading is queued, and the answer does not wait for it.
#[utoipa::path(
    post,
    path = "/entries",
    tag = "journal",
    request_body = NewEntry,
    responses((status = 201, body = Entry)),
)]
pub(crate) async fn create_entry(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(entry): Json<NewEntry>,
) -> Result<(StatusCode, Json<Entry>), Problem> {
    let entry = entry.try_into()?;
    let entry = app.write(me.user, entry, |tx, ctx, entry| Box::pin(journal::create_entry(tx, ctx, entry))).await?;
    Ok((StatusCode::CREATED, Json(entry.into())))
}
