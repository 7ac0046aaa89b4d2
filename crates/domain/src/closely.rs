//! What the encoder answers of passages. Who it is changes nothing about what is said: the first four people who have a given
//! name get the same names before it reads. By their own, one sentence in thirteen has another tone with other names in it.

use std::borrow::Cow;
use std::ops::{Deref, Range};

use hearken_encoder::Encoder;

use crate::redaction::is_given_name;

/// Names for the first person of a passage, the second, and so on. Whoever comes after the last of them keeps their own.
const NAMES: [&str; 4] = ["Sarah", "David", "Emma", "Peter"];

/// For each passage, what the encoder answers to each question.
pub(crate) fn answers(encoder: &Encoder, passages: &[&str]) -> Vec<Vec<f32>> {
    let plain: Vec<Cow<'_, str>> = passages.iter().map(|passage| with_plain_names(passage)).collect();
    encoder.answer(&plain.iter().map(Deref::deref).collect::<Vec<_>>())
}

/// A text with these names in place of those that are in it.
fn with_plain_names(text: &str) -> Cow<'_, str> {
    let mut met: Vec<String> = Vec::new();
    let mut plain = String::new();
    let mut rest = 0;
    for name in names(text) {
        let folded = text[name.clone()].to_lowercase();
        let nth = met.iter().position(|other| *other == folded).unwrap_or(met.len());
        if nth == met.len() {
            met.push(folded);
        }
        if let Some(of_all) = NAMES.get(nth) {
            plain.push_str(&text[rest..name.start]);
            plain.push_str(of_all);
            rest = name.end;
        }
    }
    if met.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(plain + &text[rest..]) }
}

/// The places of given names; "Anna-Lena" and "Mary Jane" are one.
fn names(text: &str) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    for word in words(text).filter(|word| is_capitalized(&text[word.clone()]) && is_given_name(&text[word.clone()])) {
        match names.last_mut() {
            Some(last) if matches!(&text[last.end..word.start], " " | "-") => last.end = word.end,
            _ => names.push(word),
        }
    }
    names
}

/// The runs of letters and figures of a text.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split(|char: char| !char.is_alphanumeric()).filter_map(move |word| {
        let place = start..start + word.len();
        start = place.end + text[place.end..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some(place)
    })
}

fn is_capitalized(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_gets_one_of_the_same_few_names() {
        for (text, plain) in [
            ("Priya rang Jonas. “Jonas’s late”, Priya said.", "Sarah rang David. “David’s late”, Sarah said."),
            ("Zoë, Uwe, Ruth, Björn and Aisha.", "Sarah, David, Emma, Peter and Aisha."),
            ("Anna-Lena and Mary Jane. Mary, though.", "Sarah and David. Emma, though."),
            ("Till then, Jesus, in Jan, per Don in Milan.", "Till then, Jesus, in Jan, per Don in Milan."),
            (
                "Grace said grace, and Mark made his mark in London.",
                "Grace said grace, and Mark made his mark in London.",
            ),
            ("Mum rang. 😀 ANNA! anna", "Mum rang. 😀 ANNA! anna"),
            ("", ""),
        ] {
            assert_eq!(with_plain_names(text), plain);
        }
    }
}
