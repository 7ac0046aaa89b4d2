//! `/people`

use axum::extract::State;
use hearken_app::{App, people};
use http::StatusCode;

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::person::{NewPerson, Person};

/// Lists everyone the user writes about, in the order they were added.
#[utoipa::path(get, path = "/people", tag = "people", responses((status = 200, body = Page<Person>)))]
pub(crate) async fn list_people(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<Page<Person>>, Problem> {
    let people = app.read(me.user, (), |tx, ()| Box::pin(people::list_people(tx))).await?;
    Ok(Json(Page::whole(people)))
}

/// Adds a person.
#[utoipa::path(
    post,
    path = "/people",
    tag = "people",
    request_body = NewPerson,
    responses((status = 201, body = Person)),
)]
pub(crate) async fn create_person(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(person): Json<NewPerson>,
) -> Result<(StatusCode, Json<Person>), Problem> {
    let person = person.into();
    let person = app.write(me.user, person, |tx, ctx, person| Box::pin(people::create_person(tx, ctx, person))).await?;
    Ok((StatusCode::CREATED, Json(person.into())))
}
