//! Harm to oneself and by others is never read as light, whatever stands around it; what only sounds like it is not taken
//! for it.

use hearken_domain::reading::{self, CommunicationStyle, Emotion, EvidenceKind, Factor, Reading};

use crate::shared;

/// A text that tells of harm has at most this tone.
const DARK: f64 = -0.3;
/// Harm is felt more strongly than anything else: no other sadness or fear of the rules has this strength.
const GRAVE: f64 = 0.9;

/// Whether a reading takes a text for one that tells of harm.
fn is_grave(reading: &Reading) -> bool {
    let labels = [Emotion::Sadness.as_str(), Emotion::Fear.as_str()];
    reading.evidence.iter().any(|evidence| {
        evidence.kind == EvidenceKind::Emotion
            && evidence.strength >= GRAVE
            && labels.contains(&evidence.label.as_str())
    })
}

/// Factors with the sign of what is said about them.
fn factors(reading: &Reading) -> impl Iterator<Item = (&str, bool)> {
    let factors = reading.evidence.iter().filter(|evidence| evidence.kind == EvidenceKind::Factor);
    factors.map(|evidence| (evidence.label.as_str(), evidence.polarity > Some(0.0)))
}

/// What is wrong with the reading of a text; `None` if nothing.
fn fault(label: &str, reading: &Reading) -> Option<&'static str> {
    let is_dark = reading.sentiment_score.is_some_and(|score| score <= DARK);
    let begins_dark = reading.emotions.first().is_some_and(|emotion| !emotion.is_pleasant());
    let harmed_by_others = factors(reading).any(|factor| factor == (Factor::TrustIntimacy.as_str(), false));
    match label {
        "none" if is_grave(reading) => Some("taken for harm"),
        "none" => None,
        _ if !is_grave(reading) => Some("harm missed"),
        _ if !is_dark || !begins_dark => Some("too light"),
        "other" if !harmed_by_others => Some("no harm to trust"),
        "other" if factors(reading).any(|(_, is_good)| is_good) => Some("kindness outweighs harm"),
        _ => None,
    }
}

/// Share of the texts of a label that are read rightly, and what is wrong with the others.
fn measure(table: &str, label: &str) -> (f64, Vec<String>) {
    let lines = table.lines().filter_map(|line| line.split_once('\t'));
    let texts: Vec<&str> = lines.filter(|(gold, _)| *gold == label).map(|(_, text)| text).collect();
    let faults: Vec<String> = texts
        .iter()
        .filter_map(|text| fault(label, &reading::read(text, &[])).map(|fault| format!("{fault}: {text}")))
        .collect();
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    let right = 1.0 - count(faults.len()) / count(texts.len());
    println!("{label}: {right:.3} of {} right", texts.len());
    (right, faults)
}

/// The texts the phrases were written with.
#[test]
fn harm_is_told_from_what_sounds_like_it() {
    for label in ["self", "other", "none"] {
        let (right, faults) = measure(include_str!("../fixtures/harm.tsv"), label);
        assert!(faults.is_empty(), "{label}: {right:.3}\n{}", faults.join("\n"));
    }
}

/// Texts written before the phrases, and read only to be counted. Whoever works on the phrases should not look at what is
/// wrong here, but write more of them.
#[test]
fn harm_is_told_from_what_sounds_like_it_in_texts_put_aside() {
    for (label, least) in [("self", 0.80), ("other", 0.80), ("none", 0.95)] {
        let (right, _) = measure(include_str!("../fixtures/harm_held_out.tsv"), label);
        assert!(right >= least, "{label}: {right:.3}");
    }
}

/// Sentences by another author, known when the phrases were written: this guards, it does not measure.
#[test]
fn harm_is_told_from_what_sounds_like_it_by_another_author() {
    let Some(table) = shared::read("probes/crisis_40.tsv") else { return };
    let readings = table.lines().filter_map(|line| line.split_once('\t'));
    let readings: Vec<(&str, Reading)> = readings.map(|(label, text)| (label, reading::read(text, &[]))).collect();
    let is_dark = |reading: &Reading| reading.sentiment_score.is_some_and(|score| score <= DARK);
    let right = readings.iter().filter(|(label, reading)| match *label {
        "flag" => is_dark(reading) && is_grave(reading),
        _ => !is_grave(reading),
    });
    let right = right.count();
    println!("{right} of {} right", readings.len());
    assert!(right * 20 >= readings.len() * 19, "{right} of {}", readings.len());
}

/// Whatever pleasant is told beside it, before or after.
#[test]
fn nothing_pleasant_outweighs_harm() {
    let pleasant = "We had a wonderful, happy day at the sea, everybody laughed and I love this town. ".repeat(5);
    for harm in ["I want to die.", "Tom hit me."] {
        for text in [format!("{pleasant}{harm}"), format!("{harm} {pleasant}"), format!("{pleasant}but {harm}")] {
            let reading = reading::read(&text, &[]);
            assert!(reading.sentiment_score.unwrap() <= DARK, "{text}");
            assert!(!reading.emotions[0].is_pleasant(), "{text}");
        }
    }
}

#[test]
fn an_apology_does_not_undo_a_blow() {
    let reading = reading::read("Tom hit me. He apologised afterwards and hugged me. We talked it over calmly.", &[]);
    assert_eq!(factors(&reading).collect::<Vec<_>>(), [("trust_intimacy", false)]);
    assert_eq!(reading.emotions, [Emotion::Fear, Emotion::Hurt]);
    assert_ne!(reading.communication_style, Some(CommunicationStyle::Collaborative));
    let blow = reading.evidence.iter().find(|evidence| evidence.label == "fear").unwrap();
    assert_eq!(blow.quote, "Tom hit me");
}

#[test]
fn help_from_others_counts_beside_harm_to_oneself() {
    let reading = reading::read("I told Anna that I want to die. She held me all night.", &[]);
    assert!(factors(&reading).any(|factor| factor == ("emotional_support", true)));
    assert!(reading.sentiment_score.unwrap() <= DARK);
}

#[test]
fn what_others_want_or_what_is_denied_is_not_the_writers() {
    for text in [
        "She said \"I want to die\" and slammed the door.",
        "I do not want to die.",
        "He never hit me.",
        "If he hit me I would leave.",
        "I used to cut myself.",
    ] {
        let reading = reading::read(text, &[]);
        assert!(!is_grave(&reading), "{text}");
        assert!(reading.sentiment_score.is_none_or(|score| score <= 0.05), "{text}: {:?}", reading.sentiment_score);
    }
    assert!(is_grave(&reading::read("I wish he had not hit me.", &[])));
}
