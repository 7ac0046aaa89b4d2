//! The front door: where to listen, and under which address browsers come.

use std::net::SocketAddr;

use http::Uri;

use super::error::ConfigError;
use super::sources::Values;

/// Settings of the front door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HttpConfig {
    /// Address and port; port 0 takes any free one.
    pub(crate) listen: SocketAddr,
    /// The origin (`https://journal.example.org`) that browsers see, if it was named.
    pub(crate) public_origin: Option<String>,
}

const DEFAULT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 4747);

pub(super) fn read(values: &Values) -> Result<HttpConfig, ConfigError> {
    Ok(HttpConfig {
        listen: values.parse("listen", parse_address)?.unwrap_or(DEFAULT),
        public_origin: values.parse("public_url", parse_origin)?,
    })
}

fn parse_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "expected an address and a port, as in 127.0.0.1:4747 or [::1]:4747".to_owned())
}

/// An origin: scheme, host and port, nothing else, because the app lives at the root of its host.
fn parse_origin(text: &str) -> Result<String, String> {
    let expected = || "expected scheme and host only, as in https://journal.example.org".to_owned();
    let url: Uri = text.parse().map_err(|_| expected())?;
    let (Some(scheme), Some(authority)) = (url.scheme_str(), url.authority()) else { return Err(expected()) };
    let is_plain = matches!(url.path(), "" | "/") && url.query().is_none() && !text.contains(['@', '#']);
    if !matches!(scheme, "http" | "https") || !is_plain || authority.host().is_empty() {
        return Err(expected());
    }
    Ok(format!("{scheme}://{}", authority.as_str().to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_scheme_and_host_only() {
        assert_eq!(parse_origin("https://Journal.example.org/").unwrap(), "https://journal.example.org");
        assert_eq!(parse_origin("http://192.168.1.20:4747").unwrap(), "http://192.168.1.20:4747");
        for text in [
            "journal.example.org",
            "ftp://x",
            "https://",
            "https://x/journal",
            "https://x?y",
            "https://a@x",
            "https://x#y",
            "x y",
        ] {
            assert!(parse_origin(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_has_a_port() {
        assert_eq!(parse_address("127.0.0.1:4747").unwrap(), DEFAULT);
        for text in ["127.0.0.1", "4747", ":4747", "localhost:4747", "127.0.0.1:70000"] {
            assert!(parse_address(text).is_err(), "{text}");
        }
    }
}
