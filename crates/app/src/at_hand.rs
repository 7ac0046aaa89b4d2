//! What is known of users in memory, so that a look need not open ten thousand rows. Each look reads what is newer than the
//! last one, by the number of the user's sequence.

use std::sync::{Arc, PoisonError};

use hearken_domain::UserId;
use hearken_store::SyncHead;
use tokio::sync::Mutex;

/// Users of whom something is kept at hand.
pub(crate) const MOST_USERS: usize = 64;

/// What is known of users who looked at it lately.
pub(crate) struct AtHand<T> {
    /// The one who looked last stands last.
    users: std::sync::Mutex<Vec<(UserId, Arc<Mutex<T>>)>>,
}

impl<T> Default for AtHand<T> {
    fn default() -> Self {
        Self { users: std::sync::Mutex::default() }
    }
}

impl<T: Default> AtHand<T> {
    /// What is known of a user; nothing, for one who has not looked for long.
    pub(crate) fn of(&self, user: UserId) -> Arc<Mutex<T>> {
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match users.iter().position(|(other, _)| *other == user) {
            Some(at) => users.remove(at).1,
            None => Arc::default(),
        };
        users.push((user, Arc::clone(&known)));
        if users.len() > MOST_USERS {
            users.remove(0);
        }
        known
    }
}

/// The number up to which everything is known: 0 if what is known belongs to another history.
pub(crate) fn known_up_to(place: SyncHead, head: SyncHead) -> i64 {
    let is_sound = place.epoch == head.epoch && place.seq <= head.seq && place.seq >= head.floor;
    if is_sound { place.seq } else { 0 }
}
