//! `/consents`

use axum::extract::State;
use hearken_app::{App, consents};
use hearken_domain::ConsentId;
use http::StatusCode;

use crate::extract::{CurrentUser, Json, Path, Query};
use crate::problem::Problem;
use crate::wire::consent::{Consent, ConsentGrant, Consents, Withdrawal};

/// Says what may leave the server, what could, and what was let and withdrawn.
#[utoipa::path(get, path = "/consents", tag = "privacy", responses((status = 200, body = Consents)))]
pub(crate) async fn list_consents(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<Consents>, Problem> {
    let items = app.read(me.user, (), |tx, ()| Box::pin(consents::list_consents(tx))).await?;
    Ok(Json(Consents::new(consents::offers(&app), items)))
}

/// Lets something be sent to a provider. Granted twice, it stays as it was.
#[utoipa::path(
    post,
    path = "/consents",
    tag = "privacy",
    request_body = ConsentGrant,
    responses((status = 201, body = Consent)),
)]
pub(crate) async fn grant_consent(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(grant): Json<ConsentGrant>,
) -> Result<(StatusCode, Json<Consent>), Problem> {
    let granted = consents::grant(&app, me.user, grant.into()).await?;
    Ok((StatusCode::CREATED, Json(granted.into())))
}

/// Withdraws a consent. Nothing more is sent for it, and what is under way is given up.
#[utoipa::path(
    delete,
    path = "/consents/{id}",
    tag = "privacy",
    params(("id" = String, Path, format = "uuid"), Withdrawal),
    responses((status = 200, body = Consent)),
)]
pub(crate) async fn withdraw_consent(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<ConsentId>,
    Query(Withdrawal { forget }): Query<Withdrawal>,
) -> Result<Json<Consent>, Problem> {
    let withdrawal = consents::Withdrawal { id, forget };
    let withdrawn =
        app.write(me.user, withdrawal, |tx, ctx, withdrawal| Box::pin(consents::withdraw(tx, ctx, withdrawal))).await?;
    Ok(Json(withdrawn.into()))
}
