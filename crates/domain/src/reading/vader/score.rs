//! From the valences of the words to the four numbers of a text.

/// The tone of a text.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Scores {
    /// Tone from -1 to 1, to four decimals.
    pub compound: f64,
    /// Share of positive words, 0 to 1, to three decimals.
    pub pos: f64,
    /// Share of neutral words.
    pub neu: f64,
    /// Share of negative words.
    pub neg: f64,
}

/// Approximates the largest sum to expect.
const ALPHA: f64 = 15.0;

/// Maps a sum of valences to -1..1.
pub(in super::super) fn normalize(sum: f64) -> f64 {
    (sum / (sum * sum + ALPHA).sqrt()).clamp(-1.0, 1.0)
}

/// The sum of valences that has this tone.
pub(in super::super) fn sum_of(tone: f64) -> f64 {
    tone * (ALPHA / (1.0 - tone * tone).max(1e-3)).sqrt()
}

/// What exclamation marks (up to four) and repeated question marks add.
pub(in super::super) fn emphasis(text: &str) -> f64 {
    let count = |mark: u8| text.bytes().filter(|byte| *byte == mark).fold(0.0, |count, _| count + 1.0_f64);
    let exclaimed = count(b'!').min(4.0) * 0.292;
    let asked = match count(b'?') {
        questions if questions <= 1.0 => 0.0,
        questions if questions <= 3.0 => questions * 0.18,
        _ => 0.96,
    };
    exclaimed + asked
}

/// The numbers for a text whose words have these valences.
pub(super) fn of(valences: &[f64], text: &str) -> Scores {
    if valences.is_empty() {
        return Scores::default();
    }
    let emphasis = emphasis(text);
    let (pos, neu, neg) = shares(valences, emphasis);
    Scores {
        compound: round(normalize(emphasized(valences.iter().sum(), emphasis)), 1e4),
        pos: round(pos, 1e3),
        neu: round(neu, 1e3),
        neg: round(neg, 1e3),
    }
}

/// A sum of valences with the emphasis added on its side of 0.
pub(in super::super) fn emphasized(sum: f64, emphasis: f64) -> f64 {
    if sum > 0.0 {
        sum + emphasis
    } else if sum < 0.0 {
        sum - emphasis
    } else {
        sum
    }
}

/// Positive, neutral and negative share. A neutral word counts 1, so rated ones count 1 more than their valence.
fn shares(valences: &[f64], emphasis: f64) -> (f64, f64, f64) {
    let (mut pos, mut neu, mut neg) = (0.0, 0.0, 0.0);
    for valence in valences {
        if *valence > 0.0 {
            pos += valence + 1.0;
        } else if *valence < 0.0 {
            neg += 1.0 - valence;
        } else {
            neu += 1.0;
        }
    }
    if pos > neg {
        pos += emphasis;
    } else if pos < neg {
        neg += emphasis;
    }
    let total = pos + neg + neu;
    (pos / total, neu / total, neg / total)
}

/// Rounds to a number of decimals given as a power of ten, ties by the exact decimal value as Python does.
fn round(value: f64, scale: f64) -> f64 {
    let scaled = value * scale;
    let rounded = scaled.round() / scale;
    if (scaled.fract().abs() - 0.5).abs() > 1e-6 {
        return rounded;
    }
    let decimals = if scale > 1e3 { 4 } else { 3 };
    format!("{value:.decimals$}").parse().unwrap_or(rounded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_pythons() {
        let rounded: Vec<f64> = [0.0005, 0.0015, 0.0625, 0.3125, -0.0625, 0.99949].map(|x| round(x, 1e3)).into();
        assert_eq!(rounded, [0.001, 0.002, 0.062, 0.312, -0.062, 0.999]);
        let rounded: Vec<f64> = [0.34375, 0.00625].map(|x| round(x, 1e4)).into();
        assert_eq!(rounded, [0.3438, 0.0063]);
    }

    #[test]
    fn nothing_scores_nothing() {
        assert_eq!(of(&[], "!!!"), Scores::default());
        assert_eq!(of(&[0.0], "?"), Scores { neu: 1.0, ..Scores::default() });
    }
}
