//! The built web app, inside the binary: which file answers a path, in which encoding, and the hashes its content
//! policy needs. Knows nothing of HTTP beyond the names of encodings.

mod asset;
mod csp;
mod mime;

use rust_embed::{EmbeddedFile, RustEmbed};

pub use asset::{Asset, Encoding};
pub use csp::CspHashes;

#[derive(RustEmbed)]
#[folder = "dist"]
struct Dist;

/// The page of a build without the web app.
const PLACEHOLDER: &[u8] = include_bytes!("placeholder.html");
/// The web build's list of inline styles and scripts. For the server, never served.
const CSP_FILE: &str = "csp.json";

/// The file at `path` (no leading slash), in the best encoding that `accept_encoding` (the request header's value)
/// allows and the build has made. `None` when there is no such file.
///
/// ```
/// assert!(hearken_web::asset("../Cargo.toml", "br").is_none());
/// ```
#[must_use]
pub fn asset(path: &str, accept_encoding: &str) -> Option<Asset> {
    asset::choose(Dist::get, path, accept_encoding)
}

/// The app's page, for every path the app itself routes; a placeholder when the web app is not in this build.
#[must_use]
pub fn index(accept_encoding: &str) -> Asset {
    asset("index.html", accept_encoding).unwrap_or_else(|| Asset::identity("index.html", PLACEHOLDER.into()))
}

/// Hashes of the inline styles and scripts that the page may use.
///
/// # Errors
/// When the build's list cannot be read: it and this crate then disagree about its form.
pub fn csp_hashes() -> Result<CspHashes, serde_json::Error> {
    let list: Option<EmbeddedFile> = Dist::get(CSP_FILE);
    list.map_or_else(|| Ok(CspHashes::default()), |file| CspHashes::parse(&file.data))
}
