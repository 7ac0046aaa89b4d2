//! Choosing a file and its encoding.

use std::borrow::Cow;
use std::fmt::Write as _;

use rust_embed::EmbeddedFile;

use crate::mime;

/// A file ready to be sent.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The bytes, in [`Asset::encoding`].
    pub body: Cow<'static, [u8]>,
    /// Media type, with the charset where one is needed.
    pub content_type: &'static str,
    /// How the bytes are compressed.
    pub encoding: Encoding,
    /// Strong entity tag, quoted; differs by encoding.
    pub etag: String,
    /// Whether the name carries a hash of the content, so that it may be kept for ever.
    pub immutable: bool,
}

/// Encodings the web build makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Identity,
    /// Gzip.
    Gzip,
    /// Brotli.
    Brotli,
}

impl Encoding {
    /// The `Content-Encoding` token; `None` for identity.
    #[must_use]
    pub const fn token(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    const fn suffix(self) -> &'static str {
        match self {
            Self::Identity => "",
            Self::Gzip => ".gz",
            Self::Brotli => ".br",
        }
    }

    /// Whether an `Accept-Encoding` value lists it with a weight above zero.
    fn is_accepted(self, accept_encoding: &str) -> bool {
        let Some(token) = self.token() else { return true };
        accept_encoding.split(',').any(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(token));
            named && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    }
}

impl Asset {
    /// `body` as it is, under the name `path`.
    pub(crate) fn identity(path: &str, body: Cow<'static, [u8]>) -> Self {
        let digest = body
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
        let tag = etag(&digest.to_be_bytes(), Encoding::Identity);
        Self { body, content_type: mime::of(path), encoding: Encoding::Identity, etag: tag, immutable: false }
    }
}

/// The best variant of `path` among the files that `lookup` knows.
pub(crate) fn choose(
    lookup: impl Fn(&str) -> Option<EmbeddedFile>,
    path: &str,
    accept_encoding: &str,
) -> Option<Asset> {
    if !is_servable(path) {
        return None;
    }
    let plain = lookup(path)?;
    let (encoding, file) = [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .filter(|encoding| encoding.is_accepted(accept_encoding))
        .find_map(|encoding| Some((encoding, lookup(&format!("{path}{}", encoding.suffix()))?)))
        .unwrap_or((Encoding::Identity, plain));
    Some(Asset {
        content_type: mime::of(path),
        encoding,
        etag: etag(&file.metadata.sha256_hash()[..16], encoding),
        immutable: path.starts_with("assets/"),
        body: file.data,
    })
}

/// Plain relative names only: no way up, no hidden files, no compressed twins, not the server's own list.
fn is_servable(path: &str) -> bool {
    let twin = [Encoding::Brotli, Encoding::Gzip].iter().any(|encoding| path.ends_with(encoding.suffix()));
    let plain = path.split('/').all(|part| !part.is_empty() && !part.starts_with('.')) && !path.contains('\\');
    plain && !twin && path != crate::CSP_FILE
}

fn etag(digest: &[u8], encoding: Encoding) -> String {
    let mut tag = String::with_capacity(2 * digest.len() + 6);
    tag.push('"');
    for byte in digest {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push_str(encoding.token().unwrap_or_default());
    tag.push('"');
    tag
}

#[cfg(test)]
mod tests {
    use rust_embed::RustEmbed;

    use super::*;

    #[derive(RustEmbed)]
    #[folder = "crate/fixtures"]
    struct Fixtures;

    fn get(path: &str, accept: &str) -> Option<Asset> {
        choose(Fixtures::get, path, accept)
    }

    #[test]
    fn the_best_accepted_encoding_that_was_built_is_chosen() {
        let encoding = |accept| get("assets/app-1a2b.js", accept).unwrap().encoding;
        assert_eq!(encoding("gzip, deflate, br"), Encoding::Brotli);
        assert_eq!(encoding("GZIP"), Encoding::Gzip);
        assert_eq!(encoding("br;q=0, gzip;q=0.5"), Encoding::Gzip);
        assert_eq!(encoding(""), Encoding::Identity);
        assert_eq!(get("index.html", "br").unwrap().encoding, Encoding::Identity, "no twin was built");
    }

    #[test]
    fn entity_tags_differ_by_content_and_encoding() {
        let tag = |path, accept| get(path, accept).unwrap().etag;
        assert_ne!(tag("assets/app-1a2b.js", "br"), tag("assets/app-1a2b.js", ""));
        assert_ne!(tag("index.html", ""), tag("assets/app-1a2b.js", ""));
        assert_eq!(tag("index.html", ""), tag("index.html", "gzip"));
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        assert!(get("assets/app-1a2b.js", "").unwrap().immutable);
        assert!(!get("index.html", "").unwrap().immutable);
    }

    /// A browser asks for both again and again: for the worker to find a newer app by.
    #[test]
    fn worker_and_manifest_have_their_types_and_are_not_kept() {
        for (path, content_type) in
            [("sw.js", "text/javascript; charset=utf-8"), ("app.webmanifest", "application/manifest+json")]
        {
            let asset = get(path, "br").unwrap();
            assert_eq!(asset.content_type, content_type);
            assert!(!asset.immutable, "{path}");
        }
    }

    #[test]
    fn nothing_outside_the_build_is_served() {
        for path in
            ["", "/", "..", "../lib.rs", "assets/../index.html", "./index.html", "assets", "assets\\app-1a2b.js"]
        {
            assert!(get(path, "").is_none(), "{path}");
        }
        for path in [".hidden", "csp.json", "assets/app-1a2b.js.br", "assets/app-1a2b.js.gz"] {
            assert!(Fixtures::get(path).is_some(), "the fixture has {path}");
            assert!(get(path, "").is_none(), "{path}");
        }
    }
}
