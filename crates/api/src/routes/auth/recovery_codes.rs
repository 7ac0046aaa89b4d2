//! `/auth/recovery-codes`

use axum::extract::State;
use hearken_app::{App, account};
use http::StatusCode;

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::recovery::{NewRecoveryCodes, RecoveryCodes, RecoveryCodesRequest};

/// Says how many recovery codes are left, not which.
#[utoipa::path(
    get,
    path = "/auth/recovery-codes",
    tag = "accounts",
    responses((status = 200, body = RecoveryCodes)),
)]
pub(crate) async fn find_recovery_codes(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<RecoveryCodes>, Problem> {
    Ok(Json(account::find_recovery_codes(&app, &me).await?.into()))
}

/// Makes a set of ten recovery codes; those of the set before no longer hold. Guessing the password gets slower, as when
/// signing in.
#[utoipa::path(
    post,
    path = "/auth/recovery-codes",
    tag = "accounts",
    request_body = RecoveryCodesRequest,
    responses((status = 201, body = NewRecoveryCodes)),
)]
pub(crate) async fn make_recovery_codes(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(request): Json<RecoveryCodesRequest>,
) -> Result<(StatusCode, Json<NewRecoveryCodes>), Problem> {
    let codes = account::make_recovery_codes(&app, &me, request.parse()?).await?;
    Ok((StatusCode::CREATED, Json(codes.into())))
}
