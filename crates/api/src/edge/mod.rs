//! What every request passes on its way in and every response on its way out: a name, the check for forged requests, a
//! time limit, a net for panics, the problem's last touches, the log line and the security headers.
//!
//! One middleware does it all, so that a request is boxed once and the order is plain to read.

mod arrival;
mod headers;
mod log;
mod origin;
mod request_id;

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use hearken_app::Tasks;
use http::{HeaderName, header};
use tracing::Instrument;

use crate::problem::{Code, Problem};

pub use headers::SecurityHeaders;
pub use origin::Origins;
pub use request_id::RequestIds;

use arrival::Arrival;
use log::Exchange;

/// Longest time from the first byte of a request's head to the head of its answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);
const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What the middleware needs to know.
pub struct Edge {
    /// The addresses under which this server is reached.
    pub origins: Arc<Origins>,
    /// The headers of every response.
    pub headers: SecurityHeaders,
    /// Names for requests.
    pub ids: RequestIds,
    /// Says when to wait for clients no longer.
    pub tasks: Tasks,
}

/// The middleware.
pub async fn edge(State(edge): State<Arc<Edge>>, request: Request, next: Next) -> Response {
    let is_api = is_api(request.uri().path());
    let path = request.extensions().get::<MatchedPath>().cloned();
    let exchange = Exchange::begin(edge.ids.next(), request.method().clone(), path);
    let response = match edge.origins.refuse_foreign(request.method(), request.headers()) {
        Some(problem) => problem.into_response(),
        None => answer(request, next, &edge.tasks).instrument(exchange.span()).await,
    };
    let mut response = present(response, &exchange, is_api);
    edge.headers.apply(&mut response, is_api);
    response.headers_mut().insert(X_REQUEST_ID, exchange.id.header());
    response
}

/// Whether `path` belongs to the API, which answers in JSON whatever happens.
pub(crate) fn is_api(path: &str) -> bool {
    path.strip_prefix("/api").is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The inner service's answer, in time and without panics.
async fn answer(request: Request, next: Next, tasks: &Tasks) -> Response {
    let (request, arrival) = Arrival::watch(request);
    // Nothing is shared with the rest of the program that a panic could leave half-written behind a lock.
    let guarded = AssertUnwindSafe(next.run(request)).catch_unwind();
    let answered = tokio::select! {
        answered = tokio::time::timeout(ANSWER_TIME, guarded) => answered,
        () = arrival.overdue(tasks) => return Problem::new(Code::Stopping).into_response(),
    };
    match answered {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => Problem::internal(Panicked::from(panic)).into_response(),
        Err(_) => Problem::new(Code::Timeout).into_response(),
    }
}

/// A handler panicked. What it said went to the panic hook; it may hold anything, so it is not repeated here.
#[derive(Debug, thiserror::Error)]
#[error("a handler panicked")]
struct Panicked;

impl From<Box<dyn Any + Send>> for Panicked {
    fn from(_: Box<dyn Any + Send>) -> Self {
        Self
    }
}

/// Gives a failed response its final body, and the log its line.
fn present(mut response: Response, exchange: &Exchange, is_api: bool) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let told = response.extensions_mut().remove::<Problem>();
    let is_told = told.is_some();
    let problem = told.or_else(|| failed.then(|| Problem::new(Code::of_status(status))));
    exchange.finish(status, problem.as_ref());
    if let Some(problem) = problem
        && (is_told || is_api)
    {
        *response.body_mut() = Body::from(problem.to_json(Some(exchange.id.as_str())));
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::CONTENT_TYPE, crate::problem::PROBLEM_JSON);
    }
    response
}
