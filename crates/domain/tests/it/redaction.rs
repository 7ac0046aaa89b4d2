//! What is taken out of a text: everything that should be, in any text, and nothing is lost by it.

use hearken_domain::reading::{CommunicationStyle, Emotion, KnownPerson, Layers, Theme, read_with};
use hearken_domain::redaction::{Kind, Named, Redacted, redact};
use hearken_domain::{PersonId, Relationship};
use proptest::prelude::*;
use serde_json::Value;
use uuid::Uuid;

const PEOPLE: [Named<'static>; 4] = [
    Named { name: "Maya Ruiz", relationship: Relationship::Partner },
    Named { name: "Zoë", relationship: Relationship::Friend },
    Named { name: "O'Brien", relationship: Relationship::Colleague },
    Named { name: "Aunt May", relationship: Relationship::Family },
];

fn check(text: &str) -> Result<Redacted<'_>, TestCaseError> {
    let redacted = redact(text, &PEOPLE);
    let (original, sent): (Vec<char>, Vec<char>) = (text.chars().collect(), redacted.text().chars().collect());
    let (mut end, mut token_end) = (0, 0);
    for span in redacted.spans() {
        prop_assert!(end <= span.start && span.start < span.end && span.end <= original.len());
        prop_assert_eq!(&original[end..span.start], &sent[token_end..span.token_start]);
        let token: String = sent[span.token_start..span.token_end].iter().collect();
        let is_token = token.starts_with(&format!("<{}_", span.kind.word())) && token.ends_with('>');
        prop_assert!(is_token && !text.contains(&token), "{}", token);
        (end, token_end) = (span.end, span.token_end);
    }
    prop_assert_eq!(&original[end..], &sent[token_end..]);
    prop_assert_eq!(redacted.restore(redacted.text()), text);
    Ok(redacted)
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "Maya",
        "MAYA",
        "maya",
        "Ruiz",
        "Maya Ruiz",
        "Zoe",
        "zoë",
        "O’Brien",
        "May",
        "may",
        "'s",
        "’s",
        "-",
        " ",
        " ",
        " ",
        ", ",
        ". ",
        "\n",
        "with ",
        "I ",
        "in ",
        "Dr. ",
        "Thandiwe",
        "Lisbon",
        "14 Elm Street",
        "<PERSON_1:partner>",
        "<PERSON_2>",
        "PERSON_3",
        "_1",
        "a@b.org",
        "+44 20 7946 0958",
        "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00",
        "born ",
        "3 March 1987",
        "https://x.org/a",
        "@kofi",
        "10.0.0.1",
        "passport ",
        "C01X00T47",
        "日本",
        "🌧",
        "e\u{301}",
        "(",
        ")",
        "\"",
        "5",
        "the ",
        "İ",
        "ß",
        ":",
        "#",
        "/",
        "@",
        "_",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_comes_back(text in "\\PC{0,200}|(?s:.{0,120})") {
        check(&text)?;
    }

    #[test]
    fn any_journal_comes_back(text in pieces()) {
        check(&text)?;
    }

    #[test]
    fn no_name_of_the_list_is_left(text in pieces()) {
        let redacted = check(&text)?;
        let sent: Vec<char> = redacted.text().chars().collect();
        let mut left = String::new();
        let mut at = 0;
        for span in redacted.spans() {
            left.extend(&sent[at..span.token_start]);
            left.push(' ');
            at = span.token_end;
        }
        left.extend(&sent[at..]);
        let words = left.split(|char: char| !char.is_alphanumeric() && char != '\u{301}');
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        for name in ["maya", "ruiz", "zoe", "zoë", "brien"] {
            prop_assert!(!words.iter().any(|word| word == name), "{} in {:?}", name, redacted.text());
        }
    }

    #[test]
    fn invented_tokens_are_left_alone(answer in "(<?(PERSON|PLACE|CARD)_[0-9]{1,3}(:[a-z]{1,8})?>? ?|[a-z<>_ ]{0,4}){0,6}") {
        let redacted = redact("Nothing to see here.", &PEOPLE);
        prop_assert_eq!(redacted.restore(&answer), answer);
    }
}

#[test]
fn the_same_has_the_same_token() {
    let redacted = redact(
        "Maya met Thandiwe Mokoena. Maya Ruiz likes Thandiwe, and so does Zoë’s mum. I wrote to a@b.org and A@b.org.",
        &PEOPLE,
    );
    assert_eq!(
        redacted.text(),
        "<PERSON_1:partner> met <PERSON_2>. <PERSON_1:partner> likes <PERSON_2>, and so does <PERSON_3:friend>’s mum. I wrote to <EMAIL_1> and <EMAIL_1>."
    );
    assert_eq!(redacted.spans()[0].kind, Kind::Person);
}

#[test]
fn an_answer_is_restored_as_far_as_its_tokens_were_issued() {
    let redacted = redact("Maya cooked. Later MAYA RUIZ called.", &PEOPLE);
    for (answer, expected) in [
        ("<PERSON_1:partner> cooked", "Maya cooked"),
        ("Later <PERSON_1:partner> called", "Later MAYA RUIZ called"),
        ("Dear person_1, and <PERSON_1>", "Dear Maya, and Maya"),
        ("<PERSON_9> and <PLACE_1> and <PERSON_1", "<PERSON_9> and <PLACE_1> and Maya"),
    ] {
        assert_eq!(redacted.restore(answer), expected);
    }
    assert_eq!(redacted.tidy("PERSON_1 cooked"), "<PERSON_1:partner> cooked");
    assert_eq!(redacted.original(0, 25), Some((0, 11, "Maya cooked")));
    assert_eq!(redacted.original(1, 25), None, "a token is not cut");
}

#[test]
fn what_the_text_has_itself_is_no_token() {
    let text = "I typed <PERSON_1> and person_2, then Maya came.";
    let redacted = redact(text, &PEOPLE);
    assert_eq!(redacted.text(), "I typed <PERSON_1> and person_2, then <PERSON_3:partner> came.");
    assert_eq!(redacted.restore("<PERSON_1> saw <PERSON_3>"), "<PERSON_1> saw Maya");
}

#[test]
fn a_long_text_takes_no_longer_for_each_word() {
    for piece in [
        "Maya went to Lisbon. ",
        "1 ",
        "@",
        "a@",
        "_1",
        "<PERSON_1>",
        "a.",
        "A ",
        "14 Elm ",
        "passport number ",
        "dot at ",
        "1-",
        "van ",
        "\u{301}",
    ] {
        let text = piece.repeat(60_000 / piece.len());
        let redacted = redact(&text, &PEOPLE);
        assert!(redacted.restore(redacted.text()) == text, "{piece}");
    }
}

/// What the rules find in a text, without places.
fn findings(
    text: &str,
    people: &[KnownPerson<'_>],
) -> (Option<bool>, Vec<Emotion>, Vec<Theme>, Option<CommunicationStyle>) {
    // By words: the encoder hears what a name sounds like, and it is not the encoder that is sent.
    let mut reading = read_with(text, people, Layers::Words);
    reading.emotions.sort_unstable();
    reading.themes.sort_unstable();
    let tone = reading.sentiment_score.filter(|score| score.abs() > 0.05).map(|score| score > 0.0);
    (tone, reading.emotions, reading.themes, reading.communication_style)
}

/// Reads what is sent as a model would: every token is the name of somebody or something.
fn agrees(text: &str, named: &[Named<'_>]) -> bool {
    let known = |name, relationship| KnownPerson { id: PersonId(Uuid::nil()), name, relationship };
    let people: Vec<_> = named.iter().map(|named| known(named.name, named.relationship)).collect();
    let redacted = redact(text, named);
    let chars: Vec<char> = redacted.text().chars().collect();
    let (mut sent, mut at) = (String::new(), 0);
    for span in redacted.spans() {
        let token: String = chars[span.token_start..span.token_end].iter().collect();
        sent.extend(&chars[at..span.token_start]);
        sent.push_str(match (span.kind, token.split_once(':').map(|(_, role)| role)) {
            (Kind::Person, Some("partner>")) => "Quillon",
            (Kind::Person, Some("family>")) => "Ondine",
            (Kind::Person, Some("friend>")) => "Thelonius",
            (Kind::Person, Some("colleague>")) => "Zebedee",
            (Kind::Person, _) => "Isaura",
            (Kind::Place, _) => "Lisbon",
            _ => "12345",
        });
        at = span.token_end;
    }
    sent.extend(&chars[at..]);
    let stand_ins = [
        known("Quillon", Relationship::Partner),
        known("Ondine", Relationship::Family),
        known("Thelonius", Relationship::Friend),
        known("Zebedee", Relationship::Colleague),
        known("Isaura", Relationship::Other),
    ];
    findings(text, &people) == findings(&sent, &stand_ins)
}

#[test]
fn what_is_sent_reads_as_the_entry_does() {
    let entries = include_str!("../fixtures/redaction.jsonl").lines().map(|line| {
        let entry: Value = serde_json::from_str(line).unwrap();
        let people = entry["known_people"].as_array().unwrap().iter();
        let people = people.map(|it| {
            (it["name"].as_str().unwrap().to_owned(), serde_json::from_value(it["relationship"].clone()).unwrap())
        });
        (entry["text"].as_str().unwrap().to_owned(), people.collect::<Vec<(String, Relationship)>>())
    });
    let polarity = include_str!("../fixtures/journal_polarity.tsv").lines().step_by(4);
    let sentences = polarity.filter_map(|line| Some((line.split_once('\t')?.1.to_owned(), Vec::new())));
    let (mut same, mut all) = (0_u32, 0_u32);
    for (text, people) in entries.chain(sentences) {
        let named: Vec<Named<'_>> =
            people.iter().map(|(name, relationship)| Named { name, relationship: *relationship }).collect();
        let agreed = agrees(&text, &named);
        if !agreed {
            println!("{text}\n  {}", redact(&text, &named).text());
        }
        (same, all) = (same + u32::from(agreed), all + 1);
    }
    println!("{same} of {all} read the same");
    assert!(f64::from(same) >= 0.95 * f64::from(all), "{same} of {all}");
}
