//! Chance that a seed repeats.

/// A sequence of numbers that looks random and is the same for the same seed (`SplitMix64`).
#[derive(Clone, Debug)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A sequence of its own for the part of a run with this number.
    pub(crate) fn part(seed: u64, number: usize) -> Self {
        let mut whole = Self(seed ^ (number as u64).wrapping_mul(0xd6e8_feb8_6659_fd93));
        Self(whole.next())
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// An index into something of this length, which is not 0.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }

    /// True `percent` times of 100.
    pub(crate) fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_parts_differ() {
        let numbers = |mut chance: Chance| [(); 8].map(|()| chance.next());
        assert_eq!(numbers(Chance::part(7, 3)), numbers(Chance::part(7, 3)));
        assert_ne!(numbers(Chance::part(7, 3)), numbers(Chance::part(7, 4)));
        assert_ne!(numbers(Chance::new(7)), numbers(Chance::new(8)));
    }

    #[test]
    fn numbers_stay_below_their_end() {
        let mut chance = Chance::new(1);
        let drawn: Vec<u64> = (0..1000).map(|_| chance.below(10)).collect();
        assert!((0..10).all(|number| drawn.contains(&number)) && drawn.iter().all(|number| *number < 10));
    }
}
