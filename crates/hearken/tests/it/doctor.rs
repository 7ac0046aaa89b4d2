//! `hearken doctor`: what it finds, and that looking changes nothing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use hearken_testkit::Raw;
use hearken_testkit::sim::{Behaviour, Sim};
use tempfile::tempdir;

use crate::support::{Ended, Server, hearken, run};

#[test]
fn before_the_first_start_everything_is_fine_and_stays_untouched() {
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    let ended = run(hearken(["doctor"]).env("HEARKEN_DATA_DIR", &data));
    assert!(ended.success, "{}", ended.stdout);
    assert!(ended.stdout.ends_with("Everything is fine.\n"), "{}", ended.stdout);
    assert!(!data.exists());
}

#[test]
fn a_running_server_is_left_alone_and_a_stopped_one_looked_into() {
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    let doctor = || run(hearken(["doctor"]).env("HEARKEN_DATA_DIR", &data));
    let server = Server::start(&data);
    let ended = doctor();
    assert!(ended.success && ended.stdout.contains("in use by a running Hearken"), "{}", ended.stdout);
    server.stop();
    let ended = doctor();
    assert!(ended.success && ended.stdout.contains("opens with the master key"), "{}", ended.stdout);
}

#[test]
fn a_missing_master_key_is_wrong_once_there_is_something_that_it_opens() {
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    let doctor = || run(hearken(["doctor"]).env("HEARKEN_DATA_DIR", &data));
    assert!(
        doctor().stdout.contains("fine  master key      none yet; the first start makes it"),
        "{}",
        doctor().stdout
    );
    assert!(run(hearken(["migrate"]).env("HEARKEN_DATA_DIR", &data)).success);
    assert!(doctor().stdout.contains("fine  master key      none yet"), "{}", doctor().stdout);
    let server = Server::start(&data);
    fs::rename(data.join("master.key"), directory.path().join("copy")).unwrap();
    let running = doctor();
    assert!(running.stdout.contains("in use by a running Hearken"), "{}", running.stdout);
    server.stop();
    for ended in [running, doctor()] {
        assert!(!ended.success && ended.stdout.contains("WRONG master key "), "{}", ended.stdout);
        assert!(ended.stdout.contains("is not there. If Hearken has run here before"), "{}", ended.stdout);
    }
    assert!(doctor().stdout.contains("It is in no backup, not in key backups either"), "{}", doctor().stdout);
}

#[test]
fn a_readable_key_and_a_wrong_setting_are_things_to_do() {
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    Server::start(&data).stop();
    let key = data.join("master.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let ended = run(hearken(["doctor"]).env("HEARKEN_DATA_DIR", &data));
    assert!(!ended.success);
    assert!(ended.stdout.contains(&format!("Run: chmod 600 {}", key.display())), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("1 thing to do.\n"), "{}", ended.stdout);

    let ended = run(hearken(["doctor"]).env("HEARKEN_LOG", "loud"));
    assert!(!ended.success && ended.stdout.starts_with("WRONG settings"), "{}", ended.stdout);
}

#[tokio::test]
async fn a_log_of_writes_that_is_not_emptied_is_a_thing_to_do() {
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    let server = Server::start(&data);
    let log = data.join("hearken.db-wal");
    // A server that has just begun still writes, and would empty the log then, were it not for somebody who reads.
    let reader = Raw::sqlite(&data);
    reader.run("BEGIN; SELECT COUNT(*) FROM users").await;
    // Zeros behind what was written mean nothing to SQLite.
    fs::OpenOptions::new().write(true).open(&log).unwrap().set_len(65 << 20).unwrap();
    let ended = run(hearken(["doctor"]).env("HEARKEN_DATA_DIR", &data));
    assert!(!ended.success);
    assert!(ended.stdout.contains(&format!("{} has grown to 65 MB", log.display())), "{}", ended.stdout);
    let backup = fs::File::open(&data).unwrap();
    backup.lock_shared().unwrap();
    let ended = run(hearken(["doctor"]).env("HEARKEN_DATA_DIR", &data));
    assert!(ended.success && ended.stdout.contains("has grown to 65 MB; a backup is being made"), "{}", ended.stdout);
    drop((backup, reader));
    server.stop();
    assert!(run(hearken(["doctor"]).env("HEARKEN_DATA_DIR", &data)).success);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_provider_is_asked_a_short_question() {
    let sim = Sim::start().await;
    let directory = tempdir().unwrap();
    let data = directory.path().join("data");
    let address = sim.base_url();
    let with_model = |model: &str| {
        let mut command = hearken(["doctor"]);
        command.env("HEARKEN_DATA_DIR", &data).env("HEARKEN_CHAT_BASE_URL", &address).env("HEARKEN_CHAT_MODEL", model);
        command
    };
    let ended = in_background(with_model("sim")).await;
    assert!(
        ended.success && ended.stdout.contains(&format!("chat: {address} answers with sim in ")),
        "{}",
        ended.stdout
    );
    assert_eq!(sim.requests().len(), 1);
    sim.script([Behaviour::Status(404)]);
    let ended = in_background(with_model("other")).await;
    assert!(!ended.success && ended.stdout.contains("Check the model's name"), "{}", ended.stdout);

    let file = format!(
        "[[provider]]\nname = \"two\"\nkind = \"gemini\"\nbase_url = \"{address}\"\nmodel = \"big\"\n\
         [chain]\nanalysis = [\"chat\"]\n"
    );
    let settings = directory.path().join("settings.toml");
    fs::write(&settings, file).unwrap();
    let mut with_two = with_model("sim");
    with_two.env("HEARKEN_CONFIG", &settings);
    let ended = in_background(with_two).await;
    assert!(ended.success && ended.stdout.contains("chat: "), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("answers with big in ") && ended.stdout.contains("no chain asks it"),
        "{}",
        ended.stdout
    );
    drop(sim);
    let ended = in_background(with_model("sim")).await;
    assert!(!ended.success && ended.stdout.contains("could not be reached"), "{}", ended.stdout);
}

async fn in_background(mut command: Command) -> Ended {
    tokio::task::spawn_blocking(move || run(&mut command)).await.unwrap()
}
