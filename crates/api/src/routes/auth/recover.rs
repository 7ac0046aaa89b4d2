//! `/auth/recover`

use axum::extract::State;
use hearken_app::{App, account};

use crate::extract::Json;
use crate::problem::Problem;
use crate::wire::recovery::{Recovery, RecoveryCodes};

/// Sets another password for whoever has one of their recovery codes, uses the code up and ends every session. Answers
/// with what is left of the codes. Wrong addresses and wrong codes get the same answer after the same time; guessing is
/// slowed down.
#[utoipa::path(
    post,
    path = "/auth/recover",
    tag = "accounts",
    security(()),
    request_body = Recovery,
    responses((status = 200, body = RecoveryCodes)),
)]
pub(crate) async fn recover(
    State(app): State<App>,
    Json(recovery): Json<Recovery>,
) -> Result<Json<RecoveryCodes>, Problem> {
    Ok(Json(account::recover(&app, recovery.parse()?).await?.into()))
}
