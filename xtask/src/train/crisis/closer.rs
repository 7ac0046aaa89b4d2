//! How much words and the encoder's answer count: learnt from authors whom neither has learnt from.

use std::fmt::Write as _;

use anyhow::Result;

use super::super::logistic::{Example, Manner, Model};
use super::{HEADS, Text, Trained, threshold};

/// So few numbers are learnt that nothing need hold them small.
const MANNER: Manner = Manner { epochs: 40, strength: 1.0, is_balanced: false, is_naive: false };

/// How a head listens to the encoder.
pub(super) struct Closer {
    model: Model,
    threshold: f64,
}

impl Closer {
    /// Learns how to weigh, and from which score on the head fires.
    pub(super) fn learn(number: usize, scored: &[(&Text, f64)]) -> Self {
        let head = &HEADS[number];
        let rows: Vec<(&Text, [(usize, f64); 2])> = scored
            .iter()
            .filter_map(|(text, score)| Some((*text, [(0, *score), (1, text.answers?[number])])))
            .collect();
        let asked = rows.iter().filter(|(text, _)| head.asks(text));
        let examples: Vec<Example<'_>> =
            asked.map(|(text, features)| Example { features, is_so: head.finds(text) }).collect();
        let model = Model::fit(&examples, 2, MANNER);
        let by_words: Vec<(&Text, f64)> = rows.iter().map(|(text, [(_, score), _])| (*text, *score)).collect();
        head.print(&by_words, threshold(&by_words, head.close_false_alarms), head.close_false_alarms);
        let weighed: Vec<(&Text, f64)> = rows.iter().map(|(text, features)| (*text, model.score(features))).collect();
        let threshold = threshold(&weighed, head.close_false_alarms);
        print!(
            "    and by words and encoder, of authors whom neither knows, weighed {:.3?} {:.3}: ",
            model.weights, model.bias
        );
        head.print(&weighed, threshold, head.close_false_alarms);
        Self { model, threshold }
    }
}

/// The file, as `crates/domain/src/crisis/closer.rs` reads it.
pub(super) fn write(heads: &[Trained]) -> Result<String> {
    let mut file = String::from("hearken-crisis-closer 1\n");
    for (head, Trained { closer: Closer { model, threshold }, .. }) in HEADS.iter().zip(heads) {
        let [words, answer] = [model.weights[0], model.weights[1]];
        writeln!(file, "head {} {words:.6} {answer:.6} {:.6} {threshold:.6}", head.name, model.bias)?;
    }
    Ok(file)
}
