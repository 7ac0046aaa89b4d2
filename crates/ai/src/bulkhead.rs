//! A bulkhead: bounds the calls in flight at one provider, so that a slow one holds up those who wait for it, and nobody
//! else.
//!
//! A quarter of the limit, at least one call, is left to others: neither what is asked for one user, nor what nobody waits
//! for, ever fills all of it. A limit of one has nothing to leave.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hearken_domain::UserId;

/// Calls in flight at a provider, unless another limit is set.
pub const MAX_IN_FLIGHT: usize = 8;

/// For whom a provider is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// The user.
    pub user: UserId,
    /// Whether nobody waits for the answer.
    pub can_wait: bool,
}

/// The calls in flight at a provider, and how many there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// How many there are.
    pub in_flight: usize,
    /// How many there may be.
    pub limit: usize,
}

/// A bulkhead, shared by everyone who calls the same provider.
#[derive(Debug)]
pub(crate) struct Bulkhead {
    limit: usize,
    calls: Mutex<Calls>,
}

#[derive(Debug, Default)]
struct Calls {
    all: usize,
    /// Those of them that nobody waits for.
    can_wait: usize,
    of: HashMap<UserId, usize>,
}

impl Bulkhead {
    /// One that lets `limit` calls through at once.
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, calls: Mutex::default() }
    }

    /// Room for one more call, until it is dropped; `None` where there is none for this one. Whoever asks for nobody, to see
    /// whether the provider is there, gets what is left.
    pub(crate) fn enter(&self, asker: Option<Asker>) -> Option<Call<'_>> {
        let mut calls = self.lock();
        if !self.admits(&calls, asker) {
            return None;
        }
        calls.all += 1;
        if let Some(Asker { user, can_wait }) = asker {
            calls.can_wait += usize::from(can_wait);
            *calls.of.entry(user).or_default() += 1;
        }
        Some(Call { bulkhead: self, asker })
    }

    /// Whether there is room for one more call.
    pub(crate) fn has_room(&self, asker: Asker) -> bool {
        self.admits(&self.lock(), Some(asker))
    }

    pub(crate) fn load(&self) -> Load {
        Load { in_flight: self.lock().all, limit: self.limit }
    }

    fn admits(&self, calls: &Calls, asker: Option<Asker>) -> bool {
        let share = self.limit.saturating_sub((self.limit / 4).max(1)).max(1);
        let is_within_share = asker.is_none_or(|Asker { user, can_wait }| {
            calls.of.get(&user).is_none_or(|of| *of < share) && !(can_wait && calls.can_wait >= share)
        });
        calls.all < self.limit && is_within_share
    }

    /// Every change is made whole under the lock, so what a panicking thread left behind is still sound.
    fn lock(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call in flight.
#[derive(Debug)]
#[must_use = "what is dropped is no longer counted"]
pub(crate) struct Call<'a> {
    bulkhead: &'a Bulkhead,
    asker: Option<Asker>,
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        let mut calls = self.bulkhead.lock();
        calls.all -= 1;
        let Some(Asker { user, can_wait }) = self.asker else { return };
        calls.can_wait -= usize::from(can_wait);
        if let Some(of) = calls.of.get_mut(&user) {
            *of -= 1;
        }
        calls.of.retain(|_, of| *of > 0);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn asker(user: u128, can_wait: bool) -> Asker {
        Asker { user: UserId(Uuid::from_u128(user)), can_wait }
    }

    /// How many calls of these askers get through, one after the other, while none ends.
    fn admitted(limit: usize, askers: &[Asker]) -> usize {
        let bulkhead = Bulkhead::new(limit);
        let calls: Vec<_> = askers.iter().filter_map(|asker| bulkhead.enter(Some(*asker))).collect();
        assert_eq!(bulkhead.load(), Load { in_flight: calls.len(), limit });
        calls.len()
    }

    #[test]
    fn neither_one_user_nor_what_can_wait_fills_it() {
        for (limit, share) in [(1, 1), (2, 1), (3, 2), (4, 3), (8, 6), (64, 48)] {
            assert_eq!(admitted(limit, &[asker(1, false); 70]), share, "one user");
            let many: Vec<_> = (0..70).map(|user| asker(user, true)).collect();
            assert_eq!(admitted(limit, &many), share, "what can wait");
            let many: Vec<_> = (0..70).map(|user| asker(user, false)).collect();
            assert_eq!(admitted(limit, &many), limit, "everybody");
        }
    }

    #[test]
    fn what_has_ended_makes_room() {
        let bulkhead = Bulkhead::new(2);
        let first = bulkhead.enter(Some(asker(1, true)));
        assert!(first.is_some() && bulkhead.enter(Some(asker(2, true))).is_none());
        let second = bulkhead.enter(None);
        assert!(second.is_some() && bulkhead.enter(None).is_none() && !bulkhead.has_room(asker(3, false)));
        drop((first, second));
        assert_eq!(bulkhead.load().in_flight, 0);
        assert!(bulkhead.has_room(asker(1, true)) && bulkhead.lock().of.is_empty());
    }
}
