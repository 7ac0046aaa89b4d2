//! The valence of each word in its surroundings, rule by rule.

use std::cmp::Ordering;

use super::words::Word;

/// What a negation multiplies a valence by.
const NEGATED: f64 = -0.74;
/// What capitals add to a word among words that are not in capitals.
const CAPITALS: f64 = 0.733;
/// How much of a booster is left at a distance of one, two and three words.
const FADING: [f64; 3] = [1.0, 0.95, 0.9];

/// The valence of each word; 0 for words without one. `mixed`: whether capitals stand out in the text they are from.
pub(in super::super) fn valences(words: &[Word<'_>], mixed: bool) -> Vec<f64> {
    (0..words.len()).map(|at| valence(words, at, mixed)).collect()
}

fn valence(words: &[Word<'_>], at: usize, mixed: bool) -> f64 {
    let word = &words[at];
    let Some(rating) = word.meaning.rating else { return 0.0 };
    if word.meaning.boost != 0.0 || is_kind_of(words, at) {
        return 0.0;
    }
    let mut valence = capitals(word, no(words, at, rating), mixed);
    for distance in 1..=at.min(3) {
        let before = &words[at - distance];
        if before.is_rated() {
            continue;
        }
        valence += boost(before, valence, mixed) * FADING[distance - 1];
        valence = negation(words, at, distance, valence);
        if distance == 3 {
            valence = idioms(words, at, valence);
        }
    }
    least(words, at, valence)
}

/// "kind of": here "kind" is not the rated word.
fn is_kind_of(words: &[Word<'_>], at: usize) -> bool {
    words[at].is("kind") && words.get(at + 1).is_some_and(|next| next.is("of"))
}

/// "no" before a rated word negates it instead of counting by itself: "no fun", "no great fun", "no fun or joy".
fn no(words: &[Word<'_>], at: usize, rating: f64) -> f64 {
    let is_no = |distance: usize| at >= distance && words[at - distance].is("no");
    let joined = || at >= 1 && (words[at - 1].is("or") || words[at - 1].is("nor"));
    if is_no(1) || is_no(2) || (is_no(3) && joined()) {
        rating * NEGATED
    } else if words[at].is("no") && words.get(at + 1).is_some_and(Word::is_rated) {
        0.0
    } else {
        rating
    }
}

/// Capitals intensify. (A valence of 0 is pushed down, as in the original.)
fn capitals(word: &Word<'_>, valence: f64, mixed: bool) -> f64 {
    if word.upper && mixed { valence + away_from_zero(valence, CAPITALS) } else { valence }
}

fn away_from_zero(valence: f64, by: f64) -> f64 {
    if valence > 0.0 { by } else { -by }
}

/// What a booster before a word adds to it: "very good" up, "slightly bad" up, "very bad" down.
fn boost(booster: &Word<'_>, valence: f64, mixed: bool) -> f64 {
    if booster.meaning.boost == 0.0 {
        return 0.0;
    }
    let boost = if valence < 0.0 { -booster.meaning.boost } else { booster.meaning.boost };
    if booster.upper && mixed { boost + away_from_zero(valence, CAPITALS) } else { boost }
}

/// A negation up to three words before turns a word around. "never so good" praises, "without doubt" negates nothing;
/// and, as in the original, "so" or "this" right before a word intensifies it from the fourth word on.
fn negation(words: &[Word<'_>], at: usize, distance: usize, valence: f64) -> f64 {
    let is = |distance: usize, lower: &str| words[at - distance].is(lower);
    let so = |distance: usize| is(distance, "so") || is(distance, "this");
    let (never_so, without_doubt) = match distance {
        1 => (false, false),
        2 => (is(2, "never") && so(1), is(2, "without") && is(1, "doubt")),
        _ => ((is(3, "never") && so(2)) || so(1), is(3, "without") && (is(2, "doubt") || is(1, "doubt"))),
    };
    if never_so {
        valence * 1.25
    } else if words[at - distance].meaning.negates && !without_doubt {
        valence * NEGATED
    } else {
        valence
    }
}

/// Phrases with a valence of their own.
const IDIOMS: [(&[&str], f64); 8] = [
    (&["the", "shit"], 3.0),
    (&["the", "bomb"], 3.0),
    (&["bad", "ass"], 1.5),
    (&["bus", "stop"], 0.0),
    (&["yeah", "right"], -2.0),
    (&["kiss", "of", "death"], -1.5),
    (&["to", "die", "for"], 3.0),
    (&["beating", "heart"], 3.5),
];

/// Boosters of two words.
const WEAKENING_PAIRS: [[&str; 2]; 3] = [["just", "enough"], ["kind", "of"], ["sort", "of"]];

/// Idioms around the word, which needs three words before it.
fn idioms(words: &[Word<'_>], at: usize, valence: f64) -> f64 {
    let ending_here = [at - 1..at + 1, at - 2..at + 1, at - 2..at, at - 3..at, at - 3..at - 1];
    let starting_here = [at..at + 2, at..at + 3];
    let before = ending_here.into_iter().find_map(|range| idiom(words.get(range)?));
    let after = starting_here.into_iter().rev().find_map(|range| idiom(words.get(range)?));
    let weakened = [at - 3..at - 1, at - 2..at].into_iter().filter(|range| is_weakening_pair(&words[range.clone()]));
    after.or(before).unwrap_or(valence) - 0.293 * count(weakened)
}

fn count(items: impl Iterator) -> f64 {
    items.fold(0.0, |count, _| count + 1.0)
}

fn idiom(words: &[Word<'_>]) -> Option<f64> {
    IDIOMS.iter().find(|(idiom, _)| is_sequence(words, idiom)).map(|(_, valence)| *valence)
}

fn is_weakening_pair(words: &[Word<'_>]) -> bool {
    WEAKENING_PAIRS.iter().any(|pair| is_sequence(words, pair))
}

fn is_sequence(words: &[Word<'_>], sequence: &[&str]) -> bool {
    words.len() == sequence.len() && words.iter().zip(sequence).all(|(word, lower)| word.is(lower))
}

/// "least" negates, "at least" and "very least" do not.
fn least(words: &[Word<'_>], at: usize, valence: f64) -> f64 {
    let is = |distance: usize, lower: &str| at >= distance && words[at - distance].is(lower);
    if is(1, "least") && !is(2, "at") && !is(2, "very") { valence * NEGATED } else { valence }
}

/// What comes before the first "but" counts half, what comes after it one and a half.
///
/// As in the original, each value is looked up by equality, so that of two words with the same valence the first may
/// be weighed twice and the second not at all.
pub(super) fn weigh_around_but(words: &[Word<'_>], valences: &mut [f64]) {
    let Some(but) = words.iter().position(|word| word.is("but")) else { return };
    for at in 0..valences.len() {
        let value = valences[at];
        let first = valences.iter().position(|other| other.partial_cmp(&value) == Some(Ordering::Equal)).unwrap_or(at);
        if first < but {
            valences[first] = value * 0.5;
        } else if first > but {
            valences[first] = value * 1.5;
        }
    }
}
