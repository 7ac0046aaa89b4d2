//! The detector of crisis, as the web app's tests have it too; and how much it finds.

use hearken_domain::crisis::{Crisis, Level, detect, detect_by_rules, detect_closely, violence_in};
use proptest::prelude::*;
use serde_json::Value;

use crate::shared;

fn word(crisis: Crisis) -> String {
    format!("{:?}{}", crisis.level, if crisis.violence { "V" } else { "" })
}

/// What the rules find, to the letter: whoever changes them looks at what this changes.
#[test]
fn the_same_is_found_as_in_the_browser() {
    let fixture: Value = serde_json::from_str(include_str!("../fixtures/crisis.json")).unwrap();
    let cases = fixture["found"].as_array().unwrap();
    assert!(cases.len() > 170);
    let differs = |case: &&Value| word(detect_by_rules(case[0].as_str().unwrap())) != case[1].as_str().unwrap();
    let others: Vec<&Value> = cases.iter().filter(differs).collect();
    assert!(others.is_empty(), "found otherwise: {others:?}");
}

/// Whether a label is met: what is acute by S2 and S3 alike, distress by anything.
fn is_found(label: &str, crisis: Crisis) -> bool {
    match label {
        "S2" | "S3" => crisis.is_acute(),
        "S1" => crisis.level >= Level::S1,
        "V" => crisis.violence,
        "flag" => crisis != Crisis::default(),
        _ => crisis == Crisis::default(),
    }
}

/// The texts of these labels of which the label is met, in hundredths.
fn found(table: &str, labels: &[&str]) -> usize {
    let lines: Vec<_> = table.lines().filter_map(|line| line.split_once('\t')).collect();
    let those: Vec<_> = lines.into_iter().filter(|(label, _)| labels.contains(label)).collect();
    let right = those.iter().filter(|(label, text)| is_found(label, detect(text))).count();
    println!("{}: {right} of {}", labels.join(", "), those.len());
    right * 100 / those.len()
}

/// Guards what was reached; docs/CRISIS.md has the figures, and what is missed.
#[test]
fn most_of_our_own_sentences_are_understood() {
    let table = include_str!("../fixtures/crisis.tsv");
    assert!(found(table, &["S2", "S3"]) >= 92);
    assert!(found(table, &["S1"]) >= 96);
    assert!(found(table, &["V"]) >= 96);
    assert!(found(table, &["S0"]) >= 91);
}

/// Whatever the weights make of what is around them: words that leave no doubt are never taken back.
#[test]
fn plain_words_stay() {
    let harm = include_str!("../fixtures/harm.tsv").lines().filter_map(|line| line.split_once('\t'));
    for (_, text) in harm.filter(|(label, _)| *label == "self") {
        assert!(detect(text).level >= detect_by_rules(text).level.min(Level::S1), "{text}");
    }
    for text in [
        "I was raped.",
        "They beat me up behind the school.",
        "He slammed me against the fridge.",
        "She kicked me while I lay on the floor.",
        "He said: \"I will kill you.\"",
    ] {
        assert!(detect(text).violence, "{text}");
    }
    for text in ["I took an overdose.", "I would rather die than go on like this.", "I wish the crash had killed me."] {
        assert!(detect(text).is_acute(), "{text}");
    }
    for text in ["Life isn't worth living since he left.", "Life feels pointless.", "Life has no meaning."] {
        assert!(detect(text).level >= Level::S1, "{text}");
    }
}

#[test]
fn most_sentences_of_another_author_are_understood() {
    let Some(table) = shared::read("probes/crisis_40.tsv") else { return };
    assert!(found(&table, &["flag"]) >= 90);
    assert!(found(&table, &["none"]) >= 90);
}

#[test]
fn somebody_may_be_in_danger_of_both() {
    let crisis = detect("He hit me again. I want to die.");
    assert_eq!(word(crisis), "S2V");
    assert!(crisis.is_acute());
    assert_eq!(detect(""), Crisis::default());
}

#[test]
fn the_encoder_hears_more_and_what_was_found_stands() {
    let faint = "I kissed Ben and tidied my room so they do not have to, afterwards.";
    assert!(!detect(faint).is_acute() && detect_closely(faint).is_acute());
    for text in [
        "I want to kill myself.",
        "He hit me again. I want to die.",
        "I hope I will not wake up tomorrow.",
        "Ben made soup.",
    ] {
        assert_eq!(detect_closely(text), detect(text), "{text}");
    }
    for text in ["", " \n", "…", "😔 😔", "\u{200b}", &"no end in sight and ".repeat(5_000)] {
        assert_eq!(detect_closely(text), Crisis::default());
    }
    assert!(violence_in("…") < violence_in("We had tea.") && violence_in("We had tea.") < violence_in("He hit me."));
}

/// A good day around them hides no words of danger.
#[test]
fn nothing_around_them_hides_words_of_danger() {
    let around = "We had a lovely day at the sea, the children laughed, and the film was good. ".repeat(20);
    for (text, level) in [("I want to kill myself.", Level::S2), ("I hope I will not wake up tomorrow.", Level::S1)] {
        assert_eq!(detect(&format!("{around}{text} {around}")).level, level);
    }
    // Nor where nothing says where a sentence ends.
    let around = "so today i got up late and made coffee and the kids were at it again and then my sister rang and ";
    for text in ["and he beat me up", "and he strangled me", "and my husband hits me"] {
        assert!(detect(&[around, around, text].concat()).violence, "{text}");
    }
    assert_eq!(detect(&[around, around, "and i want to kill myself"].concat()).level, Level::S2);
}

proptest! {
    #[test]
    fn any_text_is_looked_through(text in "(?s).{0,300}") {
        prop_assert_eq!(detect(&text), detect(&text));
    }
}
