//! `/queue`

use axum::extract::State;
use hearken_app::{App, queue};

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::queue::QueueState;

/// Counts the work in the background that is waiting, running and given up, by its kinds. For the owner.
#[utoipa::path(get, path = "/queue", tag = "server", responses((status = 200, body = Page<QueueState>)))]
pub(crate) async fn list_queue(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<Page<QueueState>>, Problem> {
    Ok(Json(Page::whole(queue::list_queue(&app, &me).await?)))
}
