//! The checker of devices on a network that breaks, without the web app's client, which `cargo xtask live` brings in:
//! that it passes, and that it finds what a client can do wrong. Half a minute, most of it waiting.

use std::time::Duration;

use hearken_testkit::checker::{self, LiveOptions, LiveReport, Mistake};
use hearken_testkit::crash::Program;
use tempfile::tempdir;

const SEED: u64 = 20_261;

fn run(mistakes: Vec<Mistake>, seed: u64) -> LiveReport {
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
        seed,
    };
    checker::run(&options, |_| ()).unwrap()
}

#[test]
fn devices_are_in_step_after_kills_and_broken_connections() {
    let report = run(Vec::new(), SEED);
    assert!(report.is_clean() && report.spoiled() > 10, "{report}");
}

/// Whether a run brought a mistake to light.
type IsSeen = fn(&LiveReport) -> bool;

/// A mistake does harm only where the network or a kill brings it to light: not each of them does in each run.
#[test]
fn what_a_client_does_wrong_is_found() {
    // Their devices come after the four that make none.
    let mut unseen: Vec<(&str, IsSeen)> = vec![
        ("forgotten", |report| is_found(&report.lost, "u4-")),
        ("done again", |report| is_found(&report.doubled, "u5-")),
        ("not replaced", |report| is_found(&report.wrong, "device 6: of entry/")),
        ("begun anew", |report| is_found(&report.wrong, "device 7: no longer shows")),
    ];
    for seed in SEED..SEED + 4 {
        let mistakes = vec![Mistake::ForgetsOutbox, Mistake::DoesAgain, Mistake::KeepsFirst, Mistake::StartsOver];
        let report = run(mistakes, seed);
        unseen.retain(|(_, is_seen)| !is_seen(&report));
        if unseen.is_empty() {
            return;
        }
    }
    let names: Vec<_> = unseen.iter().map(|(name, _)| name).collect();
    panic!("never found in four runs: {names:?}");
}

fn is_found(found: &[String], what: &str) -> bool {
    found.iter().any(|it| it.starts_with(what))
}
