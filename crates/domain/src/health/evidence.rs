//! Evidence about relationships: what an entry says of whom.

use serde::{Deserialize, Serialize};

use super::Dispute;
use super::dispute::places;
use crate::reading::Factor;
use crate::{EntryId, Method, PersonId, Private, Timestamp, Vid};

/// What a piece of evidence speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// A factor of the score.
    Factor(Factor),
    /// Violence, a threat or coercion: no score is made beside it.
    Harm,
}

/// Words of an entry that speak of a relationship.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// Whom they speak of.
    pub person: PersonId,
    /// What they speak of.
    pub about: About,
    /// Direction from -1 to 1.
    pub polarity: f64,
    /// Strength above 0, up to 1.
    pub strength: f64,
    /// Where the words begin, in characters from the start of the text.
    pub start: usize,
    /// Where they end (exclusive).
    pub end: usize,
    /// The words, verbatim.
    pub quote: Private,
}

impl Piece {
    /// The piece in a text that has changed, where its words are nearest to their former place; `None` if they are gone.
    #[must_use]
    pub fn moved(&self, text: &str) -> Option<Self> {
        let place = places(text, &self.quote).min_by_key(|place| place.start.abs_diff(self.start))?;
        Some(Self { start: place.start, end: place.end, ..self.clone() })
    }
}

/// What an entry says of relationships, and what its writer said is not so.
#[derive(Clone, Debug)]
pub struct EntryEvidence {
    /// The entry.
    pub entry: EntryId,
    /// When it was written.
    pub written_at: Timestamp,
    /// The version of the text in which the pieces stand.
    pub vid: Vid,
    /// What read it.
    pub method: Method,
    /// The pieces, in order of appearance.
    pub pieces: Vec<Piece>,
    /// What its writer has disputed.
    pub disputes: Vec<Dispute>,
}

impl EntryEvidence {
    /// The dispute that takes a piece away, if any.
    #[must_use]
    pub fn dispute_of(&self, piece: &Piece) -> Option<&Dispute> {
        self.disputes.iter().find(|dispute| dispute.covers(piece))
    }

    /// The pieces that count.
    pub(super) fn undisputed(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| self.dispute_of(piece).is_none())
    }
}

/// How far what a method finds can be relied on.
pub(super) const fn reliability(method: Method) -> f64 {
    match method {
        Method::AiPowered => 0.7,
        Method::RuleBasedFallback => 0.4,
    }
}
