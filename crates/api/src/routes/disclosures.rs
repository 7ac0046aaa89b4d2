//! `/disclosures`

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use hearken_app::disclosures::{self, DisclosureCursor, DisclosurePage, DisclosureQuery as AppQuery};
use hearken_app::{App, StoreError};
use hearken_domain::{DisclosureId, UserId};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::extract::{CurrentUser, Json, Path, Query};
use crate::problem::Problem;
use crate::wire::Page;
use crate::wire::disclosure::{Disclosure, DisclosureQuery, DisclosureText};

/// Rows of an export that are in memory at once.
const AT_ONCE: usize = 100;

/// Lists what was sent to providers on behalf of the user, newest first.
#[utoipa::path(
    get,
    path = "/disclosures",
    tag = "privacy",
    params(DisclosureQuery),
    responses((status = 200, body = Page<Disclosure>)),
)]
pub(crate) async fn list_disclosures(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Query(query): Query<DisclosureQuery>,
) -> Result<Json<Page<Disclosure>>, Problem> {
    let query = query.try_into()?;
    let page = app.read(me.user, query, |tx, query| Box::pin(disclosures::list_disclosures(tx, query))).await?;
    Ok(Json(page.into()))
}

/// Answers with what was sent, word for word.
#[utoipa::path(
    get,
    path = "/disclosures/{id}",
    tag = "privacy",
    params(("id" = String, Path, format = "uuid")),
    responses((status = 200, body = DisclosureText)),
)]
pub(crate) async fn find_disclosure(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
    Path(id): Path<DisclosureId>,
) -> Result<Json<DisclosureText>, Problem> {
    let found = app.read(me.user, id, |tx, id| Box::pin(disclosures::find_disclosure(tx, *id))).await?;
    Ok(Json(found.into()))
}

/// The whole ledger with all words, one row on a line, newest first: each is what `/disclosures/{id}` answers with.
#[utoipa::path(
    get,
    path = "/disclosures/export",
    tag = "privacy",
    responses((status = 200, body = String, content_type = "application/x-ndjson")),
)]
pub(crate) async fn export_disclosures(
    State(app): State<App>,
    CurrentUser(me): CurrentUser,
) -> Result<Response, Problem> {
    let user = me.user;
    let first = page(&app, user, None).await?;
    let pages = stream::try_unfold(Some(first), move |read| {
        let app = app.clone();
        async move {
            let Some(read) = read else { return Ok(None) };
            let next = match read.next {
                Some(next) => Some(page(&app, user, Some(next)).await?),
                None => None,
            };
            Ok::<_, StoreError>(Some((lines(read), next)))
        }
    });
    let headers = [
        (CONTENT_TYPE, "application/x-ndjson"),
        (CONTENT_DISPOSITION, "attachment; filename=\"hearken-ledger.jsonl\""),
    ];
    Ok((headers, Body::from_stream(pages)).into_response())
}

async fn page(app: &App, user: UserId, after: Option<DisclosureCursor>) -> Result<DisclosurePage, StoreError> {
    let query = AppQuery { after, limit: AT_ONCE, ..AppQuery::default() };
    app.read(user, query, |tx, query| Box::pin(disclosures::list_disclosures(tx, query))).await
}

fn lines(page: DisclosurePage) -> String {
    let rows = page.items.into_iter().map(DisclosureText::from);
    // No type in it can fail to become JSON.
    rows.filter_map(|row| serde_json::to_string(&row).ok()).map(|line| line + "\n").collect()
}
