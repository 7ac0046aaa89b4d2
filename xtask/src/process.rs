//! Other programs: shown before they run, and an error that names them when they fail.

use std::env;
use std::ffi::{OsStr, OsString};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// A command line under construction. Its output goes where ours goes.
pub(crate) struct Run {
    command: Command,
    shown: String,
}

impl Run {
    /// `line` split at spaces, run in the repository's root.
    pub(crate) fn new(project: &Project, line: &str) -> Self {
        let (program, args) = line.split_once(' ').unwrap_or((line, ""));
        Self::program(project, program).args(args.split(' ').filter(|arg| !arg.is_empty()))
    }

    /// One program, whose path may hold spaces, run in the repository's root.
    ///
    /// The settings of a server that the developer may have exported do not reach it, nor what Cargo told us about
    /// this program: either would make results depend on who calls.
    pub(crate) fn program(project: &Project, program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(project.root()).env("PATH", path_with_tools(project));
        for name in env::vars_os().map(|(name, _)| name).filter(|name| is_ours(name)) {
            command.env_remove(name);
        }
        Self { command, shown: program.to_string_lossy().into_owned() }
    }

    /// Adds arguments that may hold spaces.
    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Gives back the settings of a server that [`Run::new`] took away: for running the product itself.
    pub(crate) fn with_settings(mut self) -> Self {
        for (name, value) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("HEARKEN_")) {
            self.command.env(name, value);
        }
        self
    }

    /// Runs it to its end.
    pub(crate) fn run(mut self) -> Result<()> {
        println!("$ {}", self.shown);
        let status = self.command.status().with_context(|| format!("starting `{}`", self.shown))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown);
        }
        Ok(())
    }

    /// Runs it to its end and returns what it printed.
    pub(crate) fn output(mut self) -> Result<String> {
        println!("$ {}", self.shown);
        let output = self.command.output().with_context(|| format!("starting `{}`", self.shown))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("`{}` failed ({}): {}", self.shown, output.status, said.trim());
        }
        String::from_utf8(output.stdout).with_context(|| format!("reading what `{}` printed", self.shown))
    }

    /// Becomes that program, so that signals reach it directly. Returns only if it cannot be started.
    pub(crate) fn exec(mut self) -> anyhow::Error {
        println!("$ {}", self.shown);
        anyhow::Error::new(self.command.exec()).context(format!("starting `{}`", self.shown))
    }
}

fn is_ours(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    ["HEARKEN_", "CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| name.starts_with(prefix))
}

/// The search path with the tools that we installed in front.
#[expect(clippy::disallowed_methods, reason = "a build tool runs in the developer's environment")]
fn path_with_tools(project: &Project) -> OsString {
    let ours = project.tools().join("node_modules/.bin");
    let inherited = env::var_os("PATH").unwrap_or_default();
    let directories = [ours].into_iter().chain(env::split_paths(&inherited));
    env::join_paths(directories).unwrap_or(inherited)
}

/// Whether a program of this name is on the search path.
#[expect(clippy::disallowed_methods, reason = "a build tool runs in the developer's environment")]
pub(crate) fn is_installed(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|directory| directory.join(program).is_file())
}

/// Whether we may install Debian packages.
pub(crate) fn we_are_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    Path::new("/proc/self").metadata().is_ok_and(|me| me.uid() == 0)
}
