//! `/auth/login`

use axum::extract::State;
use axum::response::Response;
use hearken_app::{App, account};
use http::{HeaderMap, StatusCode};

use super::{device, signed_in};
use crate::extract::Json;
use crate::problem::Problem;
use crate::wire::account::{Login, SignedIn};

/// Signs in. Wrong addresses and wrong passwords get the same answer after the same time; guessing is slowed down.
#[utoipa::path(
    post,
    path = "/auth/login",
    tag = "accounts",
    security(()),
    request_body = Login,
    responses((status = 200, body = SignedIn)),
)]
pub(crate) async fn log_in(
    State(app): State<App>,
    headers: HeaderMap,
    Json(login): Json<Login>,
) -> Result<Response, Problem> {
    let (sign_in, session) = login.parse(device::label(&headers))?;
    Ok(signed_in(StatusCode::OK, account::log_in(&app, sign_in).await?, session))
}
