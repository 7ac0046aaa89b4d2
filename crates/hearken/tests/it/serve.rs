//! `hearken serve`: ready when it says so, and drained when it is told to stop.

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;

use tempfile::tempdir;

use crate::support::Server;

#[test]
fn it_says_one_line_answers_and_drains() {
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    let mut server = Server::start(&data);
    assert!(!server.address.ends_with(":0"), "the port is the real one");

    let answer = server.get("/api/v1/health");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    server.signal("TERM");
    let (status, stdout, stderr) = server.wait();
    assert!(status.success(), "{stderr}");
    assert_eq!(stdout, "", "nothing after the first line");
}

#[test]
fn ctrl_c_is_as_good_as_a_signal_to_terminate() {
    let directory = tempdir().unwrap();
    let mut server = Server::start(directory.path());
    server.signal("INT");
    assert!(server.wait().0.success());
}

#[test]
fn what_it_makes_is_for_its_owner_only() {
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    Server::start(&data).stop();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("master.key")), 0o600);
}

#[test]
fn a_request_that_has_begun_is_answered_before_the_end() {
    let directory = tempdir().unwrap();
    let mut server = Server::start(directory.path());
    let mut half = server.send(&half_a_request().replacen("\r\n", "\r\nExpect: 100-continue\r\n", 1));
    let mut begun = [0; 25];
    half.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 100 Continue\r\n\r\n", "the server has begun with it");
    server.signal("TERM");
    server.wait_for_log("stopping");

    let mut answer = String::new();
    std::io::Write::write_all(&mut half, b"}").unwrap();
    half.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 4"), "a complaint about the body, not a cut connection: {answer}");
    assert!(server.wait().0.success());
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let directory = tempdir().unwrap();
    let mut server = Server::start(directory.path());
    let _unfinished = server.send(&half_a_request());
    server.signal("TERM");
    server.wait_for_log("stopping");
    server.signal("TERM");
    let (status, _, stderr) = server.wait();
    assert!(!status.success());
    assert!(stderr.contains("a second signal"), "{stderr}");
}

/// A request whose body lacks its last byte.
fn half_a_request() -> String {
    "POST /api/v1/auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{".to_owned()
}
