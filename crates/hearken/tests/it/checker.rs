//! The checker of devices on a network that breaks, without the web app's client, which `cargo xtask live` brings in:
//! that it passes, and that it finds what a client can do wrong. Half a minute, most of it waiting.

use std::time::Duration;

use hearken_testkit::checker::{self, LiveOptions, LiveReport, Mistake};
use hearken_testkit::crash::Program;
use tempfile::tempdir;

fn run(mistakes: Vec<Mistake>) -> LiveReport {
    let directory = tempdir().unwrap();
    let options = LiveOptions {
        program: Program::hearken(env!("CARGO_BIN_EXE_hearken")),
        directory: directory.path().to_owned(),
        on_sqlite: true,
        node: None,
        mistakes,
        kills: 4,
        tokens: 200,
        at_least: Duration::ZERO,
        longest: Duration::from_millis(900),
        hole: Duration::from_millis(1500),
        seed: 20_261,
    };
    checker::run(&options, |_| ()).unwrap()
}

#[test]
fn devices_are_in_step_after_kills_and_broken_connections() {
    let report = run(Vec::new());
    assert!(report.is_clean() && report.spoiled() > 10, "{report}");
}

#[test]
fn what_a_client_does_wrong_is_found() {
    let report = run(vec![Mistake::ForgetsOutbox, Mistake::DoesAgain, Mistake::KeepsFirst, Mistake::StartsOver]);
    // Their devices come after the four that make none.
    let is_found = |found: &[String], what: &str| found.iter().any(|it| it.starts_with(what));
    assert!(is_found(&report.lost, "u4-"), "forgotten: {report}");
    assert!(is_found(&report.doubled, "u5-"), "done again: {report}");
    assert!(is_found(&report.wrong, "device 6: of entry/"), "not replaced: {report}");
    assert!(is_found(&report.wrong, "device 7: no longer shows"), "begun anew: {report}");
}
