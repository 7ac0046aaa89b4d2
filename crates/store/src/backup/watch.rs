//! What is remembered of the rows of a backup as they go by: the accounts, their keys, and some entries taken at random.

use std::collections::{HashMap, HashSet};

use aws_lc_rs::rand;
use uuid::Uuid;

use super::records::TableHead;
use super::tables::KEYS;
use crate::StoreError;
use crate::crypto::{Column, MasterKey, UserKeys};
use crate::db::Cell;

/// What is remembered.
#[derive(Default)]
pub(crate) struct Watch {
    table: Watched,
    /// How many entries to take.
    wanted: usize,
    /// How many entries went by.
    entries: u64,
    sample: Vec<Sampled>,
    users: HashSet<Uuid>,
    keys: HashMap<Uuid, WrappedKey>,
}

/// The table at hand, with the places of the columns that are looked at.
#[derive(Default)]
enum Watched {
    #[default]
    Nothing,
    Entries([usize; 3]),
    Users([usize; 1]),
    Keys([usize; 3]),
}

/// An entry that was taken.
struct Sampled {
    user: Uuid,
    id: Uuid,
    body: Vec<u8>,
}

struct WrappedKey {
    kid: u32,
    wrapped: Vec<u8>,
}

/// What became of the entries that were taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readable {
    /// Entries that were decrypted.
    pub decrypted: usize,
    /// Entries that should have been, and were not.
    pub failed: usize,
    /// Accounts without a key: made after the key backup.
    pub locked_out: usize,
}

impl Watch {
    /// Takes so many entries at random.
    pub(crate) fn for_entries(wanted: usize) -> Self {
        Self { wanted, ..Self::default() }
    }

    pub(crate) fn begin(&mut self, table: &TableHead) {
        self.table = match table.name.as_str() {
            "entries" => places(table, ["user_id", "id", "body"]).map_or(Watched::Nothing, Watched::Entries),
            "users" => places(table, ["user_id"]).map_or(Watched::Nothing, Watched::Users),
            KEYS => places(table, ["user_id", "kid", "wrapped"]).map_or(Watched::Nothing, Watched::Keys),
            _ => Watched::Nothing,
        };
    }

    pub(crate) fn look(&mut self, row: &[Cell<'_>]) {
        match self.table {
            Watched::Entries(places) => {
                if let [Some(Cell::Bytes(user)), Some(Cell::Bytes(id)), Some(Cell::Bytes(body))] =
                    places.map(|place| row.get(place))
                {
                    self.take_entry([user, id, body]);
                }
            }
            Watched::Users([place]) => {
                self.users.extend(row.get(place).and_then(uuid));
            }
            Watched::Keys(places) => {
                if let [Some(user), Some(Cell::Int(kid)), Some(Cell::Bytes(wrapped))] =
                    places.map(|place| row.get(place))
                    && let (Some(user), Ok(kid)) = (uuid(user), u32::try_from(*kid))
                    && self.keys.get(&user).is_none_or(|known| known.kid < kid)
                {
                    self.keys.insert(user, WrappedKey { kid, wrapped: wrapped.to_vec() });
                }
            }
            Watched::Nothing => {}
        }
    }

    /// Each entry that goes by is as likely to be taken as any other.
    fn take_entry(&mut self, [user, id, body]: [&[u8]; 3]) {
        self.entries += 1;
        let Some(place) = self.place() else { return };
        if let (Ok(user), Ok(id)) = (Uuid::from_slice(user), Uuid::from_slice(id)) {
            let taken = Sampled { user, id, body: body.to_vec() };
            if place < self.sample.len() {
                self.sample[place] = taken;
            } else {
                self.sample.push(taken);
            }
        }
    }

    fn place(&self) -> Option<usize> {
        if self.sample.len() < self.wanted {
            return Some(self.sample.len());
        }
        let mut random = [0; 8];
        rand::fill(&mut random).ok()?;
        let place = usize::try_from(u64::from_le_bytes(random) % self.entries).ok()?;
        (place < self.wanted).then_some(place)
    }

    /// Whether the keys that were seen include this account's.
    pub(crate) fn has_key_of(&self, user: Uuid) -> bool {
        self.keys.contains_key(&user)
    }

    /// Decrypts the entries that were taken, with the keys that `keys` has seen.
    pub(crate) fn decrypt(&self, keys: &Self, master: &MasterKey) -> Result<Readable, StoreError> {
        let locked_out = self.users.iter().filter(|user| !keys.has_key_of(**user)).count();
        let mut readable = Readable { locked_out, ..Readable::default() };
        for entry in &self.sample {
            let Some(WrappedKey { kid, wrapped }) = keys.keys.get(&entry.user) else { continue };
            let opened = UserKeys::unwrap(master, entry.user, *kid, wrapped)
                .and_then(|keys| keys.open(Column::EntryBody, entry.id.as_bytes(), &entry.body));
            match opened {
                Ok(text) if std::str::from_utf8(&text).is_ok() => readable.decrypted += 1,
                Ok(_) => readable.failed += 1,
                Err(error) if error.is_unreadable() => readable.failed += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(readable)
    }
}

fn uuid(cell: &Cell<'_>) -> Option<Uuid> {
    if let Cell::Bytes(bytes) = cell { Uuid::from_slice(bytes).ok() } else { None }
}

fn places<const N: usize>(table: &TableHead, names: [&str; N]) -> Option<[usize; N]> {
    let mut places = [0; N];
    for (place, name) in places.iter_mut().zip(names) {
        *place = table.columns.iter().position(|column| column == name)?;
    }
    Some(places)
}
