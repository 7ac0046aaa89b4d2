//! Bringing together two texts that were typed over the same third one, paragraph by paragraph.
//!
//! A paragraph is a line: what stands between two line breaks. Paragraphs are kept whole, so no sentence comes out that
//! nobody wrote. Where both sides changed the same paragraph, or put something at the same place, there is no merge.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

/// Most paragraphs of a text that is merged. A diary has fewer; finding what has changed among more could hold up the
/// server for seconds.
pub const MAX_PARAGRAPHS: usize = 5_000;

/// What one side put in place of some paragraphs of the base: of none where it inserted, by none where it deleted.
struct Change<'a> {
    replaced: Range<usize>,
    by: Vec<&'a str>,
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
    let (ones, others) = (changes(base, one), changes(base, other));
    let (mut ones, mut others) = (ones.iter().peekable(), others.iter().peekable());
    let (mut merged, mut at) = (Vec::with_capacity(paragraphs.len()), 0);
    loop {
        let next = match (ones.peek(), others.peek()) {
            (None, None) => break,
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
        if let Some(Change { replaced, by }) = next {
            merged.extend_from_slice(&paragraphs[at..replaced.start]);
            merged.extend_from_slice(by);
            at = replaced.end;
        }
    }
    merged.extend_from_slice(&paragraphs[at..]);
    Some(merged.join("\n"))
}

/// How `text` differs from `base`, in order.
fn changes<'a>(base: &'a str, text: &'a str) -> Vec<Change<'a>> {
    let mut input = InternedInput::default();
    input.update_before(base.split('\n'));
    input.update_after(text.split('\n'));
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    // Where a change could stand in two places, it stands in the same one on both sides.
    diff.postprocess_no_heuristic(&input);
    let paragraphs: Vec<&str> = text.split('\n').collect();
    let place = |range: Range<u32>| range.start as usize..range.end as usize;
    let change =
        |hunk: imara_diff::Hunk| Change { replaced: place(hunk.before), by: paragraphs[place(hunk.after)].to_vec() };
    diff.hunks().map(change).collect()
}

impl Change<'_> {
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
        self.replaced.is_empty() && self.by.iter().all(|paragraph| paragraph.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MAX_PARAGRAPHS, merge};

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
