//! Gathers what was found sentence by sentence into a reading.

use std::ops::Range;

use super::lexicon::{Label, Lexicon};
use super::matcher::Match;
use super::people::Mention;
use super::scopes::{Cover, Scope, Scopes};
use super::source::Source;
use super::tokens::Token;
use super::{Evidence, EvidenceKind, KnownPerson, Reading, summary, tone, vader};

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
                match *label {
                    Label::Theme(theme, strength) => {
                        self.push(EvidenceKind::Theme, theme.as_str().to_owned(), &place, None, strength);
                    }
                    _ if !phrase.counts => {}
                    Label::Factor(factor, polarity) => {
                        if let Some(polarity) = factor_polarity(polarity, scope) {
                            let label = factor.as_str().to_owned();
                            self.push(EvidenceKind::Factor, label, &place, Some(polarity), polarity.abs());
                        }
                    }
                    Label::Emotion(emotion, strength) => {
                        if scope.is_plain() && !is_felt_by_other(tokens, phrase) {
                            self.push(EvidenceKind::Emotion, emotion.as_str().to_owned(), &place, None, strength);
                        }
                    }
                    Label::Style(style, strength) => {
                        if scope.is_plain() {
                            self.push(EvidenceKind::Style, style.as_str().to_owned(), &place, None, strength);
                        }
                    }
                    Label::Scope(_) => {}
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

/// What a phrase says about a factor in its scope; `None` if nothing.
fn factor_polarity(polarity: f64, scope: Scope) -> Option<f64> {
    if scope.is_under(Cover::Quote) {
        return None;
    }
    let polarity = round(tone::phrase_tone(polarity, scope));
    (polarity != 0.0).then_some(polarity)
}

/// Whether somebody else is said to feel it: "he was angry", but not "he made me angry".
fn is_felt_by_other(tokens: &[Token], phrase: &Match) -> bool {
    let lexicon = Lexicon::get();
    let (first_person, other) = (lexicon.class("i") | lexicon.class("me"), lexicon.class("other"));
    if phrase.tokens().any(|token| tokens[token].classes & first_person != 0) {
        return false;
    }
    let before = tokens[..phrase.first].iter().rev().take(6);
    let nearest = before.map(|token| token.classes & (first_person | other)).find(|classes| *classes != 0);
    nearest.is_some_and(|classes| classes & first_person == 0)
}

fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
