//! Base URLs of providers, checked before anything is sent there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;
use thiserror::Error;

/// Why a base URL is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Not an absolute http or https URL with a host.
    #[error("must be a URL such as https://api.example.com/v1 or http://127.0.0.1:11434/v1")]
    NotAUrl,
    /// Has a user, password, query or fragment.
    #[error("must not contain a user name, password, query or fragment")]
    Extras,
    /// Plain http to a host outside this machine and the local network.
    #[error("must begin with https:// unless the host is this machine or in the local network")]
    Unencrypted,
}

/// The base URL of a provider.
#[derive(Clone, Debug)]
pub(crate) struct Address(Url);

impl Address {
    /// Checks `base`, with or without a slash at its end.
    pub(crate) fn parse(base: &str) -> Result<Self, AddressError> {
        let mut url = Url::parse(base.trim()).map_err(|_| AddressError::NotAUrl)?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none_or(str::is_empty) {
            return Err(AddressError::NotAUrl);
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(AddressError::Extras);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        let address = Self(url);
        if address.is_encrypted() || address.is_local() { Ok(address) } else { Err(AddressError::Unencrypted) }
    }

    /// Whether what is sent there is encrypted on the way.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The URL of `path` (no slash in front) under the base.
    pub(crate) fn join(&self, path: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}/{path}", self.0.path().trim_end_matches('/')));
        url
    }

    /// Host, and port where it is not the scheme's own.
    pub(crate) fn host(&self) -> String {
        let host = self.0.host_str().unwrap_or_default();
        self.0.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// The base URL, as shown.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Whether the host is this machine or in the local network: a private address, a name without dots (as containers
    /// have), or a name under a domain set aside for local use.
    pub(crate) fn is_local(&self) -> bool {
        let host = self.0.host_str().unwrap_or_default().trim_matches(['[', ']']).trim_end_matches('.');
        match host.parse::<IpAddr>() {
            Ok(IpAddr::V4(ip)) => is_local_v4(ip),
            Ok(IpAddr::V6(ip)) => is_local_v6(ip),
            Err(_) => !host.contains('.') || LOCAL_DOMAINS.iter().any(|domain| host.ends_with(domain)),
        }
    }
}

const LOCAL_DOMAINS: [&str; 5] = [".localhost", ".local", ".internal", ".lan", ".home.arpa"];

fn is_local_v4(ip: Ipv4Addr) -> bool {
    // 100.64.0.0/10 is what private overlay networks use.
    let is_shared = matches!(ip.octets(), [100, 64..=127, ..]);
    ip.is_loopback() || ip.is_private() || ip.is_link_local() || is_shared
}

fn is_local_v6(ip: Ipv6Addr) -> bool {
    ip.is_loopback()
        || ip.is_unique_local()
        || ip.is_unicast_link_local()
        || ip.to_ipv4_mapped().is_some_and(is_local_v4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(base: &str) -> Result<String, AddressError> {
        Address::parse(base).map(|address| address.join("chat/completions").to_string())
    }

    #[test]
    fn a_slash_at_the_end_makes_no_difference() {
        for base in ["http://127.0.0.1:9/v1", "http://127.0.0.1:9/v1/", " http://127.0.0.1:9/v1// "] {
            assert_eq!(parse(base).unwrap(), "http://127.0.0.1:9/v1/chat/completions");
        }
        assert_eq!(parse("https://api.example.com").unwrap(), "https://api.example.com/chat/completions");
    }

    #[test]
    fn plain_http_stays_in_the_local_network() {
        for base in [
            "http://localhost:1/v1",
            "http://[::1]:1/v1",
            "http://ollama:11434/v1",
            "http://192.168.1.20/v1",
            "http://10.0.0.1/v1",
            "http://100.100.1.2/v1",
            "http://[fd00::1]/v1",
            "http://box.lan/v1",
            "http://box.local./v1",
        ] {
            assert!(parse(base).is_ok(), "{base}");
        }
        for base in [
            "http://api.example.com/v1",
            "http://8.8.8.8/v1",
            "http://100.1.1.1/v1",
            "http://[2001:db8::1]/v1",
            "http://lan.example/v1",
        ] {
            assert_eq!(parse(base), Err(AddressError::Unencrypted), "{base}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for base in ["", "api.example.com/v1", "ftp://host/v1", "file:///etc/passwd", "http://", "https:///v1 x"] {
            assert!(matches!(parse(base), Err(AddressError::NotAUrl)), "{base}");
        }
        for base in ["https://me:secret@host/v1", "https://host/v1?key=secret", "https://host/v1#x"] {
            assert_eq!(parse(base), Err(AddressError::Extras), "{base}");
        }
    }

    #[test]
    fn shows_host_and_port() {
        let address = Address::parse("https://api.example.com:8443/v1/").unwrap();
        assert_eq!(
            (address.host().as_str(), address.as_str()),
            ("api.example.com:8443", "https://api.example.com:8443/v1")
        );
        assert_eq!(Address::parse("https://api.example.com:443").unwrap().host(), "api.example.com");
    }
}
