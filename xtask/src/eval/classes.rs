//! Three classes, and how well a prediction of them does.

use std::fmt;

/// Positive, negative or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Pos,
    Neg,
    Neu,
}

impl Class {
    pub(super) const ALL: [Self; 3] = [Self::Pos, Self::Neg, Self::Neu];

    /// The class of a score: neutral up to `neutral` on either side of 0, that bound included.
    pub(super) fn of(score: f64, neutral: f64) -> Self {
        if score > neutral {
            Self::Pos
        } else if score < -neutral {
            Self::Neg
        } else {
            Self::Neu
        }
    }

    pub(super) fn parse(label: &str) -> Option<Self> {
        match label.trim().to_lowercase().as_str() {
            "pos" | "positive" => Some(Self::Pos),
            "neg" | "negative" => Some(Self::Neg),
            "neu" | "neutral" => Some(Self::Neu),
            _ => None,
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Pos => "pos",
            Self::Neg => "neg",
            Self::Neu => "neu",
        })
    }
}

/// How often each class was predicted for each class.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Confusion {
    counts: [[u32; 3]; 3],
}

impl Confusion {
    pub(super) fn of(pairs: impl Iterator<Item = (Class, Class)>) -> Self {
        let mut confusion = Self::default();
        for (gold, predicted) in pairs {
            confusion.counts[gold as usize][predicted as usize] += 1;
        }
        confusion
    }

    pub(super) fn count(&self, gold: Class, predicted: Class) -> u32 {
        self.counts[gold as usize][predicted as usize]
    }

    pub(super) fn total(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }

    pub(super) fn right(&self) -> u32 {
        Class::ALL.iter().map(|class| self.count(*class, *class)).sum()
    }

    pub(super) fn accuracy(&self) -> f64 {
        share(self.right(), self.total())
    }

    pub(super) fn gold(&self, class: Class) -> u32 {
        self.counts[class as usize].iter().sum()
    }

    fn predicted(&self, class: Class) -> u32 {
        self.counts.iter().map(|row| row[class as usize]).sum()
    }

    pub(super) fn precision(&self, class: Class) -> f64 {
        share(self.count(class, class), self.predicted(class))
    }

    pub(super) fn recall(&self, class: Class) -> f64 {
        share(self.count(class, class), self.gold(class))
    }

    pub(super) fn f1(&self, class: Class) -> f64 {
        share(2 * self.count(class, class), self.gold(class) + self.predicted(class))
    }

    /// Mean F1 of the classes.
    pub(super) fn macro_f1(&self) -> f64 {
        Class::ALL.iter().map(|class| self.f1(*class)).sum::<f64>() / 3.0
    }

    /// Mean F1 of the classes by their share.
    pub(super) fn weighted_f1(&self) -> f64 {
        Class::ALL.iter().map(|class| self.f1(*class) * share(self.gold(*class), self.total())).sum()
    }
}

/// `part` of `whole`; 0 of nothing.
pub(super) fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_small_table() {
        use Class::{Neg, Neu, Pos};
        let pairs = [(Pos, Pos), (Pos, Neu), (Neg, Neg), (Neg, Pos), (Neu, Neu)];
        let confusion = Confusion::of(pairs.into_iter());
        assert!((confusion.accuracy() - 0.6).abs() < 1e-12);
        assert!((confusion.precision(Pos) - 0.5).abs() < 1e-12);
        assert!((confusion.recall(Neu) - 1.0).abs() < 1e-12);
        assert!((confusion.f1(Neg) - 2.0 / 3.0).abs() < 1e-12);
        assert!((confusion.macro_f1() - (0.5 + 2.0 / 3.0 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
        assert!((confusion.weighted_f1() - (0.5 * 0.4 + 2.0 / 3.0 * 0.4 + 2.0 / 3.0 * 0.2)).abs() < 1e-12);
    }

    #[test]
    fn the_bound_is_neutral() {
        assert_eq!([0.06, 0.05, -0.05, -0.06].map(|score| Class::of(score, 0.05)), {
            [Class::Pos, Class::Neu, Class::Neu, Class::Neg]
        });
    }
}
