//! Gathers what was found sentence by sentence into a reading.

use std::ops::Range;

use super::experience;
use super::lexicon::Label;
use super::people::Mention;
use super::phrase::Match;
use super::scopes::{Cover, Scope, Scopes};
use super::source::Source;
use super::tokens::Token;
use super::{Evidence, EvidenceKind, KnownPerson, Reading, Theme, summary, tone, vader};

/// At most so many pieces of evidence of one kind and label are kept, the strongest ones.
const MOST_OF_A_LABEL: usize = 100;

/// The findings so far.
pub(super) struct Findings<'a> {
    source: &'a Source<'a>,
    evidence: Vec<Evidence>,
    /// Sum of valences of each sentence that has a tone.
    sums: Vec<f64>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(source: &'a Source<'a>) -> Self {
        Self { source, evidence: Vec::new(), sums: Vec::new() }
    }

    pub(super) fn add_people(&mut self, mentions: &[Mention], people: &[KnownPerson<'_>]) {
        for mention in mentions {
            let id = people[mention.person].id.to_string();
            self.push(EvidenceKind::Person, id, &mention.place, None, 1.0);
        }
    }

    /// Adds what the phrases of a sentence mean in their scopes.
    pub(super) fn add_matches(&mut self, tokens: &[Token], matches: &[Match], scopes: &Scopes) {
        for phrase in matches {
            let place = tokens[phrase.first].place.start..tokens[phrase.last].place.end;
            let scope = scopes.phrase(phrase);
            for label in &phrase.rule.labels {
                if let Some((kind, label, polarity, strength)) = meaning(label, phrase, scope) {
                    if kind == EvidenceKind::Emotion && !experience::is_writers(tokens, phrase) {
                        continue;
                    }
                    if label == Theme::Conflict.as_str() && experience::is_averted(tokens, phrase, matches) {
                        continue;
                    }
                    self.push(kind, label.to_owned(), &place, polarity, strength);
                }
            }
        }
    }

    /// Adds the tone of the sentence at `place`, if it has one.
    pub(super) fn add_tone(&mut self, place: &Range<usize>, sum: Option<f64>) {
        let Some(sum) = sum else { return };
        self.sums.push(sum);
        let tone = vader::normalize(sum);
        self.push(EvidenceKind::Sentiment, "tone".to_owned(), place, Some(round(tone)), round(tone.abs()));
    }

    pub(super) fn into_reading(self) -> Reading {
        let evidence = summary::tidy(self.evidence, MOST_OF_A_LABEL);
        Reading {
            sentiment_score: summary::tone(&self.sums).map(round),
            confidence: round(summary::confidence(&self.sums)),
            emotions: summary::ranked(&evidence, EvidenceKind::Emotion),
            themes: summary::ranked(&evidence, EvidenceKind::Theme),
            communication_style: summary::style(&evidence),
            evidence,
        }
    }

    fn push(&mut self, kind: EvidenceKind, label: String, place: &Range<usize>, polarity: Option<f64>, strength: f64) {
        let quote = self.source.quote(place);
        let (start, end, quote) = (quote.start, quote.end, quote.text.to_owned());
        self.evidence.push(Evidence { kind, label, quote, start, end, polarity, strength });
    }
}

/// What a label of a phrase says in its scope: kind, label, polarity and strength; `None` if nothing.
fn meaning(label: &Label, phrase: &Match, scope: Scope) -> Option<(EvidenceKind, &'static str, Option<f64>, f64)> {
    match *label {
        Label::Theme(theme, strength) => Some((EvidenceKind::Theme, theme.as_str(), None, strength)),
        Label::Emotion(emotion, strength) if phrase.is_felt && scope.is_plain() => {
            Some((EvidenceKind::Emotion, emotion.as_str(), None, strength))
        }
        Label::Factor(factor, polarity) if phrase.counts => {
            let polarity = factor_polarity(polarity, scope)?;
            Some((EvidenceKind::Factor, factor.as_str(), Some(polarity), polarity.abs()))
        }
        Label::Style(style, strength) if phrase.counts && scope.is_plain() => {
            Some((EvidenceKind::Style, style.as_str(), None, strength))
        }
        _ => None,
    }
}

/// What a phrase says about a factor in its scope; `None` if nothing. Not to have done wrong is no merit.
fn factor_polarity(polarity: f64, scope: Scope) -> Option<f64> {
    if scope.is_under(Cover::Quote) || (scope.is_negated() && polarity < 0.0) {
        return None;
    }
    let polarity = round(tone::phrase_tone(polarity, scope));
    (polarity != 0.0).then_some(polarity)
}

fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
