//! Ending sessions: from then on neither of their tokens holds.

use hearken_app::account::{AccountError, AuthError, RefreshToken, end_session, list_sessions, log_out};
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{actor, renew, sign_in};

on_both_engines! {
    async fn signing_out_ends_both_tokens_at_once(t: TestApp) {
        let ana = t.register("ana").await;
        let other = sign_in(&t, "ana@example.org", "ana-password").await.unwrap();
        log_out(&t.app, ana.refresh_token.clone()).await.unwrap();
        assert_eq!(t.app.authenticate(&ana.access_token), Err(AuthError::SessionEnded));
        assert!(matches!(renew(&t, &ana.refresh_token).await, Err(AccountError::SessionEnded)));
        assert!(t.app.authenticate(&other.access_token).is_ok(), "the other session goes on");
        log_out(&t.app, ana.refresh_token.clone()).await.unwrap();
        renew(&t, &other.refresh_token).await.unwrap();
    }

    async fn signing_out_with_nonsense_changes_nothing(t: TestApp) {
        let ana = t.register("ana").await;
        for text in ["", "nonsense", ana.access_token.as_str()] {
            log_out(&t.app, RefreshToken::received(text.to_owned())).await.unwrap();
        }
        let mut guessed = ana.refresh_token.expose().to_owned();
        guessed.replace_range(80..84, if &guessed[80..84] == "AAAA" { "BBBB" } else { "AAAA" });
        log_out(&t.app, RefreshToken::received(guessed)).await.unwrap();
        assert!(t.app.authenticate(&ana.access_token).is_ok());
    }

    async fn any_of_ones_own_sessions_can_be_ended(t: TestApp) {
        let first = t.register("ana").await;
        let second = sign_in(&t, "ana@example.org", "ana-password").await.unwrap();
        let me = actor(&t, &second);
        let lost = actor(&t, &first).session;
        end_session(&t.app, &me, lost).await.unwrap();
        assert_eq!(t.app.authenticate(&first.access_token), Err(AuthError::SessionEnded));
        let left: Vec<_> = list_sessions(&t.app, &me).await.unwrap().into_iter().map(|session| session.id).collect();
        assert_eq!(left, [me.session]);
        assert!(matches!(end_session(&t.app, &me, lost).await, Err(AccountError::NoSuchSession)));
    }

    async fn nobody_ends_anothers_session(t: TestApp) {
        let (ana, ben) = (t.register("ana").await, t.register("ben").await);
        let (anas, bens) = (actor(&t, &ana), actor(&t, &ben));
        assert!(matches!(end_session(&t.app, &bens, anas.session).await, Err(AccountError::NoSuchSession)));
        assert_eq!(t.app.authenticate(&ana.access_token), Ok(anas));
        assert_eq!(list_sessions(&t.app, &bens).await.unwrap().len(), 1);
    }

    async fn ending_a_session_wakes_its_sockets(t: TestApp) {
        let ana = t.register("ana").await;
        let me = actor(&t, &ana);
        let mut socket = t.app.hub().subscribe(me.user);
        end_session(&t.app, &me, me.session).await.unwrap();
        socket.changed().await;
        assert!(t.app.has_ended(me.session));
    }
}
