//! Who writes which token where.

use uuid::Uuid;

use super::ledger::Place;
use super::message::Ask;
use super::text;
use crate::chance::Chance;

/// Tokens in an entry of one's own before the next one is begun.
const OWN: u64 = 25;
/// Tokens in a shared entry with sections.
const SHARED: u64 = 60;
/// Tokens in an entry that all go on at the same place: each may leave a copy of the whole.
const CONTENDED: u64 = 10;
/// Of a hundred tokens, how many go to a shared section, and how many to the contended entry; the others are one's own.
const IN_SECTIONS: u64 = 40;
const IN_CONTENTION: u64 = 12;

/// What to ask of a device.
pub(super) struct Order {
    pub(super) ask: Ask,
    pub(super) token: String,
    pub(super) entry: Uuid,
    pub(super) place: Place,
}

/// An entry that is being filled.
#[derive(Clone, Copy)]
struct Open {
    entry: Uuid,
    tokens: u64,
}

/// The entries of one user.
pub(super) struct Workload {
    owner: char,
    seed: u64,
    chance: Chance,
    numbers: u64,
    entries: u64,
    own: Vec<Option<Open>>,
    shared: Option<Open>,
    contended: Option<Open>,
}

impl Workload {
    pub(super) fn new(owner: char, devices: usize, seed: u64) -> Self {
        Self {
            owner,
            seed,
            chance: Chance::new(seed ^ u64::from(u32::from(owner))),
            numbers: 0,
            entries: 0,
            own: vec![None; devices],
            shared: None,
            contended: None,
        }
    }

    /// A device has come back with nothing of what it held: something that it sent may yet arrive, where it must not meet
    /// what it now writes.
    pub(super) fn begin_anew(&mut self, device: usize) {
        self.own[device] = None;
        self.shared = None;
    }

    /// What a device writes next. `makes`: whether it can be relied on to make what others go on with.
    pub(super) fn next(&mut self, device: usize, makes: bool) -> Order {
        let roll = self.chance.below(100);
        if roll < IN_SECTIONS {
            self.in_sections(device, makes)
        } else if roll < IN_SECTIONS + IN_CONTENTION {
            self.in_contention(device, makes)
        } else {
            self.in_own(device)
        }
    }

    fn in_own(&mut self, device: usize) -> Order {
        let token = self.token(device);
        if let Some(open) = self.own[device].as_mut().filter(|open| open.tokens < OWN) {
            open.tokens += 1;
            return append(token, open.entry, None, Place::Apart);
        }
        let entry = self.entry();
        self.own[device] = Some(Open { entry, tokens: 1 });
        create(token.clone(), entry, token, Place::Apart)
    }

    fn in_sections(&mut self, device: usize, makes: bool) -> Order {
        if let Some(open) = self.shared.as_mut().filter(|open| open.tokens < SHARED) {
            open.tokens += 1;
            let entry = open.entry;
            return append(self.token(device), entry, Some(device), Place::Apart);
        }
        if !makes {
            return self.in_own(device);
        }
        let (entry, token) = (self.entry(), self.token(device));
        self.shared = Some(Open { entry, tokens: 1 });
        let text = text::with_line(&text::sections(self.own.len()), &token, Some(device));
        create(token, entry, text, Place::Apart)
    }

    fn in_contention(&mut self, device: usize, makes: bool) -> Order {
        if let Some(open) = self.contended.as_mut().filter(|open| open.tokens < CONTENDED) {
            open.tokens += 1;
            let entry = open.entry;
            return append(self.token(device), entry, None, Place::Contended);
        }
        if !makes {
            return self.in_own(device);
        }
        let (entry, token) = (self.entry(), self.token(device));
        self.contended = Some(Open { entry, tokens: 1 });
        create(token.clone(), entry, token, Place::Contended)
    }

    fn token(&mut self, device: usize) -> String {
        self.numbers += 1;
        text::token(self.owner, device, self.numbers)
    }

    fn entry(&mut self) -> Uuid {
        self.entries += 1;
        Uuid::new_v5(&Uuid::nil(), format!("{}{} {}", self.owner, self.seed, self.entries).as_bytes())
    }
}

fn create(token: String, entry: Uuid, text: String, place: Place) -> Order {
    Order { ask: Ask::Create { token: token.clone(), entry, text }, token, entry, place }
}

fn append(token: String, entry: Uuid, section: Option<usize>, place: Place) -> Order {
    Order { ask: Ask::Append { token: token.clone(), entry, section }, token, entry, place }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_token_is_new_and_all_places_are_used() {
        let mut workload = Workload::new('u', 3, 1);
        let orders: Vec<Order> = (0..600).map(|number| workload.next(number % 3, number % 3 == 0)).collect();
        let tokens: BTreeSet<&String> = orders.iter().map(|order| &order.token).collect();
        assert_eq!(tokens.len(), orders.len());
        let count = |is_it: fn(&Order) -> bool| orders.iter().filter(|order| is_it(order)).count();
        assert!(count(|order| order.place == Place::Contended) > 30);
        assert!(count(|order| matches!(order.ask, Ask::Append { section: Some(_), .. })) > 100);
        assert!(count(|order| matches!(order.ask, Ask::Create { .. })) > 20);
    }
}
