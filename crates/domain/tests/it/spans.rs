//! Whatever the text: the words behind each finding are in it, and every number is in its range.

use hearken_domain::reading::{Evidence, EvidenceKind, KnownPerson, Layers, Reading, read_with, setting};
use hearken_domain::{PersonId, Relationship};
use proptest::prelude::*;
use uuid::Uuid;

fn people() -> [KnownPerson<'static>; 4] {
    let known = |id, name, relationship| KnownPerson { id: PersonId(Uuid::from_u128(id)), name, relationship };
    [
        known(1, "Sam", Relationship::Partner),
        known(2, "Joy", Relationship::Friend),
        known(3, "Aunt May", Relationship::Family),
        known(4, "Zoë", Relationship::Colleague),
    ]
}

/// By words: where something is, and how much of it there may be, does not depend on the encoder, which takes its time.
fn read(text: &str) -> Reading {
    read_with(text, &people(), Layers::Words)
}

fn check(text: &str) -> Result<Reading, TestCaseError> {
    let reading = read(text);
    let chars: Vec<char> = text.chars().collect();
    for evidence in &reading.evidence {
        prop_assert!(evidence.start < evidence.end && evidence.end <= chars.len(), "{evidence:?}");
        prop_assert_eq!(chars[evidence.start..evidence.end].iter().collect::<String>(), evidence.quote.clone());
        prop_assert!((0.0..=1.0).contains(&evidence.strength), "{evidence:?}");
        prop_assert!(evidence.polarity.is_none_or(|polarity| (-1.0..=1.0).contains(&polarity)), "{evidence:?}");
        let has_polarity = matches!(evidence.kind, EvidenceKind::Sentiment | EvidenceKind::Factor);
        prop_assert_eq!(has_polarity, evidence.polarity.is_some());
    }
    prop_assert!(reading.evidence.is_sorted_by_key(|evidence| evidence.start));
    prop_assert!(reading.sentiment_score.is_none_or(|score| (-1.0..=1.0).contains(&score)));
    prop_assert!((0.0..=1.0).contains(&reading.confidence));
    prop_assert_eq!(&reading, &read(text));
    let setting = setting(text, &people());
    prop_assert!(setting.sentences.iter().all(|sentence| sentence.place.end <= chars.len()), "{setting:?}");
    prop_assert!(setting.harm_by_others.iter().all(|words| words.end <= chars.len()), "{setting:?}");
    Ok(reading)
}

/// Text made of what the rules look for, in any order.
fn journal() -> impl Strategy<Value = String> {
    let pieces = [
        "He",
        "she",
        "I",
        "we",
        "my husband",
        "Sam",
        "Sam's",
        "Joy",
        "Aunt May",
        "Zoë",
        "listened",
        "to me",
        "never",
        "did not",
        "didn’t",
        "wish",
        "used to",
        "if",
        "hugged",
        "silent treatment",
        "lied",
        "money",
        "sleep",
        "happy",
        "SAD",
        "no one",
        "gave",
        "cold shoulder",
        "again",
        "but",
        "and",
        "“you are late”",
        "\"fine\"",
        ",",
        ".",
        "!",
        "?",
        "…",
        " — ",
        "\n",
        "❤️",
        "😀",
        "can't",
        "cannot",
        "İ",
        "İYİ",
        "ß",
        "GROẞ",
        "5\u{2126}",
        "10 \u{212b}",
        "\u{212a}elvin",
        "naïve",
        "日本",
        "5",
        "-",
        "even though",
        "apologised",
        "at first",
        "argued about",
        "the",
        "a",
        "me",
        "for",
        "over",
        "out",
        "up",
        "with",
        "without",
        "shouting",
    ];
    let piece = proptest::sample::select(pieces.to_vec());
    proptest::collection::vec((piece, prop_oneof![4 => Just(" "), 1 => Just("")]), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, space)| [piece, space]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}|(?s:.{0,120})") {
        check(&text)?;
    }

    #[test]
    fn any_journal_is_read(text in journal()) {
        check(&text)?;
    }
}

#[test]
fn letters_that_are_of_another_length_in_lower_case_are_cut_nowhere() {
    for text in ["İYİ günler", "GROẞ was it", "10 \u{212b} wide", "5\u{2126} and", "\u{212a}elvin said"] {
        check(text).unwrap();
    }
}

#[test]
fn a_long_text_is_read_without_becoming_extreme_or_endless() {
    let reading = check(&"Sam made me coffee and we talked about money. ".repeat(500)).unwrap();
    let one = read("Sam made me coffee and we talked about money.");
    let (long, short) = (reading.sentiment_score.unwrap(), one.sentiment_score.unwrap());
    assert!(long > short && long < 0.9, "{long} {short}");
    let count =
        |of: &Evidence| reading.evidence.iter().filter(|it| (it.kind, &it.label) == (of.kind, &of.label)).count();
    assert!(reading.evidence.iter().all(|evidence| count(evidence) <= 100));
}
