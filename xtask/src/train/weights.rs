//! How weights are written: `crates/domain/src/classifier` reads them.

use anyhow::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Characters to a line of a file.
const LINE: usize = 120;

/// Weights as signed bytes, and what one of these is worth.
pub(super) fn quantized(weights: &[f64]) -> (f64, Vec<i8>) {
    let largest = weights.iter().fold(f64::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
    let scale = largest / 127.0;
    #[expect(clippy::cast_possible_truncation, reason = "within -127 to 127")]
    let weights = weights.iter().map(|weight| (weight / scale).round() as i8).collect();
    (scale, weights)
}

/// Ends a file with the weights themselves.
pub(super) fn append(file: &mut String, bytes: &[u8]) -> Result<()> {
    file.push_str("weights\n");
    let text = STANDARD.encode(bytes);
    for line in text.as_bytes().chunks(LINE) {
        file.push_str(std::str::from_utf8(line)?);
        file.push('\n');
    }
    Ok(())
}
