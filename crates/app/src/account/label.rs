//! What a session is called, so that its user can tell it from their others.

use std::collections::HashSet;

use hearken_domain::Private;
use hearken_store::Session;

/// `label`, or where one of the `running` sessions is called so, `label` with a number: "Firefox on Linux (2)".
pub(super) fn distinct(label: &Private, running: &[Session]) -> Private {
    let taken: HashSet<&str> = running.iter().map(|session| session.label.as_str()).collect();
    if !taken.contains(label.as_str()) {
        return label.clone();
    }
    // One of them is free: the name itself is a session's, too.
    let mut numbered = (2..=running.len() + 1).map(|number| format!("{} ({number})", label.as_str()));
    numbered.find(|wanted| !taken.contains(wanted.as_str())).map_or_else(|| label.clone(), Private::from)
}
