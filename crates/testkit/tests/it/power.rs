//! The cuts find what was not synced: otherwise finding nothing would mean nothing.

use std::path::Path;

use hearken_testkit::crash::power::{PowerReport, Recording};
use hearken_testkit::crash::weak::Durability;

const SEED: u64 = 7;

fn cut(durability: Durability) -> PowerReport {
    let directory = tempfile::tempdir().unwrap();
    let campaign = Path::new(env!("CARGO_BIN_EXE_campaign"));
    let recording = Recording::of_store(campaign, directory.path(), durability, 60).unwrap();
    recording.cut(100, SEED, &directory.path().join("scratch")).unwrap()
}

#[test]
fn a_store_that_waits_for_the_disk_loses_nothing() {
    let report = cut(Durability::Full);
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_store_that_does_not_wait_loses_writes_but_stays_sound() {
    let report = cut(Durability::Normal);
    assert!(report.cuts_with_loss > 0 && report.unsound == 0, "{report}");
}
