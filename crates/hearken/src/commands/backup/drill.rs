//! `hearken backup drill`: everything that a loss would ask for, tried in a scratch directory.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
use hearken_app::backup::Schedule;
use hearken_domain::{Clock, SystemClock, Timestamp};
use hearken_store::backup::{self, BackupFolders, BackupKind, BackupPair};
use hearken_store::{Backend, Store, StoreOptions};

use super::show::{contents, readable, seconds, size};
use crate::cli::TRIED;
use crate::config::{BackupConfig, Config};

pub(super) async fn run(config: &Config) -> anyhow::Result<String> {
    let scratch = Scratch::make(config)?;
    let (storage, now) = (&config.storage, SystemClock.now());
    let begun = Instant::now();
    let folders = BackupFolders { data: scratch.path.join("data"), keys: scratch.path.join("keys") };
    let created = backup::create(storage.clone(), folders, now).await?;
    let created_in = begun.elapsed();

    let pair = BackupPair { data: &created.data, keys: &created.keys };
    let begun = Instant::now();
    let verified = backup::verify(storage, pair, TRIED)?;
    let verified_in = begun.elapsed();

    let place = StoreOptions { data_dir: scratch.path.join("restored"), backend: Backend::Sqlite, ..storage.clone() };
    let begun = Instant::now();
    backup::restore(&place, pair, now, TRIED).await?;
    drop(Store::open(&place, now).await?);
    let restored_in = begun.elapsed();
    let tables = backup::compare(&place, &created.manifest, now).await?;

    Ok(format!(
        "backed up   {}\n            {} in {}\nverified    in {}: {}restored    into a scratch directory and opened, in {}\n\
         compared    {tables} tables, every row the same\nRTO         {} for this journal: from the start of a restore to \
         a store that opens\nRPO         {}\n",
        contents(&created.head, &created.manifest),
        size(created.size),
        seconds(created_in),
        seconds(verified_in),
        readable(verified.readable),
        seconds(restored_in),
        seconds(restored_in),
        recovery_point(&config.backup, storage, now)?,
    ))
}

/// How much could be lost with the disk, were no device to bring anything back.
fn recovery_point(config: &BackupConfig, storage: &StoreOptions, now: Timestamp) -> anyhow::Result<String> {
    let newest = backup::newest(&config.folders.data, BackupKind::Data, backup::master_id(storage), now)?;
    let newest = match newest {
        Some(file) => format!("the newest backup is {} min old", now.since(file.made_at).as_secs() / 60),
        None => "there is no backup yet".to_owned(),
    };
    let most = match config.schedule {
        Some(Schedule::Daily { .. }) => "24 h at most by the schedule".to_owned(),
        Some(Schedule::Every(span)) => format!("{} min at most by the schedule", span.as_secs().div_ceil(60)),
        None => "no limit, as no backups are scheduled".to_owned(),
    };
    Ok(format!("{most}; {newest}. Kept devices bring back what they wrote within 7 days"))
}

/// A directory that goes with this, and whose predecessor, if it was left behind, goes now.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn make(config: &Config) -> anyhow::Result<Self> {
        let path = config.backup.folders.data.join("drill");
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot clear {}", path.display()))
            }
            _ => Ok(Self { path }),
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays is cleared by the next drill.
        let _ = fs::remove_dir_all(&self.path);
    }
}
