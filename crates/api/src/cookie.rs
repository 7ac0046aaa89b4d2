//! The refresh token's cookie.
//!
//! `__Host-` makes browsers refuse it unless it is `Secure`, for this host alone and for every path. Browsers treat
//! `http://localhost` and (Chromium, Firefox) `http://127.0.0.1` as secure enough for that, so development needs no
//! certificate; any other address needs https. Safari refuses `Secure` cookies on plain http even there.

use http::{HeaderMap, HeaderValue, header};

const NAME: &str = "__Host-hearken_rt";
const ATTRIBUTES: &str = "HttpOnly; Secure; SameSite=Strict; Path=/";

/// The `Set-Cookie` that stores `token` for `max_age` seconds.
pub(crate) fn set(token: &str, max_age: u64) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(format!("{NAME}={token}; {ATTRIBUTES}; Max-Age={max_age}")).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The `Set-Cookie` that removes the token.
pub(crate) fn clear() -> HeaderValue {
    HeaderValue::from_static("__Host-hearken_rt=; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=0")
}

/// The token among the request's cookies.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|cookie| cookie.trim().strip_prefix(NAME)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_bound_to_the_host_and_out_of_reach_of_scripts() {
        let cookie = set("abc", 60).unwrap();
        assert_eq!(cookie, "__Host-hearken_rt=abc; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=60");
        assert!(cookie.is_sensitive());
        assert_eq!(clear(), format!("{NAME}=; {ATTRIBUTES}; Max-Age=0").as_str());
    }

    #[test]
    fn it_is_found_among_others_by_its_whole_name() {
        let found = |line: &'static str| {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(line))]);
            token(&headers).map(ToOwned::to_owned)
        };
        assert_eq!(found("a=1; __Host-hearken_rt=xyz; b=2").as_deref(), Some("xyz"));
        assert_eq!(found("__Host-hearken_rt2=no; hearken_rt=no"), None);
    }

    #[test]
    fn a_token_that_is_no_header_text_sets_nothing() {
        assert_eq!(set("a\nb", 60), None);
    }
}
