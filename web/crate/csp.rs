//! The hashes under which inline styles and scripts pass the content policy.

use serde::Deserialize;

/// What the web build writes to `dist/csp.json`: sources such as `sha256-…`, ready for a policy but for the quotes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CspHashes {
    /// Hashes of inline styles.
    #[serde(default)]
    pub style_hashes: Vec<String>,
    /// Hashes of inline scripts.
    #[serde(default)]
    pub script_hashes: Vec<String>,
}

impl CspHashes {
    pub(crate) fn parse(json: &[u8]) -> Result<Self, serde_json::Error> {
        let mut hashes: Self = serde_json::from_slice(json)?;
        for list in [&mut hashes.style_hashes, &mut hashes.script_hashes] {
            for hash in &mut *list {
                *hash = hash.trim_matches('\'').to_owned();
            }
            // Anything else in this place would be a directive of the writer's choosing.
            if !list.iter().all(|hash| is_hash(hash)) {
                return Err(serde::de::Error::custom("csp.json: expected hashes of the form sha256-…"));
            }
        }
        Ok(hashes)
    }
}

fn is_hash(source: &str) -> bool {
    let digest = ["sha256-", "sha384-", "sha512-"].iter().find_map(|algorithm| source.strip_prefix(algorithm));
    digest.is_some_and(|digest| {
        !digest.is_empty() && digest.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=_-".contains(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_read_with_or_without_quotes() {
        let hashes =
            CspHashes::parse(br#"{"style_hashes":["'sha256-Ab+/9='"],"script_hashes":["sha384-xyz"]}"#).unwrap();
        assert_eq!(hashes.style_hashes, ["sha256-Ab+/9="]);
        assert_eq!(hashes.script_hashes, ["sha384-xyz"]);
    }

    #[test]
    fn anything_but_a_hash_is_refused() {
        for source in ["'unsafe-inline'", "sha256-", "sha256-a; script-src *", "https://example.org"] {
            let json = serde_json::json!({ "script_hashes": [source] }).to_string();
            assert!(CspHashes::parse(json.as_bytes()).is_err(), "{source}");
        }
    }
}
