//! What to call a session in the list of sessions.

use hearken_domain::Private;
use http::{HeaderMap, header};

const MAX_LABEL: usize = 60;
/// More telling names first: every Chromium calls itself Chrome and Safari too.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// The browser and system as far as the request says, such as "Firefox on Linux".
pub(super) fn label(headers: &HeaderMap) -> Private {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let find =
        |names: &[(&str, &'static str)]| names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}").into(),
        (Some(name), None) => name.into(),
        _ => product(agent).into(),
    }
}

/// The program's own name, for clients that are no browsers.
fn product(agent: &str) -> String {
    let product = agent.split([' ', '/']).next().unwrap_or_default();
    if product.is_empty() { "Unknown device".to_owned() } else { product.chars().take(MAX_LABEL).collect() }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn of(agent: &'static str) -> String {
        label(&HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(agent))])).into_inner()
    }

    #[test]
    fn browsers_are_told_apart() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(of(chrome), "Chrome on Linux");
        assert_eq!(
            of("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140"),
            "Edge on Windows"
        );
        assert_eq!(
            of("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0"),
            "Firefox on macOS"
        );
        assert_eq!(
            of("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1"),
            "Safari on iPhone"
        );
    }

    #[test]
    fn other_programs_are_called_by_their_name() {
        assert_eq!(of("curl/8.5.0"), "curl");
        assert_eq!(label(&HeaderMap::new()).into_inner(), "Unknown device");
        assert_eq!(
            of("a-name-that-goes-on-and-on-for-far-longer-than-any-list-of-sessions-could-show").len(),
            MAX_LABEL
        );
    }
}
