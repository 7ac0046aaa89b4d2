//! What tests of backups share.

use std::fs;
use std::path::{Path, PathBuf};

use hearken_domain::Timestamp;
use hearken_store::backup::{self, BackupError, BackupFolders, BackupPair, Created, Restored};
use hearken_testkit::{Cell, ClosedStore, Engine, Fixture as _, START, TestStore};

use crate::fill::fill;
use crate::support::everything;

/// When the backups of these tests are restored.
pub(crate) const LATER: Timestamp = Timestamp::from_millis(START.as_millis() + 1000);
/// How much later every number is after a restore.
pub(crate) const LEAP: i64 = 1 << 32;
/// Entries that are decrypted to try a backup: more than there are.
pub(crate) const TRIED: usize = 100;

/// The folders beside a store's data.
pub(crate) fn folders(place: &ClosedStore) -> BackupFolders {
    BackupFolders { data: place.outside().join("backups"), keys: place.outside().join("key-backups") }
}

/// Backs a store up at a time.
pub(crate) async fn create_at(place: &ClosedStore, at: Timestamp) -> Result<Created, BackupError> {
    backup::create(place.options().clone(), folders(place), at).await
}

pub(crate) async fn create(place: &ClosedStore) -> Created {
    create_at(place, START).await.unwrap()
}

/// The two files of a backup.
pub(crate) fn pair(created: &Created) -> BackupPair<'_> {
    BackupPair { data: &created.data, keys: &created.keys }
}

/// A store with an owner, and something in every table.
pub(crate) async fn filled(t: TestStore) -> TestStore {
    let [owner, _] = fill(&t, "mark").await;
    assert!(t.store.read((), |tx, ()| Box::pin(tx.has_owner())).await.unwrap(), "{owner:?} owns it");
    t
}

/// An empty place with the master key of another.
pub(crate) async fn empty_place(engine: Engine, like: &ClosedStore) -> Option<ClosedStore> {
    let place = ClosedStore::start(engine).await?;
    fs::create_dir_all(place.dir()).unwrap();
    fs::copy(&like.options().master_key_file, &place.options().master_key_file).unwrap();
    Some(place)
}

pub(crate) async fn restore(place: &ClosedStore, pair: BackupPair<'_>) -> Result<Restored, BackupError> {
    backup::restore(place.options(), pair, LATER, TRIED).await
}

/// Every row, but for when migrations were applied, and for where users stand.
pub(crate) async fn rows_but_heads(place: &ClosedStore) -> Vec<(String, Vec<Vec<Cell>>)> {
    let mut all = everything(&place.raw().await).await;
    all.retain(|(table, _)| !["schema_migrations", "user_sync"].contains(&table.as_str()));
    all
}

/// Where users stand: user, sequence, floor, epoch.
pub(crate) async fn heads(place: &ClosedStore) -> Vec<[Cell; 4]> {
    let rows = place.raw().await.rows("SELECT user_id, seq, floor, epoch FROM user_sync ORDER BY user_id").await;
    rows.into_iter().map(|row| row.try_into().unwrap()).collect()
}

/// The files in a folder and in those below it; none where there is no folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in found.map(|file| file.unwrap().path()) {
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files.sort();
    files
}
