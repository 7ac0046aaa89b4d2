//! Making accounts: the first owns the instance, the others come as it allows.

use hearken_app::account::{AccountError, RegistrationState, SignedIn, register, registration_state};
use hearken_domain::NewAccount;
use hearken_testkit::{TestApp, on_both_engines};
use tokio::task::JoinSet;

use crate::support::{ByInvitation, Closed, account, actor, sign_in};

async fn join(t: &TestApp, account: NewAccount) -> Result<SignedIn, AccountError> {
    register(&t.app, account, None, "a test".into()).await
}

/// Registers five people at the same moment.
async fn at_once(t: &TestApp) -> Vec<Result<SignedIn, AccountError>> {
    let mut tasks = JoinSet::new();
    for name in ["ana", "ben", "cleo", "dev", "eli"] {
        let app = t.app.clone();
        tasks.spawn(async move { register(&app, account(name), None, "a test".into()).await });
    }
    tasks.join_all().await
}

fn owners(joined: &[Result<SignedIn, AccountError>]) -> usize {
    joined.iter().flatten().filter(|signed_in| signed_in.user.is_owner).count()
}

on_both_engines! {
    async fn the_first_account_owns_the_instance(t: TestApp) {
        assert_eq!(registration_state(&t.app).await.unwrap(), RegistrationState::First);
        let ana = t.register("ana").await;
        assert!(ana.user.is_owner);
        assert_eq!((ana.user.email.as_str(), ana.user.name.as_str()), ("ana@example.org", "ana"));
        assert_eq!(registration_state(&t.app).await.unwrap(), RegistrationState::Open);
        assert!(!t.register("ben").await.user.is_owner);
    }

    async fn whoever_registers_is_signed_in(t: TestApp) {
        let ana = t.register("ana").await;
        let actor = actor(&t, &ana);
        assert_eq!(actor.user, ana.user.id);
        assert_eq!(t.app.me(&actor).await.unwrap(), ana.user);
    }

    async fn five_first_accounts_at_once_have_one_owner(t: TestApp) {
        let joined = at_once(&t).await;
        assert!(joined.iter().all(Result::is_ok));
        assert_eq!(owners(&joined), 1);
    }

    async fn five_first_accounts_at_once_where_only_one_is_wanted(closed: Closed) {
        let t = closed.0;
        assert_eq!(registration_state(&t.app).await.unwrap(), RegistrationState::First);
        let joined = at_once(&t).await;
        assert_eq!((owners(&joined), joined.iter().flatten().count()), (1, 1));
        assert!(joined.iter().all(|joined| matches!(joined, Ok(_) | Err(AccountError::RegistrationClosed))));
    }

    async fn nobody_joins_a_closed_instance(closed: Closed) {
        let t = closed.0;
        t.register("ana").await;
        assert_eq!(registration_state(&t.app).await.unwrap(), RegistrationState::Closed);
        assert!(matches!(join(&t, account("ben")).await, Err(AccountError::RegistrationClosed)));
        assert!(matches!(sign_in(&t, "ben@example.org", "ben-password").await, Err(AccountError::WrongCredentials)));
    }

    async fn nobody_joins_uninvited(invited: ByInvitation) {
        let t = invited.0;
        t.register("ana").await;
        assert_eq!(registration_state(&t.app).await.unwrap(), RegistrationState::Invite);
        assert!(matches!(join(&t, account("ben")).await, Err(AccountError::InviteNeeded)));
    }

    async fn an_address_has_one_account_however_it_is_written(t: TestApp) {
        t.register("ana").await;
        for email in ["ana@example.org", "ANA@Example.Org", " Ana@example.org "] {
            let again = NewAccount::parse(email, "another-password".to_owned(), "Ana").unwrap();
            assert!(matches!(join(&t, again).await, Err(AccountError::EmailTaken)), "{email}");
            assert_eq!(sign_in(&t, email, "ana-password").await.unwrap().user.email.as_str(), "ana@example.org");
        }
        assert!(matches!(sign_in(&t, "ana@example.org", "another-password").await, Err(AccountError::WrongCredentials)));
    }

    async fn the_same_address_at_once_makes_one_account(t: TestApp) {
        let mut tasks = JoinSet::new();
        for _ in 0..4 {
            let app = t.app.clone();
            tasks.spawn(async move { register(&app, account("ana"), None, "a test".into()).await });
        }
        let joined = tasks.join_all().await;
        assert_eq!(joined.iter().flatten().count(), 1);
        assert!(joined.iter().all(|joined| matches!(joined, Ok(_) | Err(AccountError::EmailTaken))));
    }

    async fn whoever_is_refused_leaves_nothing_behind(invited: ByInvitation) {
        let t = invited.0;
        t.register("ana").await;
        let keys = || async { t.store.raw().await.count("hearken_keys.wrapped_keys", "1 = 1").await };
        let before = keys().await;
        let wrong = register(&t.app, account("ben"), Some("made-up".to_owned()), "a test".into()).await;
        assert!(matches!(wrong, Err(AccountError::InviteNeeded)), "{wrong:?}");
        assert!(matches!(join(&t, account("ben")).await, Err(AccountError::InviteNeeded)));
        assert_eq!(keys().await, before);
    }

    async fn accounts_outlive_a_restart(t: TestApp) {
        let ana = t.register("ana").await;
        let t = t.restart().await;
        let again = sign_in(&t, "ana@example.org", "ana-password").await.unwrap();
        assert_eq!(again.user, ana.user);
        assert_eq!(registration_state(&t.app).await.unwrap(), RegistrationState::Open);
    }
}

#[test]
fn what_is_wrong_with_an_account_is_named() {
    let long = "x".repeat(257);
    for (email, password, name, field) in [
        ("", "a-password", "Ana", "email"),
        ("ana", "a-password", "Ana", "email"),
        ("@example.org", "a-password", "Ana", "email"),
        ("ana@", "a-password", "Ana", "email"),
        ("a na@example.org", "a-password", "Ana", "email"),
        ("ana@exa@mple.org", "a-password", "Ana", "email"),
        (&format!("{long}@example.org"), "a-password", "Ana", "email"),
        ("ana@example.org", "1234567", "Ana", "password"),
        ("ana@example.org", &long, "Ana", "password"),
        ("ana@example.org", "a-password", "", "name"),
        ("ana@example.org", "a-password", "  ", "name"),
        ("ana@example.org", "a-password", &long, "name"),
    ] {
        let invalid = NewAccount::parse(email, password.to_owned(), name).unwrap_err();
        let fields: Vec<_> = invalid.iter().map(|invalid| invalid.field).collect();
        assert_eq!(fields, [field], "{email} {password} {name}");
    }
}
