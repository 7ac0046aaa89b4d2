//! Sync, as a model: what `cargo xtask campaign sync` runs by the million, by the thousand; and the mistakes it must find.
//! On two idle cores the schedules take 80 s, the mistakes 15 s.

use hearken_testkit::model::{Fault, Mistake, ModelOptions, campaign};

/// Another one each day would find more, but a test that fails fails for everyone.
const SEED: u64 = 1;
const SCHEDULES: u64 = 20_000;
/// A mistake that is not found by then is missed.
const FOUND_WITHIN: u64 = 20_000;

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

#[test]
fn every_promise_is_kept_whatever_happens() {
    let options = ModelOptions { seed: SEED, schedules: SCHEDULES, threads: threads(), mistake: None, cuts: 400 };
    let report = campaign(&options, |_| ()).unwrap();
    assert!(report.failure.is_none(), "{report}");
    // The schedules are worth something only while they reach these places.
    for fault in Fault::ALL {
        assert!(report.tally.of(fault) > SCHEDULES / 100, "too few {fault:?}: {report}");
    }
    println!("seeds {SEED} to {}: {report}", SEED + SCHEDULES - 1);
}

#[test]
fn every_known_mistake_is_found() {
    for mistake in Mistake::ALL {
        let options =
            ModelOptions { seed: SEED, schedules: FOUND_WITHIN, threads: threads(), mistake: Some(mistake), cuts: 0 };
        let report = campaign(&options, |_| ()).unwrap();
        let Some(failure) = report.failure else { panic!("{mistake:?} was missed in {FOUND_WITHIN} schedules") };
        println!("{mistake:?}: found within {} schedules: {}", failure.seed - SEED + 1, failure.violation);
        assert!(failure.shortest.is_some(), "{mistake:?}: it can be repeated alone");
    }
}
