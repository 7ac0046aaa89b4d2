//! The questions that the classifier asks of a passage.

use std::sync::LazyLock;

use crate::classifier::File;
use crate::reading::{Emotion, EvidenceKind, Factor, Theme};

/// Whether the writer's tone is good, bad, neither or both.
pub(super) const POLARITIES: [&str; 4] = ["pos", "neg", "neu", "mixed"];
/// Whether it is from a journal at all.
pub(super) const JOURNAL: usize = POLARITIES.len();

/// Heads of one group are weighed alike. Whether it is from a journal counts as polarity, but the words alone say it.
pub(super) const GROUPS: [&str; 4] = ["polarity", "emotions", "themes", "factors"];

/// A finding that a head asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Asked {
    pub(super) kind: EvidenceKind,
    pub(super) label: &'static str,
    /// The direction, where the finding has one.
    pub(super) sign: Option<f64>,
}

static ASKED: LazyLock<Vec<Asked>> = LazyLock::new(|| {
    let plain = |kind, label| Asked { kind, label, sign: None };
    let emotions = Emotion::ALL.iter().map(|emotion| plain(EvidenceKind::Emotion, emotion.as_str()));
    let themes = Theme::ALL.iter().map(|theme| plain(EvidenceKind::Theme, theme.as_str()));
    let factors = Factor::ALL.iter().flat_map(|factor| {
        [1.0, -1.0].map(|sign| Asked { kind: EvidenceKind::Factor, label: factor.as_str(), sign: Some(sign) })
    });
    emotions.chain(themes).chain(factors).collect()
});

/// The heads that ask for findings.
pub(super) fn asked() -> impl Iterator<Item = (usize, &'static Asked)> {
    (JOURNAL + 1..).zip(ASKED.iter())
}

/// The head that asks for a finding.
pub(super) fn of(kind: EvidenceKind, label: &str, polarity: Option<f64>) -> Option<usize> {
    let is_meant = |asked: &Asked| {
        asked.kind == kind
            && asked.label == label
            && asked.sign.is_none_or(|sign| polarity.is_some_and(|polarity| polarity * sign > 0.0))
    };
    asked().find(|(_, asked)| is_meant(asked)).map(|(head, _)| head)
}

/// The names of the heads, in order.
#[must_use]
pub fn heads() -> Vec<String> {
    let first = POLARITIES.iter().chain(&["journal"]).map(|name| (*name).to_owned());
    let name = |(_, asked): (usize, &Asked)| match asked.kind {
        EvidenceKind::Emotion => format!("emotion {}", asked.label),
        EvidenceKind::Theme => format!("theme {}", asked.label),
        _ => format!("factor {}{}", asked.label, if asked.sign > Some(0.0) { '+' } else { '-' }),
    };
    first.chain(asked().map(name)).collect()
}

/// The group of a head, by its name.
pub(super) fn group(head: &str) -> usize {
    match head.split(' ').next() {
        Some("emotion") => 1,
        Some("theme") => 2,
        Some("factor") => 3,
        _ => 0,
    }
}

/// Reads above which score what the rules found stays, for each head: by words alone, and with the encoder.
pub(super) fn kept(file: &mut File<'_>) -> Result<[Vec<[f64; 2]>; 2], String> {
    // Tones are not found.
    let mut groups = vec![[0.0; 4]];
    for group in &GROUPS[1..] {
        groups.push(file.numbers(&format!("kept {group}"))?);
    }
    let of_heads: Vec<[f64; 4]> = heads().iter().map(|head| groups[group(head)]).collect();
    Ok([0, 2].map(|at| of_heads.iter().map(|kept| [kept[at], kept[at + 1]]).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_have_heads() {
        let names = heads();
        let name = |kind, label, polarity| of(kind, label, polarity).map(|head| names[head].as_str());
        assert_eq!(name(EvidenceKind::Emotion, "joy", None), Some("emotion joy"));
        assert_eq!(name(EvidenceKind::Theme, "trust", None), Some("theme trust"));
        assert_eq!(name(EvidenceKind::Factor, "communication", Some(-0.8)), Some("factor communication-"));
        assert_eq!(name(EvidenceKind::Style, "direct", None), None);
    }
}
