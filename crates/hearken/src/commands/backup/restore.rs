//! `hearken backup restore`

use hearken_domain::{Clock, SystemClock};
use hearken_store::backup;

use super::choose::choose;
use super::show::{contents, readable};
use crate::cli::{BackupFiles, TRIED};
use crate::config::Config;

pub(super) async fn run(config: &Config, files: &BackupFiles) -> anyhow::Result<String> {
    let chosen = choose(config, files)?;
    let pair = chosen.pair();
    let restored = backup::restore(&config.storage, pair, SystemClock.now(), TRIED).await?;
    Ok(format!(
        "Restored {}\nwith the keys in {}:\n{}.\n{}Start the server with `hearken serve`. Devices that have something newer \
         bring it back when they connect.\n",
        pair.data.display(),
        pair.keys.display(),
        contents(&restored.head, &restored.manifest),
        readable(restored.readable),
    ))
}
