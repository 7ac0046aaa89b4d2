//! Bringing together two texts that were typed over the same third one, paragraph by paragraph.
//!
//! A paragraph is a line: what stands between two line breaks. Paragraphs are kept whole, so no sentence comes out that
//! nobody wrote. Where both sides changed the same paragraph, or put something at the same place, there is no merge. What
//! both sides put at the same place alike is there once.

use std::collections::HashSet;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

/// Most paragraphs of a text that is merged. A diary has fewer; finding what has changed among more could hold up the
/// server for seconds.
pub const MAX_PARAGRAPHS: usize = 5_000;

/// What one side put in place of some paragraphs of the base: of none where it inserted, by none where it deleted.
struct Change<'a> {
    side: Side,
    replaced: Range<usize>,
    by: Vec<&'a str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    One,
    Other,
}

/// What both sides have put since the last paragraph that both left as it was.
#[derive(Default)]
struct Here<'a, 'c> {
    last: Option<&'c Change<'a>>,
    /// The paragraphs that are not empty, by their side.
    put: [HashSet<&'a str>; 2],
}

impl<'a, 'c> Here<'a, 'c> {
    fn take_in(&mut self, change: &'c Change<'a>) {
        self.put[change.side as usize].extend(change.by.iter().filter(|paragraph| !is_empty(paragraph)));
        self.last = Some(change);
    }

    /// Whether the other side than this one has put a paragraph here.
    fn is_put_beside(&self, side: Side, paragraph: &str) -> bool {
        self.put[1 - side as usize].contains(paragraph)
    }
}

/// The text with the changes of both sides, or `None` where they overlap or a text has more than [`MAX_PARAGRAPHS`]. It
/// does not matter which side is which.
///
/// ```
/// use hearken_domain::merge::merge;
/// let merged = merge("Morning.\nEvening.", "A bright morning.\nEvening.", "Morning.\nEvening.\nNight.");
/// assert_eq!(merged.as_deref(), Some("A bright morning.\nEvening.\nNight."));
/// assert_eq!(merge("Morning.", "A bright morning.", "A dark morning."), None);
/// ```
#[must_use]
pub fn merge(base: &str, one: &str, other: &str) -> Option<String> {
    if [base, one, other].into_iter().any(|text| text.split('\n').count() > MAX_PARAGRAPHS) {
        return None;
    }
    let paragraphs: Vec<&str> = base.split('\n').collect();
    let (ones, others) = (changes(base, one, Side::One), changes(base, other, Side::Other));
    let (mut merged, mut at) = (Vec::with_capacity(paragraphs.len()), 0);
    let mut here = Here::default();
    for change in in_order(&ones, &others)? {
        let between = &paragraphs[at..change.replaced.start];
        merged.extend_from_slice(between);
        if !between.iter().copied().all(is_empty) {
            here = Here::default();
        }
        merged.extend_from_slice(change.added_to(&here, between.len())?);
        here.take_in(change);
        at = change.replaced.end;
    }
    merged.extend_from_slice(&paragraphs[at..]);
    Some(merged.join("\n"))
}

/// The changes of both sides by their place, without those that yield; `None` where two collide.
fn in_order<'a>(ones: &'a [Change<'a>], others: &'a [Change<'a>]) -> Option<Vec<&'a Change<'a>>> {
    let (mut ones, mut others) = (ones.iter().peekable(), others.iter().peekable());
    let mut all = Vec::new();
    loop {
        let next = match (ones.peek(), others.peek()) {
            (None, None) => return Some(all),
            (Some(a), Some(b)) if a.collides_with(b) => {
                if a.yields_to(b) {
                    ones.next();
                } else if b.yields_to(a) {
                    others.next();
                } else {
                    return None;
                }
                continue;
            }
            (Some(a), Some(b)) if b.place() < a.place() => others.next(),
            (None, _) => others.next(),
            _ => ones.next(),
        };
        all.extend(next);
    }
}

/// How `text` differs from `base`, in order.
fn changes<'a>(base: &'a str, text: &'a str, side: Side) -> Vec<Change<'a>> {
    let mut input = InternedInput::default();
    input.update_before(base.split('\n'));
    input.update_after(text.split('\n'));
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    // Where a change could stand in two places, it stands in the same one on both sides.
    diff.postprocess_no_heuristic(&input);
    let paragraphs: Vec<&str> = text.split('\n').collect();
    let place = |range: Range<u32>| range.start as usize..range.end as usize;
    let change = |hunk: imara_diff::Hunk| {
        let by = paragraphs[place(hunk.after)].to_vec();
        Change { side, replaced: place(hunk.before), by }
    };
    diff.hunks().map(change).collect()
}

impl<'a> Change<'a> {
    const fn place(&self) -> (usize, usize) {
        (self.replaced.start, self.replaced.end)
    }

    /// Whether both are about the same paragraph, or put something at the same place.
    fn collides_with(&self, other: &Self) -> bool {
        let (a, b) = (&self.replaced, &other.replaced);
        (a.start < b.end && b.start < a.end) || (a.is_empty() && a == b)
    }

    /// Whether nothing that was typed is lost when `other` is taken instead: it is the same, or this one only adds empty
    /// lines, and no more of them.
    fn yields_to(&self, other: &Self) -> bool {
        let is_same = self.replaced == other.replaced && self.by == other.by;
        is_same || (self.is_spacing() && (!other.is_spacing() || self.by.len() <= other.by.len()))
    }

    fn is_spacing(&self) -> bool {
        self.replaced.is_empty() && self.by.iter().copied().all(is_empty)
    }

    /// What this change adds after those that are `here`, of which `empty` lines part it: what the other side has put there
    /// already is not added again. `None` where it cannot be told whether that is the same.
    fn added_to(&self, here: &Here<'a, '_>, empty: usize) -> Option<&[&'a str]> {
        let last = here.last.filter(|last| last.side != self.side);
        let added = last.map_or(&self.by[..], |last| self.added_after(last, empty));
        (!added.iter().any(|paragraph| here.is_put_beside(self.side, paragraph))).then_some(added)
    }

    fn added_after(&self, last: &Self, empty: usize) -> &[&'a str] {
        let (before, after) = (without_end(&last.by), without_start(&self.by));
        let most = self.most_in_common(last).min(after.len());
        let count = overlap(before, &after[..most]);
        if count == 0 {
            return &self.by;
        }
        // Of the empty lines that either side put after it, those count that are more.
        let empty = last.by.len() - before.len() + empty;
        let rest = &after[count..];
        &rest[empty.min(rest.len() - without_start(rest).len())..]
    }

    /// How many paragraphs both neighbours may have put at the place between them. Where both replaced some, only what they
    /// brought besides: two lines of a list may have become alike.
    fn most_in_common(&self, other: &Self) -> usize {
        if self.replaced.is_empty() || other.replaced.is_empty() {
            return self.by.len();
        }
        let brought = |change: &Self| change.by.len().saturating_sub(change.replaced.len());
        brought(self).min(brought(other))
    }
}

/// How many paragraphs at the end of `before` are those at the start of `after`: the most of them. As in the search of Knuth,
/// Morris and Pratt, so that a list of lines that are alike takes no longer than any other.
fn overlap(before: &[&str], after: &[&str]) -> usize {
    // With how many of its lines `after` begins that end its first lines, for each number of those.
    let mut fallback = vec![0; after.len() + 1];
    let mut count = 0;
    for (end, paragraph) in after.iter().enumerate().skip(1) {
        count = grown(after, &fallback, count, paragraph);
        fallback[end + 1] = count;
    }
    count = 0;
    for paragraph in before {
        count = grown(after, &fallback, count, paragraph);
    }
    count
}

/// With how many of its first lines `after` goes on behind `count` of them and this one.
fn grown(after: &[&str], fallback: &[usize], mut count: usize, paragraph: &str) -> usize {
    while count > 0 && after.get(count) != Some(&paragraph) {
        count = fallback[count];
    }
    if after.get(count) == Some(&paragraph) { count + 1 } else { 0 }
}

fn is_empty(paragraph: &str) -> bool {
    paragraph.trim().is_empty()
}

fn without_start<'b, 'a>(paragraphs: &'b [&'a str]) -> &'b [&'a str] {
    let start = paragraphs.iter().position(|paragraph| !is_empty(paragraph));
    &paragraphs[start.unwrap_or(paragraphs.len())..]
}

fn without_end<'b, 'a>(paragraphs: &'b [&'a str]) -> &'b [&'a str] {
    let end = paragraphs.iter().rposition(|paragraph| !is_empty(paragraph));
    &paragraphs[..end.map_or(0, |last| last + 1)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MAX_PARAGRAPHS, merge, overlap};

    const DAY: &str = "Morning.\n\nNoon.\n\nEvening.";

    /// The merge, which must be the same whichever side is which.
    fn merged(base: &str, one: &str, other: &str) -> Option<String> {
        let merged = merge(base, one, other);
        assert_eq!(merged, merge(base, other, one), "the sides count alike");
        merged
    }

    fn assert_merges(one: &str, other: &str, expected: &str) {
        assert_eq!(merged(DAY, one, other).as_deref(), Some(expected));
    }

    #[test]
    fn paragraphs_touched_apart_come_together() {
        assert_merges(
            "A bright morning.\n\nNoon.\n\nEvening.",
            "Morning.\n\nNoon.\n\nA long evening.",
            "A bright morning.\n\nNoon.\n\nA long evening.",
        );
        assert_merges(
            "Morning.\n\nNoon.\n\nEvening.\n\nNight.",
            "Dawn.\n\nMorning.\n\nNoon.\n\nEvening.",
            "Dawn.\n\nMorning.\n\nNoon.\n\nEvening.\n\nNight.",
        );
        assert_merges("Morning.\n\nEvening.", "Morning.\n\nNoon.\n\nLate.", "Morning.\n\nLate.");
    }

    #[test]
    fn neighbours_are_apart() {
        assert_eq!(merged("a\nb", "A\nb", "a\nB").as_deref(), Some("A\nB"));
        assert_eq!(merged("a\nb", "a\nB", "a\nb\nc").as_deref(), Some("a\nB\nc"), "the last one changed, one added");
        assert_eq!(merged("a\nb", "A\nb", "a\nnew\nb").as_deref(), Some("A\nnew\nb"));
        assert_eq!(merged("a\nb", "b", "a\nb\nc").as_deref(), Some("b\nc"));
    }

    #[test]
    fn the_same_place_is_not_decided() {
        for (one, other) in [
            ("Morning.\n\nA late noon.\n\nEvening.", "Morning.\n\nAn early noon.\n\nEvening."),
            ("Morning.\n\nA late noon.\n\nEvening.", "Morning.\n\nEvening."),
            ("Morning.\n\nNoon.\n\nEvening.\n\nNight.", "Morning.\n\nNoon.\n\nEvening.\n\nDreams."),
            ("Something else altogether.", "Morning.\n\nA late noon.\n\nEvening."),
        ] {
            assert_eq!(merged(DAY, one, other), None, "{one:?} {other:?}");
        }
    }

    #[test]
    fn the_same_change_counts_once() {
        let late = "Morning.\n\nA late noon.\n\nEvening.";
        assert_merges(late, late, late);
        assert_merges(late, "Morning.\n\nA late noon.\n\nDusk.", "Morning.\n\nA late noon.\n\nDusk.");
    }

    #[test]
    fn what_both_put_beside_a_change_comes_once() {
        for (base, one, other, expected) in [
            ("a", "A\nP", "a\nP", "A\nP"),
            ("a", "P\nA", "P\na", "P\nA"),
            ("a", "A\nP", "a\nP\nQ", "A\nP\nQ"),
            ("a", "P\nA", "Q\nP\na", "Q\nP\nA"),
            ("a", "A\n\nP", "a\n\nP", "A\n\nP"),
            ("a", "A\n\nP\n", "a\n\nP\n\nQ", "A\n\nP\n\nQ"),
            ("a\n\nb", "A\n\nP\n\nb", "a\n\nP\n\nb", "A\n\nP\n\nb"),
            ("a\n\nb", "A\n\nP\n\nb", "a\n\nP\n\nB", "A\n\nP\n\nB"),
            ("a\nb", "A\nP\nb", "a\nP\nB", "A\nP\nB"),
        ] {
            assert_eq!(merged(base, one, other).as_deref(), Some(expected), "{one:?} {other:?}");
        }
        assert_eq!(merged("a", "A\nP\nx", "a\nP\ny"), None, "both put something after the same");
        assert_eq!(merged("a\nb", "P\nb", "a\nP"), None, "two lines that became alike, or one between them");
        assert_eq!(merged("a", "A\n\nA", "a\nz").as_deref(), Some("A\n\nA\nz"), "twice on purpose");
    }

    #[test]
    fn empty_lines_stand_in_nobodys_way() {
        assert_merges(
            "Morning.\n\nNoon.\n\nEvening.\n\n",
            "Morning.\n\nNoon.\n\nEvening.\n\nNight.",
            "Morning.\n\nNoon.\n\nEvening.\n\nNight.",
        );
        assert_merges(
            "Morning.\n\nNoon.\n\nEvening.\n",
            "Morning.\n\nNoon.\n\nEvening.\n\n",
            "Morning.\n\nNoon.\n\nEvening.\n\n",
        );
    }

    #[test]
    fn an_empty_base_has_one_empty_paragraph() {
        assert_eq!(merged("", "a", "").as_deref(), Some("a"));
        assert_eq!(merged("", "a", "b"), None);
    }

    #[test]
    fn the_most_that_is_shared_is_found() {
        let slow = |before: &[&str], after: &[&str]| {
            (0..=after.len()).rev().find(|&count| before.ends_with(&after[..count])).unwrap_or_default()
        };
        let lines = |bits: usize, length: usize| -> Vec<&str> {
            (0..length).map(|place| if (bits >> place) & 1 == 0 { "a" } else { "b" }).collect()
        };
        for length in 0..6 {
            for bits in 0..1 << (2 * length) {
                let (before, after) = (lines(bits, length), lines(bits >> length, length));
                assert_eq!(overlap(&before, &after), slow(&before, &after), "{before:?} {after:?}");
                assert_eq!(overlap(&before, &after[..length / 2]), slow(&before, &after[..length / 2]));
            }
        }
    }

    #[test]
    fn a_list_without_end_is_not_merged() {
        let long = |count: usize| vec!["a"; count].join("\n");
        assert!(merge(&long(MAX_PARAGRAPHS), &long(MAX_PARAGRAPHS - 1), &long(MAX_PARAGRAPHS)).is_some());
        assert_eq!(merge(&long(MAX_PARAGRAPHS), &long(MAX_PARAGRAPHS + 1), &long(MAX_PARAGRAPHS)), None);
    }

    /// A text of a few paragraphs that come again, and the same with a few of them changed.
    fn texts() -> impl Strategy<Value = (String, String, String)> {
        let base = prop::collection::vec(prop_oneof![Just(String::new()), "[a-e]"], 0..12);
        base.prop_flat_map(|base| (Just(base.join("\n")), edited(base.clone(), "x"), edited(base, "y")))
    }

    /// What someone makes of a text: paragraphs that are typed are like none before.
    fn edited(base: Vec<String>, who: &'static str) -> impl Strategy<Value = String> {
        let touch = prop_oneof![6 => Just(0), 1 => Just(1), 1 => Just(2), 1 => Just(3), 1 => Just(4)];
        prop::collection::vec(touch, base.len() + 1).prop_map(move |touches| {
            let mut text = Vec::new();
            for (index, touch) in touches.into_iter().enumerate() {
                let paragraph = base.get(index).cloned();
                match touch {
                    1 => text.push(format!("{who}{index}")),
                    2 => {}
                    3 => text.extend([Some(format!("{who}{index}")), paragraph].into_iter().flatten()),
                    4 => text.extend([Some(String::new()), paragraph].into_iter().flatten()),
                    _ => text.extend(paragraph),
                }
            }
            text.join("\n")
        })
    }

    /// A text whose paragraphs differ, and what two make of the same later one, in which something was inserted.
    fn shared() -> impl Strategy<Value = (String, String, String)> {
        let base = prop::collection::vec((any::<bool>(), prop::sample::select(vec![0, 0, 1, 2])), 1..5);
        base.prop_flat_map(|places| {
            let (mut base, mut later) = (Vec::new(), Vec::new());
            for (index, (is_spaced, inserted)) in places.into_iter().enumerate() {
                let spacing = (is_spaced && index > 0).then(String::new);
                let paragraph = [spacing.clone(), Some(format!("p{index}"))].into_iter().flatten();
                base.extend(paragraph.clone());
                later.extend(paragraph);
                for nth in 0..inserted {
                    later.extend([spacing.clone(), Some(format!("s{index}{nth}"))].into_iter().flatten());
                }
            }
            (Just(base.join("\n")), edited(later.clone(), "x"), edited(later, "y"))
        })
    }

    fn typed(base: &str, text: &str) -> Vec<String> {
        let old: Vec<_> = base.split('\n').collect();
        let is_typed = |paragraph: &&str| !paragraph.is_empty() && !old.contains(paragraph);
        text.split('\n').filter(is_typed).map(str::to_owned).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn nothing_that_was_typed_is_lost((base, one, other) in texts()) {
            if let Some(merged) = merged(&base, &one, &other) {
                let kept = typed(&base, &merged);
                let mut expected = [typed(&base, &one), typed(&base, &other)].concat();
                expected.sort();
                let mut found = kept.clone();
                found.sort();
                prop_assert_eq!(found, expected, "each once, in {:?}", merged);
                for side in [&one, &other] {
                    let own = typed(&base, side);
                    let order: Vec<_> = kept.iter().filter(|it| own.contains(it)).cloned().collect();
                    prop_assert_eq!(order, own, "in the order in which they were typed");
                }
            }
        }

        #[test]
        fn what_both_share_at_one_place_comes_once((base, one, other) in shared()) {
            if let Some(merged) = merged(&base, &one, &other) {
                let kept = typed(&base, &merged);
                let own = [typed(&base, &one), typed(&base, &other)].concat();
                for paragraph in &own {
                    let times = kept.iter().filter(|it| *it == paragraph).count();
                    prop_assert_eq!(times, 1, "{} of {:?} and {:?} in {:?}", paragraph, one, other, merged);
                }
            }
        }

        #[test]
        fn a_side_that_changed_nothing_has_no_say((base, one, _) in texts()) {
            prop_assert_eq!(merged(&base, &one, &base), Some(one.clone()));
            prop_assert_eq!(merged(&base, &one, &one), Some(one.clone()));
        }

        #[test]
        fn typing_on_over_ones_own_text_brings_both_together_again((base, one, other) in texts()) {
            // What a device does that has not yet seen the merge: it types on over its own text.
            if let Some(first) = merged(&base, &one, &other) {
                let on = format!("{one}\ntyped on");
                if let Some(second) = merge(&one, &first, &on) {
                    let lost: Vec<_> = typed(&base, &other).into_iter().filter(|it| !second.contains(it.as_str())).collect();
                    prop_assert_eq!(lost, Vec::<String>::new());
                    prop_assert!(second.contains("typed on"));
                }
            }
        }
    }
}
