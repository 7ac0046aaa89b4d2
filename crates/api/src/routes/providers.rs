//! `/providers`

use axum::extract::State;
use hearken_app::{App, providers};

use crate::extract::{CurrentUser, Json, Path};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::provider::ProviderState;

/// Lists the providers that may read entries, in the order in which they are asked, and how they are doing. For the owner.
#[utoipa::path(get, path = "/providers", tag = "server", responses((status = 200, body = Page<ProviderState>)))]
pub(crate) async fn list_providers(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<Page<ProviderState>>, Problem> {
    Ok(Json(Page::whole(providers::list_providers(&app, &me).await?)))
}

/// Has a provider asked again at once that is left alone because it failed. For the owner.
#[utoipa::path(
    post,
    path = "/providers/{name}/breaker/reset",
    tag = "server",
    params(("name" = String, Path)),
    responses((status = 200, body = ProviderState)),
)]
pub(crate) async fn reset_breaker(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(name): Path<String>,
) -> Result<Json<ProviderState>, Problem> {
    Ok(Json(providers::reset_breaker(&app, &me, &name).await?.into()))
}
