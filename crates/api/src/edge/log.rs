//! The log line of a request: method, matched route, status, time. Never the path itself, a query, an id or a body.

use std::time::Instant;

use axum::extract::MatchedPath;
use http::{Method, StatusCode};
use tracing::{Span, debug, debug_span, error, warn};

use super::request_id::RequestId;
use crate::problem::Problem;

/// One request and its answer.
pub(super) struct Exchange {
    pub(super) id: RequestId,
    method: Method,
    path: Option<MatchedPath>,
    began: Instant,
}

impl Exchange {
    pub(super) fn begin(id: RequestId, method: Method, path: Option<MatchedPath>) -> Self {
        Self { id, method, path, began: Instant::now() }
    }

    /// The span its work runs in. Costs a comparison where nobody listens at that level.
    pub(super) fn span(&self) -> Span {
        debug_span!("request", id = %self.id, method = %self.method, path = self.path())
    }

    /// Writes the line: an error when the server failed, a warning when it was too busy, otherwise only for those who debug.
    pub(super) fn finish(&self, status: StatusCode, problem: Option<&Problem>) {
        let (id, method, path) = (&self.id, &self.method, self.path());
        let status_code = status.as_u16();
        if status.is_server_error() {
            let code = problem.map_or("", |problem| problem.code().as_str());
            let causes = problem.map(Problem::causes).unwrap_or_default();
            if status == StatusCode::SERVICE_UNAVAILABLE {
                // It passes, and the client was told when to come back.
                warn!(%id, %method, path, status = status_code, code, causes, ms = self.ms(), "request put off");
            } else {
                error!(%id, %method, path, status = status_code, code, causes, ms = self.ms(), "request failed");
            }
        } else {
            debug!(%id, %method, path, status = status_code, ms = self.ms(), "request answered");
        }
    }

    fn path(&self) -> &str {
        self.path.as_ref().map_or("(none)", MatchedPath::as_str)
    }

    fn ms(&self) -> f64 {
        self.began.elapsed().as_secs_f64() * 1000.0
    }
}
