//! What stops a start, in which words, and that nothing is touched by then.

use std::fs;
use std::net::TcpListener;

use tempfile::tempdir;

use crate::support::{Server, hearken, run};

#[test]
fn an_unknown_setting_stops_the_start_before_anything_is_made() {
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    for command in ["serve", "migrate"] {
        let ended = run(hearken([command]).env("HEARKEN_DATA_DIR", &data).env("HEARKEN_LISTNE", "127.0.0.1:0"));
        assert!(!ended.success);
        assert_eq!(ended.stderr, "hearken: HEARKEN_LISTNE: there is no such setting; did you mean HEARKEN_LISTEN?\n");
        assert_eq!(ended.stdout, "");
    }
    assert!(!data.exists());
}

#[test]
fn a_second_server_on_the_same_data_is_refused() {
    let directory = tempdir().unwrap();
    let first = Server::start(directory.path());
    let ended = run(hearken(["serve", "--listen", "127.0.0.1:0"]).env("HEARKEN_DATA_DIR", directory.path()));
    assert!(!ended.success);
    assert!(ended.stderr.contains("another Hearken is already running on"), "{}", ended.stderr);
    assert!(first.get("/api/v1/health").starts_with("HTTP/1.1 200 "), "the first one goes on");
    first.stop();
}

#[test]
fn a_taken_port_is_named() {
    let directory = tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ended = run(hearken(["serve", "--listen", &address]).env("HEARKEN_DATA_DIR", directory.path()));
    assert!(!ended.success);
    assert!(ended.stderr.contains(&format!("cannot listen on {address}")), "{}", ended.stderr);
}

#[test]
fn a_lost_key_is_refused_and_a_found_one_works_again() {
    let directory = tempdir().unwrap();
    Server::start(directory.path()).stop();
    let (key, elsewhere) = (directory.path().join("master.key"), directory.path().join("elsewhere"));
    fs::rename(&key, &elsewhere).unwrap();

    let ended = run(hearken(["serve", "--listen", "127.0.0.1:0"]).env("HEARKEN_DATA_DIR", directory.path()));
    assert!(!ended.success);
    assert!(ended.stderr.contains("master.key is missing"), "{}", ended.stderr);
    assert!(!key.exists(), "no new key is made in its place");

    fs::rename(&elsewhere, &key).unwrap();
    Server::start(directory.path()).stop();
}
