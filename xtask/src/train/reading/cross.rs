//! Learning from all authors but a few, to judge those.

use super::super::logistic::{Example, Manner, Model};
use super::corpus::{Corpus, PARTS, Values};
use super::measure::{self, Scored, Thresholds};

/// What was made of each text by what was learnt from the other authors.
pub(super) struct Judged {
    pub(super) heads: Vec<usize>,
    pub(super) manner: Manner,
    /// For each head, the score of each text: the logarithm of the odds.
    pub(super) scores: Vec<Vec<f64>>,
    /// For each head, how raw scores became these: times the first, plus the second.
    slopes: Vec<(f64, f64)>,
}

/// A head that has learnt from all.
pub(super) struct Learnt {
    pub(super) head: usize,
    pub(super) model: Model,
    pub(super) thresholds: Thresholds,
}

impl Judged {
    pub(super) fn new(corpus: &Corpus, heads: &[usize], manner: Manner) -> Self {
        let judged = heads.iter().zip(crossed(corpus, heads, manner)).map(|(head, raw)| {
            let asked = corpus.texts.iter().zip(&raw).filter(|(text, _)| text.is_asked(*head));
            let (slope, lean) = calibrate(&asked.map(|(text, score)| (*score, text.gold[*head])).collect::<Vec<_>>());
            (raw.iter().map(|score| slope * score + lean).collect(), (slope, lean))
        });
        let (scores, slopes) = judged.unzip();
        Self { heads: heads.to_vec(), manner, scores, slopes }
    }

    /// What was made of all texts.
    pub(super) fn scored<'a>(&'a self, corpus: &'a Corpus) -> Scored<'a> {
        Scored { texts: corpus.texts.iter().collect(), heads: &self.heads, scores: self.scores.clone() }
    }

    /// The mean surprise at what is so.
    pub(super) fn loss(&self, corpus: &Corpus) -> f64 {
        let each = self.heads.iter().zip(&self.scores).flat_map(|(head, scores)| {
            let asked = corpus.texts.iter().zip(scores).filter(|(text, _)| text.is_asked(*head));
            asked.map(|(text, score)| surprise(*score, text.gold[*head]))
        });
        measure::mean(each)
    }

    /// Learns from all; each head is to find what is above `thresholds`.
    pub(super) fn learn(&self, corpus: &Corpus, thresholds: Thresholds) -> Vec<Learnt> {
        let values = corpus.values(None);
        let learn = |(head, (slope, lean)): (&usize, &(f64, f64))| {
            let mut model = fit(corpus, &values, *head, self.manner, None);
            model.weights.iter_mut().for_each(|weight| *weight *= slope);
            model.bias = slope * model.bias + lean;
            Learnt { head: *head, model, thresholds }
        };
        self.heads.iter().zip(&self.slopes).map(learn).collect()
    }
}

/// For each head, the raw score of each text, by what was learnt from the other authors.
fn crossed(corpus: &Corpus, heads: &[usize], manner: Manner) -> Vec<Vec<f64>> {
    let mut scores = vec![vec![0.0; corpus.texts.len()]; heads.len()];
    for part in 0..PARTS.min(corpus.authors) {
        let values = corpus.values(Some(part));
        for (head, scores) in heads.iter().zip(&mut scores) {
            let model = fit(corpus, &values, *head, manner, Some(part));
            for (at, score) in scores.iter_mut().enumerate().filter(|(at, _)| corpus.texts[*at].part() == part) {
                *score = model.score(&values[at]);
            }
        }
    }
    scores
}

/// Learns from all authors but those of a part.
fn fit(corpus: &Corpus, values: &Values, head: usize, manner: Manner, unseen: Option<usize>) -> Model {
    let texts = corpus.texts.iter().zip(values);
    let learnt = texts.filter(|(text, _)| Some(text.part()) != unseen && text.is_asked(head));
    let examples: Vec<Example<'_>> =
        learnt.map(|(text, features)| Example { features, is_so: text.gold[head] }).collect();
    let mut model = Model::fit(&examples, corpus.features.len(), manner);
    model.drop_below(SMALLEST);
    model
}

fn surprise(score: f64, is_so: bool) -> f64 {
    (if is_so { -score } else { score }).exp().ln_1p()
}

/// Weights of less than this share of the largest are dropped: they say next to nothing, and are most of them.
const SMALLEST: f64 = 0.04;
/// The longest step to a slope.
const STEP: f64 = 0.2;

/// A slope and a lean that make the odds of raw scores right (Platt): Newton's method.
fn calibrate(raw: &[(f64, bool)]) -> (f64, f64) {
    let (mut slope, mut lean) = (0.5, 0.0);
    for _ in 0..50 {
        let (mut gs, mut gl, mut ss, mut sl, mut ll) = (0.0, 0.0, 1e-6, 0.0, 1e-6);
        for (score, is_so) in raw {
            let p = 1.0 / (1.0 + (-(slope * score + lean)).exp());
            let (error, weight) = (p - f64::from(u8::from(*is_so)), p * (1.0 - p));
            (gs, gl) = (gs + error * score, gl + error);
            (ss, sl, ll) = (ss + weight * score * score, sl + weight * score, ll + weight);
        }
        let determinant = ss * ll - sl * sl;
        // Small steps: from far away it would leap over the goal.
        let step = |by: f64| (by / determinant).clamp(-STEP, STEP);
        (slope, lean) = (slope - step(ll * gs - sl * gl), lean - step(ss * gl - sl * gs));
    }
    (slope, lean)
}
