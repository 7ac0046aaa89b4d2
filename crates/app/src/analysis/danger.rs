//! What an entry's words say of danger: title and text count as one.

use hearken_domain::Entry;
use hearken_domain::crisis::{self, Crisis};

/// Looks through both as closely as can be: for a thread that answers no requests.
pub(super) fn danger_in(title: &str, text: &str) -> Crisis {
    crisis::detect_closely(&words(title, text))
}

/// Looks at them as a browser does, which takes no time. What this misses, [`danger_in`] may find.
pub(super) fn danger_at_sight(title: &str, text: &str) -> Crisis {
    crisis::detect(&words(title, text))
}

/// Whether an entry that was found to be of such `danger` under another `title` is now to be looked at again: whatever it was
/// called, if it was left alone; else if the new title shows something at sight.
pub(crate) fn is_changed_by_title(title: &str, danger: Crisis, entry: &Entry) -> bool {
    let sees_other = || danger_at_sight(title, &entry.text) != danger_at_sight(&entry.title, &entry.text);
    title != entry.title.as_str() && (danger.is_acute() || sees_other())
}

fn words(title: &str, text: &str) -> String {
    format!("{title}\n\n{text}")
}
