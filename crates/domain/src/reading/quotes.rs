//! What other people said, in quotation marks.

use std::ops::Range;

/// A quotation of fewer words is rather a way of writing: my "best friend".
const SHORTEST: usize = 3;

/// Words that introduce what somebody said.
const SAYING: [&str; 22] = [
    "said",
    "say",
    "says",
    "saying",
    "told",
    "asked",
    "replied",
    "answered",
    "whispered",
    "shouted",
    "yelled",
    "wrote",
    "texted",
    "messaged",
    "added",
    "admitted",
    "repeated",
    "muttered",
    "screamed",
    "joked",
    "promised",
    "thought",
];

/// The quotations in a text that are not the writer's own words, marks left out.
pub(super) fn of_others(text: &str) -> Vec<Range<usize>> {
    let mut quotes = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let marks: Vec<usize> = line.match_indices('"').map(|(at, _)| start + at).collect();
        for pair in marks.chunks_exact(2) {
            let inner = pair[0] + 1..pair[1];
            let before = &text[start..pair[0]];
            let after = &text[pair[1] + 1..start + line.len()];
            if is_of_other(&text[inner.clone()], before, after) {
                quotes.push(inner);
            }
        }
        start += line.len();
    }
    quotes
}

fn is_of_other(quote: &str, before: &str, after: &str) -> bool {
    let before = before.rsplit(['.', '!', '?', '"']).next().unwrap_or_default();
    let after = after.split(['.', '!', '?', '"', ',']).next().unwrap_or_default();
    let before: Vec<&str> = words(before).rev().take(6).collect();
    let after: Vec<&str> = words(after).take(4).collect();
    let is_said = before.iter().chain(&after).any(|word| is_saying(word));
    let is_own = says_i(before.iter().rev()) || says_i(after.iter());
    !is_own && (is_said || words(quote).nth(SHORTEST - 1).is_some())
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|char: char| !char.is_alphanumeric() && char != '\'').filter(|word| !word.is_empty())
}

fn is_saying(word: &str) -> bool {
    SAYING.iter().any(|saying| saying.eq_ignore_ascii_case(word))
}

/// "I said", "I finally told him": "I" and at most one word later what I did.
fn says_i<'a>(words: impl Iterator<Item = &'a &'a str>) -> bool {
    let mut since = usize::MAX;
    for word in words {
        if is_saying(word) && since <= 2 {
            return true;
        }
        since = if matches!(*word, "I" | "i" | "We" | "we") { 1 } else { since.saturating_add(1) };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others(text: &str) -> Vec<&str> {
        of_others(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn only_what_others_said() {
        assert_eq!(others("He said \"you are late\" and left."), ["you are late"]);
        assert_eq!(others("\"Sorry,\" she whispered."), ["Sorry,"]);
        assert_eq!(others("I finally said \"I am happy here\"."), [""; 0]);
        assert_eq!(others("My \"best friend\" called."), [""; 0]);
        assert_eq!(others("An open \" mark and a 5\" screen\nnext \"line"), [" mark and a 5"]);
    }
}
