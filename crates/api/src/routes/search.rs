//! `/search`

use axum::extract::State;
use hearken_app::{App, search};

use crate::extract::{CurrentUser, Json, Query};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::search::{Hit, SearchQuery};

/// Finds entries by words in their title, text, tags and people's names. Entries with all the words in the title come
/// first, then those that have them side by side, then whole words before beginnings of words; the newest first within
/// each. Drafts and private entries are found like all others.
#[utoipa::path(
    get,
    path = "/search",
    tag = "journal",
    params(SearchQuery),
    responses((status = 200, body = Page<Hit>)),
)]
pub(crate) async fn search(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Query(query): Query<SearchQuery>,
) -> Result<Json<Page<Hit>>, Problem> {
    Ok(Json(search::search(&app, me.user, query.try_into()?).await?.into()))
}
