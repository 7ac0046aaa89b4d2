//! `hearken demo`: a server with a made-up year in it.

use tempfile::tempdir;

use crate::support::{Server, hearken, run};

const SIGN_IN: &str = r#"{"email":"demo@example.org","password":"a made-up year"}"#;

#[test]
fn one_signs_in_as_it_says_and_ones_own_data_is_elsewhere() {
    let directory = tempdir().unwrap();
    for _ in 0..2 {
        let mut server =
            Server::start_with(hearken(["demo", "--listen", "127.0.0.1:0"]).env("HEARKEN_DATA_DIR", directory.path()));
        let signed_in = server.post("/auth/login", None, SIGN_IN);
        assert!(signed_in.starts_with("HTTP/1.1 200 "), "{signed_in}");
        server.signal("TERM");
        let (status, stdout, stderr) = server.wait();
        assert!(status.success(), "{stderr}");
        assert_eq!(stdout, "Sign in as demo@example.org with the password \"a made-up year\".\n");
    }
    let made: Vec<_> = std::fs::read_dir(directory.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(made, ["demo"]);
}

#[test]
fn it_is_for_this_machine_only() {
    let directory = tempdir().unwrap();
    let ended = run(hearken(["demo", "--listen", "0.0.0.0:0"]).env("HEARKEN_DATA_DIR", directory.path()));
    assert!(!ended.success);
    assert!(ended.stderr.contains("everybody knows the password"), "{}", ended.stderr);
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0);
}
