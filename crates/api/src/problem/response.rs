//! The problem as an HTTP response.

use std::borrow::Cow;
use std::fmt;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Code, Inner, Problem};

/// The media type of a problem.
pub(crate) const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// A field that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// The field, as a path from the top of the body (`text`, `mutations[2].args`), or the name of a parameter.
    #[schema(value_type = String)]
    pub field: Cow<'static, str>,
    /// The rule it breaks.
    #[schema(value_type = String)]
    pub message: Cow<'static, str>,
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

/// An RFC 9457 problem.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody<'a> {
    /// `urn:hearken:problem:` and the code.
    r#type: &'static str,
    /// What this code means.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    code: Code,
    /// What happened this time.
    detail: Cow<'a, str>,
    /// The first field that breaks a rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    /// Every field found to break a rule.
    #[serde(skip_serializing_if = "<[FieldError]>::is_empty")]
    #[schema(required = false)]
    errors: &'a [FieldError],
    /// Name of this request in the server's log.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
}

impl Problem {
    /// The JSON document, with the request's name where it is known.
    pub(crate) fn to_json(&self, request_id: Option<&str>) -> Vec<u8> {
        let Inner { code, errors, .. } = &*self.0;
        let body = ProblemBody {
            r#type: code.uri(),
            title: code.title(),
            status: code.status().as_u16(),
            code: *code,
            detail: self.detail(),
            field: errors.first().map(|error| &*error.field),
            errors,
            request_id,
        };
        serde_json::to_vec(&body).unwrap_or_default()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.to_json(None)));
        *response.status_mut() = self.code().status();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, PROBLEM_JSON);
        if let Some(seconds) = self.0.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if self.code().status() == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use serde_json::{Value, json};

    use super::*;

    async fn read(problem: Problem) -> (http::response::Parts, Value) {
        let (parts, body) = problem.into_response().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (parts, serde_json::from_slice(&bytes).unwrap())
    }

    #[tokio::test]
    async fn a_broken_rule_names_its_field() {
        let (parts, body) = read(Problem::field("tags", "at most 10 tags, has 11")).await;
        assert_eq!(parts.status, 422);
        assert_eq!(parts.headers["content-type"], "application/problem+json");
        assert_eq!(
            body,
            json!({
                "type": "urn:hearken:problem:invalid_field",
                "title": "A field breaks a rule.",
                "status": 422,
                "code": "invalid_field",
                "detail": "tags: at most 10 tags, has 11",
                "field": "tags",
                "errors": [{ "field": "tags", "message": "at most 10 tags, has 11" }],
            })
        );
    }

    #[tokio::test]
    async fn a_cause_is_kept_for_the_log_and_never_sent() {
        let problem = Problem::internal(std::io::Error::other("disk on fire"));
        assert_eq!(problem.causes(), "disk on fire");
        let (parts, body) = read(problem).await;
        assert_eq!(parts.status, 500);
        assert!(!body.to_string().contains("fire"), "{body}");
    }

    #[tokio::test]
    async fn waiting_and_signing_in_are_said_in_headers() {
        let (parts, _) = read(Problem::new(Code::Busy).retry_after(7)).await;
        assert_eq!(parts.headers["retry-after"], "7");
        let (parts, _) = read(Problem::new(Code::Unauthenticated)).await;
        assert_eq!(parts.headers["www-authenticate"], "Bearer");
    }
}
