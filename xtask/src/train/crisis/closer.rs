//! How much words and the encoder's answer count: learnt from authors whom neither has learnt from.

use std::fmt::Write as _;

use anyhow::Result;

use super::super::logistic::{Example, Manner, Model};
use super::{HEADS, Judged, Trained, threshold};

/// So few numbers are learnt that nothing need hold them small.
const MANNER: Manner = Manner { epochs: 40, strength: 1.0, is_balanced: false, is_naive: false };

/// How a head listens to the encoder.
pub(super) struct Closer {
    model: Model,
    threshold: f64,
    /// The score of each text, where the encoder is asked.
    pub(super) scores: Vec<Option<f64>>,
}

impl Closer {
    /// Learns how to weigh, and from which score on the head fires.
    pub(super) fn learn(number: usize, judged: &[Judged<'_>]) -> Self {
        let head = &HEADS[number];
        let rows: Vec<Row<'_>> = judged.iter().filter_map(|judged| Row::of(judged, number)).collect();
        let mut examples = Vec::new();
        for row in rows.iter().filter(|row| head.asks(row.judged.text)) {
            let is_so = head.finds(row.judged.text);
            let passages = if is_so { row.strongest() } else { &row.passages };
            examples.extend(passages.iter().map(|features| Example { features, is_so }));
        }
        let model = Model::fit(&examples, 2, MANNER);
        let with = |score: &dyn Fn(&Features) -> f64| -> Vec<Judged<'_>> {
            let of = |row: &Row<'_>| row.passages.iter().map(score).collect();
            rows.iter().map(|row| Judged { text: row.judged.text, scores: of(row) }).collect()
        };
        println!("    of authors whom the encoder does not know, by words alone:");
        let by_words = with(&|[(_, score), _]| *score);
        head.print(&by_words, threshold(&by_words, head.close_false_alarms));
        println!("    by words and encoder, weighed {:.3?} {:.3}:", model.weights, model.bias);
        let weighed = with(&|features| model.score(features));
        let threshold = threshold(&weighed, head.close_false_alarms);
        head.print(&weighed, threshold);
        let score = |judged: &Judged<'_>| {
            let row = Row::of(judged, number)?;
            Some(row.passages.iter().map(|features| model.score(features)).fold(f64::NEG_INFINITY, f64::max))
        };
        let scores = judged.iter().map(score).collect();
        Self { model, threshold, scores }
    }

    /// Whether it fires for a text; `None` where the encoder is not asked.
    pub(super) fn fires(&self, text: usize) -> Option<bool> {
        self.scores[text].map(|score| score > self.threshold)
    }
}

/// The score by words of a passage, and what the encoder answers.
type Features = [(usize, f64); 2];

struct Row<'a> {
    judged: &'a Judged<'a>,
    passages: Vec<Features>,
}

impl<'a> Row<'a> {
    /// `None` where the encoder is not asked.
    fn of(judged: &'a Judged<'a>, number: usize) -> Option<Self> {
        let passages = judged.text.passages.iter().zip(&judged.scores);
        let of = |(passage, score): (&super::Passage, &f64)| Some([(0, *score), (1, passage.answers?[number])]);
        Some(Self { judged, passages: passages.map(of).collect::<Option<_>>()? })
    }

    /// The passage to which the encoder says yes most: nobody said in which of an entry it is.
    fn strongest(&self) -> &[Features] {
        let answer = |at: &usize| self.passages[*at][1].1;
        let most = (0..self.passages.len()).max_by(|a, b| answer(a).total_cmp(&answer(b))).unwrap_or_default();
        &self.passages[most..=most]
    }
}

/// The file, as `crates/domain/src/crisis/closer.rs` reads it.
pub(super) fn write(heads: &[Trained]) -> Result<String> {
    let mut file = String::from("hearken-crisis-closer 1\n");
    for (head, Trained { closer: Closer { model, threshold, .. }, .. }) in HEADS.iter().zip(heads) {
        let [words, answer] = [model.weights[0], model.weights[1]];
        writeln!(file, "head {} {words:.6} {answer:.6} {:.6} {threshold:.6}", head.name, model.bias)?;
    }
    Ok(file)
}
