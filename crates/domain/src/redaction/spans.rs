//! Places where something was seen, put in order.

use std::ops::Range;

use super::Kind;

/// Something seen, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) place: Range<usize>,
    pub(super) kind: Kind,
    /// Position in the user's list.
    pub(super) person: Option<usize>,
}

impl Found {
    pub(super) const fn new(place: Range<usize>, kind: Kind) -> Self {
        Self { place, kind, person: None }
    }
}

/// From left to right and without overlaps: what shares a character becomes one, of the kind that comes first.
pub(super) fn settle(mut found: Vec<Found>) -> Vec<Found> {
    found.retain(|found| !found.place.is_empty());
    found.sort_by_key(|found| (found.place.start, found.place.end));
    let mut settled: Vec<Found> = Vec::with_capacity(found.len());
    for next in found {
        match settled.last_mut().filter(|last| next.place.start < last.place.end) {
            Some(last) => absorb(last, &next),
            None => settled.push(next),
        }
    }
    settled
}

fn absorb(last: &mut Found, next: &Found) {
    last.place.end = last.place.end.max(next.place.end);
    if next.kind < last.kind || (next.kind == last.kind && last.person.is_none()) {
        (last.kind, last.person) = (next.kind, next.person);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_overlaps_becomes_one() {
        let known = Found { place: 0..4, kind: Kind::Person, person: Some(3) };
        let full = Found::new(0..9, Kind::Person);
        assert_eq!(settle(vec![full, known]), [Found { place: 0..9, kind: Kind::Person, person: Some(3) }]);
        let (mail, name) = (Found::new(5..20, Kind::Email), Found::new(3..9, Kind::Person));
        let other = Found::new(20..24, Kind::Place);
        assert_eq!(settle(vec![mail, other.clone(), name]), [Found::new(3..20, Kind::Email), other]);
    }
}
