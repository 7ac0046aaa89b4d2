//! Where in a text the words of a query stand, and the piece of the text that shows it best.

use std::ops::Range;

use super::is_space;
use super::query::Term;
use super::words::{Word, words};

/// Characters before the first match, and in all; both a little less, to end between words.
const BEFORE: usize = 60;
const LENGTH: usize = 240;
/// Matches that are looked at in a text, and those of the last word: a text that has more shows them anywhere.
const MOST_MATCHES: usize = 10_000;

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
    let best = best(matches.iter(), terms.len()).unwrap_or(0..0);
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
        if found.len() >= MOST_MATCHES {
            break;
        }
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

/// The first of the matches with the most different ones of so many terms within reach.
fn best<'m>(matches: impl Iterator<Item = &'m Match> + Clone, terms: usize) -> Option<Range<usize>> {
    let (mut found, mut most) = (matches.clone().next()?, 0);
    // What is within reach lies between the two; it is counted as it comes in and goes out.
    let mut ahead = matches.clone().peekable();
    let (mut near, mut variety) = (vec![0_usize; terms], 0);
    for first in matches {
        let reach = first.place.start + LENGTH - BEFORE;
        while let Some(next) = ahead.next_if(|next| next.place.end <= reach) {
            variety += usize::from(near[next.term] == 0);
            near[next.term] += 1;
        }
        if variety > most {
            (found, most) = (first, variety);
        }
        if variety == 0 {
            // It is longer than the reach, and was not counted.
            ahead.next();
        } else {
            near[first.term] -= 1;
            variety -= usize::from(near[first.term] == 0);
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
    use std::cell::Cell;

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

    #[test]
    fn the_work_grows_with_the_text_and_not_with_its_square() {
        let text = "ab ".repeat(33_333);
        let terms = Query::parse(&"a \"ab\" \"ab ab\" ab \"ab ab ab\" ".repeat(10)).terms;
        assert_eq!(terms.len(), 5);
        let matches = matches(&text, &terms);
        assert_eq!(matches.len(), MOST_MATCHES);
        let looks = Cell::new(0);
        let looked_at = matches.iter().inspect(|_| looks.set(looks.get() + 1));
        assert_eq!(best(looked_at, terms.len()), Some(0..8));
        assert!(looks.get() <= 2 * matches.len() + 1, "{} looks", looks.get());
    }

    #[test]
    fn a_phrase_beyond_reach_hides_no_other_match() {
        let gap = "-".repeat(LENGTH);
        let text = format!("one{gap}two {gap} one and two");
        let terms = Query::parse("\"one two\" one two").terms;
        let best = best(matches(&text, &terms).iter(), terms.len());
        assert_eq!(best, Some(text.len() - 11..text.len() - 8));
    }
}
