//! Every combination of database, key store and master key that are there, lost, or of another instance.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use hearken_store::{Backend, OpenError, Store};
use hearken_testkit::{Cell, ClosedStore, Engine, Fixture as _, START, TestStore};

use crate::open::{assert_opens_with_its_data, lose_key_store, used_by};
use crate::support::everything;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Own,
    Lost,
    Foreign,
}

use Part::{Foreign, Lost, Own};

const PARTS: [Part; 3] = [Own, Lost, Foreign];

/// What must come of it. A foreign database is not listed: beside it, what is our own would be foreign.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Outcome {
    Opens,
    BeginsAnew,
    DatabaseLost,
    KeyStoreLost,
    KeyStoreForeign,
    KeyFileLost,
    WrongKey,
}

const fn expected(data: Part, keys: Part, master: Part) -> Outcome {
    match (data, keys, master) {
        (Lost, Lost, _) => Outcome::BeginsAnew,
        (Lost, ..) => Outcome::DatabaseLost,
        (_, Lost, _) => Outcome::KeyStoreLost,
        (_, _, Lost) => Outcome::KeyFileLost,
        (_, Own, Foreign) | (_, Foreign, Own) => Outcome::WrongKey,
        (_, Foreign, Foreign) => Outcome::KeyStoreForeign,
        (_, Own, Own) => Outcome::Opens,
    }
}

const fn outcome(error: &OpenError) -> Option<Outcome> {
    Some(match error {
        OpenError::DatabaseLost { .. } => Outcome::DatabaseLost,
        OpenError::KeyStoreLost => Outcome::KeyStoreLost,
        OpenError::KeyStoreForeign(_) => Outcome::KeyStoreForeign,
        OpenError::KeyFileLost(_) => Outcome::KeyFileLost,
        OpenError::WrongKey(_) => Outcome::WrongKey,
        _ => return None,
    })
}

/// What another instance has.
struct Other {
    keys: Vec<Vec<Cell>>,
    master: Vec<u8>,
}

impl Other {
    async fn of(place: &ClosedStore) -> Self {
        let keys = "SELECT user_id, kid, master_id, wrapped, created_at FROM hearken_keys.wrapped_keys";
        let master = fs::read(&place.options().master_key_file).unwrap();
        Self { keys: place.raw().await.rows(keys).await, master }
    }

    /// Changes what is there into the combination.
    async fn put_beside(&self, place: &ClosedStore, [data, keys, master]: [Part; 3]) {
        match master {
            Own => {}
            Lost => fs::remove_file(&place.options().master_key_file).unwrap(),
            Foreign => fs::write(&place.options().master_key_file, &self.master).unwrap(),
        }
        match keys {
            Own => {}
            Lost => lose_key_store(place).await,
            Foreign => {
                let raw = place.raw().await;
                raw.run("DELETE FROM hearken_keys.wrapped_keys").await;
                for row in &self.keys {
                    let insert = "INSERT INTO hearken_keys.wrapped_keys (user_id, kid, master_id, wrapped, created_at)
                        VALUES ($1, $2, $3, $4, $5)";
                    raw.exec(insert, row).await;
                }
            }
        }
        if data == Lost {
            match place.options().backend {
                Backend::Sqlite => fs::remove_file(place.dir().join("hearken.db")).unwrap(),
                Backend::Postgres(_) => place.raw().await.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await,
            }
        }
    }
}

/// Everything there is: files with their content, and rows on PostgreSQL.
async fn state(place: &ClosedStore) -> (BTreeMap<PathBuf, Vec<u8>>, Vec<(String, Vec<Vec<Cell>>)>) {
    let files = fs::read_dir(place.dir()).unwrap().map(|file| file.unwrap().path());
    let files = files.map(|path| (path.clone(), fs::read(&path).unwrap())).collect();
    let rows = if place.database_url().is_some() { everything(&place.raw().await).await } else { Vec::new() };
    (files, rows)
}

async fn every_combination(engine: Engine) -> Option<()> {
    let other = Other::of(&used_by("ben", TestStore::start(engine).await?).await).await;
    for data in [Own, Lost] {
        for keys in PARTS {
            for master in PARTS {
                let place = used_by("ana", TestStore::start(engine).await?).await;
                other.put_beside(&place, [data, keys, master]).await;
                check(place, expected(data, keys, master), &format!("{data:?} {keys:?} {master:?}")).await;
            }
        }
    }
    Some(())
}

async fn check(place: ClosedStore, expected: Outcome, about: &str) {
    let before = state(&place).await;
    let inspected = Store::inspect(place.options()).await;
    assert!(state(&place).await == before, "{about}: looking changes nothing");
    match expected {
        Outcome::Opens => {
            inspected.unwrap();
            assert_opens_with_its_data(place).await;
        }
        Outcome::BeginsAnew => {
            assert!(matches!(inspected, Err(OpenError::Older { found: 0, .. })), "{about}: {inspected:?}");
            place.try_open().await.map(drop).unwrap();
        }
        refused => {
            let opened = place.try_open().await.map(drop);
            for error in [inspected.map(drop).unwrap_err(), opened.unwrap_err()] {
                assert_eq!(outcome(&error), Some(refused), "{about}: {error}");
                assert!(error.to_string().contains("nothing was changed"), "{about}: {error}");
            }
            let migrated = Store::migrate(place.options(), START).await;
            assert_eq!(migrated.is_err(), refused == Outcome::DatabaseLost, "{about}: {migrated:?}");
            if migrated.is_err() {
                assert!(state(&place).await == before, "{about}: a refusal changes nothing");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_belong_together_is_not_opened_on_sqlite() {
    every_combination(Engine::Sqlite).await.expect("SQLite is built in");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_belong_together_is_not_opened_on_postgres() {
    every_combination(Engine::Postgres).await;
}
