//! What is said about a backup, in words and figures.

use std::time::Duration;

use hearken_store::backup::{BackupHead, Manifest, Readable};

/// How much a backup holds.
pub(super) fn contents(head: &BackupHead, manifest: &Manifest) -> String {
    format!(
        "{} of {}, {} of which {} (schema {}, from {}), as of {}",
        counted(manifest.rows_of("entries"), "entry", "entries"),
        counted(manifest.rows_of("users"), "account", "accounts"),
        counted(manifest.rows(), "row", "rows"),
        counted(manifest.rows_of("entry_revisions"), "is an older version", "are older versions"),
        head.schema(),
        head.engine,
        head.made_at
    )
}

/// What became of the entries that were tried.
pub(super) fn readable(readable: Readable) -> String {
    let decrypted = readable.decrypted as u64;
    let tried = format!("{} taken at random decrypted.\n", counted(decrypted, "entry", "entries"));
    match readable.locked_out as u64 {
        0 => tried,
        some => format!(
            "{tried}Note: {} no key in this key backup, and cannot be read with it. If there is a newer key backup, take \
             that.\n",
            counted(some, "account has", "accounts have")
        ),
    }
}

pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

pub(super) fn size(bytes: u64) -> String {
    let (unit, name) = if bytes < 1_000_000 { (1e3, "kB") } else { (1e6, "MB") };
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let figure = bytes as f64 / unit;
    format!("{figure:.1} {name}")
}

pub(super) fn seconds(span: Duration) -> String {
    format!("{:.1} s", span.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_never_nothing() {
        assert_eq!([7_300, 999_000, 1_000_000, 12_345_678].map(size), ["7.3 kB", "999.0 kB", "1.0 MB", "12.3 MB"]);
    }
}
