//! What linear classifiers have in common: how a feature becomes a number, and how weights are read from a file.
//!
//! A classifier asks questions of a text, its heads. The answer is a sum of weights, one for each feature that the text
//! has. The weights are learnt (`cargo xtask train`) and come as text, one signed byte each:
//!
//! ```text
//! a title with the version of the form
//! numbers that the classifier needs, each line with a name
//! head NAME SCALE BIAS THRESHOLD
//! …
//! weights
//! AAH/…
//! ```
//!
//! After the line `weights` follows base64 (RFC 4648, padded, any number of lines).

mod file;
mod head;

pub(crate) use file::File;
pub(crate) use head::Head;

/// The logarithm of the odds that one of some answers is so, and none of the `others`, where the answers are those to a question of
/// which exactly one is.
pub(crate) fn odds(some: impl Iterator<Item = f64>, others: impl Iterator<Item = f64>) -> f64 {
    some.map(f64::exp).sum::<f64>().ln() - others.map(f64::exp).sum::<f64>().ln()
}

/// The number of a feature, spelled by `parts` together: FNV-1a over Unicode code points (`h = 2166136261`, then for each
/// code point `h = (h xor c) * 16777619` in 32 bits), and at the end `h xor (h >> 15)`.
#[must_use]
pub fn hash(parts: &[&str]) -> u32 {
    let step = |hash: u32, char: char| (hash ^ u32::from(char)).wrapping_mul(16_777_619);
    let hash = parts.iter().flat_map(|part| part.chars()).fold(2_166_136_261, step);
    hash ^ (hash >> 15)
}
