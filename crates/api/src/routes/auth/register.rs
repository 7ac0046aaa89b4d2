//! `/auth/register`

use axum::extract::State;
use axum::response::Response;
use hearken_app::{App, account};
use http::{HeaderMap, StatusCode};

use super::{device, signed_in};
use crate::extract::Json;
use crate::problem::Problem;
use crate::wire::account::{NewAccount, SignedIn};

/// Makes an account and signs in. The first account owns the server; whether others may follow is the server's setting.
#[utoipa::path(
    post,
    path = "/auth/register",
    tag = "accounts",
    security(()),
    request_body = NewAccount,
    responses((status = 201, body = SignedIn)),
)]
pub(crate) async fn register(
    State(app): State<App>,
    headers: HeaderMap,
    Json(registration): Json<NewAccount>,
) -> Result<Response, Problem> {
    let (account, invite, session) = registration.parse()?;
    let new = account::register(&app, account, invite, device::label(&headers)).await?;
    Ok(signed_in(StatusCode::CREATED, new, session))
}
