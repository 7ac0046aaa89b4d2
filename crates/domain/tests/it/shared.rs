//! Rated and labelled sentences of other people, which may lie beside the checkout but are no part of it.

use std::fs;
use std::path::Path;

/// The text of a file of the shared data; `None`, and a line that says so, where it is absent.
pub(crate) fn read(file: &str) -> Option<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(file);
    let text = fs::read_to_string(&path).ok();
    if text.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    text
}
