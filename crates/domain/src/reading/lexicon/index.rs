//! Finds the phrases that have a word in a certain place.

use rustc_hash::FxHashMap;

use super::numbers::{Numbers, ones};
use super::pattern::Set;
use super::{Classes, WordId};

/// The numbers of patterns by the words and the classes of one of their sets.
#[derive(Default)]
pub(super) struct Index {
    by_word: FxHashMap<WordId, Vec<u32>>,
    /// By the number of the class.
    by_class: Vec<Numbers>,
}

impl Index {
    pub(super) fn new<'a>(sets: impl Iterator<Item = (u32, &'a Set)>) -> Self {
        let mut by_class = vec![Numbers::default(); Classes::BITS as usize];
        let mut by_word: FxHashMap<WordId, Vec<u32>> = FxHashMap::default();
        for (pattern, set) in sets {
            for word in &set.words {
                by_word.entry(*word).or_default().push(pattern);
            }
            for bit in ones(set.classes) {
                by_class[bit as usize].insert(pattern);
            }
        }
        Self { by_word, by_class }
    }

    /// Adds the patterns to `all` whose set has this word or one of its classes.
    pub(super) fn add(&self, word: WordId, classes: Classes, all: &mut Numbers) {
        self.of_word(word).for_each(|pattern| all.insert(pattern));
        for bit in ones(classes) {
            all.insert_all(&self.by_class[bit as usize]);
        }
    }

    /// Of `some` patterns, those whose set has this word, in order; then those that have one of its classes, class by class.
    pub(super) fn with<'a>(
        &'a self,
        word: WordId,
        classes: Classes,
        some: &'a Numbers,
    ) -> impl Iterator<Item = u32> + 'a {
        let by_class = ones(classes).flat_map(|bit| self.by_class[bit as usize].common(some));
        self.of_word(word).filter(|pattern| some.has(*pattern)).chain(by_class)
    }

    /// How many patterns have one of these words and classes.
    pub(super) fn count(&self, set: &Set) -> usize {
        let by_word = set.words.iter().map(|word| self.of_word(*word).count());
        by_word.chain(ones(set.classes).map(|bit| self.by_class[bit as usize].len())).sum()
    }

    fn of_word(&self, word: WordId) -> impl Iterator<Item = u32> + '_ {
        self.by_word.get(&word).into_iter().flatten().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_found_by_word_and_class() {
        let sets = [Set { words: vec![1, 2], classes: 0 }, Set { words: vec![2], classes: 0b101 }];
        let index = Index::new((0..).zip(&sets));
        let mut all = Numbers::default();
        index.add(2, 0b001, &mut all);
        let with = |word, classes| index.with(word, classes, &all).collect::<Vec<_>>();
        assert_eq!(with(2, 0), [0, 1]);
        assert_eq!(with(1, 0b110), [0, 1]);
        assert_eq!(with(3, 0b010), [0; 0]);
        assert_eq!([index.count(&sets[0]), index.count(&sets[1])], [3, 4]);
    }
}
