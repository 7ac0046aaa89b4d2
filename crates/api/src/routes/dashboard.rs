//! `/dashboard`

use axum::extract::State;
use hearken_app::{App, dashboard};

use crate::extract::{CurrentUser, Json, Query};
use crate::problem::Problem;
use crate::wire::dashboard::{Dashboard, DashboardQuery};

/// Shows the journal from further away: days, moods, tone, and what comes up.
#[utoipa::path(
    get,
    path = "/dashboard",
    tag = "journal",
    params(DashboardQuery),
    responses((status = 200, body = Dashboard)),
)]
pub(crate) async fn dashboard(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Query(query): Query<DashboardQuery>,
) -> Result<Json<Dashboard>, Problem> {
    let query = query.at(app.ctx().now())?;
    Ok(Json(dashboard::dashboard(&app, me.user, &query).await?.into()))
}
