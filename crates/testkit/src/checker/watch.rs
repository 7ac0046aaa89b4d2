//! Looks over a device's shoulder: what it has once shown it must go on showing, and nothing of anybody else.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{owner, tokens};

/// What a device has shown so far.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    owner: char,
    cookie: (i64, i64),
    shown: BTreeMap<String, BTreeSet<String>>,
}

impl Watch {
    /// For a device of the user with this letter.
    pub(super) const fn new(owner: char) -> Self {
        Self { owner, cookie: (0, 0), shown: BTreeMap::new() }
    }

    /// The device now stands here; what is wrong with that.
    pub(super) fn moved(&mut self, cookie: i64, epoch: i64) -> Option<String> {
        let (before, first) = self.cookie;
        self.cookie = (cookie, epoch);
        let is_right = first == 0 || (epoch == first && cookie >= before);
        (!is_right).then(|| format!("the cookie went from {before} to {cookie}, the epoch from {first} to {epoch}"))
    }

    /// These entries now show these texts, changed together; what is wrong with that. A token may move to a copy.
    pub(super) fn show(&mut self, changed: &[(String, String)]) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut gone = Vec::new();
        for (entry, text) in changed {
            let now: BTreeSet<String> = tokens(text).map(str::to_owned).collect();
            wrong.extend(
                now.iter().filter(|token| owner(token) != Some(self.owner)).map(|token| format!("shows {token}")),
            );
            let before = self.shown.insert(entry.clone(), now.clone()).unwrap_or_default();
            gone.extend(before.into_iter().filter(|token| !now.contains(token)));
        }
        let is_elsewhere = |token: &String| self.shown.values().any(|tokens| tokens.contains(token));
        let lost: Vec<String> = gone.into_iter().filter(|token| !is_elsewhere(token)).collect();
        if !lost.is_empty() {
            wrong.push(format!("no longer shows {}", lost.join(" ")));
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(entry: &str, text: &str) -> (String, String) {
        (entry.to_owned(), text.to_owned())
    }

    #[test]
    fn a_cookie_never_goes_back() {
        let mut watch = Watch::new('u');
        assert_eq!(watch.moved(3, 7), None);
        assert_eq!(watch.moved(3, 7), None);
        assert!(watch.moved(2, 7).is_some());
        assert!(watch.moved(9, 8).is_some());
    }

    #[test]
    fn what_was_shown_stays_or_moves_to_a_copy() {
        let mut watch = Watch::new('u');
        assert!(watch.show(&[text("a", "u1-1\nu1-2")]).is_empty());
        assert!(watch.show(&[text("a", "u1-1"), text("copy", "u1-2")]).is_empty());
        assert_eq!(watch.show(&[text("a", "")]), ["no longer shows u1-1"]);
        assert_eq!(watch.show(&[text("b", "c1-1")]), ["shows c1-1"]);
    }
}
