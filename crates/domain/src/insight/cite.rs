//! The words of an entry that a claim rests on.

use std::ops::Range;

use super::{Claim, Feature, Measure, Outcome};
use crate::reading::{Evidence, EvidenceKind, Reading, sentence_places};
use crate::{PersonId, Private};

/// Longest quote, in characters.
const LONGEST: usize = 160;

/// Words of an entry, with their place in characters (exclusive end).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Where they begin.
    pub start: usize,
    /// Where they end.
    pub end: usize,
    /// The words, verbatim.
    pub text: Private,
}

/// What is to be quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cited {
    /// Words of this kind with this label.
    Label(EvidenceKind, String),
    /// Words about somebody.
    Person(PersonId),
    /// The strongest words of this direction.
    Tone {
        /// Good words, or heavy ones.
        is_high: bool,
    },
    /// The beginning.
    Beginning,
}

impl Claim {
    /// What is to be quoted of the entries that bear it out.
    #[must_use]
    pub fn cited(&self) -> Cited {
        match self {
            Self::Trigger(Feature::Theme(theme), _) | Self::RecurringTheme(theme) | Self::Starter { theme, .. } => {
                Cited::Label(EvidenceKind::Theme, theme.as_str().to_owned())
            }
            Self::Trigger(Feature::Person(person), _) | Self::Repair { person, .. } => Cited::Person(*person),
            Self::Trigger(Feature::Tag(_), outcome) | Self::Weekday(_, outcome) | Self::TimeOfDay(_, outcome) => {
                Cited::Tone { is_high: outcome.is_high }
            }
            // The tone that the mood does not follow.
            Self::MoodAndTone { mood_is_higher } => Cited::Tone { is_high: !mood_is_higher },
            Self::Gratitude => {
                Cited::Label(EvidenceKind::Emotion, crate::reading::Emotion::Gratitude.as_str().to_owned())
            }
            Self::Milestone(_) => Cited::Beginning,
        }
    }

    /// What is to be quoted of the entries that speak against it.
    #[must_use]
    pub fn cited_against(&self) -> Cited {
        match self {
            Self::Trigger(_, Outcome { measure: Measure::Mood | Measure::Tone, is_high })
            | Self::Weekday(_, Outcome { is_high, .. })
            | Self::TimeOfDay(_, Outcome { is_high, .. }) => Cited::Tone { is_high: !is_high },
            Self::Starter { .. } => Cited::Tone { is_high: true },
            Self::Repair { person, .. } => Cited::Person(*person),
            _ => Cited::Beginning,
        }
    }
}

/// The sentence with the strongest such words, without those that their writer said are not right (`disputed`, in
/// characters); where there are none, the first sentence. `None` of an entry without any words.
#[must_use]
pub fn cite(text: &str, reading: &Reading, cited: &Cited, disputed: &[Range<usize>]) -> Option<Quote> {
    let is_disputed = |place: &Range<usize>| disputed.iter().any(|it| it.start < place.end && place.start < it.end);
    let chars: Vec<char> = text.chars().collect();
    let sentences = sentences(text);
    let strongest = reading
        .evidence
        .iter()
        .filter(|it| cited.is_met_by(it) && it.end <= chars.len() && it.start < it.end)
        .filter(|it| !is_disputed(&(it.start..it.end)))
        .max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.start.cmp(&a.start)));
    let place = if let Some(found) = strongest {
        let sentence = sentences.iter().find(|place| place.start <= found.start && found.end <= place.end);
        around(sentence.cloned().unwrap_or(found.start..found.end), found.start..found.end, &chars)
    } else {
        let first = sentences.iter().find(|place| !is_disputed(place)).cloned()?;
        around(first.clone(), first.start..first.start, &chars)
    };
    let text: String = chars[place.clone()].iter().collect();
    Some(Quote { start: place.start, end: place.end, text: text.into() })
}

impl Cited {
    fn is_met_by(&self, evidence: &Evidence) -> bool {
        match self {
            Self::Label(kind, label) => evidence.kind == *kind && evidence.label == *label,
            Self::Person(person) => evidence.kind == EvidenceKind::Person && evidence.label == person.to_string(),
            Self::Tone { is_high } => {
                let way = evidence.polarity.unwrap_or_default();
                evidence.kind == EvidenceKind::Sentiment && if *is_high { way > 0.0 } else { way < 0.0 }
            }
            Self::Beginning => false,
        }
    }
}

fn weight(evidence: &Evidence) -> f64 {
    evidence.polarity.map_or(evidence.strength, f64::abs)
}

/// The sentences as ranges of characters.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let (mut byte, mut char) = (0, 0);
    let mut count = |to: usize| {
        char += text[byte..to].chars().count();
        byte = to;
        char
    };
    sentence_places(text).into_iter().map(|place| count(place.start)..count(place.end)).collect()
}

/// As much of a sentence around some words as may be quoted, cut between words.
fn around(sentence: Range<usize>, words: Range<usize>, chars: &[char]) -> Range<usize> {
    if sentence.len() <= LONGEST {
        return sentence;
    }
    if words.len() >= LONGEST {
        return words.start..words.start + LONGEST;
    }
    let room = (LONGEST - words.len()) / 2;
    let (from, to) = (words.start.saturating_sub(room).max(sentence.start), (words.end + room).min(sentence.end));
    let is_space = |at: &usize| chars[*at].is_whitespace();
    let start =
        if from == sentence.start { from } else { (from..words.start).find(is_space).map_or(words.start, |at| at + 1) };
    let end = if to == sentence.end { to } else { (words.end..to).rev().find(is_space).unwrap_or(words.end) };
    // Where there are no spaces between words, there is nothing to cut at.
    if end > start { start..end } else { from..to }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::{Theme, read};

    const TEXT: &str = "It rained. Ärger at work again, my boss shouted. We had soup and it was wonderful!";

    fn quoted(cited: &Cited, disputed: &[Range<usize>]) -> String {
        cite(TEXT, &read(TEXT, &[]), cited, disputed).unwrap().text.into_inner()
    }

    #[test]
    fn the_sentence_with_the_words_is_quoted() {
        let work = Claim::RecurringTheme(Theme::Work).cited();
        let quote = cite(TEXT, &read(TEXT, &[]), &work, &[]).unwrap();
        assert_eq!(&*quote.text, "Ärger at work again, my boss shouted.");
        assert_eq!((quote.start, quote.end), (11, 48));
        assert_eq!(quoted(&Cited::Tone { is_high: true }, &[]), "We had soup and it was wonderful!");
        assert_eq!(quoted(&Cited::Beginning, &[]), "It rained.");
    }

    #[test]
    fn what_is_disputed_is_not_quoted() {
        let nothing_left = 0..TEXT.chars().count();
        assert_eq!(cite(TEXT, &read(TEXT, &[]), &Cited::Beginning, &[nothing_left]), None);
        assert_eq!(quoted(&Cited::Beginning, std::slice::from_ref(&(0..3))), "Ärger at work again, my boss shouted.");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let text = format!("{} and my boss shouted at me {}.", "so it went on and on ".repeat(20), "la la ".repeat(60));
        let quote = cite(&text, &read(&text, &[]), &Claim::RecurringTheme(Theme::Work).cited(), &[]).unwrap();
        assert!(quote.text.contains("boss") && quote.text.chars().count() <= LONGEST, "{}", *quote.text);
        assert!(!quote.text.starts_with(' ') && !quote.text.ends_with(' '));
        let cut: String = text.chars().skip(quote.start).take(quote.end - quote.start).collect();
        assert_eq!(cut, *quote.text);
    }
}
