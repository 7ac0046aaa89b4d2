//! A text cut into sentences.

use std::ops::Range;

/// A longer sentence, in bytes, is cut at a space: nobody writes one, and reading takes its time for each.
const LONGEST: usize = 1_000;

/// The sentences of a text as byte ranges, without the white space around them.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let whole = split_at_stops(text);
    whole.into_iter().flat_map(|sentence| cut(text, sentence)).collect()
}

/// Cuts a sentence that is too long into pieces.
fn cut(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut rest = sentence;
    while rest.len() > LONGEST {
        let limit = text.floor_char_boundary(rest.start + LONGEST);
        let head = &text[rest.start..limit];
        let end = head.rfind(char::is_whitespace).filter(|space| *space > 0).map_or(limit, |space| rest.start + space);
        push_trimmed(text, rest.start..end, &mut pieces);
        rest.start = end;
    }
    push_trimmed(text, rest, &mut pieces);
    pieces
}

fn split_at_stops(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        if char == '\n' || char == '\r' {
            push_trimmed(text, start..at, &mut sentences);
            start = at + 1;
        } else if is_stop(char) {
            let mut end = at + char.len_utf8();
            while let Some((next, closing)) = chars.next_if(|(_, next)| is_stop(*next) || is_closing(*next)) {
                end = next + closing.len_utf8();
            }
            if ends_here(text, start, at, end) {
                end += comment_length(&text[end..]);
                push_trimmed(text, start..end, &mut sentences);
                start = end;
                while chars.next_if(|(next, _)| *next < end).is_some() {}
            }
        }
    }
    push_trimmed(text, start..text.len(), &mut sentences);
    sentences
}

/// Bytes of what comments on the sentence before: emoji and emoticons up to the next word or the end of the line.
fn comment_length(rest: &str) -> usize {
    let is_line_end = |char: char| char == '\n' || char == '\r';
    match rest.find(|char: char| char.is_alphanumeric() || is_line_end(char)) {
        Some(next) if !rest[next..].starts_with(is_line_end) => rest[..next].rfind(char::is_whitespace).unwrap_or(0),
        next => next.unwrap_or(rest.len()),
    }
}

fn push_trimmed(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let untrimmed = &text[range.clone()];
    let trimmed = untrimmed.trim();
    if !trimmed.is_empty() {
        let start = range.start + (untrimmed.len() - untrimmed.trim_start().len());
        sentences.push(start..start + trimmed.len());
    }
}

fn is_stop(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '。' | '！' | '？')
}

fn is_closing(char: char) -> bool {
    matches!(char, '"' | '\'' | ')' | ']')
}

/// Whether the marks from `stop` to `end` end a sentence that began at `start`.
fn ends_here(text: &str, start: usize, stop: usize, end: usize) -> bool {
    let mark = &text[stop..end];
    let next = &text[end..];
    if !mark.is_ascii() {
        return true;
    }
    if !next.starts_with(char::is_whitespace) {
        return next.is_empty();
    }
    let word = next.trim_start();
    let is_lower = word.starts_with(char::is_lowercase);
    if mark.starts_with("..") || mark.ends_with('"') {
        return !is_lower;
    }
    mark != "." || !is_abbreviation(&text[start..stop], is_lower)
}

/// Whether the full stop after `before` belongs to an abbreviation.
fn is_abbreviation(before: &str, followed_by_lower: bool) -> bool {
    let word = before.rsplit(|char: char| char.is_whitespace() || char == '(').next().unwrap_or_default();
    let lower = word.to_lowercase();
    let is_initial = word.chars().count() == 1 && word != "I" && word.chars().all(char::is_uppercase);
    let is_title = matches!(lower.as_str(), "mr" | "mrs" | "ms" | "dr" | "prof" | "st" | "vs" | "e.g" | "i.e");
    let is_short = matches!(lower.as_str(), "a.m" | "p.m" | "etc" | "approx" | "min" | "hr" | "hrs" | "no");
    is_initial || is_title || (is_short && followed_by_lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_at_stops_and_lines() {
        assert_eq!(texts("We ate. it was good!! Really?  Yes"), ["We ate.", "it was good!!", "Really?", "Yes"]);
        assert_eq!(texts("- walked\n- slept\n\n"), ["- walked", "- slept"]);
        assert_eq!(texts("He said \"I know.\" Then he left."), ["He said \"I know.\"", "Then he left."]);
        assert_eq!(texts("好。行！"), ["好。", "行！"]);
    }

    #[test]
    fn not_every_stop_ends_one() {
        assert_eq!(texts("Dr. Ng came at 7.30 p.m. and left.").len(), 1);
        assert_eq!(texts("I was... fine, see e.g. Ann B. Lee").len(), 1);
        assert_eq!(texts("\"Go.\" she said").len(), 1);
        assert_eq!(texts("It was him or I. He won.").len(), 2);
    }

    #[test]
    fn emoticons_belong_to_what_they_comment_on() {
        assert_eq!(texts("We won! :) ❤️ Home now. 😴\n😀 Next"), ["We won! :) ❤️", "Home now. 😴", "😀 Next"]);
    }

    #[test]
    fn endless_sentences_are_cut() {
        let long = "word ".repeat(500);
        let pieces = texts(&long);
        assert!(pieces.len() == 3 && pieces.iter().all(|piece| piece.len() <= LONGEST));
        assert_eq!(pieces.join(" "), long.trim());
        assert_eq!(texts(&"ß".repeat(600)).iter().map(|piece| piece.len()).collect::<Vec<_>>(), [1000, 200]);
    }

    #[test]
    fn nothing_has_no_sentences() {
        assert!(texts(" \n\t ").is_empty());
    }
}
