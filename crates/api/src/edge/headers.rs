//! The security headers of every response, errors and files included.

use axum::response::Response;
use hearken_web::CspHashes;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use super::Origins;

const API_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const TWO_YEARS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// The headers, computed once.
pub struct SecurityHeaders {
    common: Vec<(HeaderName, HeaderValue)>,
    page_policy: HeaderValue,
}

impl SecurityHeaders {
    /// For a server reached under `origins` whose page needs the inline styles and scripts with `hashes`.
    #[must_use]
    pub fn new(origins: &Origins, hashes: &CspHashes) -> Self {
        let mut common = vec![
            (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
            (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
            (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
            (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
            (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
            (
                HeaderName::from_static("permissions-policy"),
                HeaderValue::from_static(
                    "microphone=(self), camera=(), geolocation=(), publickey-credentials-create=(self), \
                     publickey-credentials-get=(self)",
                ),
            ),
        ];
        if origins.iter().any(|origin| origin.starts_with("https://")) {
            common.push((STRICT_TRANSPORT_SECURITY, TWO_YEARS));
        }
        Self { common, page_policy: page_policy(origins, hashes) }
    }

    pub(super) fn apply(&self, response: &mut Response, is_api: bool) {
        let headers = response.headers_mut();
        headers.reserve(self.common.len() + 3);
        for (name, value) in &self.common {
            headers.insert(name, value.clone());
        }
        headers.insert(CONTENT_SECURITY_POLICY, if is_api { API_POLICY } else { self.page_policy.clone() });
        if is_api {
            headers.insert(CACHE_CONTROL, NO_STORE);
        }
    }
}

/// What the page may load and where it may connect. Everything comes from this server; inline code needs its hash.
fn page_policy(origins: &Origins, hashes: &CspHashes) -> HeaderValue {
    let quoted = |hashes: &[String]| sources(hashes.iter().map(|hash| format!("'{hash}'")));
    // 'self' covers sockets to the same host in current browsers; naming them covers older ones.
    let sockets =
        sources(origins.iter().filter_map(|origin| origin.strip_prefix("http")).map(|rest| format!("ws{rest}")));
    let policy = [
        "default-src 'none'".to_owned(),
        format!("script-src 'self'{}", quoted(&hashes.script_hashes)),
        format!("style-src 'self'{}", quoted(&hashes.style_hashes)),
        "img-src 'self' blob: data:".to_owned(),
        "media-src 'self' blob:".to_owned(),
        "font-src 'self'".to_owned(),
        "manifest-src 'self'".to_owned(),
        format!("connect-src 'self'{sockets}"),
        "worker-src 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'self'".to_owned(),
    ];
    // Origins that are no header text cannot be origins either; without them the policy is only stricter.
    HeaderValue::try_from(policy.join("; ")).unwrap_or(API_POLICY)
}

fn sources(names: impl Iterator<Item = String>) -> String {
    names.fold(String::new(), |list, name| list + " " + &name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_policy_of(origins: &[&str], hashes: &CspHashes) -> String {
        let origins: Vec<_> = origins.iter().map(ToString::to_string).collect();
        page_policy(&Origins::new(&origins), hashes).to_str().unwrap().to_owned()
    }

    #[test]
    fn hashes_and_sockets_are_named() {
        let hashes =
            CspHashes { style_hashes: vec!["sha256-abc".to_owned()], script_hashes: vec!["sha256-def".to_owned()] };
        let policy = page_policy_of(&["https://journal.example.org", "http://localhost:4747"], &hashes);
        assert!(policy.contains("script-src 'self' 'sha256-def';"), "{policy}");
        assert!(policy.contains("style-src 'self' 'sha256-abc';"), "{policy}");
        assert!(policy.contains("connect-src 'self' wss://journal.example.org ws://localhost:4747;"), "{policy}");
    }

    #[test]
    fn nothing_unsafe_is_allowed() {
        let policy = page_policy_of(&[], &CspHashes::default());
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
    }

    #[test]
    fn plain_http_is_not_told_to_insist_on_https() {
        let sends_hsts = |origin: &str| {
            let headers = SecurityHeaders::new(&Origins::new(&[origin.to_owned()]), &CspHashes::default());
            let mut response = Response::default();
            headers.apply(&mut response, true);
            response.headers().contains_key(STRICT_TRANSPORT_SECURITY)
        };
        assert!(sends_hsts("https://journal.example.org"));
        assert!(!sends_hsts("http://localhost:4747"));
    }
}
