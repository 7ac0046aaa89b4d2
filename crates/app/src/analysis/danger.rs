//! What an entry's words say of danger: title and text count as one.

use hearken_domain::Entry;
use hearken_domain::crisis::{self, Crisis};

/// Looks through both; a long one takes a while. Violence counts by the rules alone: it takes the score from a relationship
/// for good, and the second layer is wrong about one long entry in fifty.
pub(super) fn danger_in(title: &str, text: &str) -> Crisis {
    let words = format!("{title}\n\n{text}");
    Crisis { violence: crisis::detect_by_rules(&words).violence, ..crisis::detect(&words) }
}

/// Whether an entry that had another `title` is now one to be read otherwise.
pub(crate) fn is_changed_by_title(title: &str, entry: &Entry) -> bool {
    if title == entry.title.as_str() {
        return false;
    }
    let [before, after] = [title, &entry.title].map(|title| danger_in(title, &entry.text));
    (before.is_acute(), before.violence) != (after.is_acute(), after.violence)
}
