//! `hearken serve`: ready when it says so, and what it leaves behind.

use std::fs;
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
