//! `hearken backup create`

use hearken_domain::{Clock, SystemClock};
use hearken_store::backup;

use super::show::{contents, megabytes};
use crate::config::Config;

pub(super) async fn run(config: &Config) -> anyhow::Result<String> {
    let (storage, folders, now) = (&config.storage, &config.backup.folders, SystemClock.now());
    let created = backup::create(storage.clone(), folders.clone(), now).await?;
    backup::forget_old(storage, folders, config.backup.keep, now)?;
    Ok(format!(
        "Backed up {}.\n  data  {} ({})\n  keys  {}\nKeep copies of both in different places, and of the master key {}, \
         which is in neither.\n",
        contents(&created.head, &created.manifest),
        created.data.display(),
        megabytes(created.size),
        created.keys.display(),
        storage.master_key_file.display()
    ))
}
