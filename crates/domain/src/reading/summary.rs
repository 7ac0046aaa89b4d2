//! Sums evidence up: overlapping pieces merged, labels ranked, one tone and one style for the whole text.

use std::str::FromStr;

use super::{CommunicationStyle, Evidence, EvidenceKind, Factor, Theme, vader};

/// Confidence in the sign of a tone of 0, and what a full tone adds; measured against human ratings of sentences.
const CONFIDENCE: (f64, f64) = (0.50, 0.36);
/// Rules are trusted less than a model that understands the text.
const FALLBACK: f64 = 0.6;
/// What is left of that for a sentence that stands alone, what each further one adds that agrees, and where that ends.
const ALONE: f64 = 0.75;
const EACH_AGREEING: f64 = 0.1;
const MANY: f64 = 1.3;
/// A style is named from this much evidence on.
const LEANING: f64 = 0.5;

/// Sentences that agree strengthen each other, but no more than this many: else every long text would be extreme.
const MOST_AGREEING: f64 = 3.0;
/// How far they add up: 0 would be their mean, 1 their sum.
const ADDING_UP: f64 = 0.75;

/// The tone of a sentence or a passage.
#[derive(Clone, Copy)]
pub(super) struct Tone {
    /// The sum of its valences.
    pub(super) sum: f64,
    /// How sure its direction is, 0.5 to 1.
    pub(super) sure: f64,
    /// How many sentences say so.
    pub(super) sentences: f64,
}

impl Tone {
    /// As sure as rules are of it.
    pub(super) fn of_rules(sum: f64) -> Self {
        Self { sum, sure: CONFIDENCE.0 + CONFIDENCE.1 * vader::normalize(sum).abs(), sentences: 1.0 }
    }
}

/// The tone of a text, -1 to 1, from those of its sentences and passages that have one. It is never above that of the grave
/// ones alone.
pub(super) fn tone(tones: &[Tone], grave: &[f64]) -> Option<f64> {
    let tone = agreed(&sums(tones))?;
    Some(agreed(grave).map_or(tone, |grave| tone.min(grave)))
}

/// The mean of sentences, stronger where there are several.
fn agreed(sums: &[f64]) -> Option<f64> {
    mean(sums).map(|mean| vader::normalize(mean * count(sums).min(MOST_AGREEING).powf(ADDING_UP)))
}

/// How far that tone can be trusted; 0 if there is none. One sentence alone never gets as far as 0.4, and nothing that the
/// rules find beyond 0.7.
pub(super) fn confidence(tones: &[Tone]) -> f64 {
    let each: Vec<f64> = tones.iter().map(|tone| tone.sure).collect();
    let agreeing = (ALONE + EACH_AGREEING * (majority(tones) - 1.0)).clamp(ALONE, MANY);
    mean(&each).unwrap_or_default() * FALLBACK * agreeing
}

fn sums(tones: &[Tone]) -> Vec<f64> {
    tones.iter().map(|tone| tone.sum).collect()
}

/// By how many the sentences of one direction outnumber those of the other.
fn majority(tones: &[Tone]) -> f64 {
    tones.iter().map(|tone| tone.sum.signum() * tone.sentences).sum::<f64>().abs()
}

fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() { None } else { Some(values.iter().sum::<f64>() / count(values)) }
}

fn count(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |count, _| count + 1.0)
}

/// Merges pieces of one kind and label that overlap, keeps at most `most` of a label, and sorts by place.
pub(super) fn tidy(mut evidence: Vec<Evidence>, most: usize) -> Vec<Evidence> {
    evidence.sort_by(|a, b| {
        let names = (a.kind as u8, &a.label).cmp(&(b.kind as u8, &b.label));
        names.then(b.strength.total_cmp(&a.strength)).then((a.start, b.end).cmp(&(b.start, a.end)))
    });
    let mut kept: Vec<Evidence> = Vec::new();
    let mut first_of_label = 0;
    for piece in evidence {
        if kept.get(first_of_label).is_some_and(|first| (first.kind, &first.label) != (piece.kind, &piece.label)) {
            first_of_label = kept.len();
        }
        let same = &kept[first_of_label..];
        if same.len() < most && !same.iter().any(|other| other.start < piece.end && piece.start < other.end) {
            kept.push(piece);
        }
    }
    kept.sort_by(|a, b| {
        let places = (a.start, b.end).cmp(&(b.start, a.end));
        places.then_with(|| (a.kind as u8, &a.label).cmp(&(b.kind as u8, &b.label)))
    });
    kept
}

/// The labels of a kind, those with the most evidence first.
pub(super) fn ranked<T: FromStr + Ord + Copy>(evidence: &[Evidence], kind: EvidenceKind) -> Vec<T> {
    let mut totals: Vec<(T, f64)> = Vec::new();
    for piece in evidence.iter().filter(|piece| piece.kind == kind) {
        let Ok(label) = piece.label.parse::<T>() else { continue };
        match totals.iter_mut().find(|(known, _)| *known == label) {
            Some((_, total)) => *total += piece.strength,
            None => totals.push((label, piece.strength)),
        }
    }
    totals.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    totals.into_iter().map(|(label, _)| label).collect()
}

/// The style the text leans to; neutral where people speak, no leaning shows and nothing is said to be wrong with it.
pub(super) fn style(evidence: &[Evidence]) -> Option<CommunicationStyle> {
    let strength = |style: CommunicationStyle| -> f64 {
        let pieces = evidence.iter().filter(|piece| piece.kind == EvidenceKind::Style);
        pieces.filter(|piece| piece.label == style.as_str()).map(|piece| piece.strength).sum()
    };
    let strongest = ranked(evidence, EvidenceKind::Style).first().copied();
    let is_about = |piece: &Evidence, kind, label| piece.kind == kind && piece.label == label;
    let fails = |piece: &Evidence| {
        is_about(piece, EvidenceKind::Factor, Factor::Communication.as_str()) && piece.polarity < Some(0.0)
    };
    let speaks = || {
        let theme = Theme::Communication.as_str();
        evidence.iter().any(|piece| is_about(piece, EvidenceKind::Theme, theme)) && !evidence.iter().any(fails)
    };
    match strongest {
        Some(style) if strength(style) >= LEANING => Some(style),
        _ => speaks().then_some(CommunicationStyle::Neutral),
    }
}
