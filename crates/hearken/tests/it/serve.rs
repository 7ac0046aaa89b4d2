//! `hearken serve`: ready when it says so, and what it leaves behind.

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;

use tempfile::tempdir;

use crate::support::{ACCOUNT, Server};

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

/// What a browser sends from a page at a host, and the whole answer.
fn post_as_page(server: &Server, host: &str, path: &str, cookie: &str, json: &str) -> String {
    let mut stream = server.send(&format!(
        "POST /api/v1{path} HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\nsec-fetch-site: same-origin\r\n\
         x-hearken: 1\r\ncookie: {cookie}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{json}",
        json.len()
    ));
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn pages_are_taken_for_ours_at_the_name_that_it_says_and_at_its_address() {
    for name in ["localhost", "127.0.0.1"] {
        let directory = tempdir().unwrap();
        let server = Server::start(directory.path());
        let host = server.address.replace("127.0.0.1", name);
        let registered = post_as_page(&server, &host, "/auth/register", "", ACCOUNT);
        assert!(registered.starts_with("HTTP/1.1 201 "), "{registered}");
        let cookie = registered.split_once("set-cookie: ").and_then(|(_, rest)| rest.split_once(';')).unwrap().0;
        let refreshed = post_as_page(&server, &host, "/auth/refresh", cookie, "");
        assert!(refreshed.starts_with("HTTP/1.1 200 "), "{refreshed}");
        server.stop();
    }
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
fn at_the_first_start_it_asks_for_a_copy_of_the_master_key() {
    let directory = tempdir().unwrap();
    let mut server = Server::start(directory.path());
    server.wait_for_log("a master key was made; keep a copy of it elsewhere");
    server.stop();
    let mut server = Server::start(directory.path());
    server.signal("TERM");
    let (_, _, log) = server.wait();
    assert!(!log.contains("a master key was made"), "only then: {log}");
}

#[test]
fn files_that_others_may_read_are_named_in_the_log() {
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    Server::start(&data).stop();
    fs::set_permissions(data.join("master.key"), fs::Permissions::from_mode(0o644)).unwrap();
    let mut server = Server::start(&data);
    server.wait_for_log("chmod 600");
    server.stop();
}

#[test]
fn after_a_stop_everything_is_in_the_files() {
    let directory = tempdir().unwrap();
    let mut server = Server::start(directory.path());
    server.register();
    server.signal("TERM");
    assert!(server.wait().0.success());
    let files = fs::read_dir(directory.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let left: Vec<_> = files.filter(|name| name.ends_with("-wal") || name.ends_with("-shm")).collect();
    assert_eq!(left, Vec::<String>::new());
}
