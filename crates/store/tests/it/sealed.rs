//! Ciphertexts stay where they were put: moved to any other place, or changed in one bit, they open nothing.
//!
//! Which columns are sealed is read from the filled database itself, so that a new one cannot be forgotten here.

use std::collections::{BTreeMap, BTreeSet};

use hearken_domain::{DisclosureId, EntryId, PersonId, UserId, Vid};
use hearken_store::{OpenError, StoreError, UserScope};
use hearken_testkit::{Cell, ClosedStore, Raw, TestStore, on_both_engines};
use uuid::Uuid;

use crate::fill::{HOLDS, fill};

const WRAPPED: &str = "wrapped_keys|wrapped";

/// A ciphertext and where it lies.
#[derive(Clone)]
struct Sealed {
    table: String,
    column: String,
    /// The columns of the primary key with their values.
    key: Vec<(String, Cell)>,
    blob: Vec<u8>,
}

impl Sealed {
    /// The place as errors name it.
    fn name(&self) -> String {
        format!("{}|{}", self.table.trim_start_matches("hearken_keys."), self.column)
    }

    fn id(&self, column: &str) -> Uuid {
        let (_, cell) = self.key.iter().find(|(name, _)| name == column).unwrap();
        Uuid::from_slice(cell.as_bytes()).unwrap()
    }

    fn vid(&self) -> Vid {
        let (_, cell) = self.key.iter().find(|(name, _)| name == "vid").unwrap();
        Vid::from_bytes(cell.as_bytes()).unwrap()
    }

    /// Writes `blob` to this place.
    async fn put(&self, raw: &Raw, blob: &[u8]) {
        let conditions: Vec<_> = (2..).zip(&self.key).map(|(n, (name, _))| format!("{name} = ${n}")).collect();
        let sql = format!("UPDATE {} SET {} = $1 WHERE {}", self.table, self.column, conditions.join(" AND "));
        let args: Vec<_> =
            std::iter::once(Cell::Bytes(blob.to_vec())).chain(self.key.iter().map(|(_, cell)| cell.clone())).collect();
        assert_eq!(raw.exec(&sql, &args).await, 1);
    }
}

/// Whether these bytes have the form of a ciphertext: a version, a key id, a nonce, whole buckets, a tag.
fn is_sealed(bytes: &[u8]) -> bool {
    bytes.len() > 256 && (bytes.len() - 33).is_multiple_of(256) && bytes[0] == 1
}

/// Whether these bytes can be an id (16), a version (24), a hash (32), or a digest or key's id (8).
fn is_clear(bytes: &[u8]) -> bool {
    [8, 16, 24, 32].contains(&bytes.len())
}

/// Every ciphertext in the database. Fails when a table was not filled, or a column is neither sealed nor known as clear.
async fn ciphertexts(raw: &Raw) -> Vec<Sealed> {
    let mut found = Vec::new();
    for table in raw.tables().await {
        let columns = raw.columns(&table).await;
        let mut key: Vec<_> = columns.iter().filter(|column| column.key > 0).collect();
        key.sort_by_key(|column| column.key);
        let names: Vec<_> = key.iter().map(|column| column.name.clone()).collect();
        assert_ne!(raw.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table} was not filled");
        for column in columns.iter().filter(|column| column.kind == "bytes" && column.key == 0) {
            let place = |row: Vec<Cell>| {
                let (key, blob) = row.split_at(names.len());
                let key = names.iter().cloned().zip(key.iter().cloned()).collect();
                Sealed { table: table.clone(), column: column.name.clone(), key, blob: blob[0].as_bytes().to_vec() }
            };
            let (key, name) = (names.join(", "), &column.name);
            let rows =
                raw.rows(&format!("SELECT {key}, {name} FROM {table} WHERE {name} IS NOT NULL ORDER BY {key}")).await;
            let cells: Vec<_> = rows.into_iter().map(place).collect();
            assert!(!cells.is_empty(), "{table}.{name} was not filled");
            if !cells.iter().all(|cell| is_clear(&cell.blob)) {
                assert!(cells.iter().all(|cell| is_sealed(&cell.blob)), "{table}.{name} is neither sealed nor clear");
                found.extend(cells);
            }
        }
    }
    found
}

/// Reads what lies at a place, through the store.
async fn read(t: &TestStore, users: &[UserScope], place: &Sealed) -> Result<(), StoreError> {
    let user = UserId(place.id("user_id"));
    let scope = users.iter().find(|scope| scope.user() == user).unwrap().clone();
    match place.name().as_str() {
        "users|profile" => t.store.read(scope, |tx, scope| Box::pin(tx.find_user(scope))).await.map(drop),
        "sessions|label" => {
            let now = hearken_testkit::START;
            let sessions = t.store.read((scope, now), |tx, (scope, now)| Box::pin(tx.list_sessions(scope, *now, *now)));
            // A list leaves out what does not open.
            let found = sessions.await?.iter().any(|session| session.id.0 == place.id("id"));
            if found { Ok(()) } else { Err(StoreError::Sealed("sessions|label")) }
        }
        "entries|meta" | "entries|body" => {
            let id = EntryId(place.id("id"));
            t.store.read_user(scope, id, |tx, id| Box::pin(tx.find_entry(*id))).await.map(drop)
        }
        "entry_revisions|body" | "entry_revisions|device" => {
            let version = (EntryId(place.id("entry_id")), place.vid());
            t.store.read_user(scope, version, |tx, (id, vid)| Box::pin(tx.find_version(*id, *vid))).await.map(drop)
        }
        "people|body" => {
            let id = PersonId(place.id("id"));
            t.store.read_user(scope, id, |tx, id| Box::pin(tx.find_person(*id))).await.map(drop)
        }
        "health_evidence|found" | "health_evidence|disputes" => {
            let id = EntryId(place.id("entry_id"));
            t.store.read_user(scope, id, |tx, id| Box::pin(tx.find_evidence(*id))).await.map(drop)
        }
        "insight_answers|answer" => {
            let id = place.id("id");
            t.store.read_user(scope, id, |tx, id| Box::pin(tx.find_insight_answer(*id))).await.map(drop)
        }
        "kept_answers|answer" => {
            let id = place.id("id");
            let found =
                t.store.read_user(scope, id, |tx, id| Box::pin(tx.find_kept_answer(*id, hearken_testkit::START)));
            found.await?.map(drop).ok_or(StoreError::Sealed("kept_answers|answer"))
        }
        "analyses|summary" | "analyses|evidence" => {
            let id = EntryId(place.id("entry_id"));
            t.store.read_user(scope, id, |tx, id| Box::pin(tx.find_analysis(*id))).await.map(drop)
        }
        "readings|body" => {
            let id = EntryId(place.id("entry_id"));
            let all = t.store.read_user(scope, id, |tx, id| Box::pin(tx.list_readings(*id))).await?;
            // A list leaves out what does not open.
            if all.is_empty() { Err(StoreError::Sealed("readings|body")) } else { Ok(()) }
        }
        "consents|body" => {
            let consents = t.store.read_user(scope, (), |tx, ()| Box::pin(tx.list_consents())).await?;
            // A list leaves out what does not open.
            let found = consents.iter().any(|consent| consent.id.0 == place.id("id"));
            if found { Ok(()) } else { Err(StoreError::Sealed("consents|body")) }
        }
        "disclosures|head" | "disclosures|sent" | "disclosures|ending" => {
            let id = DisclosureId(place.id("id"));
            t.store.read_user(scope, id, |tx, id| Box::pin(tx.find_disclosure(*id))).await.map(drop)
        }
        "preferences|body" => t.store.read_user(scope, (), |tx, ()| Box::pin(tx.preferences())).await.map(drop),
        "jobs|payload" => read_job(t, &scope, place.id("subject")).await,
        other => panic!("no test reads the sealed column {other}: add it here"),
    }
}

/// Claims jobs until the one in question comes.
async fn read_job(t: &TestStore, scope: &UserScope, subject: Uuid) -> Result<(), StoreError> {
    t.clock.advance(2 * HOLDS);
    loop {
        let now = hearken_domain::Clock::now(&*t.clock);
        let claimed = t.store.write(now, |tx, now| Box::pin(tx.claim_job(*now, Uuid::nil(), *now + HOLDS))).await?;
        let claimed = claimed.expect("the job is in the queue");
        if claimed.job.user == scope.user() && claimed.job.subject == subject {
            return claimed.payload::<String>(scope).map(drop);
        }
    }
}

fn assert_sealed(outcome: Result<(), StoreError>, place: &Sealed, how: &str) {
    match outcome {
        Err(StoreError::Sealed(name)) => assert_eq!(name, place.name()),
        other => panic!("{}: {how}: {other:?}", place.name()),
    }
}

/// One bit changed in each part of an envelope, and parts of it.
fn tampered(blob: &[u8]) -> Vec<Vec<u8>> {
    let flipped = |at: usize| {
        let mut blob = blob.to_vec();
        blob[at] ^= 1;
        blob
    };
    let (version, kid, nonce, text, tag) = (0, 4, 8, 40, blob.len() - 1);
    let mut all: Vec<_> = [version, kid, nonce, text, tag].map(flipped).into();
    all.extend([Vec::new(), blob[..16].to_vec(), blob[..blob.len() - 1].to_vec(), blob[1..].to_vec()]);
    all
}

/// Without the keys themselves, which are read when the store is opened.
async fn sealed_rows(t: &TestStore) -> Vec<Sealed> {
    let mut cells = ciphertexts(&t.raw().await).await;
    cells.retain(|cell| cell.name() != WRAPPED);
    cells
}

on_both_engines! {
    async fn no_ciphertext_can_be_moved_anywhere_else(t: TestStore) {
        let users = fill(&t, "somebody").await;
        let (raw, cells) = (t.raw().await, sealed_rows(&t).await);
        for place in &cells {
            read(&t, &users, place).await.unwrap();
            for other in cells.iter().filter(|other| other.blob != place.blob) {
                place.put(&raw, &other.blob).await;
                assert_sealed(read(&t, &users, place).await, place, &other.name());
            }
            place.put(&raw, &place.blob).await;
            read(&t, &users, place).await.unwrap();
        }
    }

    async fn no_ciphertext_can_be_changed(t: TestStore) {
        let users = fill(&t, "somebody").await;
        let raw = t.raw().await;
        let one_of_each: BTreeMap<_, _> = sealed_rows(&t).await.into_iter().map(|cell| (cell.name(), cell)).collect();
        for place in one_of_each.values() {
            for (number, blob) in tampered(&place.blob).into_iter().enumerate() {
                place.put(&raw, &blob).await;
                assert_sealed(read(&t, &users, place).await, place, &format!("change {number}"));
            }
            place.put(&raw, &place.blob).await;
            read(&t, &users, place).await.unwrap();
        }
    }

    async fn no_key_can_be_moved_or_changed(t: TestStore) {
        fill(&t, "somebody").await;
        let cells = ciphertexts(&t.raw().await).await;
        let place = t.close();
        let raw = place.raw().await;
        let others: BTreeMap<_, _> = cells.iter().map(|cell| (cell.name(), cell.blob.clone())).collect();
        let (keys, _): (Vec<_>, Vec<_>) = cells.iter().cloned().partition(|cell| cell.name() == WRAPPED);
        assert_eq!(keys.len(), 3, "the server's and two users'");
        for key in &keys {
            let moved = keys.iter().map(|key| &key.blob).chain(others.values()).filter(|blob| **blob != key.blob);
            for blob in moved.cloned().chain(tampered(&key.blob)) {
                key.put(&raw, &blob).await;
                assert_sealed(unwrap(&place, key).await, key, "another key");
            }
            key.put(&raw, &key.blob).await;
            unwrap(&place, key).await.unwrap();
        }
    }

    async fn what_a_person_wrote_is_in_sealed_columns(t: TestStore) {
        fill(&t, "somebody").await;
        let names: BTreeSet<_> = ciphertexts(&t.raw().await).await.iter().map(Sealed::name).collect();
        let expected = [
            "analyses|evidence", "analyses|summary", "consents|body", "disclosures|ending", "disclosures|head", "disclosures|sent", "entries|body", "entries|meta", "entry_revisions|body",
            "entry_revisions|device", "health_evidence|disputes", "health_evidence|found", "insight_answers|answer", "jobs|payload", "kept_answers|answer", "people|body", "preferences|body", "readings|body", "sessions|label", "users|profile", WRAPPED,
        ];
        assert_eq!(names, expected.map(str::to_owned).into());
    }

    async fn two_users_have_nothing_in_common(t: TestStore) {
        let [ana, ben] = fill(&t, "somebody").await;
        assert_ne!(ana.digest(b"words"), ben.digest(b"words"));
        assert_eq!(ana.digest(b"words"), ana.digest(b"words"));
        assert_ne!(ana.digest(b"words"), ana.digest(b"word"));
    }
}

/// Opens the store and the scope of the user whose key lies at `place`; the server's own is needed to open at all.
async fn unwrap(place: &ClosedStore, key: &Sealed) -> Result<(), StoreError> {
    let store = match place.try_open().await {
        Ok(store) => store,
        Err(OpenError::Store(error)) => return Err(error),
        Err(other) => panic!("{other}"),
    };
    let user = key.id("user_id");
    if user.is_nil() { Ok(()) } else { store.scope(UserId(user)).await.map(drop) }
}
