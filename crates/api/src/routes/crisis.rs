//! `/crisis/resources`

use std::sync::Arc;

use axum::extract::State;

use crate::extract::Json;
use crate::state::ApiSettings;
use crate::wire::crisis::CrisisResources;

/// Answers with the lines that people in danger can turn to. For anyone: it says nothing about who asks, and there may be
/// no time to sign in.
#[utoipa::path(
    get,
    path = "/crisis/resources",
    tag = "crisis",
    security(()),
    responses((status = 200, body = CrisisResources)),
)]
pub(crate) async fn crisis_resources(State(settings): State<Arc<ApiSettings>>) -> Json<CrisisResources> {
    Json(settings.crisis_resources.clone())
}
