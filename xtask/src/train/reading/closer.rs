//! How much the words and what the encoder answers count: learnt from authors whom neither has learnt from.

use super::super::logistic::{Example, Manner, Model};
use super::corpus::{Corpus, Text};
use super::cross::Judged;
use super::measure::{Scored, Thresholds};

/// So few numbers are learnt that nothing need hold them small.
const MANNER: Manner = Manner { epochs: 40, strength: 1.0, is_balanced: false, is_naive: false };

/// A group of heads that listens to the encoder.
pub(super) struct Closer<'a> {
    /// How much a score by words counts, an answer, and what is added.
    pub(super) weighing: [f64; 3],
    pub(super) thresholds: Thresholds,
    /// What comes of it.
    pub(super) scored: Scored<'a>,
}

impl<'a> Closer<'a> {
    /// Learns how to weigh, and the `thresholds` of what comes of it; `None` where the encoder is not asked.
    pub(super) fn learn(
        judged: &'a Judged,
        corpus: &'a Corpus,
        thresholds: impl Fn(&Scored<'a>) -> Thresholds,
    ) -> Option<Self> {
        let texts: Vec<(usize, &Text)> =
            corpus.texts.iter().enumerate().filter(|(_, text)| !text.answers.is_empty()).collect();
        // For each head, the score of each text and the answer, and whether it is so.
        let mut rows = Vec::new();
        for (head, scores) in judged.heads.iter().zip(&judged.scores) {
            let row =
                |(at, text): &(usize, &Text)| Some(([(0, scores[*at]), (1, text.answers[*head]?)], text.gold[*head]));
            rows.push(texts.iter().map(row).collect::<Option<Vec<_>>>()?);
        }
        let examples: Vec<Example<'_>> =
            rows.iter().flatten().map(|(features, is_so)| Example { features, is_so: *is_so }).collect();
        let model = Model::fit(&examples, 2, MANNER);
        let weighed = rows.iter().map(|row| row.iter().map(|(features, _)| model.score(features)).collect()).collect();
        let texts = texts.into_iter().map(|(_, text)| text).collect();
        let scored = Scored { texts, heads: &judged.heads, scores: weighed };
        let thresholds = thresholds(&scored);
        Some(Self { weighing: [model.weights[0], model.weights[1], model.bias], thresholds, scored })
    }
}
