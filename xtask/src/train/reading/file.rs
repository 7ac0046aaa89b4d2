//! The file of weights, as `crates/domain/src/reading/learnt/mod.rs` reads it.

use std::fmt::Write as _;

use anyhow::Result;
use hearken_domain::reading::heads;

use super::super::weights;
use super::Lesson;
use super::corpus::Corpus;
use super::cross::Learnt;
use super::measure::Thresholds;

pub(super) fn write(corpus: &Corpus, lessons: &[Lesson]) -> Result<String> {
    let mut file = "hearken-reading-weights 6\n".to_owned();
    let names = heads();
    let mut columns = Vec::new();
    for Learnt { head, model, thresholds } in lessons.iter().flat_map(|lesson| &lesson.heads) {
        let (scale, column) = weights::quantized(&model.weights);
        writeln!(file, "head {} {scale:.9} {:.6} {:.3}", names[*head], model.bias, thresholds.own)?;
        columns.push(column);
    }
    for (group, [words, answer, lean], Thresholds { own, .. }) in
        lessons.iter().filter_map(|lesson| lesson.closer.as_ref())
    {
        writeln!(file, "encoder {group} {words:.4} {answer:.4} {lean:.4} {own:.3}")?;
    }
    for lesson in lessons {
        let (Some((group, _, closely)), Some(Learnt { thresholds, .. })) = (&lesson.closer, lesson.heads.last()) else {
            continue;
        };
        if *group != "polarity" {
            let [[short, long], [close_short, close_long]] = [thresholds.kept, closely.kept];
            writeln!(file, "kept {group} {short:.3} {long:.3} {close_short:.3} {close_long:.3}")?;
        }
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
