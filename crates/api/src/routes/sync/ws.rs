//! `/sync/ws`

use axum::extract::{Request, State};
use axum::response::Response;

use crate::problem::Problem;
use crate::state::ApiState;
use crate::ws;

/// Opens the live socket. The token comes in its first frame, never in the address; the frames are described in the
/// documentation of sync.
#[utoipa::path(
    get,
    path = "/sync/ws",
    tag = "sync",
    security(()),
    responses((status = 101, description = "The subprotocol hearken.sync.v1")),
)]
pub(crate) async fn connect(State(state): State<ApiState>, request: Request) -> Result<Response, Problem> {
    ws::upgrade(request, state)
}
