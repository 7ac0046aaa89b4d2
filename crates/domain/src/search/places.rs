//! Where in a text the words of a query stand, and the piece of the text that shows it best.

use std::collections::HashSet;
use std::ops::Range;

use super::is_space;
use super::query::Term;
use super::words::{Word, words};

/// Characters before the first match, and in all; both a little less, to end between words.
const BEFORE: usize = 60;
const LENGTH: usize = 240;

/// A piece of a text around what was found in it; everything in characters (Unicode code points) of the whole text.
#[derive(Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The piece.
    pub piece: Range<usize>,
    /// What was found in it, from left to right and without overlaps.
    pub places: Vec<Range<usize>>,
}

/// Which term stands where, in characters.
struct Match {
    term: usize,
    place: Range<usize>,
}

/// The places of the wanted words in `text`, in characters, from left to right and without overlaps.
#[must_use]
pub fn places(text: &str, terms: &[Term]) -> Vec<Range<usize>> {
    without_overlaps(&matches(text, terms))
}

/// The piece of `text` with the most of the wanted words near each other; its beginning if it has none.
#[must_use]
pub fn snippet(text: &str, terms: &[Term]) -> Snippet {
    let (matches, chars) = (matches(text, terms), text.chars().collect::<Vec<_>>());
    let best = best(&matches).unwrap_or(0..0);
    let start = if best.start <= BEFORE { 0 } else { word_start(&chars, best.start - BEFORE, best.start) };
    let end = word_end(&chars, start + LENGTH, best.end);
    let mut places = without_overlaps(&matches);
    places.retain(|place| place.start >= start && place.end <= end);
    Snippet { piece: start..end, places }
}

fn matches(text: &str, terms: &[Term]) -> Vec<Match> {
    let words = words(text);
    let mut characters = Characters { text, byte: 0, count: 0 };
    let mut found = Vec::new();
    for at in 0..words.len() {
        for (index, term) in terms.iter().filter(|term| !term.not).enumerate() {
            if let Some(bytes) = match_at(&words[at..], term) {
                found.push((index, bytes));
            }
        }
    }
    found.sort_by(|(_, a), (_, b)| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let in_characters = |(term, bytes): (usize, Range<usize>)| {
        let start = characters.at(bytes.start);
        Match { term, place: start..start + text[bytes].chars().count() }
    };
    found.into_iter().map(in_characters).collect()
}

/// Counts characters up to bytes that are asked for in order.
struct Characters<'t> {
    text: &'t str,
    byte: usize,
    count: usize,
}

impl Characters<'_> {
    fn at(&mut self, byte: usize) -> usize {
        self.count += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.count
    }
}

fn match_at(words: &[Word], term: &Term) -> Option<Range<usize>> {
    let here = words.get(..term.words.len())?;
    let (last, others) = here.split_last()?;
    let (wanted_last, wanted) = term.words.split_last()?;
    let stands = others.iter().map(|word| &word.folded).eq(wanted)
        && if term.exact { last.folded == *wanted_last } else { last.folded.starts_with(wanted_last) };
    stands.then(|| here[0].place.start..last.place.end)
}

fn without_overlaps(sorted: &[Match]) -> Vec<Range<usize>> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    for Match { place, .. } in sorted {
        match kept.last_mut() {
            Some(last) if place.start < last.end => last.end = last.end.max(place.end),
            _ => kept.push(place.clone()),
        }
    }
    kept
}

/// The first of the matches with the most different terms within reach.
fn best(matches: &[Match]) -> Option<Range<usize>> {
    let (mut found, mut most) = (matches.first()?, 0);
    for (at, first) in matches.iter().enumerate() {
        let reach = first.place.start + LENGTH - BEFORE;
        let near = matches[at..].iter().take_while(|other| other.place.end <= reach);
        let variety = near.map(|other| other.term).collect::<HashSet<_>>().len();
        if variety > most {
            (found, most) = (first, variety);
        }
    }
    Some(found.place.clone())
}

/// The first beginning of a word from `at` on, but not beyond `most`.
fn word_start(chars: &[char], at: usize, most: usize) -> usize {
    chars[at..most].iter().position(|&char| is_space(char)).map_or(at, |space| at + space + 1)
}

/// The last end of a word before `at`, but not before `least`.
fn word_end(chars: &[char], at: usize, least: usize) -> usize {
    if at >= chars.len() {
        return chars.len();
    }
    let space = chars.get(least..at).and_then(|chars| chars.iter().rposition(|&char| is_space(char)));
    space.map_or(at.max(least), |space| least + space)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;

    #[test]
    fn places_count_characters() {
        let terms = Query::parse("sam").terms;
        assert_eq!(places("🙂 Sam, и Sam", &terms), [2..5, 9..12]);
    }

    #[test]
    fn a_word_that_is_everywhere_is_no_trouble() {
        let text = "tea ".repeat(25_000);
        let found = snippet(&text, &Query::parse("tea t").terms);
        assert_eq!(found.piece, 0..239);
        assert_eq!(found.places.len(), 60);
    }
}
