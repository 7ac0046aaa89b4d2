//! Finds the phrases that have a word in a certain place.

use std::iter;

use rustc_hash::FxHashMap;

use super::pattern::Set;
use super::{Classes, WordId};

/// The numbers of patterns by the words and the classes of one of their sets.
#[derive(Default)]
pub(super) struct Index {
    by_word: FxHashMap<WordId, Vec<u32>>,
    by_class: FxHashMap<u32, Vec<u32>>,
}

impl Index {
    pub(super) fn new<'a>(sets: impl Iterator<Item = (u32, &'a Set)>) -> Self {
        let mut index = Self::default();
        for (pattern, set) in sets {
            for word in &set.words {
                index.by_word.entry(*word).or_default().push(pattern);
            }
            for bit in bits(set.classes) {
                index.by_class.entry(bit).or_default().push(pattern);
            }
        }
        index
    }

    /// The patterns whose set has this word, in order; those that have one of its classes, class by class.
    pub(super) fn with(&self, word: WordId, classes: Classes) -> impl Iterator<Item = u32> {
        let by_class = bits(classes).filter_map(|bit| self.by_class.get(&bit));
        self.by_word.get(&word).into_iter().chain(by_class).flatten().copied()
    }

    /// How many patterns have one of these words and classes.
    pub(super) fn count(&self, set: &Set) -> usize {
        let by_word = set.words.iter().filter_map(|word| self.by_word.get(word));
        let by_class = bits(set.classes).filter_map(|bit| self.by_class.get(&bit));
        by_word.chain(by_class).map(Vec::len).sum()
    }
}

/// The bits that are set, the lowest first.
fn bits(classes: Classes) -> impl Iterator<Item = u32> {
    let left = iter::successors(Some(classes), |left| (*left != 0).then(|| left & (left - 1)));
    left.take_while(|left| *left != 0).map(Classes::trailing_zeros)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_found_by_word_and_class() {
        let sets = [Set { words: vec![1, 2], classes: 0 }, Set { words: vec![2], classes: 0b101 }];
        let index = Index::new((0..).zip(&sets));
        let with = |word, classes| index.with(word, classes).collect::<Vec<_>>();
        assert_eq!(with(2, 0), [0, 1]);
        assert_eq!(with(1, 0b110), [0, 1]);
        assert_eq!(with(3, 0b010), [0; 0]);
        assert_eq!([index.count(&sets[0]), index.count(&sets[1])], [3, 4]);
    }
}
