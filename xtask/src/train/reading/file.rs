//! The file of weights, as `crates/domain/src/reading/learnt/mod.rs` reads it.

use std::fmt::Write as _;

use anyhow::Result;
use hearken_domain::reading::heads;

use super::super::weights;
use super::corpus::Corpus;
use super::cross::Learnt;

pub(super) fn write(corpus: &Corpus, learnt: &[Learnt]) -> Result<String> {
    let mut file = "hearken-reading-weights 3\n".to_owned();
    let names = heads();
    let mut columns = Vec::new();
    for Learnt { head, model, thresholds } in learnt {
        let (scale, column) = weights::quantized(&model.weights);
        writeln!(file, "head {} {scale:.9} {:.6} {:.3}", names[*head], model.bias, thresholds.own)?;
        columns.push(column);
    }
    // Of the factors, which come last: whatever else the rules find stays.
    let [short, long] = learnt.last().map_or([0.0; 2], |it| it.thresholds.kept);
    let (mut bytes, mut count) = (Vec::new(), 0);
    for (at, feature) in corpus.features.iter().enumerate() {
        let weights = (0..).zip(&columns).map(|(head, column)| [head, column[at].cast_unsigned()]);
        let weights: Vec<[u8; 2]> = weights.filter(|[_, weight]| *weight != 0).collect();
        if !weights.is_empty() {
            count += 1;
            bytes.extend(feature.to_le_bytes());
            bytes.push(u8::try_from(weights.len())?);
            bytes.extend(weights.concat());
        }
    }
    writeln!(file, "kept {short:.3} {long:.3}\nfeatures {count}")?;
    weights::append(&mut file, &bytes)?;
    Ok(file)
}
