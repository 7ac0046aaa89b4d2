//! `/insights`

use axum::extract::State;
use hearken_app::{App, insights};
use http::StatusCode;
use uuid::Uuid;

use crate::extract::{CurrentUser, Json, Path, Query};
use crate::problem::Problem;
use crate::wire::insight::{InsightFeedback, InsightQuery, Insights, Silenced, Subject, ZoneQuery};
use crate::wire::week::{FinishedWeek, Weeks, parse_week};

/// Lists what the journal shows once it is counted, each claim with what speaks against it and the words it rests on.
/// Patterns are looked for in whole weeks: what they show changes once a week.
#[utoipa::path(
    get,
    path = "/insights",
    tag = "insights",
    params(InsightQuery),
    responses((status = 200, body = Insights)),
)]
pub(crate) async fn list_insights(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Query(query): Query<InsightQuery>,
) -> Result<Json<Insights>, Problem> {
    Ok(Json(insights::list_insights(&app, me.user, query.parse()?).await?.into()))
}

/// Says something of an insight; what was said before is replaced.
#[utoipa::path(
    put,
    path = "/insights/{id}/feedback",
    tag = "insights",
    params(("id" = String, Path, format = "uuid"), ZoneQuery),
    request_body = InsightFeedback,
    responses((status = 204)),
)]
pub(crate) async fn give_feedback(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<Uuid>,
    Query(zone): Query<ZoneQuery>,
    Json(body): Json<InsightFeedback>,
) -> Result<StatusCode, Problem> {
    insights::give_verdict(&app, me.user, (id, body.feedback.into(), zone.parse()?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes back what was said of an insight.
#[utoipa::path(
    delete,
    path = "/insights/{id}/feedback",
    tag = "insights",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 204)),
)]
pub(crate) async fn withdraw_feedback(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    withdraw(&app, me.user, id).await
}

/// Has something never spoken of again, in no insight: a kind of them, a theme, a person, a tag.
#[utoipa::path(
    post,
    path = "/insights/never",
    tag = "insights",
    request_body = Subject,
    responses((status = 201, body = Silenced)),
)]
pub(crate) async fn silence(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(body): Json<Subject>,
) -> Result<(StatusCode, Json<Silenced>), Problem> {
    let subject = body.parse()?;
    let work =
        app.write(me.user, subject.clone(), |tx, ctx, subject| Box::pin(insights::never_again(tx, ctx, subject)));
    let id = work.await?;
    Ok((StatusCode::CREATED, Json(Silenced { id, subject: subject.into() })))
}

/// Takes that back.
#[utoipa::path(
    delete,
    path = "/insights/never/{id}",
    tag = "insights",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 204)),
)]
pub(crate) async fn unsilence(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Problem> {
    withdraw(&app, me.user, id).await
}

async fn withdraw(app: &App, user: hearken_domain::UserId, id: Uuid) -> Result<StatusCode, Problem> {
    app.write(user, id, |tx, ctx, id| Box::pin(insights::withdraw(tx, ctx, id))).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists the finished weeks in which something was written.
#[utoipa::path(
    get,
    path = "/insights/weeks",
    tag = "insights",
    params(ZoneQuery),
    responses((status = 200, body = Weeks)),
)]
pub(crate) async fn list_weeks(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Query(zone): Query<ZoneQuery>,
) -> Result<Json<Weeks>, Problem> {
    Ok(Json(insights::list_weeks(&app, me.user, zone.parse()?).await?.into()))
}

/// Looks back on a finished week: what it was about, what was good and what was heavy, and a question to take along.
#[utoipa::path(
    get,
    path = "/insights/weeks/{week}",
    tag = "insights",
    params(("week" = String, Path, description = "As in `2026-W07`."), ZoneQuery),
    responses((status = 200, body = FinishedWeek)),
)]
pub(crate) async fn find_week(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(week): Path<String>,
    Query(zone): Query<ZoneQuery>,
) -> Result<Json<FinishedWeek>, Problem> {
    let week = (parse_week(&week)?, zone.parse()?);
    Ok(Json(insights::find_week(&app, me.user, week).await?.into()))
}
