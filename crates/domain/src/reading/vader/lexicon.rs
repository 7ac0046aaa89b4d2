//! What VADER knows about single words: rated ones, those that strengthen or weaken others, and negations.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What is known about a word.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Meaning {
    /// Mean rating from -4 to 4.
    pub(super) rating: Option<f64>,
    /// What it adds to the words after it; 0 for a word that is no booster.
    pub(super) boost: f64,
    /// Whether it negates the words after it.
    pub(super) negates: bool,
}

const STRENGTHEN: f64 = 0.293;
const WEAKEN: f64 = -0.293;

static MEANINGS: LazyLock<FxHashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let mut meanings = FxHashMap::<_, Meaning>::default();
    for (word, rating) in include_str!("../../../lexicon/vader/words.tsv").lines().filter_map(|l| l.split_once('\t')) {
        meanings.entry(word).or_default().rating = rating.parse().ok();
    }
    for word in STRENGTHENERS.split_whitespace() {
        meanings.entry(word).or_default().boost = STRENGTHEN;
    }
    for word in WEAKENERS.split_whitespace() {
        meanings.entry(word).or_default().boost = WEAKEN;
    }
    for word in NEGATIONS.split_whitespace() {
        meanings.entry(word).or_default().negates = true;
    }
    meanings
});

/// Looks up a word in lower case.
pub(super) fn meaning(lower: &str) -> Meaning {
    let mut meaning = MEANINGS.get(lower).copied().unwrap_or_default();
    meaning.negates |= lower.contains("n't");
    meaning
}

const STRENGTHENERS: &str = "
    absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously
    entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking
    fricking frickin frigging friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible
    incredibly intensely major majorly more most particularly purely quite really remarkably so substantially
    thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very";

const WEAKENERS: &str = "
    almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly scarce
    scarcely slight slightly somewhat sorta sortof sort-of";

const NEGATIONS: &str = "
    aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt neither
    never none nope nor not nothing nowhere oughtnt shant shouldnt uhuh uh-uh wasnt werent without wont wouldnt
    rarely seldom despite";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_read() {
        let lines = include_str!("../../../lexicon/vader/words.tsv").lines().count();
        let rated = MEANINGS.values().filter(|meaning| meaning.rating.is_some()).count();
        assert_eq!((lines, rated), (7520, 7506), "fourteen words are listed twice; the later line counts");
    }

    #[test]
    fn meanings() {
        assert_eq!(meaning("good"), Meaning { rating: Some(1.9), ..Meaning::default() });
        assert_eq!(meaning("very").boost.to_bits(), STRENGTHEN.to_bits());
        assert!(meaning("hadn't've").negates && meaning("hadnt").negates);
        assert_eq!(meaning("table"), Meaning::default());
    }
}
