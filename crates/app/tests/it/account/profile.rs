//! Changing one's own account.

use hearken_app::account::{AccountError, PasswordChange, SignedIn, change_password, end_session, rename};
use hearken_domain::Password;
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{actor, renew, sign_in};

const ANA: &str = "ana@example.org";

async fn change(t: &TestApp, ana: &SignedIn, current: &str, new: &str) -> Result<(), AccountError> {
    let password = |text: &str| Password::parse(text.to_owned()).unwrap();
    change_password(&t.app, &actor(t, ana), PasswordChange { current: password(current), new: password(new) }).await
}

on_both_engines! {
    async fn another_name_stays(t: TestApp) {
        let (ana, ben) = (t.register("ana").await, t.register("ben").await);
        let renamed = rename(&t.app, &actor(&t, &ana), "  Ana Lucía ").await.unwrap();
        assert_eq!((renamed.name.as_str(), &renamed.email, renamed.is_owner), ("Ana Lucía", &ana.user.email, true));
        assert_eq!(sign_in(&t, ANA, "ana-password").await.unwrap().user, renamed);
        assert_eq!(t.app.me(&actor(&t, &ben)).await.unwrap(), ben.user);
        for name in ["", "  ", &"x".repeat(101)] {
            let refused = rename(&t.app, &actor(&t, &ana), name).await;
            assert!(matches!(&refused, Err(AccountError::Invalid(invalid)) if invalid.field == "name"), "{refused:?}");
        }
    }

    async fn another_password_lets_in_and_the_old_one_no_longer(t: TestApp) {
        let ana = t.register("ana").await;
        change(&t, &ana, "ana-password", "another-password").await.unwrap();
        assert!(matches!(sign_in(&t, ANA, "ana-password").await, Err(AccountError::WrongCredentials)));
        assert_eq!(sign_in(&t, ANA, "another-password").await.unwrap().user, ana.user);
    }

    async fn whoever_knew_the_old_password_is_out(t: TestApp) {
        let (ana, ben) = (t.register("ana").await, t.register("ben").await);
        let elsewhere = sign_in(&t, ANA, "ana-password").await.unwrap();
        change(&t, &ana, "ana-password", "another-password").await.unwrap();
        assert!(t.app.authenticate(&elsewhere.access_token).is_err());
        assert!(matches!(renew(&t, &elsewhere.refresh_token).await, Err(AccountError::SessionEnded)));
        for signed_in in [ana, ben] {
            assert!(t.app.authenticate(&signed_in.access_token).is_ok());
            renew(&t, &signed_in.refresh_token).await.unwrap();
        }
    }

    async fn of_two_who_change_it_at_once_one_does(t: TestApp) {
        let ana = t.register("ana").await;
        let thief = sign_in(&t, ANA, "ana-password").await.unwrap();
        let (hers, theirs) = tokio::join!(
            change(&t, &ana, "ana-password", "her-new-password"),
            change(&t, &thief, "ana-password", "their-new-password"),
        );
        let (winner, password) = match (hers, theirs) {
            (Ok(()), Err(_)) => (&ana, "her-new-password"),
            (Err(_), Ok(())) => (&thief, "their-new-password"),
            both => panic!("{both:?}"),
        };
        assert!(sign_in(&t, ANA, password).await.is_ok());
        assert!(t.app.authenticate(&winner.access_token).is_ok(), "whoever changed it stays");
    }

    async fn a_session_that_has_ended_changes_no_password(t: TestApp) {
        let ana = t.register("ana").await;
        let elsewhere = actor(&t, &sign_in(&t, ANA, "ana-password").await.unwrap());
        end_session(&t.app, &actor(&t, &ana), elsewhere.session).await.unwrap();
        let password = |text: &str| Password::parse(text.to_owned()).unwrap();
        let to = PasswordChange { current: password("ana-password"), new: password("another-password") };
        let refused = change_password(&t.app, &elsewhere, to).await;
        assert!(matches!(refused, Err(AccountError::SessionEnded)), "{refused:?}");
        assert!(sign_in(&t, ANA, "ana-password").await.is_ok());
    }

    async fn a_wrong_password_changes_nothing_and_guessing_gets_slower(t: TestApp) {
        let ana = t.register("ana").await;
        for _ in 0..3 {
            let refused = change(&t, &ana, "a-wrong-password", "another-password").await;
            let field = |refused: &Result<(), AccountError>| match refused {
                Err(AccountError::Invalid(invalid)) => Some(invalid.field),
                _ => None,
            };
            assert_eq!(field(&refused), Some("current_password"), "{refused:?}");
        }
        assert!(sign_in(&t, ANA, "ana-password").await.is_ok());
        assert!(matches!(sign_in(&t, ANA, "another-password").await, Err(AccountError::WrongCredentials)));
    }
}
