//! What a phrase says about the writer and the others where it stands.

use super::experience;
use super::finding::round;
use super::grave::Harm;
use super::lexicon::Label;
use super::phrase::Match;
use super::scopes::{Cover, Scope};
use super::tokens::Token;
use super::{Emotion, EvidenceKind, Theme, tone};

/// Something that a phrase says.
pub(super) struct Meaning {
    pub(super) kind: EvidenceKind,
    pub(super) label: &'static str,
    pub(super) polarity: Option<f64>,
    pub(super) strength: f64,
}

/// What a phrase says in its scope.
pub(super) fn of(phrase: &Match, scope: Scope) -> Vec<Meaning> {
    phrase.rule.labels.iter().filter_map(|label| of_label(label, phrase, scope)).collect()
}

/// What a label of a phrase says in its scope; `None` if nothing.
fn of_label(label: &Label, phrase: &Match, scope: Scope) -> Option<Meaning> {
    let (kind, label, polarity, strength) = match *label {
        Label::Theme(theme, strength) => (EvidenceKind::Theme, theme.as_str(), None, strength),
        Label::Emotion(emotion, strength) if phrase.is_felt && scope.is_plain() => {
            (EvidenceKind::Emotion, emotion.as_str(), None, strength)
        }
        Label::Factor(factor, polarity) if phrase.counts => {
            let polarity = factor_polarity(polarity, scope)?;
            (EvidenceKind::Factor, factor.as_str(), Some(polarity), polarity.abs())
        }
        Label::Style(style, strength) if phrase.counts && scope.is_plain() => {
            (EvidenceKind::Style, style.as_str(), None, strength)
        }
        _ => return None,
    };
    Some(Meaning { kind, label, polarity, strength })
}

impl Meaning {
    /// Whether it speaks well of somebody.
    pub(super) fn is_kindness(&self) -> bool {
        self.kind == EvidenceKind::Factor && self.polarity > Some(0.0)
    }

    /// Whether the writer feels it, and the conflict took place. Beside harm nothing pleasant is felt.
    pub(super) fn is_so(&self, tokens: &[Token], phrase: &Match, matches: &[Match], harm: Option<Harm>) -> bool {
        match self.kind {
            EvidenceKind::Emotion => {
                let is_pleasant = self.label.parse().is_ok_and(Emotion::is_pleasant);
                let is_outweighed = is_pleasant && harm.is_some();
                phrase.rule.is_grave() || (experience::is_writers(tokens, phrase) && !is_outweighed)
            }
            EvidenceKind::Theme if self.label == Theme::Conflict.as_str() => {
                !experience::is_averted(tokens, phrase, matches)
            }
            _ => true,
        }
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
