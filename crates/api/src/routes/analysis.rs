//! `/entries/{id}/analysis`

use axum::extract::State;
use hearken_app::analysis::AnalysisError;
use hearken_app::{App, analysis};
use hearken_domain::EntryId;
use http::StatusCode;

use crate::extract::{CurrentUser, Json, Path};
use crate::problem::{Code, Problem};
use crate::wire::Page;
use crate::wire::analysis::{Analysis, PastReading};

/// Answers with where the reading of an entry stands, and what was found.
#[utoipa::path(
    get,
    path = "/entries/{id}/analysis",
    tag = "journal",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 200, body = Analysis)),
)]
pub(crate) async fn find_analysis(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<EntryId>,
) -> Result<Json<Analysis>, Problem> {
    let analysis = app.read(me.user, id, |tx, id| Box::pin(analysis::find_analysis(tx, *id))).await;
    Ok(Json(analysis.map_err(absent)?.into()))
}

/// Lists how the entry was read before, the latest first; of very many readings, the latest ones.
#[utoipa::path(
    get,
    path = "/entries/{id}/analysis/history",
    tag = "journal",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 200, body = Page<PastReading>)),
)]
pub(crate) async fn list_past_readings(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<EntryId>,
) -> Result<Json<Page<PastReading>>, Problem> {
    let past = app.read(me.user, id, |tx, id| Box::pin(analysis::list_past_readings(tx, *id))).await;
    Ok(Json(Page::whole(past.map_err(absent)?)))
}

/// A draft has no analysis to show.
fn absent(error: AnalysisError) -> Problem {
    match error {
        AnalysisError::NotPublished => {
            Problem::new(Code::NotFound).with_detail("This entry is not read before it is published.")
        }
        other => other.into(),
    }
}

/// Queues the reading of an entry once more.
#[utoipa::path(
    post,
    path = "/entries/{id}/analysis/retry",
    tag = "journal",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 202, body = Analysis)),
)]
pub(crate) async fn retry_analysis(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<EntryId>,
) -> Result<(StatusCode, Json<Analysis>), Problem> {
    let analysis = app.write(me.user, id, |tx, ctx, id| Box::pin(analysis::retry_analysis(tx, ctx, id))).await?;
    Ok((StatusCode::ACCEPTED, Json(analysis.into())))
}
