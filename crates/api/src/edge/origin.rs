//! Telling our own pages from other sites.
//!
//! Browsers say where a request comes from (`Origin`, `Sec-Fetch-Site`); other clients say nothing and carry no cookies
//! that anybody could ride on. So a request that changes something is refused when a browser says it comes from
//! elsewhere, and one that carries the cookie is refused unless a browser says it comes from here.
//!
//! That a page's host is the one its request was sent to proves little: whoever owns a name can point it at this server
//! once the page is loaded (DNS rebinding). So a name counts only if it was configured; an IP address and `localhost`
//! count by themselves, because nobody can point them elsewhere.

use std::net::IpAddr;

use http::uri::Authority;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};

use crate::problem::{Code, Problem};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const HOW_TO_BE_KNOWN: &str = "This comes from a page of another site. If it is your own Hearken, reached by a name, its \
                               setting public_url has to say so.";
const X_HEARKEN: HeaderName = HeaderName::from_static("x-hearken");

/// The origins (`https://journal.example.org`, `http://localhost:4747`) whose pages are ours.
#[derive(Clone, Debug, Default)]
pub struct Origins(Vec<String>);

impl Origins {
    /// The given origins. With none given, a page is ours when its host is the one the request was sent to, and an IP
    /// address or `localhost`.
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
        foreign.then(|| self.refusal())
    }

    /// Refuses the cookie to requests that do not prove to come from our own pages.
    pub(crate) fn require_own(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let sites = [self.origin(headers), fetched_from(headers)];
        let vouched = sites.contains(&Site::Own) && !sites.contains(&Site::Foreign);
        let marked = headers.get(X_HEARKEN).is_some_and(|value| value == "1");
        if vouched && marked { Ok(()) } else { Err(self.refusal()) }
    }

    fn refusal(&self) -> Problem {
        let problem = Problem::new(Code::CrossOrigin);
        if self.0.is_empty() { problem.with_detail(HOW_TO_BE_KNOWN) } else { problem }
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
        (Some(named), Some(host)) => named.eq_ignore_ascii_case(host) && is_nobodys_name(host),
        _ => false,
    }
}

/// Whether a host is one that nobody can point here: an IP address or `localhost`, with any port.
fn is_nobodys_name(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let host = authority.host().to_ascii_lowercase();
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&host);
    address.parse::<IpAddr>().is_ok() || host == "localhost" || host.ends_with(".localhost")
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
    fn a_name_that_anybody_could_point_here_is_not_taken_for_ours() {
        for (host, expected) in [
            ("localhost:4747", true),
            ("LOCALHOST", true),
            ("hearken.localhost:4747", true),
            ("127.0.0.1:4747", true),
            ("192.168.1.20", true),
            ("[::1]:4747", true),
            ("evil.example:4747", false),
            ("127.0.0.1.evil.example", false),
            ("localhost.evil.example", false),
            ("evillocalhost", false),
            ("127.0.0.1@evil.example", false),
            ("nas", false),
            ("", false),
        ] {
            let origin = format!("http://{host}");
            let mut said = HeaderMap::from_iter([(header::ORIGIN, HeaderValue::try_from(origin).unwrap())]);
            said.insert(header::HOST, HeaderValue::try_from(host).unwrap());
            said.insert(SEC_FETCH_SITE, HeaderValue::from_static("same-origin"));
            assert_eq!(Origins::default().refuse_foreign(&Method::POST, &said).is_none(), expected, "{host}");
            assert_eq!(Origins::default().allows_socket(&said), expected, "{host}");
        }
    }

    #[test]
    fn a_socket_is_refused_to_other_sites_only() {
        assert!(ours().allows_socket(&headers(&[OWN])));
        assert!(ours().allows_socket(&headers(&[])));
        assert!(!ours().allows_socket(&headers(&[FOREIGN])));
    }
}
