//! The weights of features, left as they are in the file: beside each other they are found with the fewest ways to memory.

/// A head and its weight for a feature.
pub(super) type Weight = [u8; 2];

/// So many of a number's bits say where to look for it.
const BITS: u32 = 16;
/// So many of its bits say whether it may be there at all: most of what is looked for is not.
const SEEN_BITS: u32 = 20;

/// Features and their weights, the lowest number first.
pub(super) struct Rows {
    bytes: Vec<u8>,
    /// Where those of each [`place`] begin, and at the end where all end.
    starts: Vec<u32>,
    /// A bit for each beginning of a number that is there.
    seen: Vec<u64>,
}

impl Rows {
    /// Reads so many rows, of this many heads.
    pub(super) fn read(bytes: Vec<u8>, count: usize, heads: usize) -> Result<Self, String> {
        let mut starts = Vec::with_capacity((1 << BITS) + 1);
        let mut seen = vec![0; 1 << (SEEN_BITS - u64::BITS.ilog2())];
        let mut rest = bytes.as_slice();
        for _ in 0..count {
            let (number, weights, after) = split(rest).ok_or("weights are missing")?;
            if weights.iter().any(|[head, _]| usize::from(*head) >= heads) {
                return Err("a head is unknown".to_owned());
            }
            if place(number) + 1 < starts.len() {
                return Err("features are not in order".to_owned());
            }
            starts.resize(place(number) + 1, length(&bytes) - length(rest));
            let (word, bit) = seen_at(number);
            seen[word] |= bit;
            rest = after;
        }
        starts.resize((1 << BITS) + 1, length(&bytes) - length(rest));
        Ok(Self { bytes, starts, seen })
    }

    /// Whether there may be weights of a feature; `false` is certain.
    pub(super) fn may_have(&self, feature: u32) -> bool {
        let (word, bit) = seen_at(feature);
        self.seen[word] & bit != 0
    }

    /// The weights of a feature; none if nothing was learnt of it.
    pub(super) fn of(&self, feature: u32) -> &[Weight] {
        let at = place(feature);
        let mut rest = &self.bytes[self.starts[at] as usize..self.starts[at + 1] as usize];
        while let Some((number, weights, after)) = split(rest) {
            if number == feature {
                return weights;
            }
            rest = after;
        }
        &[]
    }
}

fn place(feature: u32) -> usize {
    (feature >> (u32::BITS - BITS)) as usize
}

/// Where the bit for a number is.
fn seen_at(feature: u32) -> (usize, u64) {
    let at = feature >> (u32::BITS - SEEN_BITS);
    ((at / u64::BITS) as usize, 1 << (at % u64::BITS))
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// A feature, its weights, and what follows.
fn split(bytes: &[u8]) -> Option<(u32, &[Weight], &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    let (count, rest) = rest.split_first()?;
    let (weights, rest) = rest.split_at_checked(usize::from(*count) * 2)?;
    Some((u32::from_le_bytes(*number), weights.as_chunks().0, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three features, two of them in one place.
    const BYTES: [u8; 19] = [1, 0, 0, 0, 1, 7, 9, 2, 0, 0, 0, 0, 0, 0, 1, 0, 1, 3, 255];

    #[test]
    fn weights_are_found_by_feature() {
        let rows = Rows::read(BYTES.to_vec(), 3, 8).unwrap();
        assert_eq!(rows.of(1), [[7, 9]]);
        assert_eq!(rows.of(0x0001_0000), [[3, 255]]);
        assert!([0, 2, 3, 0x0001_0001, u32::MAX].iter().all(|feature| rows.of(*feature).is_empty()));
        assert!(rows.may_have(1) && rows.may_have(0x0001_0000) && !rows.may_have(u32::MAX));
    }

    #[test]
    fn faults_are_told() {
        let fault = |bytes: &[u8], count| Rows::read(bytes.to_vec(), count, 4).err().unwrap();
        assert_eq!(fault(&BYTES[..6], 1), "weights are missing");
        assert_eq!(fault(&BYTES, 1), "a head is unknown");
        assert_eq!(fault(&[0, 0, 1, 0, 0, 0, 0, 0, 0, 0], 2), "features are not in order");
    }
}
