//! Every combination of database, key store and master key that are there, lost, or of another instance.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use hearken_store::backup::{self, BackupError, BackupFolders};
use hearken_store::{Backend, OpenError, Store};
use hearken_testkit::{Cell, ClosedStore, Engine, Fixture as _, START, TestStore};

use crate::open::{assert_opens_with_its_data, lose_key_store, use_by, used_by};
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
    /// Where nothing else tells that something was lost.
    LogAlone,
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
        OpenError::LogAlone { .. } => Outcome::LogAlone,
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
    if !matches!(expected, Outcome::Opens | Outcome::BeginsAnew) {
        return check_refused(&place, expected, about).await;
    }
    let before = state(&place).await;
    let inspected = Store::inspect(place.options()).await;
    assert!(state(&place).await == before, "{about}: looking changes nothing");
    if expected == Outcome::Opens {
        inspected.unwrap();
        assert_opens_with_its_data(place).await;
    } else {
        assert!(matches!(inspected, Err(OpenError::Older { found: 0, .. })), "{about}: {inspected:?}");
        place.try_open().await.map(drop).unwrap();
    }
}

async fn check_refused(place: &ClosedStore, expected: Outcome, about: &str) {
    let refuses = |error: OpenError| {
        assert_eq!(outcome(&error), Some(expected), "{about}: {error}");
        assert!(error.to_string().contains("nothing was changed"), "{about}: {error}");
    };
    let before = state(place).await;
    refuses(Store::inspect(place.options()).await.unwrap_err());
    refuses(place.try_open().await.map(drop).unwrap_err());
    // It needs no master key.
    let migrated = Store::migrate(place.options(), START).await;
    if matches!(expected, Outcome::KeyStoreForeign | Outcome::KeyFileLost | Outcome::WrongKey) {
        migrated.unwrap();
    } else {
        refuses(migrated.unwrap_err());
        assert!(state(place).await == before, "{about}: a refusal changes nothing");
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

/// What a crash leaves of databases in use: beside their files, the log of writes.
fn crashed(t: TestStore, files: &[&str]) -> ClosedStore {
    let log = |file: &&str| t.dir().join(format!("{file}-wal"));
    let logs: Vec<_> = files.iter().map(log).map(|log| (fs::read(&log).unwrap(), log)).collect();
    let place = t.close();
    for (content, log) in logs {
        assert!(!content.is_empty());
        fs::write(log, content).unwrap();
    }
    place
}

async fn check_not_backed_up(place: &ClosedStore, about: &str) {
    let folders = BackupFolders { data: place.outside().join("backups"), keys: place.outside().join("keys") };
    let refused = backup::create(place.options().clone(), folders, START).await.unwrap_err();
    assert!(matches!(refused, BackupError::Open(_)), "{about}: {refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_of_writes_outlives_looking_and_starting_without_its_database() {
    for left in [None, Some(""), Some("not what SQLite writes")] {
        for (used, lost, expected) in [
            (true, &["hearken.db"] as &[_], Outcome::DatabaseLost),
            (true, &["keys.db"], Outcome::KeyStoreLost),
            (true, &["hearken.db", "keys.db"], Outcome::LogAlone),
            (false, &["keys.db"], Outcome::LogAlone),
        ] {
            let t = TestStore::start(Engine::Sqlite).await.unwrap();
            if used {
                use_by("ana", &t).await;
            }
            let place = crashed(t, lost);
            let files: Vec<_> = lost.iter().map(|name| place.dir().join(name)).collect();
            let whole: Vec<_> = files.iter().map(|file| fs::read(file).unwrap()).collect();
            for file in &files {
                left.map_or_else(|| fs::remove_file(file), |left| fs::write(file, left)).unwrap();
            }
            let about = format!("{left:?} in the place of {lost:?}");
            check_refused(&place, expected, &about).await;
            check_not_backed_up(&place, &about).await;
            for (file, content) in files.iter().zip(whole) {
                fs::write(file, content).unwrap();
            }
            if used {
                assert_opens_with_its_data(place).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_is_not_called_missing() {
    for name in ["hearken.db", "keys.db"] {
        for is_folder in [false, true] {
            let t = TestStore::start(Engine::Sqlite).await.unwrap();
            use_by("ana", &t).await;
            let place = crashed(t, &[name]);
            let (file, aside) = (place.dir().join(name), place.outside().join("aside"));
            fs::rename(&file, &aside).unwrap();
            if is_folder { fs::create_dir(&file) } else { symlink(&file, &file) }.unwrap();
            for error in
                [Store::inspect(place.options()).await.unwrap_err(), place.try_open().await.map(drop).unwrap_err()]
            {
                assert!(error.to_string().contains(&format!("cannot use {}", file.display())), "{error}");
            }
            if is_folder { fs::remove_dir(&file) } else { fs::remove_file(&file) }.unwrap();
            fs::rename(&aside, &file).unwrap();
            assert_opens_with_its_data(place).await;
        }
    }
}
