//! Telling our own pages from other sites.
//!
//! Browsers say where a request comes from (`Origin`, `Sec-Fetch-Site`); other clients say nothing and carry no cookies
//! that anybody could ride on. So a request that changes something is refused when a browser says it comes from
//! elsewhere, and one that carries the cookie is refused unless a browser says it comes from here.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use crate::problem::{Code, Problem};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const X_HEARKEN: HeaderName = HeaderName::from_static("x-hearken");

/// The origins (`https://journal.example.org`, `http://localhost:4747`) whose pages are ours.
#[derive(Clone, Debug, Default)]
pub struct Origins(Vec<String>);

impl Origins {
    /// The given origins. With none given, a page is ours when its host is the one the request was sent to.
    #[must_use]
    pub fn new(origins: &[String]) -> Self {
        Self(origins.iter().map(|origin| origin.trim_end_matches('/').to_ascii_lowercase()).collect())
    }

    /// The origins, in lower case and without a slash at the end.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The refusal of a request that would change something and comes from another site.
    pub(crate) fn refuse_foreign(&self, method: &Method, headers: &HeaderMap) -> Option<Problem> {
        let foreign =
            !method.is_safe() && (self.origin(headers) == Site::Foreign || fetched_from(headers) == Site::Foreign);
        foreign.then(|| Problem::new(Code::CrossOrigin))
    }

    /// Refuses the cookie to requests that do not prove to come from our own pages.
    pub(crate) fn require_own(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let sites = [self.origin(headers), fetched_from(headers)];
        let vouched = sites.contains(&Site::Own) && !sites.contains(&Site::Foreign);
        let marked = headers.get(X_HEARKEN).is_some_and(|value| value == "1");
        if vouched && marked { Ok(()) } else { Err(Problem::new(Code::CrossOrigin)) }
    }

    /// Whether a WebSocket handshake may go on. Clients that are no browsers send no `Origin` and prove themselves by
    /// their token.
    pub(crate) fn allows_socket(&self, headers: &HeaderMap) -> bool {
        self.origin(headers) != Site::Foreign
    }

    fn origin(&self, headers: &HeaderMap) -> Site {
        let Some(origin) = headers.get(header::ORIGIN) else { return Site::Unsaid };
        let Ok(origin) = origin.to_str() else { return Site::Foreign };
        let own = if self.0.is_empty() { is_host(origin, headers.get(header::HOST)) } else { self.lists(origin) };
        if own { Site::Own } else { Site::Foreign }
    }

    fn lists(&self, origin: &str) -> bool {
        self.0.iter().any(|own| own.eq_ignore_ascii_case(origin))
    }
}

/// Where a browser says that a request comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Site {
    Own,
    Foreign,
    Unsaid,
}

fn fetched_from(headers: &HeaderMap) -> Site {
    match headers.get(SEC_FETCH_SITE).map(HeaderValue::as_bytes) {
        None => Site::Unsaid,
        Some(b"same-origin") => Site::Own,
        Some(_) => Site::Foreign,
    }
}

fn is_host(origin: &str, host: Option<&HeaderValue>) -> bool {
    let named = origin.split_once("://").map(|(_, host)| host);
    match (named, host.and_then(|host| host.to_str().ok())) {
        (Some(named), Some(host)) => named.eq_ignore_ascii_case(host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value))).collect()
    }

    fn ours() -> Origins {
        Origins::new(&["https://Journal.example.org/".to_owned()])
    }

    const OWN: (&str, &str) = ("origin", "https://journal.example.org");
    const FOREIGN: (&str, &str) = ("origin", "https://evil.example");
    const FETCHED: (&str, &str) = ("sec-fetch-site", "same-origin");
    const MARK: (&str, &str) = ("x-hearken", "1");

    #[test]
    fn a_change_is_refused_only_when_a_browser_says_it_comes_from_elsewhere() {
        let refused = |method: Method, pairs: &[_]| ours().refuse_foreign(&method, &headers(pairs)).is_some();
        for (pairs, expected) in [
            (&[][..], false),
            (&[OWN], false),
            (&[OWN, FETCHED], false),
            (&[FOREIGN], true),
            (&[("origin", "null")], true),
            (&[("origin", "https://journal.example.org.evil.example")], true),
            (&[("origin", "http://journal.example.org")], true),
            (&[("sec-fetch-site", "cross-site")], true),
            (&[("sec-fetch-site", "same-site")], true),
            (&[OWN, ("sec-fetch-site", "cross-site")], true),
        ] {
            assert_eq!(refused(Method::POST, pairs), expected, "{pairs:?}");
            assert!(!refused(Method::GET, pairs), "reading is never refused: {pairs:?}");
        }
    }

    #[test]
    fn the_cookie_works_only_for_requests_that_prove_to_be_ours() {
        for (pairs, expected) in [
            (&[OWN, FETCHED, MARK][..], true),
            (&[OWN, MARK], true),
            (&[FETCHED, MARK], true),
            (&[OWN, FETCHED], false),
            (&[MARK], false),
            (&[], false),
            (&[FOREIGN, FETCHED, MARK], false),
            (&[OWN, ("sec-fetch-site", "none"), MARK], false),
            (&[OWN, ("x-hearken", "0")], false),
        ] {
            assert_eq!(ours().require_own(&headers(pairs)).is_ok(), expected, "{pairs:?}");
        }
    }

    #[test]
    fn with_no_address_configured_the_host_decides() {
        let unset = Origins::default();
        let host = ("host", "192.0.2.7:4747");
        assert!(unset.require_own(&headers(&[host, MARK, ("origin", "http://192.0.2.7:4747")])).is_ok());
        assert!(unset.require_own(&headers(&[host, MARK, ("origin", "http://192.0.2.8:4747")])).is_err());
        assert!(unset.require_own(&headers(&[MARK, ("origin", "http://192.0.2.7:4747")])).is_err());
    }

    #[test]
    fn a_socket_is_refused_to_other_sites_only() {
        assert!(ours().allows_socket(&headers(&[OWN])));
        assert!(ours().allows_socket(&headers(&[])));
        assert!(!ours().allows_socket(&headers(&[FOREIGN])));
    }
}
