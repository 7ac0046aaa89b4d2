//! Emoji turned into their descriptions, which then count as words ("face with tears of joy").

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

static DESCRIPTIONS: LazyLock<FxHashMap<char, &'static str>> = LazyLock::new(|| {
    include_str!("../../../lexicon/vader/emoji.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(emoji, description)| Some((emoji.chars().next()?, description)))
        .collect()
});

/// A text with its emoji in words, and the way back to the places in the source.
pub(in super::super) struct Expanded<'a> {
    pub(in super::super) text: Cow<'a, str>,
    patches: Vec<Patch>,
}

/// One emoji: the bytes it had in the source, and those of its description.
struct Patch {
    source: Range<usize>,
    expanded: Range<usize>,
}

impl Expanded<'_> {
    /// The bytes of the source behind the bytes `range` of the expanded text; an emoji is never split.
    pub(in super::super) fn source(&self, range: Range<usize>) -> Range<usize> {
        self.source_of(range.start, |patch| patch.source.start)..self.source_of(range.end, |patch| patch.source.end)
    }

    fn source_of(&self, offset: usize, inside: impl Fn(&Patch) -> usize) -> usize {
        let before = self.patches.partition_point(|patch| patch.expanded.start < offset);
        match before.checked_sub(1).map(|last| &self.patches[last]) {
            None => offset,
            Some(patch) if offset < patch.expanded.end => inside(patch),
            Some(patch) => patch.source.end + (offset - patch.expanded.end),
        }
    }
}

/// Replaces each emoji by its description. As in the original, a description is set off from what comes before it,
/// but not from what follows.
pub(in super::super) fn expand(text: &str) -> Expanded<'_> {
    if text.is_ascii() {
        return Expanded { text: Cow::Borrowed(text), patches: Vec::new() };
    }
    let descriptions = &*DESCRIPTIONS;
    let mut expanded = String::with_capacity(text.len() + 32);
    let mut patches = Vec::new();
    let mut after_space = true;
    for (at, char) in text.char_indices() {
        if let Some(description) = descriptions.get(&char) {
            let start = expanded.len();
            if !after_space {
                expanded.push(' ');
            }
            expanded.push_str(description);
            patches.push(Patch { source: at..at + char.len_utf8(), expanded: start..expanded.len() });
            after_space = false;
        } else {
            expanded.push(char);
            after_space = char == ' ';
        }
    }
    Expanded { text: Cow::Owned(expanded), patches }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_set_off_on_the_left_only() {
        assert_eq!(expand("hi😀there").text, "hi grinning facethere");
        assert_eq!(expand("😀😀").text, "grinning face grinning face");
    }

    #[test]
    fn words_are_found_back_in_the_source() {
        let text = "ah 😀 good";
        let expanded = expand(text);
        let place = |word: &str| expanded.text.find(word).map(|at| expanded.source(at..at + word.len()));
        assert_eq!(place("ah"), Some(0..2));
        assert_eq!(place("grinning"), Some(3..7));
        assert_eq!(place("face"), Some(3..7));
        assert_eq!(place("good"), Some(8..12));
    }
}
