//! Staying signed in: refresh tokens rotate, a copy that is used again ends the session, a lost answer does not.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hearken_app::account::{
    AccountError, AuthError, RefreshToken, SESSION_IDLE_TIME, SESSION_TIME, SignedIn, list_sessions, refresh,
};
use hearken_domain::{SessionId, UserId};
use hearken_testkit::{TestApp, on_both_engines};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::support::{actor, renew, sign_in};

const MOMENT: Duration = Duration::from_millis(1);
const LOST_ANSWER: Duration = Duration::from_mins(1);

fn has_ended(outcome: &Result<SignedIn, AccountError>) -> bool {
    matches!(outcome, Err(AccountError::SessionEnded))
}

async fn assert_over(t: &TestApp, signed_in: &SignedIn) {
    assert_eq!(t.app.authenticate(&signed_in.access_token), Err(AuthError::SessionEnded));
    assert!(has_ended(&renew(t, &signed_in.refresh_token).await));
}

/// A token of the right form that was never issued.
fn made_up(user: UserId, session: SessionId) -> RefreshToken {
    let bytes = [user.0.as_bytes().as_slice(), session.0.as_bytes(), &[7; 32]].concat();
    RefreshToken::received(URL_SAFE_NO_PAD.encode(bytes))
}

on_both_engines! {
    async fn a_token_is_exchanged_for_the_next(t: TestApp) {
        let first = t.register("ana").await;
        let mut token = first.refresh_token.clone();
        for _ in 0..3 {
            t.advance(Duration::from_mins(14));
            let next = renew(&t, &token).await.unwrap();
            assert_ne!(next.refresh_token.expose(), token.expose());
            assert_eq!((&next.user, actor(&t, &next).session), (&first.user, actor(&t, &next).session));
            token = next.refresh_token;
        }
        let second = sign_in(&t, "ana@example.org", "ana-password").await.unwrap();
        assert_eq!(list_sessions(&t.app, &actor(&t, &second)).await.unwrap().len(), 2, "it was one session all along");
    }

    async fn an_old_token_used_again_ends_the_session(t: TestApp) {
        let first = t.register("ana").await;
        let other = sign_in(&t, "ana@example.org", "ana-password").await.unwrap();
        let second = renew(&t, &first.refresh_token).await.unwrap();
        let third = renew(&t, &second.refresh_token).await.unwrap();
        assert!(has_ended(&renew(&t, &first.refresh_token).await), "its successor was used");
        assert_over(&t, &third).await;
        assert_eq!(t.app.authenticate(&first.access_token), Err(AuthError::SessionEnded));
        renew(&t, &other.refresh_token).await.unwrap();
    }

    async fn a_lost_answer_can_be_asked_for_again(t: TestApp) {
        let first = t.register("ana").await;
        let lost = renew(&t, &first.refresh_token).await.unwrap();
        t.advance(LOST_ANSWER);
        let second = renew(&t, &first.refresh_token).await.unwrap();
        assert_ne!(second.refresh_token.expose(), lost.refresh_token.expose());
        let third = renew(&t, &second.refresh_token).await.unwrap();
        renew(&t, &third.refresh_token).await.unwrap();
    }

    async fn the_answer_that_was_lost_is_worth_nothing(t: TestApp) {
        let first = t.register("ana").await;
        let lost = renew(&t, &first.refresh_token).await.unwrap();
        let second = renew(&t, &first.refresh_token).await.unwrap();
        assert!(has_ended(&renew(&t, &lost.refresh_token).await), "two hold what only one can");
        assert_over(&t, &second).await;
    }

    async fn after_a_minute_it_was_not_lost(t: TestApp) {
        let first = t.register("ana").await;
        let second = renew(&t, &first.refresh_token).await.unwrap();
        t.advance(LOST_ANSWER + MOMENT);
        assert!(has_ended(&renew(&t, &first.refresh_token).await));
        assert_over(&t, &second).await;
    }

    async fn ten_at_once_leave_one_token_or_none(t: TestApp) {
        let first = t.register("ana").await;
        let mut tasks = JoinSet::new();
        for _ in 0..10 {
            let (app, token) = (t.app.clone(), first.refresh_token.clone());
            tasks.spawn(async move { refresh(&app, token).await });
        }
        let outcomes = tasks.join_all().await;
        assert!(outcomes.iter().all(|outcome| outcome.is_ok() || has_ended(outcome)), "{outcomes:?}");
        let live = t.store.raw().await.count("refresh_tokens", "consumed_at IS NULL").await;
        let ended = t.app.has_ended(actor_of(&first));
        assert_eq!(live, i64::from(!ended), "one live family, or none");
    }

    async fn a_month_unused_it_has_ended(t: TestApp) {
        let first = t.register("ana").await;
        t.advance(SESSION_IDLE_TIME);
        let second = renew(&t, &first.refresh_token).await.unwrap();
        t.advance(SESSION_IDLE_TIME + MOMENT);
        assert!(has_ended(&renew(&t, &second.refresh_token).await));
        assert!(has_ended(&renew(&t, &second.refresh_token).await), "for good");
    }

    async fn a_session_that_nobody_can_renew_is_not_listed(t: TestApp) {
        t.register("ana").await;
        t.advance(SESSION_IDLE_TIME + MOMENT);
        let second = sign_in(&t, "ana@example.org", "ana-password").await.unwrap();
        let listed = list_sessions(&t.app, &actor(&t, &second)).await.unwrap();
        assert_eq!(listed.iter().map(|session| session.id).collect::<Vec<_>>(), [actor(&t, &second).session]);
    }

    async fn after_three_months_it_has_ended_however_used(t: TestApp) {
        let mut session = t.register("ana").await;
        let begun = t.app.ctx().now();
        while t.app.ctx().now() + SESSION_IDLE_TIME < begun + SESSION_TIME {
            t.advance(SESSION_IDLE_TIME);
            session = renew(&t, &session.refresh_token).await.unwrap();
        }
        t.advance((begun + SESSION_TIME).since(t.app.ctx().now()) - MOMENT);
        session = renew(&t, &session.refresh_token).await.unwrap();
        t.advance(MOMENT);
        assert!(has_ended(&renew(&t, &session.refresh_token).await));
    }

    async fn it_outlives_a_restart(t: TestApp) {
        let first = t.register("ana").await;
        let second = renew(&t, &first.refresh_token).await.unwrap();
        let t = t.restart().await;
        let third = renew(&t, &second.refresh_token).await.unwrap();
        assert_eq!(third.user, first.user);
        t.advance(LOST_ANSWER + MOMENT);
        assert!(has_ended(&renew(&t, &first.refresh_token).await), "what was used is remembered too");
    }

    async fn nonsense_is_no_token(t: TestApp) {
        let ana = t.register("ana").await;
        let half = ana.refresh_token.expose()[..40].to_owned();
        for text in [String::new(), "nonsense".to_owned(), half, ana.access_token.clone(), "\u{1f9e1}".to_owned()] {
            assert!(has_ended(&renew(&t, &RefreshToken::received(text)).await));
        }
        assert!(has_ended(&renew(&t, &made_up(UserId(Uuid::nil()), SessionId(Uuid::nil()))).await));
        renew(&t, &ana.refresh_token).await.unwrap();
    }

    async fn a_made_up_session_is_not_even_remembered(t: TestApp) {
        let ana = t.register("ana").await;
        let none = SessionId(Uuid::nil());
        assert!(has_ended(&renew(&t, &made_up(ana.user.id, none)).await));
        assert!(!t.app.has_ended(none), "or anyone could fill the memory with them");
        renew(&t, &ana.refresh_token).await.unwrap();
    }
}

/// The session of a token whose session may have ended meanwhile.
fn actor_of(signed_in: &SignedIn) -> SessionId {
    let bytes = URL_SAFE_NO_PAD.decode(signed_in.refresh_token.expose()).unwrap();
    SessionId(Uuid::from_slice(&bytes[16..32]).unwrap())
}

#[test]
fn a_token_does_not_show_itself() {
    let token = RefreshToken::received("secret".to_owned());
    assert!(!format!("{token:?}").contains("secret"));
}
