//! `hearken backup restore-keys`: after the key store was lost, and killed at any moment. And that whoever does what a
//! refusal says, word by word, has the journal back.

use std::convert::Infallible;
use std::fs;
use std::time::Duration;

use hearken_testkit::Raw;
use hearken_testkit::postgres::{Cluster, Database};
use tempfile::tempdir;

use crate::backup::{ENTRIES, Place, entries_after_sign_in, kill_once, names};
use crate::support::run;

/// The key store is gone, as after `rm data/keys.db`.
fn lose_keys(place: &Place) {
    for name in ["keys.db", "keys.db-wal", "keys.db-shm"] {
        // Only the first is always there.
        let _ = fs::remove_file(place.data().join(name));
    }
}

/// A new, empty database; `None` where PostgreSQL is not installed.
async fn database() -> Option<Database> {
    let created = Cluster::shared()?.create_database("empty", async |_| Ok::<_, Infallible>(())).await;
    Some(created.unwrap())
}

/// A journal with a backup, restored into PostgreSQL.
async fn on_postgres() -> Option<(Place, Database)> {
    let database = database().await?;
    let mut place = Place::backed_up().on_a_new_machine();
    place.database_url = Some(database.url().to_owned());
    let restored = place.run(["backup", "restore"]);
    assert!(restored.success, "{}", restored.stderr);
    Some((place, database))
}

async fn lose_keys_on_postgres(database: &Database) {
    let raw = Raw::postgres(database.url()).await;
    raw.run("DROP SCHEMA IF EXISTS hearken_keys CASCADE").await;
}

/// Serve and doctor say what to run; running it opens everything again.
fn assert_words_lead_back(place: &Place) {
    let serve = place.run(["serve", "--listen", "127.0.0.1:0"]);
    let doctor = place.run(["doctor"]);
    for said in [&serve.stderr, &doctor.stdout] {
        assert!(said.contains("Run `hearken backup restore-keys`"), "{said}");
    }
    assert!(!serve.success && !doctor.success);
    let restored = place.run(["backup", "restore-keys"]);
    assert!(restored.success, "{}", restored.stderr);
    assert!(restored.stdout.starts_with("Restored the keys of 1 account into "), "{}", restored.stdout);
    assert!(restored.stdout.ends_with("Start the server with `hearken serve`.\n"), "{}", restored.stdout);
    let server = place.serve();
    assert_eq!(entries_after_sign_in(&server), ENTRIES);
    let again = place.run(["backup", "restore-keys"]);
    assert!(!again.success && again.stderr.contains("already"), "beside a running server: {}", again.stderr);
    server.stop();
    let again = place.run(["backup", "restore-keys"]);
    assert!(!again.success && again.stderr.contains("there are keys in"), "{}", again.stderr);
    let doctor = place.run(["doctor"]);
    assert!(doctor.stdout.contains("opens with the master key"), "{}", doctor.stdout);
}

#[test]
fn the_words_for_lost_keys_lead_back_to_the_journal() {
    let place = Place::backed_up();
    lose_keys(&place);
    assert_words_lead_back(&place);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_for_lost_keys_lead_back_to_the_journal_on_postgresql() {
    let Some((place, database)) = on_postgres().await else { return };
    lose_keys_on_postgres(&database).await;
    assert_words_lead_back(&place);
}

/// What serve says, having refused to start.
fn refusal(place: &Place) -> String {
    let ended = place.run(["serve", "--listen", "127.0.0.1:0"]);
    assert!(!ended.success, "{}", ended.stdout);
    ended.stderr
}

/// Puts the keys aside as the words ask for it.
async fn put_aside(place: &Place, database: Option<&Database>, said: &str) {
    let Some(database) = database else {
        assert!(said.contains("move keys.db and, if they are there, keys.db-wal and keys.db-shm away"), "{said}");
        fs::rename(place.data().join("keys.db"), place.directory.path().join("keys.db")).unwrap();
        return;
    };
    let statement = said.split_once("rename the schema (").and_then(|(_, rest)| rest.split_once(')'));
    let (statement, _) = statement.unwrap_or_else(|| panic!("{said}"));
    Raw::postgres(database.url()).await.run(statement).await;
}

/// Does what the refusal says, which is to contain `advice`, and finds the journal as it was.
async fn assert_advice_leads_back(place: &Place, database: Option<&Database>, (advice, command): (&str, &str)) {
    let said = refusal(place);
    assert!(said.contains(advice), "{said}");
    put_aside(place, database, &said).await;
    let restored = place.run(["backup", command]);
    assert!(restored.success, "{}", restored.stderr);
    assert_eq!(entries_after_sign_in(&place.serve()), ENTRIES);
}

/// The database is gone, and the keys are there.
async fn assert_a_lost_database_comes_back(place: &Place, database: Option<&Database>) {
    match database {
        None => fs::remove_file(place.data().join("hearken.db")).unwrap(),
        Some(database) => {
            let raw = Raw::postgres(database.url()).await;
            raw.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await;
        }
    }
    assert_advice_leads_back(place, database, ("then run `hearken backup restore`", "restore")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_for_a_lost_database_lead_back_to_the_journal() {
    assert_a_lost_database_comes_back(&Place::backed_up(), None).await;
    if let Some((place, database)) = on_postgres().await {
        assert_a_lost_database_comes_back(&place, Some(&database)).await;
    }
}

/// The keys are those of another journal under the same master key.
async fn assert_foreign_keys_give_way(place: &Place, database: Option<&Database>) {
    match database {
        None => {
            let foreign = Place::new();
            fs::create_dir(foreign.data()).unwrap();
            fs::copy(place.data().join("master.key"), foreign.data().join("master.key")).unwrap();
            let server = foreign.serve();
            server.register();
            server.stop();
            fs::copy(foreign.data().join("keys.db"), place.data().join("keys.db")).unwrap();
        }
        Some(database) => Raw::postgres(database.url()).await.erase_owner_key().await,
    }
    assert_advice_leads_back(place, database, ("and run `hearken backup restore-keys`", "restore-keys")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_for_the_keys_of_another_journal_lead_back() {
    assert_foreign_keys_give_way(&Place::backed_up(), None).await;
    if let Some((place, database)) = on_postgres().await {
        assert_foreign_keys_give_way(&place, Some(&database)).await;
    }
}

#[test]
fn a_key_backup_is_named_or_missed_by_name() {
    let place = Place::backed_up();
    lose_keys(&place);
    let elsewhere = tempdir().unwrap();
    let name = names(&place.keys()).remove(0);
    let moved = elsewhere.path().join(&name);
    fs::rename(place.keys().join(&name), &moved).unwrap();
    let ended = place.run(["backup", "restore-keys"]);
    assert!(!ended.success, "{}", ended.stdout);
    for words in [&place.keys().display().to_string(), "name it after `hearken backup restore-keys`"] {
        assert!(ended.stderr.contains(words), "{}", ended.stderr);
    }
    let ended = run(place.command(["backup", "restore-keys"]).arg(&moved));
    assert!(ended.success, "{}", ended.stderr);
    assert_eq!(entries_after_sign_in(&place.serve()), ENTRIES);
}

#[test]
fn who_joined_after_the_key_backup_is_counted_and_keeps_nobody_out() {
    let place = Place::backed_up();
    let server = place.serve_with(["--registration", "open"]);
    let account = r#"{"email":"ben@example.org","password":"long enough","name":"Ben"}"#;
    let answer = server.post("/auth/register", None, account);
    let token = answer.split_once("\"access_token\":\"").and_then(|(_, rest)| rest.split_once('"')).unwrap().0;
    for text in ["one", "two"] {
        let entry = format!("{{\"text\":\"{text}\",\"status\":\"published\"}}");
        assert!(server.post("/entries", Some(token), &entry).starts_with("HTTP/1.1 201"));
    }
    server.stop();
    lose_keys(&place);
    let restored = place.run(["backup", "restore-keys"]);
    assert!(restored.success, "{}", restored.stderr);
    let note = "Note: 1 account has no key in this key backup: 2 entries cannot be read.";
    assert!(restored.stdout.contains(note), "{}", restored.stdout);
    let mut server = place.serve();
    server.wait_for_log("accounts have no key");
    assert_eq!(entries_after_sign_in(&server), ENTRIES, "the others read on");
    let answer = server.post("/auth/login", None, r#"{"email":"ben@example.org","password":"long enough"}"#);
    assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
    assert!(server.get("/api/v1/health").starts_with("HTTP/1.1 200"));
    server.stop();
}

#[test]
fn killed_at_any_moment_the_keys_can_be_restored_again() {
    let place = Place::backed_up();
    let (mut killed, mut empty) = (0, 0);
    for step in 0..25 {
        lose_keys(&place);
        let begun = || place.data().join("keys.db").exists();
        let later = Duration::from_micros(400) * step;
        killed += usize::from(kill_once(&mut place.command(["backup", "restore-keys"]), begun, later));
        // Either all keys are there, or none is and the start is refused: never half of them, nor new ones.
        let again = place.run(["backup", "restore-keys"]);
        assert!(
            again.success || again.stderr.contains("there are keys in"),
            "killed {later:?} later: {}",
            again.stderr
        );
        empty += usize::from(again.success);
        assert_eq!(entries_after_sign_in(&place.serve()), ENTRIES, "killed {later:?} later");
    }
    assert!(killed > 0 && empty > 0, "killed {killed} times, {empty} of them before the end");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_at_any_moment_the_keys_can_be_restored_again_on_postgresql() {
    let Some((place, database)) = on_postgres().await else { return };
    let (mut killed, mut empty) = (0, 0);
    for step in 0..12 {
        lose_keys_on_postgres(&database).await;
        let lock = place.data().join("hearken.lock");
        let _ = fs::remove_file(&lock);
        let later = Duration::from_millis(4) * step;
        killed += usize::from(kill_once(&mut place.command(["backup", "restore-keys"]), || lock.exists(), later));
        let again = place.run(["backup", "restore-keys"]);
        assert!(
            again.success || again.stderr.contains("there are keys in"),
            "killed {later:?} later: {}",
            again.stderr
        );
        empty += usize::from(again.success);
        let server = place.serve();
        assert_eq!(entries_after_sign_in(&server), ENTRIES, "killed {later:?} later");
        server.stop();
    }
    assert!(killed > 0 && empty > 0, "killed {killed} times, {empty} of them before the end");
}
