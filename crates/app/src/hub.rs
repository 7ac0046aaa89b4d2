//! Tells a user's devices that something changed. Hints only: losing one costs time, never data.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use hearken_domain::UserId;
use tokio::sync::watch;

/// Who listens for which user, in this process.
#[derive(Clone, Default)]
pub struct Hub {
    listeners: Arc<Mutex<HashMap<UserId, watch::Sender<i64>>>>,
}

impl Hub {
    /// Listens for a user's changes.
    #[must_use]
    pub fn subscribe(&self, user: UserId) -> Subscription {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        let receiver = listeners.entry(user).or_insert_with(|| watch::Sender::new(0)).subscribe();
        Subscription { receiver, _place: Place { user, hub: self.clone() } }
    }

    /// Says that a user's sequence has reached `seq`.
    pub fn publish(&self, user: UserId, seq: i64) {
        self.send(user, |current| *current = seq.max(*current));
    }

    /// Makes a user's listeners look again, e.g. whether their session still runs.
    pub fn wake(&self, user: UserId) {
        self.send(user, |_| {});
    }

    fn send(&self, user: UserId, change: impl FnOnce(&mut i64)) {
        let listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = listeners.get(&user) {
            sender.send_modify(change);
        }
    }

    fn forget_if_alone(&self, user: UserId) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        if listeners.get(&user).is_some_and(|sender| sender.receiver_count() == 0) {
            listeners.remove(&user);
        }
    }
}

/// A listener for one user's changes.
pub struct Subscription {
    receiver: watch::Receiver<i64>,
    // Last, so that the receiver is gone when it looks whether anyone is left.
    _place: Place,
}

/// A listener's place in the hub.
struct Place {
    user: UserId,
    hub: Hub,
}

impl Subscription {
    /// Completes at the next hint with the sequence it named. Several hints may come as one.
    pub async fn changed(&mut self) -> i64 {
        if self.receiver.changed().await.is_err() {
            // The hub outlives its subscriptions; without it there is nothing to hear.
            std::future::pending::<()>().await;
        }
        *self.receiver.borrow_and_update()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.hub.forget_if_alone(self.user);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const ANA: UserId = UserId(Uuid::nil());
    const BEN: UserId = UserId(Uuid::max());

    fn remembered(hub: &Hub) -> usize {
        hub.listeners.lock().unwrap().len()
    }

    #[test]
    fn nobody_is_remembered_who_no_longer_listens() {
        let hub = Hub::default();
        let (first, second, other) = (hub.subscribe(ANA), hub.subscribe(ANA), hub.subscribe(BEN));
        assert_eq!(remembered(&hub), 2);
        drop(first);
        assert_eq!(remembered(&hub), 2);
        drop((second, other));
        assert_eq!(remembered(&hub), 0);
        hub.publish(ANA, 1);
        hub.wake(ANA);
        assert_eq!(remembered(&hub), 0, "telling nobody leaves nothing behind");
    }
}
