//! `/preferences`

use axum::extract::State;
use hearken_app::{App, preferences};

use crate::extract::{CurrentUser, Json};
use crate::problem::Problem;
use crate::wire::preferences::{Choices, Preferences, PreferencesChange, Provider};

/// Answers with what the user has chosen, and what there is to choose.
#[utoipa::path(get, path = "/preferences", tag = "preferences", responses((status = 200, body = Choices)))]
pub(crate) async fn find_preferences(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Json<Choices>, Problem> {
    let preferences = app.read(me.user, (), |tx, ()| Box::pin(preferences::find_preferences(tx))).await?;
    let provider = app.provider().map(|provider| Provider {
        name: provider.name,
        address: provider.address,
        model: provider.model,
    });
    Ok(Json(Choices { preferences: preferences.into(), provider }))
}

/// Changes the preferences that are given.
#[utoipa::path(
    patch,
    path = "/preferences",
    tag = "preferences",
    request_body = PreferencesChange,
    responses((status = 200, body = Preferences)),
)]
pub(crate) async fn change_preferences(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Json(change): Json<PreferencesChange>,
) -> Result<Json<Preferences>, Problem> {
    let change = change.into();
    let changed =
        app.write(me.user, change, |tx, ctx, change| Box::pin(preferences::change_preferences(tx, ctx, change)));
    Ok(Json(changed.await?.into()))
}
