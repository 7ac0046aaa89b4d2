//! A model's single claims, each with the quote it rests on, checked against the entry.

use hearken_domain::reading::{CommunicationStyle, Emotion, Evidence, EvidenceKind, Factor, Theme};
use hearken_domain::redaction::Redacted;
use serde::Deserialize;
use serde_json::Value;

use super::quote::Quotable;
use super::schema::TONE;

/// Strength of a claim that names none.
const USUAL_STRENGTH: f64 = 0.5;

#[derive(Deserialize)]
struct Claim {
    kind: String,
    label: String,
    quote: String,
    polarity: Option<f64>,
    strength: Option<f64>,
}

/// What a claim is about.
struct Finding {
    kind: EvidenceKind,
    label: &'static str,
    polarity: Option<f64>,
}

/// The claims that `entry` bears out, in the order made, with the words and places of the original. Any other is left out:
/// one of another shape, with a label that is not Hearken's, without a polarity where it needs one, or whose quote is not
/// in the entry as it was sent.
pub(super) fn verify(claims: &[Value], entry: &Redacted<'_>) -> Vec<Evidence> {
    let quotable = Quotable::new(entry.text());
    let mut verified: Vec<Evidence> = Vec::new();
    for claim in claims {
        let Ok(claim) = Claim::deserialize(claim) else { continue };
        let Some(Finding { kind, label, polarity }) = claim.finding() else { continue };
        // The same words may bear out several findings, but one finding does not count them twice.
        let is_unused = |start: usize| {
            !verified.iter().any(|other| other.kind == kind && other.label == label && other.start == start)
        };
        let quote = entry.tidy(&claim.quote);
        let mut places = quotable.places(&quote);
        let place =
            places.find_map(|place| entry.original(place.start, place.end).filter(|(start, ..)| is_unused(*start)));
        let Some((start, end, words)) = place else { continue };
        verified.push(Evidence {
            kind,
            label: label.to_owned(),
            quote: words.to_owned(),
            start,
            end,
            polarity,
            strength: claim.strength.unwrap_or(USUAL_STRENGTH).clamp(0.0, 1.0),
        });
    }
    verified
}

impl Claim {
    fn finding(&self) -> Option<Finding> {
        let polarity = self.polarity.map(|polarity| polarity.clamp(-1.0, 1.0));
        let label = self.label.as_str();
        let (kind, label, polarity) = match self.kind.as_str() {
            "sentiment" => (EvidenceKind::Sentiment, TONE, Some(polarity?)),
            "emotion" => (EvidenceKind::Emotion, label.parse::<Emotion>().ok()?.as_str(), None),
            "theme" => (EvidenceKind::Theme, label.parse::<Theme>().ok()?.as_str(), None),
            "style" => (EvidenceKind::Style, label.parse::<CommunicationStyle>().ok()?.as_str(), None),
            "factor" => (EvidenceKind::Factor, label.parse::<Factor>().ok()?.as_str(), Some(polarity?)),
            _ => return None,
        };
        Some(Finding { kind, label, polarity })
    }
}
