//! `/entries/{id}/versions`

use axum::extract::State;
use hearken_app::{App, journal};
use hearken_domain::{EntryId, Vid};

use crate::extract::{CurrentUser, Json, Path};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::version::{Version, VersionText};

/// Lists the versions of an entry's text, newest first; of what was typed in one go, a few.
#[utoipa::path(
    get,
    path = "/entries/{id}/versions",
    tag = "journal",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 200, body = Page<Version>)),
)]
pub(crate) async fn list_versions(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<EntryId>,
) -> Result<Json<Page<Version>>, Problem> {
    let versions = app.read(me.user, id, |tx, id| Box::pin(journal::list_versions(tx, *id))).await?;
    Ok(Json(Page::whole(versions)))
}

/// Answers with a version of an entry's text.
#[utoipa::path(
    get,
    path = "/entries/{id}/versions/{vid}",
    tag = "journal",
    params(("id" = String, Path, format = "uuid"), ("vid" = String, Path)),
    responses((status = 200, body = VersionText)),
)]
pub(crate) async fn find_version(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(place): Path<(EntryId, Vid)>,
) -> Result<Json<VersionText>, Problem> {
    let version = app.read(me.user, place, |tx, place| Box::pin(journal::find_version(tx, place))).await?;
    Ok(Json(version.into()))
}
