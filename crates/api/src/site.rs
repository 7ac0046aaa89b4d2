//! The web app's files, and its page for every path the app routes itself.

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use hearken_web::Asset;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use crate::edge::is_api;
use crate::problem::{Code, Problem};

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// Answers what no route of the API does.
pub(crate) async fn serve(request: Request) -> Response {
    let path = request.uri().path();
    if is_api(path) {
        return Problem::new(Code::NotFound).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return ([(header::ALLOW, "GET, HEAD")], Problem::new(Code::MethodNotAllowed)).into_response();
    }
    match find(path.trim_start_matches('/'), request.headers()) {
        Some(asset) => send(asset, request.headers()),
        None => Problem::new(Code::NotFound).into_response(),
    }
}

fn find(path: &str, headers: &HeaderMap) -> Option<Asset> {
    let encodings = text(headers, header::ACCEPT_ENCODING);
    if path.is_empty() {
        return Some(hearken_web::index(encodings));
    }
    let file = hearken_web::asset(path, encodings);
    // A page someone navigates to is the app's to route; a file that something on a page asked for is simply missing.
    let is_page = !path.starts_with("assets/") && text(headers, header::ACCEPT).contains("text/html");
    file.or_else(|| is_page.then(|| hearken_web::index(encodings)))
}

fn send(asset: Asset, request: &HeaderMap) -> Response {
    let known = text(request, header::IF_NONE_MATCH);
    let is_fresh = known == "*" || known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == asset.etag);
    let mut response = if is_fresh { StatusCode::NOT_MODIFIED.into_response() } else { asset.body.into_response() };
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    if !is_fresh {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
        if let Some(token) = asset.encoding.token() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(token));
        }
    }
    headers.insert(header::CACHE_CONTROL, if asset.immutable { FOR_EVER } else { ASK_FIRST });
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(etag) = HeaderValue::try_from(asset.etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use hearken_web::Encoding;

    use super::*;

    fn asset(immutable: bool) -> Asset {
        Asset {
            body: (b"abc" as &[u8]).into(),
            content_type: "text/javascript; charset=utf-8",
            encoding: Encoding::Brotli,
            etag: "\"0123br\"".to_owned(),
            immutable,
        }
    }

    fn sent(asset: Asset, if_none_match: Option<&'static str>) -> Response {
        let known = if_none_match.map(|tag| (header::IF_NONE_MATCH, HeaderValue::from_static(tag)));
        send(asset, &known.into_iter().collect())
    }

    #[test]
    fn a_hashed_file_is_kept_for_ever_and_a_page_is_asked_for_again() {
        assert_eq!(sent(asset(true), None).headers()["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(sent(asset(false), None).headers()["cache-control"], "no-cache");
    }

    #[test]
    fn type_encoding_and_tag_are_declared() {
        let response = sent(asset(true), None);
        assert_eq!(response.status(), 200);
        for (name, value) in [
            ("content-type", "text/javascript; charset=utf-8"),
            ("content-encoding", "br"),
            ("etag", "\"0123br\""),
            ("vary", "accept-encoding"),
        ] {
            assert_eq!(response.headers()[name], value, "{name}");
        }
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        for known in ["\"0123br\"", "W/\"0123br\"", "\"other\", \"0123br\"", "*"] {
            let response = sent(asset(false), Some(known));
            assert_eq!(response.status(), 304, "{known}");
            assert!(!response.headers().contains_key("content-encoding"));
        }
        assert_eq!(sent(asset(false), Some("\"other\"")).status(), 200);
    }
}
