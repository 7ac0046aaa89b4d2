//! The shim between a program and its file system: built from C when it is needed.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use super::control::Control;

const SOURCE: &str = include_str!("shim.c");

/// The shared object, ready to be loaded.
pub(super) struct Shim {
    object: PathBuf,
}

impl Shim {
    /// Builds it into a directory, with the C compiler that SQLite is built with.
    pub(super) fn build(directory: &Path) -> Result<Self> {
        let (source, object) = (directory.join("shim.c"), directory.join("shim.so"));
        fs::write(&source, SOURCE)?;
        let built = Command::new("cc")
            .args(["-O2", "-Wall", "-Wextra", "-Werror", "-fPIC", "-shared", "-o"])
            .args([&object, &source])
            .args(["-ldl", "-lpthread"])
            .status()
            .context("starting cc")?;
        ensure!(built.success(), "the shim could not be built");
        Ok(Self { object })
    }

    /// Lets a program record into `log` what it changes below `root`.
    pub(super) fn record(&self, command: &mut Command, root: &Path, log: &Path) -> Result<()> {
        if !log.exists() {
            File::create(log)?;
        }
        command.env("LD_PRELOAD", &self.object).env("CRASH_DIR", root).env("CRASH_LOG", log);
        Ok(())
    }

    /// Lets calls of a program on what is below `root` fail as `control` says.
    pub(super) fn inject(&self, command: &mut Command, root: &Path, control: &Control) {
        command.env("LD_PRELOAD", &self.object).env("CRASH_DIR", root).env("CRASH_CONTROL", control.path());
    }
}
