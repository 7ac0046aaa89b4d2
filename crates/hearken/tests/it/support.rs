//! Starting the program with an environment of our choosing, and talking to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Output, Stdio};

/// What makes an account.
pub(crate) const ACCOUNT: &str = r#"{"email":"ana@example.org","password":"long enough","name":"Ana"}"#;

/// The program with nothing of our own environment, so that a developer's settings change no result.
pub(crate) fn hearken<const N: usize>(args: [&str; N]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hearken"));
    command.args(args).env_clear().stdin(Stdio::null());
    command
}

/// What it printed and how it ended, for a command that is expected to end by itself.
pub(crate) struct Ended {
    pub(crate) success: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) fn run(command: &mut Command) -> Ended {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { success: status.success(), stdout: text(stdout), stderr: text(stderr) }
}

/// A running server. Killed when dropped.
pub(crate) struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    stderr: BufReader<ChildStderr>,
    /// Host and port.
    pub(crate) address: String,
}

impl Server {
    /// Starts a server on `data_dir` and any free port, and waits for the line that says it is ready.
    pub(crate) fn start(data_dir: &Path) -> Self {
        Self::start_with(hearken(["serve", "--listen", "127.0.0.1:0"]).env("HEARKEN_DATA_DIR", data_dir))
    }

    pub(crate) fn start_with(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        // Tests ask for the loopback address of IPv4; the name may mean that of IPv6 as well.
        let port = line.trim_end().strip_prefix("Hearken is listening on http://localhost:");
        let Some(address) = port.map(|port| format!("127.0.0.1:{port}")) else {
            let mut said = String::new();
            stderr.read_to_string(&mut said).unwrap();
            panic!("the server did not start: {line}{said}");
        };
        Self { child, stdout, stderr, address }
    }

    /// A connection on which `request` has been sent.
    pub(crate) fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// The whole answer to a GET, head and body.
    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = self.send(&format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"));
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// The whole answer to a POST of JSON to a path of the API, head and body.
    pub(crate) fn post(&self, path: &str, token: Option<&str>, json: &str) -> String {
        let authorization = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
        let length = json.len();
        let mut stream = self.send(&format!(
            "POST /api/v1{path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{authorization}\
             content-type: application/json\r\ncontent-length: {length}\r\n\r\n{json}"
        ));
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Makes the first account; returns its access token.
    pub(crate) fn register(&self) -> String {
        let answer = self.post("/auth/register", None, ACCOUNT);
        let token = answer.split_once("\"access_token\":\"").and_then(|(_, rest)| rest.split_once('"'));
        token.unwrap_or_else(|| panic!("no account: {answer}")).0.to_owned()
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.id());
        assert!(Command::new("/bin/sh").arg("-c").arg(kill).status().unwrap().success());
    }

    /// Waits for a line of the log that contains `text`.
    pub(crate) fn wait_for_log(&mut self, text: &str) {
        let mut line = String::new();
        while !line.contains(text) {
            line.clear();
            assert_ne!(self.stderr.read_line(&mut line).unwrap(), 0, "the log ended without {text:?}");
        }
    }

    /// Waits for its end. What it printed since it was ready, and how it ended.
    pub(crate) fn wait(&mut self) -> (ExitStatus, String, String) {
        let status = self.child.wait().unwrap();
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.stdout.read_to_string(&mut stdout).unwrap();
        self.stderr.read_to_string(&mut stderr).unwrap();
        (status, stdout, stderr)
    }

    /// Ends it in good order.
    pub(crate) fn stop(mut self) {
        self.signal("TERM");
        let (status, _, stderr) = self.wait();
        assert!(status.success(), "{status}: {stderr}");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended already in most tests.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
