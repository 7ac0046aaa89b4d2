//! Whether what was restored is what was backed up: a drill must not take a restore's word for it.

use std::io;

use hearken_domain::Timestamp;

use super::create::beside;
use super::dump::Dump;
use super::records::{Manifest, TableSum};
use super::{BackupError, BackupKind, load_master};
use crate::StoreOptions;

/// Users' heads are the one thing that a restore changes.
const CHANGED: &str = "user_sync";

/// Reads everything that was restored and compares its digests, table by table, with those of the backup. Returns how
/// many tables are the same to the last bit.
pub async fn compare(restored: &StoreOptions, backup: &Manifest, now: Timestamp) -> Result<usize, BackupError> {
    let db = beside(restored)?;
    let master = load_master(restored)?;
    let dump = Dump { kind: BackupKind::Data, out: io::sink(), master, engine: db.engine(), now, log: None };
    let found = dump.run(&db).await?.manifest;
    let differs = |sum: &&TableSum| {
        let same = found.tables.iter().find(|other| other.name == sum.name);
        !same.is_some_and(|other| other.rows == sum.rows && (sum.name == CHANGED || other.digest == sum.digest))
    };
    match backup.tables.iter().find(differs) {
        Some(table) => Err(BackupError::Differs(format!("the restored table {}", table.name))),
        None => Ok(backup.tables.len() - usize::from(backup.tables.iter().any(|table| table.name == CHANGED))),
    }
}
