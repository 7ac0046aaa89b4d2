//! JSON bodies, both ways.

use std::time::Duration;

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::invalid;
use crate::problem::{Code, Problem};

/// Largest body of a request, in bytes.
pub const MAX_BODY: usize = 1024 * 1024;
/// Longest time a client may take to send its body.
const BODY_TIME: Duration = Duration::from_secs(20);
const APPLICATION_JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A JSON body. As a request: at most [`MAX_BODY`] bytes, declared as JSON, every breach named by its field.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        require_json(request.headers())?;
        let body = read_body(request).await?;
        parse(&body).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(header::CONTENT_TYPE, APPLICATION_JSON)], body).into_response(),
            Err(error) => Problem::internal(error).into_response(),
        }
    }
}

/// Refuses a body that is not declared as JSON. Browsers send what other sites may not without asking first, so this is
/// also part of the defence against forged requests.
pub(crate) fn require_json(headers: &HeaderMap) -> Result<(), Problem> {
    let declared = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = declared.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(Problem::new(Code::UnsupportedMediaType))
    }
}

/// The whole body, within the limits of size and time.
pub(crate) async fn read_body(request: Request) -> Result<Bytes, Problem> {
    let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    if declared.is_some_and(|length: u64| length > MAX_BODY as u64) {
        return Err(too_large());
    }
    let body = Limited::new(request.into_body(), MAX_BODY).collect();
    let body = tokio::time::timeout(BODY_TIME, body).await.map_err(|_| Problem::new(Code::RequestTimeout))?;
    body.map(http_body_util::Collected::to_bytes)
        .map_err(|error| if error.is::<LengthLimitError>() { too_large() } else { cut_off() })
}

/// The connection broke in the middle of the body, and may carry an answer all the same. A 400 would tell a client that
/// its request is wrong, and not to be sent again.
fn cut_off() -> Problem {
    Problem::new(Code::RequestTimeout).with_detail("The body did not arrive whole. Send the request again.")
}

fn too_large() -> Problem {
    Problem::new(Code::BodyTooLarge).with_field("body", "must have at most 1048576 bytes")
}

/// The JSON text `body`, an object, as a `T`.
pub(crate) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    // The derived readers would also take a list of the fields' values in order.
    let is_list = body.trim_ascii_start().starts_with(b"[");
    serde_json::from_slice(body).ok().filter(|_| !is_list).ok_or_else(|| explain::<T>(body))
}

/// What is wrong with `body`: reads it again, with an eye on the place. Only failures pay for that.
fn explain<T: DeserializeOwned>(body: &[u8]) -> Problem {
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(body) {
        return Problem::new(Code::MalformedJson).with_detail(format!(
            "The body stops being JSON at line {}, column {}.",
            error.line(),
            error.column()
        ));
    }
    let mut json = serde_json::Deserializer::from_slice(body);
    match serde_path_to_error::deserialize::<_, T>(&mut json) {
        Ok(_) => Problem::field("body", "must be an object"),
        Err(error) => invalid::problem(error.path(), &error.inner().to_string()),
    }
}

/// A JSON value, an object, as a `T`.
pub(crate) fn parse_value<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Problem> {
    if !value.is_object() {
        return Err(Problem::field("body", "must be an object"));
    }
    serde_path_to_error::deserialize(value).map_err(|error| invalid::problem(error.path(), &error.inner().to_string()))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(content_type: &str, body: impl Into<Body>) -> Request {
        Request::builder().method("POST").header("content-type", content_type).body(body.into()).unwrap()
    }

    async fn code(request: Request) -> Option<Code> {
        Json::<serde_json::Value>::from_request(request, &()).await.err().map(|problem| problem.code())
    }

    #[tokio::test]
    async fn a_body_must_be_declared_as_json() {
        assert_eq!(code(request("application/json; charset=utf-8", "{}")).await, None);
        for other in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", ""] {
            assert_eq!(code(request(other, "{}")).await, Some(Code::UnsupportedMediaType), "{other}");
        }
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_refused_whether_declared_or_found_out() {
        let declared =
            Request::builder().header("content-type", "application/json").header("content-length", "1048577");
        assert_eq!(code(declared.body(Body::empty()).unwrap()).await, Some(Code::BodyTooLarge));
        let exact = format!("\"{}\"", "a".repeat(MAX_BODY - 2));
        assert_eq!(code(request("application/json", exact.clone())).await, None);
        assert_eq!(code(request("application/json", exact + " ")).await, Some(Code::BodyTooLarge));
    }

    #[tokio::test]
    async fn broken_json_is_told_by_its_place() {
        let problem = parse::<serde_json::Value>(b"{\"text\":\n \"secret").unwrap_err();
        assert_eq!(problem.code(), Code::MalformedJson);
        assert_eq!(problem.detail(), "The body stops being JSON at line 2, column 8.");
        for body in ["", "{", "[1,]", "\u{feff}{}", "{} {}", "{'a': 1}"] {
            assert_eq!(code(request("application/json", body)).await, Some(Code::MalformedJson), "{body}");
        }
    }

    #[tokio::test]
    async fn a_list_is_no_body() {
        assert_eq!(code(request("application/json", " [1, 2]")).await, Some(Code::InvalidField));
    }

    #[tokio::test]
    async fn a_body_that_was_cut_off_may_be_sent_again() {
        let cut_off = [Ok(Bytes::from_static(b"{")), Err(std::io::ErrorKind::UnexpectedEof)];
        let body =
            Body::from_stream(futures_util::stream::iter(cut_off.map(|part| part.map_err(std::io::Error::from))));
        assert_eq!(code(request("application/json", body)).await, Some(Code::RequestTimeout));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_never_ends_is_given_up() {
        let endless = Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>());
        assert_eq!(code(request("application/json", endless)).await, Some(Code::RequestTimeout));
    }
}
