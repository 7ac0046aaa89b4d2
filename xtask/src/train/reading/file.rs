//! The file of weights, as `crates/domain/src/reading/learnt/mod.rs` reads it.

use std::fmt::Write as _;

use anyhow::Result;
use hearken_domain::reading::heads;

use super::super::weights;
use super::corpus::Corpus;
use super::cross::Learnt;

pub(super) fn write(corpus: &Corpus, learnt: &[Learnt]) -> Result<String> {
    let mut file = "hearken-reading-weights 1\n".to_owned();
    let names = heads();
    let mut columns = Vec::new();
    for Learnt { head, model, threshold } in learnt {
        let (scale, column) = weights::quantized(&model.weights);
        writeln!(file, "head {} {scale:.9} {:.6} {threshold:.6}", names[*head], model.bias)?;
        columns.push(column);
    }
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
    writeln!(file, "features {count}")?;
    weights::append(&mut file, &bytes)?;
    Ok(file)
}
