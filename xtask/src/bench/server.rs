//! The server under measurement: the real binary, on a data directory of its own.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::ServerArgs;
use super::client::{Client, request};
use crate::project::Project;

const ANY_PORT: &str = "127.0.0.1:0";

/// A running server.
pub(crate) struct Server {
    child: Child,
    pub(super) binary: PathBuf,
    pub(super) address: String,
    pub(super) data_dir: PathBuf,
    args: ServerArgs,
    /// From starting the process to the line that says it listens.
    pub(super) cold_start: Duration,
}

/// Someone signed in.
pub(crate) struct Account {
    pub(super) token: String,
}

impl Server {
    pub(crate) fn start(project: &Project, args: &ServerArgs) -> Result<Self> {
        let binary = args.binary.clone().map_or_else(|| project.target().join("release/hearken"), PathBuf::from);
        // On the disk of the project, not in memory: a temporary directory may be either.
        let data_dir = project.target().join("bench-data");
        if data_dir.exists() {
            fs::remove_dir_all(&data_dir)?;
        }
        // The first start makes keys and schema; the second is the one people wait for.
        let first = Self::spawn(&binary, &data_dir, args, ANY_PORT)?;
        first.stop()?;
        Self::spawn(&binary, &data_dir, args, ANY_PORT)
    }

    /// Ends it, by asking it to or by killing it, and starts it again where it was.
    pub(super) fn restart(mut self, asks: bool) -> Result<Self> {
        let (binary, data_dir) = (self.binary.clone(), self.data_dir.clone());
        let (args, address) = (self.args.clone(), self.address.clone());
        if asks {
            self.stop()?;
        } else {
            self.child.kill()?;
            self.child.wait()?;
        }
        Self::spawn(&binary, &data_dir, &args, &address)
    }

    fn spawn(binary: &Path, data_dir: &Path, args: &ServerArgs, listen: &str) -> Result<Self> {
        let mut command = Command::new(binary);
        command.args(["serve", "--listen", listen, "--registration", "open", "--data-dir"]).arg(data_dir);
        if let Some(url) = &args.database_url {
            command.args(["--database-url", url]);
        }
        if let Some(url) = &args.provider {
            command.args(["--chat-base-url", url, "--chat-model", "sim"]);
        }
        let begun = Instant::now();
        let mut child =
            command.stdout(Stdio::piped()).spawn().with_context(|| format!("starting {}", binary.display()))?;
        let mut line = String::new();
        let stdout = child.stdout.take().context("the server has no output")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let cold_start = begun.elapsed();
        let Some((_, port)) = line.trim().split_once("http://localhost:") else {
            bail!("the server did not start: {line:?}");
        };
        Ok(Self {
            address: format!("127.0.0.1:{port}"),
            child,
            binary: binary.to_owned(),
            data_dir: data_dir.to_owned(),
            args: args.clone(),
            cold_start,
        })
    }

    /// Runs another command of the same program on a data directory; returns what it printed.
    pub(super) fn command(binary: &Path, data_dir: &Path, args: &[&str]) -> Result<String> {
        let ended = Command::new(binary).args(args).arg("--data-dir").arg(data_dir).output()?;
        if !ended.status.success() {
            bail!("{}: {}", args.join(" "), String::from_utf8_lossy(&ended.stderr));
        }
        Ok(String::from_utf8(ended.stdout)?)
    }

    /// Resident memory, in bytes.
    pub(super) fn resident_bytes(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kilobytes * 1024)
    }

    pub(crate) async fn register(&self, name: &str) -> Result<Account> {
        let body = json!({ "email": format!("{name}@example.org"), "password": "a bench password", "name": name });
        let answer = self.ask("POST", "/auth/register", None, &body.to_string()).await?;
        let token = answer["access_token"].as_str().context("no access token")?.to_owned();
        Ok(Account { token })
    }

    /// One request on a connection of its own; an answer that is no success is an error.
    pub(crate) async fn ask(&self, method: &str, path: &str, account: Option<&Account>, body: &str) -> Result<Value> {
        let mut client = Client::connect(&self.address).await?;
        let answer = client.send(&request(method, path, account.map(|account| account.token.as_str()), body)).await?;
        if !(200..300).contains(&answer.status) {
            bail!("{method} {path}: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
        }
        Ok(serde_json::from_slice(&answer.body).unwrap_or(Value::Null))
    }

    /// Asks the server to stop, and waits.
    pub(crate) fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status()?;
        if !asked.success() {
            bail!("the server could not be asked to stop");
        }
        self.child.wait().map(drop).context("waiting for the server to stop")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` there is nothing left to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
