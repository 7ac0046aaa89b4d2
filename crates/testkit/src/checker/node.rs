//! The web app's own sync client, in a process of Node.js that speaks lines of JSON.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

use anyhow::{Context as _, Result};
use serde_json::json;

use super::device::{Begin, Heard};
use super::message::{Ask, Said};

/// How to start it.
#[derive(Clone, Debug)]
pub struct NodeClient {
    /// Node.js.
    pub node: PathBuf,
    /// What `web/headless/bundle.js` makes.
    pub bundle: PathBuf,
}

pub(super) struct NodeOptions<'a> {
    pub(super) client: &'a NodeClient,
    /// Whether its browser keeps the journal.
    pub(super) keeps: bool,
    pub(super) begin: Begin,
}

/// The process. Dropping it kills it.
pub(super) struct Node {
    child: Child,
    asks: ChildStdin,
}

impl Node {
    pub(super) fn start(options: NodeOptions<'_>) -> Result<Self> {
        let NodeOptions { client, keeps, begin } = options;
        let mut command = Command::new(&client.node);
        // Without a switch, Node.js has WebSockets from version 22 on.
        command.arg("--experimental-websocket").arg("--disable-warning=ExperimentalWarning").arg(&client.bundle);
        command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("starting {}", client.node.display()))?;
        let (asks, answers) = (child.stdin.take(), child.stdout.take());
        let (mut asks, answers) = (asks.context("no input")?, answers.context("no output")?);
        let account = &begin.account;
        let who = json!({
            "address": begin.address, "email": account.email, "password": account.password, "user": account.user,
            "own": format!("{}{}-", account.owner, begin.number), "keeps": keeps,
        });
        writeln!(asks, "{who}")?;
        thread::spawn(move || listen(answers, begin.number, &begin.said));
        Ok(Self { child, asks })
    }

    pub(super) fn ask(&mut self, ask: &Ask) -> Result<()> {
        writeln!(self.asks, "{}", serde_json::to_string(ask)?).context("a client in Node.js has ended")
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(answers: ChildStdout, number: usize, said: &Sender<Heard>) {
    for line in BufReader::new(answers).lines().map_while(Result::ok) {
        let heard = serde_json::from_str(&line).unwrap_or_else(|_| Said::Wrong { what: format!("it said: {line}") });
        if said.send((number, heard)).is_err() {
            return;
        }
    }
}
