//! The program under test: started as anybody would start it, and ended in every way.

use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

/// A program that serves a data directory, and says on its first line where.
#[derive(Clone, Debug)]
pub struct Program {
    binary: PathBuf,
    args: Vec<String>,
}

impl Program {
    /// The real server.
    #[must_use]
    pub fn hearken(binary: impl Into<PathBuf>) -> Self {
        let args = ["serve", "--listen", "127.0.0.1:0", "--registration", "open"].map(str::to_owned).to_vec();
        Self { binary: binary.into(), args }
    }

    /// The same with a PostgreSQL database by its URL.
    #[must_use]
    pub fn on_postgres(mut self, url: &str) -> Self {
        self.args.extend(["--database-url".to_owned(), url.to_owned()]);
        self
    }

    /// How to start it on a data directory, with nothing of our own environment. Its log is added to `<directory>.log`.
    pub(crate) fn command(&self, data_dir: &Path) -> Result<Command> {
        let log = OpenOptions::new().create(true).append(true).open(data_dir.with_extension("log"))?;
        let mut command = Command::new(&self.binary);
        command.args(&self.args).arg("--data-dir").arg(data_dir);
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        Ok(command)
    }

    /// Starts it and waits until it listens.
    pub(crate) fn start(&self, data_dir: &Path) -> Result<Server> {
        Server::start(&mut self.command(data_dir)?)
    }
}

/// A server that runs. Dropping it kills it.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
}

impl Server {
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        match Self::try_start(command)? {
            Ok(server) => Ok(server),
            Err(status) => bail!("the server did not start ({status}); its log says why"),
        }
    }

    /// Starts it; how it ended if it did before it listened.
    pub(crate) fn try_start(command: &mut Command) -> Result<Result<Self, ExitStatus>> {
        let mut child = command.spawn().with_context(|| format!("starting {}", command.get_program().display()))?;
        let stdout = child.stdout.take().context("the server has no output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        match line.trim_end().split_once("http://localhost:") {
            Some((_, port)) => Ok(Ok(Self { address: format!("127.0.0.1:{port}"), child })),
            None => Ok(Err(child.wait()?)),
        }
    }

    /// Ends it as the system would: at once, wherever it is.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Ends it in good order.
    pub(crate) fn stop(mut self) -> Result<()> {
        let asked = Command::new("/bin/sh").arg("-c").arg(format!("kill -TERM {}", self.child.id())).status()?;
        ensure!(asked.success(), "the server could not be asked to stop");
        let status = self.child.wait()?;
        ensure!(status.success(), "the server did not stop in good order ({status})");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already in most cases.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
