//! Signing in: the same answer for a wrong password and an unknown address, and guessing gets slower.

use std::time::Duration;

use hearken_app::account::{AccountError, SESSION_IDLE_TIME, list_sessions};
use hearken_testkit::{Engine, Fixture as _, TestApp, on_both_engines};
use tokio::time::Instant;

use crate::support::{actor, sign_in};

const ANA: &str = "ana@example.org";

/// Tries a wrong password; how long the answer took.
async fn guess(t: &TestApp, email: &str) -> (AccountError, Duration) {
    let start = Instant::now();
    let error = sign_in(t, email, "wrong-password").await.unwrap_err();
    (error, start.elapsed())
}

/// Tries a wrong password as soon as it is checked at all; how long that took.
async fn patient_guess(t: &TestApp, email: &str) -> Duration {
    let mut waited = Duration::ZERO;
    loop {
        let (error, wait) = guess(t, email).await;
        t.advance(wait);
        waited += wait;
        match error {
            AccountError::TooManyAttempts(wait) => {
                t.advance(wait);
                waited += wait;
            }
            AccountError::WrongCredentials => return waited,
            other => panic!("{other}"),
        }
    }
}

on_both_engines! {
    async fn the_right_password_begins_a_session(t: TestApp) {
        let first = t.register("ana").await;
        let second = sign_in(&t, ANA, "ana-password").await.unwrap();
        assert_eq!(second.user, first.user);
        assert_eq!(second.refresh_expires_in, SESSION_IDLE_TIME);
        assert_ne!(actor(&t, &second).session, actor(&t, &first).session);
        let sessions = list_sessions(&t.app, &actor(&t, &second)).await.unwrap();
        let labels: Vec<_> = sessions.iter().map(|session| session.label.as_str()).collect();
        assert_eq!(labels.len(), 2);
        assert!(labels.contains(&"another") && labels.contains(&"a test"));
    }

    async fn a_wrong_password_and_an_unknown_address_look_alike(t: TestApp) {
        t.register("ana").await;
        let wrong = sign_in(&t, ANA, "ben-password").await.unwrap_err();
        let unknown = sign_in(&t, "nobody@example.org", "ben-password").await.unwrap_err();
        assert!(matches!((&wrong, &unknown), (AccountError::WrongCredentials, AccountError::WrongCredentials)));
        assert_eq!(wrong.to_string(), unknown.to_string());
        for text in [wrong.to_string(), format!("{wrong:?}")] {
            assert!(!text.contains("ana") && !text.contains("ben"), "{text}");
        }
    }
}

/// Time is tokio's own here, which jumps to the end of a wait when everybody waits.
#[tokio::test(start_paused = true)]
async fn guessing_gets_slower_for_any_address() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    t.register("ana").await;
    for email in [ANA, "nobody@example.org"] {
        let mut waits = Vec::new();
        for _ in 0..10 {
            waits.push(patient_guess(&t, email).await.as_secs());
        }
        assert_eq!(waits[..4], [0, 0, 0, 0], "the first mistakes cost nothing");
        assert!(waits[4..].is_sorted() && waits[9] > 10, "{email}: {waits:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_right_password_gets_in_after_a_wait_and_ends_it() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    t.register("ana").await;
    for _ in 0..6 {
        let (_, wait) = guess(&t, ANA).await;
        t.advance(wait);
    }
    let start = Instant::now();
    sign_in(&t, ANA, "ana-password").await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1), "even so it had to wait");
    let start = Instant::now();
    sign_in(&t, ANA, "ana-password").await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(1), "but not any more");
}

#[tokio::test(start_paused = true)]
async fn a_long_wait_is_refused_and_says_how_long() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    t.register("ana").await;
    // The clock of the application stands still, so that the waits add up.
    let refused = loop {
        if let (AccountError::TooManyAttempts(wait), _) = guess(&t, ANA).await {
            break wait;
        }
    };
    assert!(refused > Duration::from_secs(8), "{refused:?}");
    let error = sign_in(&t, ANA, "ana-password").await.unwrap_err();
    assert!(matches!(error, AccountError::TooManyAttempts(_)), "{error}");
    t.advance(refused);
    sign_in(&t, ANA, "ana-password").await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn others_are_not_slowed() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    t.register("ana").await;
    t.register("ben").await;
    for _ in 0..8 {
        guess(&t, ANA).await;
    }
    let start = Instant::now();
    sign_in(&t, "ben@example.org", "ben-password").await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(1));
}
