//! Sets of patterns by their numbers, one bit each: to tell which of thousands may be in a sentence takes a few operations.

/// A set of numbers.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Numbers {
    bits: Vec<u64>,
}

impl Numbers {
    pub(super) fn insert(&mut self, number: u32) {
        let (at, bit) = place(number);
        if self.bits.len() <= at {
            self.bits.resize(at + 1, 0);
        }
        self.bits[at] |= bit;
    }

    pub(super) fn has(&self, number: u32) -> bool {
        let (at, bit) = place(number);
        self.bits.get(at).is_some_and(|bits| bits & bit != 0)
    }

    pub(super) fn insert_all(&mut self, others: &Self) {
        if self.bits.len() < others.bits.len() {
            self.bits.resize(others.bits.len(), 0);
        }
        for (bits, others) in self.bits.iter_mut().zip(&others.bits) {
            *bits |= others;
        }
    }

    pub(super) fn len(&self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    /// Those that are in both, the lowest first.
    pub(super) fn common<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = u32> + 'a {
        let both = self.bits.iter().zip(&other.bits).map(|(a, b)| a & b);
        (0..).step_by(64).zip(both).flat_map(|(first, bits)| ones(bits).map(move |bit| first + bit))
    }
}

fn place(number: u32) -> (usize, u64) {
    ((number / 64) as usize, 1 << (number % 64))
}

/// The bits that are set, the lowest first.
pub(super) fn ones(bits: u64) -> impl Iterator<Item = u32> {
    let mut left = bits;
    std::iter::from_fn(move || {
        let lowest = (left != 0).then(|| left.trailing_zeros());
        left &= left.wrapping_sub(1);
        lowest
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_both_sets_are_found() {
        let set = |numbers: &[u32]| {
            let mut set = Numbers::default();
            for number in numbers {
                set.insert(*number);
            }
            set
        };
        let (mut a, b) = (set(&[0, 63, 64, 200]), set(&[63, 64, 65]));
        assert_eq!(a.common(&b).collect::<Vec<_>>(), [63, 64]);
        assert!(a.has(200) && !a.has(65) && !b.has(1000));
        a.insert_all(&b);
        assert_eq!((a.len(), a.has(65)), (5, true));
    }
}
