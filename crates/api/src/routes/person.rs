//! `/people/{id}`

use axum::extract::State;
use hearken_app::{App, people};
use hearken_domain::PersonId;
use http::StatusCode;

use crate::extract::{CurrentUser, Json, Path};
use crate::problem::Problem;
use crate::wire::person::{Person, PersonChange};

/// Answers with a person.
#[utoipa::path(
    get,
    path = "/people/{id}",
    tag = "people",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 200, body = Person)),
)]
pub(crate) async fn find_person(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<PersonId>,
) -> Result<Json<Person>, Problem> {
    let person = app.read(me.user, id, |tx, id| Box::pin(people::find_person(tx, *id))).await?;
    Ok(Json(person.into()))
}

/// Changes the fields that are given.
#[utoipa::path(
    patch,
    path = "/people/{id}",
    tag = "people",
    params(("id" = String, Path, format = "uuid")),
    request_body = PersonChange,
    responses((status = 200, body = Person)),
)]
pub(crate) async fn change_person(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<PersonId>,
    Json(change): Json<PersonChange>,
) -> Result<Json<Person>, Problem> {
    let input = (id, change.into());
    let person = app.write(me.user, input, |tx, ctx, input| Box::pin(people::change_person(tx, ctx, input))).await?;
    Ok(Json(person.into()))
}

/// Deletes a person and unlinks them from every entry.
#[utoipa::path(
    delete,
    path = "/people/{id}",
    tag = "people",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 204)),
)]
pub(crate) async fn delete_person(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    app.write(me.user, id, |tx, ctx, id| Box::pin(people::delete_person(tx, ctx, id))).await?;
    Ok(StatusCode::NO_CONTENT)
}
