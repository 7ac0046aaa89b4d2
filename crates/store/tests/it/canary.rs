//! Nothing a person wrote, and nothing derived from it, can be found in what is stored.

use std::fs;
use std::path::Path;

use hearken_domain::EntryId;
use hearken_store::UserScope;
use hearken_testkit::{Raw, TestStore, on_both_engines};

use crate::fill::fill;
use crate::support::{find, id};

/// Not a word of any code, message or schema. Lower case, because addresses are.
const CANARY: &str = "zqxjkvbpwf";
/// A word that must be found, or the search itself is broken: it is clear in the database.
const CLEAR: &str = "kind-one";

fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// Files below `dir` that contain `needle`.
fn files_with(dir: &Path, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        if contains(&fs::read(&path).unwrap(), needle) {
            found.push(path.file_name().unwrap().to_string_lossy().into_owned());
        }
    }
    found
}

/// Columns with cells that contain `needle`.
async fn columns_with(raw: &Raw, needle: &str) -> Vec<String> {
    let mut found = Vec::new();
    for table in raw.tables().await {
        for column in raw.columns(&table).await {
            let cells = raw.rows(&format!("SELECT {} FROM {table}", column.name)).await;
            if cells.iter().flatten().any(|cell| contains(cell.as_bytes(), needle)) {
                found.push(format!("{table}.{}", column.name));
            }
        }
    }
    found
}

async fn assert_is_there(t: &TestStore, scope: &UserScope) {
    let entry = find(t, scope, EntryId(id("one"))).await.unwrap();
    assert!(contains(entry.text.as_bytes(), CANARY) && contains(entry.title.as_bytes(), CANARY));
    let user = t.store.read(scope.clone(), |tx, scope| Box::pin(tx.find_user(scope))).await.unwrap().unwrap();
    assert!(contains(user.email.as_str().as_bytes(), CANARY));
}

on_both_engines! {
    async fn what_was_written_is_in_no_cell_and_no_file(t: TestStore) {
        let [ana, _] = fill(&t, CANARY).await;
        assert_is_there(&t, &ana).await;
        let raw = t.raw().await;
        assert_eq!(columns_with(&raw, CANARY).await, Vec::<String>::new());
        assert_eq!(columns_with(&raw, CLEAR).await, ["jobs.kind"]);
        assert_eq!(files_with(t.dir(), CANARY), Vec::<String>::new());
    }
}

#[tokio::test]
async fn no_file_has_it_at_any_time() {
    use hearken_testkit::{Engine, Fixture as _};
    let t = TestStore::start(Engine::Sqlite).await.unwrap();
    let [ana, _] = fill(&t, CANARY).await;
    let wal = files_with(t.dir(), CLEAR);
    assert!(wal.iter().any(|name| name == "hearken.db-wal"), "searched before the log is folded in: {wal:?}");
    assert_eq!(files_with(t.dir(), CANARY), Vec::<String>::new());
    let t = t.reopen().await;
    t.raw().await.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
    assert!(files_with(t.dir(), CLEAR).contains(&"hearken.db".to_owned()));
    assert_eq!(files_with(t.dir(), CANARY), Vec::<String>::new());
    assert_is_there(&t, &ana).await;
}
