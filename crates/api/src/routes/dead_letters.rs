//! `/analysis/dead-letters`

use axum::extract::State;
use hearken_app::{App, analysis};
use http::StatusCode;

use crate::extract::{CurrentUser, Json, Query};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::dead_letter::{DeadLetter, DeadLetterQuery, ReadAgain, ReadingAgain};

/// Lists the entries that a provider was to read and could not, or that nothing could read: what failed last comes first.
#[utoipa::path(
    get,
    path = "/analysis/dead-letters",
    tag = "journal",
    params(DeadLetterQuery),
    responses((status = 200, body = Page<DeadLetter>)),
)]
pub(crate) async fn list_dead_letters(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Query(query): Query<DeadLetterQuery>,
) -> Result<Json<Page<DeadLetter>>, Problem> {
    let query = query.try_into()?;
    let page = app.read(me.user, query, |tx, query| Box::pin(analysis::list_dead_letters(tx, query))).await?;
    Ok(Json(page.into()))
}

/// Has all of these entries read again, or those that are named. They come after everything that somebody waits for.
#[utoipa::path(
    post,
    path = "/analysis/dead-letters/retry",
    tag = "journal",
    request_body = ReadAgain,
    responses((status = 202, body = ReadingAgain)),
)]
pub(crate) async fn retry_dead_letters(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(body): Json<ReadAgain>,
) -> Result<(StatusCode, Json<ReadingAgain>), Problem> {
    let entries = body.named()?;
    let count = analysis::read_again(&app, me.user, entries).await?;
    Ok((StatusCode::ACCEPTED, Json(ReadingAgain { count })))
}
