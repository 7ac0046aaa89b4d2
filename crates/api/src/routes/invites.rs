//! `/invites`

use axum::extract::State;
use hearken_app::{App, account};
use http::StatusCode;

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::invite::{Invite, NewInvite};

/// Lists the invitations the owner has made, newest first.
#[utoipa::path(get, path = "/invites", tag = "accounts", responses((status = 200, body = Page<Invite>)))]
pub(crate) async fn list_invites(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<Page<Invite>>, Problem> {
    Ok(Json(Page::whole(account::list_invites(&app, &me).await?)))
}

/// Makes an invitation. Its code is shown this once.
#[utoipa::path(post, path = "/invites", tag = "accounts", responses((status = 201, body = NewInvite)))]
pub(crate) async fn create_invite(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<(StatusCode, Json<NewInvite>), Problem> {
    let (code, invite) = account::create_invite(&app, &me).await?;
    Ok((StatusCode::CREATED, Json(NewInvite { code, invite: invite.into() })))
}
