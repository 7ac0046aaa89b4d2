//! What a reading consists of.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CommunicationStyle, Emotion, Theme};

/// Someone the user has named, to be recognised in the text.
#[derive(Clone, Copy)]
pub struct KnownPerson<'a> {
    /// Id of the person.
    pub id: crate::PersonId,
    /// The name by which the user writes about them.
    pub name: &'a str,
    /// What they are to the user.
    pub relationship: crate::Relationship,
}

/// What was found in an entry.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reading {
    /// Tone of the writing from -1 to 1; `None` when there is no signal, which is not the same as neutral.
    pub sentiment_score: Option<f64>,
    /// How far the finding can be trusted, 0 to 1; computed, never a model's own word.
    pub confidence: f64,
    /// Emotions, strongest first.
    pub emotions: Vec<Emotion>,
    /// Themes, strongest first.
    pub themes: Vec<Theme>,
    /// How the writer and the others spoke with each other, where that shows.
    pub communication_style: Option<CommunicationStyle>,
    /// The language most of the entry is written in, as a BCP-47 code, where the reading could not read it: the rules know
    /// English only. "und" if only that much is known. Absent in readings from before it was kept.
    #[serde(default)]
    pub language: Option<String>,
    /// The words behind every finding, in order of appearance.
    pub evidence: Vec<Evidence>,
}

/// A finding and the words it rests on.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was found.
    pub kind: EvidenceKind,
    /// Which one: an emotion, a theme, a factor, a style, or the id of a person.
    pub label: String,
    /// The words, verbatim from the entry.
    pub quote: String,
    /// Where the words begin, in characters (Unicode scalar values) from the start of the text.
    pub start: usize,
    /// Where they end (exclusive), in characters.
    pub end: usize,
    /// Direction from -1 to 1, where the finding has one (sentiment, factor).
    pub polarity: Option<f64>,
    /// Strength from 0 to 1.
    pub strength: f64,
}

/// Kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// The tone of a sentence.
    Sentiment,
    /// An emotion named or shown.
    Emotion,
    /// What it is about.
    Theme,
    /// How people spoke.
    Style,
    /// One of the five relationship factors.
    Factor,
    /// A person from the user's list.
    Person,
}

/// Says only how much there is: what was found is as private as the text.
impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("evidence", &self.evidence.len()).finish_non_exhaustive()
    }
}

/// Says only where it is.
impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Evidence({}..{})", self.start, self.end)
    }
}

/// As precise as findings are kept.
pub(super) fn round(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
