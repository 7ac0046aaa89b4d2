//! `/people/health`, `/people/{id}/health`

use axum::extract::State;
use hearken_app::{App, person_health};
use hearken_domain::{EntryId, PersonId};
use http::StatusCode;
use uuid::Uuid;

use crate::extract::{CurrentUser, Json, Path};
use crate::problem::Problem;
use crate::wire::person_health::{Claim, Dispute, Health, PeopleHealth};

/// Says how the user has been writing about a relationship, how far that is known, and the words it rests on. A reflection
/// of the writing, not a verdict on anybody.
#[utoipa::path(
    get,
    path = "/people/{id}/health",
    tag = "people",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 200, body = Health)),
)]
pub(crate) async fn find_health(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<PersonId>,
) -> Result<Json<Health>, Problem> {
    Ok(Json(person_health::find_health(&app, me.user, id).await?.into()))
}

/// Says the same of everybody of whom something is written, without the words it rests on.
#[utoipa::path(get, path = "/people/health", tag = "people", responses((status = 200, body = PeopleHealth)))]
pub(crate) async fn list_health(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<PeopleHealth>, Problem> {
    Ok(Json(PeopleHealth::from(&*person_health::list_health(&app, me.user).await?)))
}

/// Takes a piece of evidence away: it counts no more, whatever a later reading finds in the same words. What is disputed
/// already stays so.
#[utoipa::path(
    post,
    path = "/people/{id}/health/disputes",
    tag = "people",
    params(("id" = String, Path, format = "uuid")),
    request_body = Claim,
    responses((status = 201, body = Dispute)),
)]
pub(crate) async fn dispute_evidence(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<PersonId>,
    Json(claim): Json<Claim>,
) -> Result<(StatusCode, Json<Dispute>), Problem> {
    let (entry_id, input) = (claim.entry_id, (id, claim.into()));
    let made = app.write(me.user, input, |tx, ctx, input| Box::pin(person_health::dispute(tx, ctx, input))).await?;
    Ok((StatusCode::CREATED, Json(Dispute { id: made.id, entry_id })))
}

/// Takes a dispute back: the evidence counts again.
#[utoipa::path(
    delete,
    path = "/people/{id}/health/disputes/{entry_id}/{dispute}",
    tag = "people",
    params(
        ("id" = String, Path, format = "uuid"),
        ("entry_id" = String, Path, format = "uuid"),
        ("dispute" = String, Path, format = "uuid"),
    ),
    responses((status = 204)),
)]
pub(crate) async fn withdraw_dispute(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(place): Path<(PersonId, EntryId, Uuid)>,
) -> Result<StatusCode, Problem> {
    app.write(me.user, place, |tx, ctx, place| Box::pin(person_health::withdraw_dispute(tx, ctx, place))).await?;
    Ok(StatusCode::NO_CONTENT)
}
