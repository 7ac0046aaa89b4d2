//! Getting back in by a recovery code: once per code, the same answer for whatever is wrong, and guessing gets slower.

use std::time::Duration;

use hearken_app::account::{
    AccountError, Recovery, RecoveryCode, RecoveryCodes, SignedIn, end_session, find_recovery_codes,
    make_recovery_codes, recover,
};
use hearken_domain::{Email, Password};
use hearken_testkit::{Engine, Fixture as _, TestApp, on_both_engines};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::support::{actor, renew, sign_in};

const ANA: &str = "ana@example.org";

fn password(text: &str) -> Password {
    Password::parse(text.to_owned()).unwrap()
}

async fn codes_of(t: &TestApp, user: &SignedIn, current: &str) -> Vec<RecoveryCode> {
    make_recovery_codes(&t.app, &actor(t, user), password(current)).await.unwrap()
}

async fn recover_with(t: &TestApp, email: &str, code: &RecoveryCode, new: &str) -> Result<RecoveryCodes, AccountError> {
    let recovery = Recovery { email: Email::parse(email).unwrap(), code: code.clone(), password: password(new) };
    recover(&t.app, recovery).await
}

fn is_wrong(refused: &Result<RecoveryCodes, AccountError>) -> bool {
    matches!(refused, Err(AccountError::WrongRecoveryCode))
}

/// A code of nobody.
fn made_up() -> RecoveryCode {
    RecoveryCode::parse(&"7".repeat(26)).unwrap()
}

on_both_engines! {
    async fn a_code_sets_a_password_once_and_ends_every_session(t: TestApp) {
        let (ana, ben) = (t.register("ana").await, t.register("ben").await);
        let elsewhere = sign_in(&t, ANA, "ana-password").await.unwrap();
        assert_eq!(find_recovery_codes(&t.app, &actor(&t, &ana)).await.unwrap(), RecoveryCodes::default());
        let codes = codes_of(&t, &ana, "ana-password").await;
        let made_at = Some(t.app.ctx().now());
        t.advance(Duration::from_secs(1));
        let left = recover_with(&t, ANA, &codes[0], "another-password").await.unwrap();
        assert_eq!(left, RecoveryCodes { left: 9, made_at, last_used_at: Some(t.app.ctx().now()) });
        for signed_in in [ana, elsewhere] {
            assert!(t.app.authenticate(&signed_in.access_token).is_err());
            assert!(matches!(renew(&t, &signed_in.refresh_token).await, Err(AccountError::SessionEnded)));
        }
        assert!(t.app.authenticate(&ben.access_token).is_ok(), "nobody else's");
        assert!(matches!(sign_in(&t, ANA, "ana-password").await, Err(AccountError::WrongCredentials)));
        let back = sign_in(&t, ANA, "another-password").await.unwrap();
        assert!(is_wrong(&recover_with(&t, ANA, &codes[0], "a-third-password").await), "it is used up");
        assert!(t.app.authenticate(&back.access_token).is_ok(), "what is refused ends nothing");
        assert_eq!(find_recovery_codes(&t.app, &actor(&t, &back)).await.unwrap(), left);
    }

    async fn whatever_is_wrong_the_answer_is_the_same(t: TestApp) {
        let (ana, ben) = (t.register("ana").await, t.register("ben").await);
        let (anas, _) = (codes_of(&t, &ana, "ana-password").await, codes_of(&t, &ben, "ben-password").await);
        for (email, code) in [(ANA, &made_up()), ("ben@example.org", &anas[0]), ("nobody@example.org", &anas[0])] {
            assert!(is_wrong(&recover_with(&t, email, code, "another-password").await), "{email}");
        }
        assert!(sign_in(&t, ANA, "ana-password").await.is_ok());
        recover_with(&t, ANA, &anas[0], "another-password").await.unwrap();
    }

    async fn a_new_set_ends_the_old_one(t: TestApp) {
        let ana = t.register("ana").await;
        let (old, new) = (codes_of(&t, &ana, "ana-password").await, codes_of(&t, &ana, "ana-password").await);
        assert_eq!(find_recovery_codes(&t.app, &actor(&t, &ana)).await.unwrap().left, 10);
        assert!(is_wrong(&recover_with(&t, ANA, &old[0], "another-password").await));
        recover_with(&t, ANA, &new[0], "another-password").await.unwrap();
    }

    async fn of_two_who_use_one_code_at_once_one_gets_in(t: TestApp) {
        let ana = t.register("ana").await;
        let code = codes_of(&t, &ana, "ana-password").await.remove(0);
        let mut tasks = JoinSet::new();
        for name in ["one", "two", "three"] {
            let (app, code, email) = (t.app.clone(), code.clone(), Email::parse(ANA).unwrap());
            let new = format!("{name}-password");
            tasks.spawn(async move {
                let recovered = recover(&app, Recovery { email, code, password: password(&new) }).await;
                recovered.map(|_| new)
            });
        }
        let winners: Vec<String> = tasks.join_all().await.into_iter().flatten().collect();
        assert_eq!(winners.len(), 1, "{winners:?}");
        assert!(sign_in(&t, ANA, &winners[0]).await.is_ok());
    }

    async fn new_codes_need_the_password_and_a_session(t: TestApp) {
        let ana = t.register("ana").await;
        let refused = make_recovery_codes(&t.app, &actor(&t, &ana), password("wrong-password")).await;
        assert!(matches!(&refused, Err(AccountError::Invalid(invalid)) if invalid.field == "password"), "{refused:?}");
        let elsewhere = actor(&t, &sign_in(&t, ANA, "ana-password").await.unwrap());
        end_session(&t.app, &actor(&t, &ana), elsewhere.session).await.unwrap();
        let refused = make_recovery_codes(&t.app, &elsewhere, password("ana-password")).await;
        assert!(matches!(refused, Err(AccountError::SessionEnded)), "{refused:?}");
        assert_eq!(find_recovery_codes(&t.app, &actor(&t, &ana)).await.unwrap(), RecoveryCodes::default());
    }
}

/// Time is tokio's own here, which jumps to the end of a wait when everybody waits.
#[tokio::test(start_paused = true)]
async fn guessing_gets_slower_for_any_address() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let ana = t.register("ana").await;
    let code = codes_of(&t, &ana, "ana-password").await.remove(0);
    for email in [ANA, "nobody@example.org"] {
        let start = Instant::now();
        for _ in 0..4 {
            assert!(is_wrong(&recover_with(&t, email, &made_up(), "another-password").await));
        }
        assert!(start.elapsed() < Duration::from_secs(1), "{email}: the first mistakes cost nothing");
        for _ in 0..2 {
            recover_with(&t, email, &made_up(), "another-password").await.unwrap_err();
        }
        assert!(start.elapsed() >= Duration::from_secs(2), "{email}: {:?}", start.elapsed());
    }
    let start = Instant::now();
    sign_in(&t, ANA, "ana-password").await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(1), "who knows the password is not slowed");
    t.advance(Duration::from_mins(1));
    recover_with(&t, ANA, &code, "another-password").await.unwrap();
}
