//! `hearken demo`: the server with a made-up year in it.

use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use hearken_app::demo::{self, EMAIL, PASSWORD};
use hearken_store::{Backend, StoreOptions};

use super::serve;
use crate::config::{Config, Flags};

/// The folder in the data directory, so that nobody's own journal is touched.
const FOLDER: &str = "demo";

pub(crate) fn run(flags: &Flags) -> anyhow::Result<ExitCode> {
    let mut config = Config::load(flags)?;
    let listen = config.http.listen;
    ensure!(
        listen.ip().is_loopback(),
        "everybody knows the password of the demonstration, so that it is only for this machine: {listen} is not"
    );
    let data_dir = config.storage.data_dir.join(FOLDER);
    let master_key_file = data_dir.join("master.key");
    config.storage = StoreOptions { data_dir, backend: Backend::Sqlite, master_key_file };
    config.backup.schedule = None;
    serve::start(config, |app| {
        Box::pin(async {
            demo::fill(app).await.context("there can be no demonstration")?;
            Ok(format!("Sign in as {EMAIL} with the password \"{PASSWORD}\".\n"))
        })
    })
}
