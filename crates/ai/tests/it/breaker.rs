//! The breaker, with time in hand.

use std::time::Duration;

use hearken_ai::{Breaker, BreakerState, Outcome};
use hearken_domain::Timestamp;
use proptest::prelude::*;

const fn at(second: i64) -> Timestamp {
    Timestamp::from_millis(second * 1000)
}

fn call(breaker: &Breaker, second: i64, outcome: Outcome) {
    breaker.admit(at(second)).expect("calls pass").settle(outcome, at(second));
}

/// A breaker that opened at second 4.
fn open() -> Breaker {
    let breaker = Breaker::default();
    for second in 0..5 {
        call(&breaker, second, Outcome::Failure);
    }
    breaker
}

fn state(breaker: &Breaker, second: i64) -> BreakerState {
    breaker.view(at(second)).state
}

#[test]
fn opens_on_the_fifth_failure_in_a_row() {
    let breaker = Breaker::default();
    for second in 0..4 {
        call(&breaker, second, Outcome::Failure);
        assert_eq!(state(&breaker, second), BreakerState::Closed);
    }
    call(&breaker, 4, Outcome::Failure);
    let view = breaker.view(at(4));
    assert_eq!((view.state, view.failures, view.open_until), (BreakerState::Open, 5, Some(at(64))));
    assert_eq!(breaker.admit(at(63)).unwrap_err(), at(64));
}

#[test]
fn a_success_starts_the_count_anew() {
    let breaker = Breaker::default();
    for round in 0..3 {
        for second in 0..4 {
            call(&breaker, round * 10 + second, Outcome::Failure);
        }
        call(&breaker, round * 10 + 5, Outcome::Success);
    }
    assert_eq!(breaker.view(at(30)).failures, 0);
}

#[test]
fn what_says_nothing_neither_counts_nor_resets() {
    let breaker = Breaker::default();
    for second in 0..4 {
        call(&breaker, second, Outcome::Failure);
        call(&breaker, second, Outcome::Neither);
    }
    assert_eq!(breaker.view(at(4)).failures, 4);
    call(&breaker, 4, Outcome::Failure);
    assert_eq!(state(&breaker, 4), BreakerState::Open);
}

#[test]
fn failures_older_than_the_window_are_forgotten() {
    let breaker = Breaker::default();
    for second in [0, 10, 20, 30, 61, 62] {
        call(&breaker, second, Outcome::Failure);
    }
    assert_eq!(state(&breaker, 62), BreakerState::Open, "five of the six lie within 60 s");
    let breaker = Breaker::default();
    for second in [0, 20, 40, 60, 81, 101, 121] {
        call(&breaker, second, Outcome::Failure);
    }
    assert_eq!(state(&breaker, 121), BreakerState::Closed);
}

#[test]
fn one_probe_at_a_time() {
    let breaker = open();
    assert_eq!(state(&breaker, 64), BreakerState::HalfOpen);
    let probe = breaker.admit(at(64)).unwrap();
    assert!(breaker.admit(at(64)).is_err() && breaker.admit(at(90)).is_err());
    probe.settle(Outcome::Success, at(91));
    assert_eq!((state(&breaker, 91), breaker.view(at(91)).failures), (BreakerState::Closed, 0));
}

#[test]
fn a_failed_probe_opens_it_again() {
    let breaker = open();
    breaker.admit(at(64)).unwrap().settle(Outcome::Failure, at(70));
    assert_eq!(breaker.admit(at(129)).unwrap_err(), at(130));
    call(&breaker, 130, Outcome::Success);
    assert_eq!(state(&breaker, 130), BreakerState::Closed);
}

#[test]
fn a_cancelled_probe_makes_room_for_another() {
    let breaker = open();
    drop(breaker.admit(at(64)).unwrap());
    assert_eq!(state(&breaker, 64), BreakerState::HalfOpen);
    breaker.admit(at(64)).unwrap().settle(Outcome::Neither, at(65));
    call(&breaker, 65, Outcome::Success);
    assert_eq!(state(&breaker, 65), BreakerState::Closed);
}

#[test]
fn calls_from_before_a_move_have_no_say() {
    let breaker = Breaker::default();
    let (early, late) = (breaker.admit(at(0)).unwrap(), breaker.admit(at(0)).unwrap());
    for second in 0..5 {
        call(&breaker, second, Outcome::Failure);
    }
    early.settle(Outcome::Success, at(5));
    assert_eq!(state(&breaker, 5), BreakerState::Open);
    breaker.admit(at(64)).unwrap().settle(Outcome::Success, at(64));
    late.settle(Outcome::Failure, at(65));
    assert_eq!(breaker.view(at(65)).failures, 0);
}

#[test]
fn a_clock_set_back_prolongs_the_rest_by_no_more_than_itself() {
    let breaker = open();
    assert!(breaker.admit(at(-3600)).is_err());
    assert!(breaker.admit(at(-3600 + 60)).is_ok());
}

proptest! {
    /// Whatever happens: there is always a way back, and an open breaker lets nobody through before its time.
    #[test]
    fn never_stuck(steps in prop::collection::vec((0..40_i64, 0..4_u8), 0..200)) {
        let breaker = Breaker::default();
        let mut now = 0;
        for (seconds, what) in steps {
            now += seconds;
            let open_until = breaker.view(at(now)).open_until;
            match breaker.admit(at(now)) {
                Ok(permit) => {
                    prop_assert!(open_until.is_none());
                    match what {
                        0 => permit.settle(Outcome::Success, at(now)),
                        1 => permit.settle(Outcome::Failure, at(now)),
                        2 => permit.settle(Outcome::Neither, at(now)),
                        _ => drop(permit),
                    }
                }
                Err(until) => prop_assert_eq!(Some(until), open_until),
            }
        }
        let later = at(now) + Duration::from_mins(1);
        breaker.admit(later).expect("a call passes after the rest").settle(Outcome::Success, later);
        prop_assert_eq!(breaker.view(later).state, BreakerState::Closed);
    }
}
