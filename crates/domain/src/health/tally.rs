//! Sums of evidence: what is left of single pieces once they are weighed.

use super::evidence::reliability;
use super::{EntryEvidence, Estimate, Piece};
use crate::{Method, Timestamp};

/// Days after which evidence weighs half.
const HALF_LIFE_DAYS: f64 = 45.0;
const DAY_MS: f64 = 86_400_000.0;
/// The most that all pieces of one entry weigh together: one long rant is not ten observations.
const MOST_OF_AN_ENTRY: f64 = 1.0;

/// The evidence about one factor of one relationship.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) weight: f64,
    weighted: f64,
    squares: f64,
    by_model: f64,
    /// Pieces.
    pub(super) items: usize,
    /// Entries that have some.
    pub(super) entries: usize,
    /// When the last of them was written.
    pub(super) last: Option<Timestamp>,
}

impl Tally {
    /// Adds the pieces of an entry, as they weigh at `now`.
    pub(super) fn add(&mut self, entry: &EntryEvidence, pieces: &[&Piece], now: Timestamp) {
        let factor = reliability(entry.method) * decay(entry.written_at, now);
        let total: f64 = pieces.iter().map(|piece| piece.strength * factor).sum();
        let cap = if total > MOST_OF_AN_ENTRY { MOST_OF_AN_ENTRY / total } else { 1.0 };
        for piece in pieces {
            let weight = piece.strength * factor * cap;
            self.weight += weight;
            self.weighted += weight * value(piece);
            self.squares += weight * weight;
            self.by_model += if entry.method == Method::AiPowered { weight } else { 0.0 };
        }
        self.items += pieces.len();
        self.entries += 1;
        self.last = self.last.max(Some(entry.written_at));
    }

    /// The mean of the pieces, 0 to 100; `None` without any.
    pub(super) fn mean(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.weighted / self.weight)
    }

    /// How many observations they are worth: pieces of unequal weight are fewer, and so are unreliable or old ones.
    fn effective(&self) -> f64 {
        if self.squares > 0.0 { (self.weight * self.weight / self.squares).min(self.weight) } else { 0.0 }
    }

    /// The estimate, drawn towards `middle`; `None` without evidence.
    pub(super) fn estimate(&self, middle: f64) -> Option<Estimate> {
        Some(Estimate::shrunk(self.mean()?, self.effective(), middle))
    }

    /// The part of the weight that a model found; `None` without evidence.
    pub(super) fn model_share(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.by_model / self.weight)
    }

    /// This and `other` together.
    pub(super) fn with(self, other: &Self) -> Self {
        Self {
            weight: self.weight + other.weight,
            weighted: self.weighted + other.weighted,
            squares: self.squares + other.squares,
            by_model: self.by_model + other.by_model,
            items: self.items + other.items,
            entries: self.entries + other.entries,
            last: self.last.max(other.last),
        }
    }
}

/// What a piece says on the scale of the score: 0 to 100.
fn value(piece: &Piece) -> f64 {
    50.0 + 50.0 * piece.polarity
}

/// What the pieces of one entry say together, 0 to 100; `None` without any.
pub(super) fn entry_mean<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Option<f64> {
    let (weight, weighted) = pieces.fold((0.0, 0.0), |(weight, weighted), piece| {
        (weight + piece.strength, weighted + piece.strength * value(piece))
    });
    (weight > 0.0).then(|| weighted / weight)
}

/// What is left of the weight of what was written at `at`.
fn decay(at: Timestamp, now: Timestamp) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of some centuries are far below 2^52")]
    let days = (now.as_millis() - at.as_millis()).max(0) as f64 / DAY_MS;
    0.5_f64.powf(days / HALF_LIFE_DAYS)
}
