//! `hearken backup create`

use hearken_domain::{Clock, SystemClock};
use hearken_store::backup;

use super::show::{contents, size};
use crate::config::Config;

pub(super) async fn run(config: &Config) -> anyhow::Result<String> {
    let (storage, folders, now) = (&config.storage, &config.backup.folders, SystemClock.now());
    let created = backup::create(storage.clone(), folders.clone(), now).await?;
    let forgotten = backup::forget_old(storage.clone(), folders.clone(), config.backup.keep, now).await;
    let warning =
        forgotten.err().map(|error| format!("Old backups could not be removed: {error}\n")).unwrap_or_default();
    Ok(format!(
        "Backed up {}.\n  data  {} ({})\n  keys  {}\nKeep copies of both in different places, and of the master key {}, \
         which is in neither.\n{warning}",
        contents(&created.head, &created.manifest),
        created.data.display(),
        size(created.size),
        created.keys.display(),
        storage.master_key_file.display()
    ))
}
