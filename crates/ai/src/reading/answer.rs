//! Checking a model's answer: nothing is believed that the entry's own words do not bear out.
//!
//! - Labels must be Hearken's own, numbers are clamped to their ranges, counts are capped.
//! - A quote must stand in the entry; otherwise that claim is dropped.
//! - An emotion, a theme or a style stays only if a verified quote stands behind it. The style `neutral` is the absence
//!   of a leaning and needs none.
//! - An answer with words of danger of its own is thrown away whole, whatever else is in it.
//! - Confidence is computed: 0.7 (how far a model is trusted at best) times the share of its claims that were verified.
//!   A model's own word for it is not asked.

use std::str::FromStr;

use hearken_domain::reading::{CommunicationStyle, Evidence, EvidenceKind, Reading};
use hearken_domain::redaction::Redacted;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::error::Category;

use super::claims::verify;
use super::danger;
use crate::Junk;

/// Most claims looked at.
pub(super) const MAX_EVIDENCE: usize = 40;
/// Most emotions kept.
pub(super) const MAX_EMOTIONS: usize = 6;
/// Most themes kept.
pub(super) const MAX_THEMES: usize = 6;

/// Confidence when every claim was verified.
const TRUST: f64 = 0.7;
/// Confidence in a tone without any quote.
const UNPROVEN: f64 = 0.1;

/// An answer as it came. Lists hold plain values, so that one odd item does not spoil the rest.
#[derive(Deserialize)]
struct Answer {
    #[serde(deserialize_with = "required")]
    sentiment_score: Option<f64>,
    #[serde(default)]
    emotions: Vec<Value>,
    #[serde(default)]
    themes: Vec<Value>,
    communication_style: Option<Value>,
    evidence: Vec<Value>,
}

/// Without this, a missing score would pass for one of `null`.
fn required<'de, D: Deserializer<'de>>(score: D) -> Result<Option<f64>, D::Error> {
    Option::deserialize(score)
}

/// The reading that `answer` gives of `entry`, as far as it is borne out; `people` are found elsewhere and join it. Words
/// and places are those of the original.
pub(super) fn check(answer: &str, entry: &Redacted<'_>, people: Vec<Evidence>) -> Result<Reading, Junk> {
    danger::refuse(answer, entry)?;
    let answer = parse(answer)?;
    let claims = &answer.evidence[..answer.evidence.len().min(MAX_EVIDENCE)];
    let mut evidence = verify(claims, entry);
    let claims_something = !(claims.is_empty() && answer.emotions.is_empty() && answer.themes.is_empty());
    if claims_something && evidence.is_empty() {
        return Err(Junk::Unfounded);
    }
    let sentiment_score = answer.sentiment_score.map(|score| score.clamp(-1.0, 1.0));
    let confidence = confidence(sentiment_score, evidence.len(), claims.len());
    let emotions = borne_out(&answer.emotions, &evidence, EvidenceKind::Emotion, MAX_EMOTIONS);
    let themes = borne_out(&answer.themes, &evidence, EvidenceKind::Theme, MAX_THEMES);
    let communication_style = style(answer.communication_style.as_ref(), &evidence);
    evidence.extend(people);
    evidence.sort_by_key(|item| (item.start, item.end));
    Ok(Reading { sentiment_score, confidence, emotions, themes, communication_style, language: None, evidence })
}

fn parse(answer: &str) -> Result<Answer, Junk> {
    serde_json::from_str(object_in(answer)?).map_err(|error| match error.classify() {
        Category::Data => Junk::Shape,
        _ => Junk::NotJson,
    })
}

/// The JSON object in an answer that may be wrapped in a code fence, a sentence, or a model's thoughts.
fn object_in(answer: &str) -> Result<&str, Junk> {
    let answer = answer.rsplit_once("</think>").map_or(answer, |(_, after)| after);
    let start = answer.find('{').ok_or(Junk::NotJson)?;
    let end = answer.rfind('}').filter(|end| *end > start).ok_or(Junk::NotJson)?;
    Ok(&answer[start..=end])
}

/// Of the labels claimed, those with evidence, in the order claimed, each once.
fn borne_out<T: FromStr + PartialEq>(
    claimed: &[Value],
    evidence: &[Evidence],
    kind: EvidenceKind,
    most: usize,
) -> Vec<T> {
    let mut kept = Vec::new();
    for word in claimed.iter().filter_map(Value::as_str).filter(|word| has_evidence(evidence, kind, word)) {
        if let Ok(label) = word.parse::<T>()
            && kept.len() < most
            && !kept.contains(&label)
        {
            kept.push(label);
        }
    }
    kept
}

fn style(claimed: Option<&Value>, evidence: &[Evidence]) -> Option<CommunicationStyle> {
    let style: CommunicationStyle = claimed?.as_str()?.parse().ok()?;
    let is_borne_out =
        style == CommunicationStyle::Neutral || has_evidence(evidence, EvidenceKind::Style, style.as_str());
    is_borne_out.then_some(style)
}

fn has_evidence(evidence: &[Evidence], kind: EvidenceKind, label: &str) -> bool {
    evidence.iter().any(|item| item.kind == kind && item.label == label)
}

#[expect(clippy::cast_precision_loss, reason = "at most 40 claims")]
fn confidence(score: Option<f64>, verified: usize, claimed: usize) -> f64 {
    match (claimed, score) {
        (0, None) => 0.0,
        (0, Some(_)) => UNPROVEN,
        _ => (TRUST * verified as f64 / claimed as f64 * 1e4).round() / 1e4,
    }
}

#[cfg(test)]
mod tests {
    use hearken_domain::reading::{Emotion, Factor, Theme};
    use hearken_domain::redaction::redact;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// Text of few different characters, so that quotes are often found; with some that take several bytes.
    const TEXT: &str = "[ab’'“\\n 🌧é_.-]{0,60}";

    fn check(answer: &str, text: &str) -> Result<Reading, Junk> {
        super::check(answer, &redact(text, &[]), Vec::new())
    }

    fn label() -> impl Strategy<Value = &'static str> {
        let labels =
            [Emotion::Joy.as_str(), Theme::Money.as_str(), Factor::TrustIntimacy.as_str(), "direct", "nonsense"];
        prop::sample::select(labels.to_vec())
    }

    fn claim() -> impl Strategy<Value = Value> {
        let kind = prop::sample::select(vec!["sentiment", "emotion", "theme", "style", "factor", "person", ""]);
        let number = prop_oneof![Just(Value::Null), (-1e9..1e9).prop_map(|number| json!(number))];
        (kind, label(), "[ab’'“ 🌧é_.-]{0,6}", number.clone(), number).prop_map(|(kind, label, quote, polarity, strength)| {
            json!({"kind": kind, "label": label, "quote": quote, "polarity": polarity, "strength": strength})
        })
    }

    fn assert_sound(reading: &Reading, text: &str) -> Result<(), TestCaseError> {
        prop_assert!(reading.sentiment_score.is_none_or(|score| (-1.0..=1.0).contains(&score)));
        prop_assert!((0.0..=TRUST).contains(&reading.confidence));
        for emotion in &reading.emotions {
            prop_assert!(has_evidence(&reading.evidence, EvidenceKind::Emotion, emotion.as_str()));
        }
        for theme in &reading.themes {
            prop_assert!(has_evidence(&reading.evidence, EvidenceKind::Theme, theme.as_str()));
        }
        for item in &reading.evidence {
            let words: String = text.chars().skip(item.start).take(item.end - item.start).collect();
            prop_assert_eq!(&words, &item.quote);
            prop_assert!(!words.is_empty() && item.kind != EvidenceKind::Person);
            prop_assert!((0.0..=1.0).contains(&item.strength));
            prop_assert!(item.polarity.is_none_or(|polarity| (-1.0..=1.0).contains(&polarity)));
        }
        prop_assert!(reading.evidence.is_sorted_by_key(|item| (item.start, item.end)));
        Ok(())
    }

    proptest! {
        #[test]
        fn any_answer_of_the_right_shape_gives_a_sound_reading(
            text in TEXT,
            score in prop::option::of(-1e9..1e9),
            emotions in prop::collection::vec(label(), 0..9),
            style in label(),
            evidence in prop::collection::vec(claim(), 0..50),
        ) {
            let answer = json!({
                "sentiment_score": score, "emotions": emotions, "themes": emotions, "communication_style": style,
                "evidence": evidence,
            });
            match check(&answer.to_string(), &text) {
                Ok(reading) => assert_sound(&reading, &text)?,
                Err(junk) => prop_assert_eq!(junk, Junk::Unfounded),
            }
        }

        #[test]
        fn any_text_at_all_is_an_answer_or_junk(answer in "\\PC*|[{}\\[\\]\",:0-9a-z ]{0,80}", text in "\\PC{0,40}") {
            if let Ok(reading) = check(&answer, &text) {
                assert_sound(&reading, &text)?;
            }
        }

        #[test]
        fn any_words_of_a_text_are_found_in_it(
            text in prop::collection::vec("\\PC{0,6}[abé]", 1..12).prop_map(|words| words.join(" ")),
            from in any::<prop::sample::Index>(),
            length in 1..12_usize,
        ) {
            let redacted = redact(&text, &[]);
            let all: Vec<&str> = redacted.text().split_whitespace().collect();
            let words: Vec<&str> = all[from.index(all.len())..].iter().take(length).copied().collect();
            let answer = json!({"sentiment_score": 1, "evidence": [
                {"kind": "sentiment", "label": "tone", "quote": words.join(" "), "polarity": 1, "strength": 1},
            ]});
            let reading = check(&answer.to_string(), &text).expect("words between spaces are whole words");
            assert_sound(&reading, &text)?;
        }
    }

    #[test]
    fn the_same_words_count_once_for_a_finding_and_again_for_another() {
        let claim =
            |label: &str| json!({"kind": "emotion", "label": label, "quote": "tired", "polarity": null, "strength": 1});
        let starts = |labels: &[&str]| -> Vec<usize> {
            let evidence: Vec<Value> = labels.iter().map(|label| claim(label)).collect();
            let answer = json!({"sentiment_score": null, "evidence": evidence});
            let reading = check(&answer.to_string(), "So tired, so tired.").unwrap();
            reading.evidence.iter().map(|item| item.start).collect()
        };
        assert_eq!(starts(&["tiredness", "sadness"]), [3, 3]);
        assert_eq!(starts(&["tiredness", "tiredness", "tiredness"]), [3, 13]);
    }

    #[test]
    fn a_neutral_style_needs_no_words() {
        let style = |style: &str| {
            let answer = json!({"sentiment_score": null, "communication_style": style, "evidence": []});
            check(&answer.to_string(), "We spoke.").unwrap().communication_style
        };
        assert_eq!((style("neutral"), style("direct")), (Some(CommunicationStyle::Neutral), None));
    }
}
