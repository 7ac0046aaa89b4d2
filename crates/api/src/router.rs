//! Every route, once: the router and the OpenAPI document are made from these lines.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use thiserror::Error;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::edge::{Edge, RequestIds, SecurityHeaders, edge};
use crate::frame::{PREFIX, frame};
use crate::routes::{
    analysis, auth, consents, crisis, dashboard, dead_letters, disclosures, entries, entry, health, insights, invites,
    local_models, openapi as document, people, person, person_health, preferences, preview, providers, queue, search,
    sync, versions,
};
use crate::site;
use crate::state::ApiState;

/// The web app inside this binary cannot be served.
#[derive(Debug, Error)]
#[error("the embedded web app is inconsistent: {0}")]
pub struct RouterError(#[from] serde_json::Error);

/// The whole service: the API under `/api/v1`, the web app everywhere else.
pub fn router(state: ApiState) -> Result<Router, RouterError> {
    let (api, _) = routes().split_for_parts();
    let edge_state = Edge {
        headers: SecurityHeaders::new(&state.origins, &hearken_web::csp_hashes()?),
        origins: Arc::clone(&state.origins),
        ids: RequestIds::new(state.app.ctx().new_id()),
        tasks: state.app.tasks().clone(),
    };
    let service = Router::new().nest(PREFIX, api).fallback(site::serve).with_state(state);
    Ok(service.layer(from_fn_with_state(Arc::new(edge_state), edge)))
}

/// The routes of the API, relative to its prefix.
pub(crate) fn routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(frame())
        .routes(routes!(auth::register::register))
        .routes(routes!(auth::login::log_in))
        .routes(routes!(auth::refresh::refresh))
        .routes(routes!(auth::logout::log_out))
        .routes(routes!(auth::sessions::list_sessions, auth::sessions::end_other_sessions))
        .routes(routes!(auth::session::end_session))
        .routes(routes!(auth::account::find_account, auth::account::change_account))
        .routes(routes!(auth::password::change_password))
        .routes(routes!(auth::recovery_codes::find_recovery_codes, auth::recovery_codes::make_recovery_codes))
        .routes(routes!(auth::recover::recover))
        .routes(routes!(invites::list_invites, invites::create_invite))
        .routes(routes!(entries::list_entries, entries::create_entry))
        .routes(routes!(entry::find_entry, entry::change_entry, entry::delete_entry))
        .routes(routes!(versions::list_versions))
        .routes(routes!(versions::find_version))
        .routes(routes!(search::search))
        .routes(routes!(analysis::find_analysis))
        .routes(routes!(analysis::list_past_readings))
        .routes(routes!(analysis::retry_analysis))
        .routes(routes!(dead_letters::list_dead_letters))
        .routes(routes!(dead_letters::retry_dead_letters))
        .routes(routes!(preview::preview))
        .routes(routes!(people::list_people, people::create_person))
        .routes(routes!(person::find_person, person::change_person, person::delete_person))
        .routes(routes!(person_health::list_health))
        .routes(routes!(person_health::find_health))
        .routes(routes!(person_health::dispute_evidence))
        .routes(routes!(person_health::withdraw_dispute))
        .routes(routes!(dashboard::dashboard))
        .routes(routes!(insights::list_insights))
        .routes(routes!(insights::give_feedback, insights::withdraw_feedback))
        .routes(routes!(insights::silence))
        .routes(routes!(insights::unsilence))
        .routes(routes!(insights::list_weeks))
        .routes(routes!(insights::find_week))
        .routes(routes!(preferences::find_preferences, preferences::change_preferences))
        .routes(routes!(providers::list_providers))
        .routes(routes!(providers::reset_breaker))
        .routes(routes!(local_models::look_for_local, local_models::add_local, local_models::remove_local))
        .routes(routes!(local_models::time_local))
        .routes(routes!(queue::list_queue))
        .routes(routes!(consents::list_consents, consents::grant_consent))
        .routes(routes!(consents::withdraw_consent))
        .routes(routes!(disclosures::list_disclosures))
        .routes(routes!(disclosures::export_disclosures))
        .routes(routes!(disclosures::find_disclosure))
        .routes(routes!(sync::push::push))
        .routes(routes!(sync::pull::pull))
        .routes(routes!(sync::ws::connect))
        .routes(routes!(crisis::crisis_resources))
        .routes(routes!(health::health))
        .routes(routes!(document::openapi))
}
