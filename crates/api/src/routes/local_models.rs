//! `/providers/local`

use std::sync::Arc;

use axum::extract::State;
use hearken_app::{App, providers};
use http::StatusCode;

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::state::ApiSettings;
use crate::wire::Page;
use crate::wire::local_model::{LocalModel, LocalServer, LocalTrial};
use crate::wire::provider::ProviderState;

/// Looks for models on the server's own machine, at the ports at which Ollama, llama.cpp and vLLM usually listen. For the
/// owner.
#[utoipa::path(post, path = "/providers/local", tag = "server", responses((status = 200, body = Page<LocalServer>)))]
pub(crate) async fn look_for_local(
    State(app): State<App>,
    State(settings): State<Arc<ApiSettings>>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<Page<LocalServer>>, Problem> {
    Ok(Json(Page::whole(providers::look_for_local(&app, &me, &settings.local_ports).await?)))
}

/// Has one of those models read an entry that nobody wrote, and says how long that took. Takes up to half a minute, and
/// changes nothing. For the owner.
#[utoipa::path(
    post,
    path = "/providers/local/trial",
    tag = "server",
    request_body = LocalModel,
    responses((status = 200, body = LocalTrial)),
)]
pub(crate) async fn time_local(
    State(app): State<App>,
    State(settings): State<Arc<ApiSettings>>,
    CurrentUser(me): CurrentUser,
    Json(model): Json<LocalModel>,
) -> Result<Json<LocalTrial>, Problem> {
    Ok(Json(providers::time_local(&app, &me, (&settings.local_ports, model.into())).await?.into()))
}

/// Adds one of those models to the providers, after all others; the one that was added before goes. It reads for those who
/// allow it. For the owner.
#[utoipa::path(
    put,
    path = "/providers/local",
    tag = "server",
    request_body = LocalModel,
    responses((status = 200, body = ProviderState)),
)]
pub(crate) async fn add_local(
    State(app): State<App>,
    State(settings): State<Arc<ApiSettings>>,
    CurrentUser(me): CurrentUser,
    Json(model): Json<LocalModel>,
) -> Result<Json<ProviderState>, Problem> {
    Ok(Json(providers::add_local(&app, &me, (&settings.local_ports, model.into())).await?.into()))
}

/// Takes the added model away. For the owner.
#[utoipa::path(delete, path = "/providers/local", tag = "server", responses((status = 204)))]
pub(crate) async fn remove_local(State(app): State<App>, CurrentUser(me): CurrentUser) -> Result<StatusCode, Problem> {
    providers::remove_local(&app, &me).await?;
    Ok(StatusCode::NO_CONTENT)
}
