//! `hearken backup verify`

use hearken_store::backup;

use super::choose::choose;
use super::show::{contents, readable};
use crate::cli::BackupFiles;
use crate::config::Config;

pub(super) fn run(config: &Config, files: &BackupFiles, entries: usize) -> anyhow::Result<String> {
    let chosen = choose(config, files)?;
    let pair = chosen.pair();
    let verified = backup::verify(&config.storage, pair, entries)?;
    let verdict = if backup::can_restore(&verified.head) {
        "This backup is whole and can be restored.\n"
    } else {
        "This backup is whole, but only a newer Hearken can restore it.\n"
    };
    Ok(format!(
        "{}\n{}\nIt holds {}.\n{}{verdict}",
        pair.data.display(),
        pair.keys.display(),
        contents(&verified.head, &verified.manifest),
        readable(verified.readable),
    ))
}
