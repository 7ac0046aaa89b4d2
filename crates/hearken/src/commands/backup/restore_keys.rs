//! `hearken backup restore-keys`

use std::path::Path;

use hearken_store::StoreOptions;
use hearken_store::backup::{self, RestoredKeys};

use super::choose::choose_keys;
use super::show::counted;
use crate::config::Config;

pub(super) async fn run(config: &Config, named: Option<&Path>) -> anyhow::Result<String> {
    let keys = choose_keys(config, named)?;
    let restored = backup::restore_keys(&config.storage, &keys).await?;
    Ok(format!(
        "Restored the keys of {} into {},\nfrom {}, as of {}.\n{}Start the server with `hearken serve`.\n",
        counted(restored.accounts, "account", "accounts"),
        config.storage.keys_place(),
        keys.display(),
        restored.head.made_at,
        locked_out(&restored, &config.storage),
    ))
}

/// What is still closed, and how to open it if there is a newer key backup.
fn locked_out(restored: &RestoredKeys, storage: &StoreOptions) -> String {
    if restored.locked_out == 0 {
        return String::new();
    }
    format!(
        "Note: {} no key in this key backup: {} cannot be read. All others can. If there is a newer key backup: before \
         you start the server, {}, keep what you put aside, and run `hearken backup restore-keys` with that one.\n",
        counted(restored.locked_out, "account has", "accounts have"),
        counted(restored.locked_entries, "entry", "entries"),
        storage.keys_aside(),
    )
}
