//! What can happen to a connection, and how a seed decides.

use std::fmt;
use std::time::Duration;

use super::Limits;
use crate::chance::Chance;

/// What happens to a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// Nothing.
    Sound,
    /// Every piece arrives late.
    Late,
    /// Everything arrives in pieces of a few bytes.
    Crumbled,
    /// It is reset at once.
    Refused,
    /// It is reset in the middle of what one side sends.
    Reset,
    /// It ends in good order, but in the middle of what one side sends.
    Truncated,
    /// One direction ends in the middle of what it carries; the other goes on for a while.
    HalfClosed,
    /// One direction swallows everything from some point on.
    Swallowed,
    /// The server gets everything once more, over a second connection, some time later.
    Doubled,
}

/// Of a hundred connections, how many meet each fault.
const SHARES: [(Fault, u64); 8] = [
    (Fault::Late, 10),
    (Fault::Crumbled, 8),
    (Fault::Refused, 5),
    (Fault::Reset, 12),
    (Fault::Truncated, 8),
    (Fault::HalfClosed, 6),
    (Fault::Swallowed, 6),
    (Fault::Doubled, 8),
];
const MOST_DELAY_MS: u64 = 150;
const MOST_CRUMB: u64 = 12;

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sound => "sound",
            Self::Late => "late",
            Self::Crumbled => "crumbled",
            Self::Refused => "refused",
            Self::Reset => "reset",
            Self::Truncated => "truncated",
            Self::HalfClosed => "half-closed",
            Self::Swallowed => "swallowed",
            Self::Doubled => "doubled",
        })
    }
}

/// What is to happen to one connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) fault: Fault,
    /// Which direction breaks: what the client sends, or what the server does.
    pub(super) upwards: bool,
    /// After how many bytes of that direction it breaks.
    pub(super) after: u64,
    /// How long each piece is held back; for a doubled connection, the second one; for one that swallows, until it ends.
    pub(super) delay: Duration,
    /// How many bytes are handed on at once.
    pub(super) crumb: usize,
}

impl Plan {
    pub(super) const fn sound() -> Self {
        Self { fault: Fault::Sound, upwards: true, after: u64::MAX, delay: Duration::ZERO, crumb: usize::MAX }
    }

    pub(super) fn draw(chance: &mut Chance, limits: &Limits) -> Self {
        let mut roll = chance.below(100);
        let drawn = SHARES.iter().find(|(_, share)| {
            let is_it = roll < *share;
            roll = roll.saturating_sub(*share);
            is_it
        });
        let fault = drawn.map_or(Fault::Sound, |(fault, _)| *fault);
        // Small numbers as likely as large ones: heads, handshakes and long streams all break.
        let most = limits.bytes >> chance.below(8);
        let hole_ms = u64::try_from(limits.hole.as_millis()).unwrap_or(u64::MAX).max(1);
        let delay = match fault {
            Fault::Late => 1 + chance.below(MOST_DELAY_MS),
            Fault::Doubled | Fault::Swallowed | Fault::HalfClosed => 1 + chance.below(hole_ms),
            _ => 0,
        };
        let breaks = matches!(fault, Fault::Reset | Fault::Truncated | Fault::HalfClosed | Fault::Swallowed);
        let crumb = 1 + chance.below(MOST_CRUMB);
        Self {
            fault,
            upwards: chance.percent(50),
            after: if breaks { 1 + chance.below(most.max(1)) } else { u64::MAX },
            delay: Duration::from_millis(delay),
            crumb: if fault == Fault::Crumbled { usize::try_from(crumb).unwrap_or(1) } else { usize::MAX },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_drawn_and_stays_in_bounds() {
        let limits = Limits { hole: Duration::from_secs(3), bytes: 10_000 };
        let plans: Vec<Plan> = (0..1000).map(|number| Plan::draw(&mut Chance::part(1, number), &limits)).collect();
        for (fault, share) in SHARES {
            let drawn = plans.iter().filter(|plan| plan.fault == fault).count() as u64;
            assert!(drawn > share * 5 && drawn < share * 20, "{fault}: {drawn} of 1000");
        }
        assert!(plans.iter().all(|plan| plan.delay <= limits.hole));
        assert!(plans.iter().filter(|plan| plan.fault == Fault::Reset).all(|plan| plan.after <= limits.bytes));
    }
}
