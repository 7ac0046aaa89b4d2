//! Invitations: a code makes one account, once, for two weeks.

use std::time::Duration;

use hearken_app::account::{AccountError, SignedIn, create_invite, list_invites, register};
use hearken_testkit::{TestApp, on_both_engines};
use tokio::task::JoinSet;

use crate::support::{ByInvitation, account, actor};

const TWO_WEEKS: Duration = Duration::from_hours(14 * 24);

async fn join_with(t: &TestApp, name: &str, code: &str) -> Result<SignedIn, AccountError> {
    register(&t.app, account(name), Some(code.to_owned()), "a test".into()).await
}

async fn invite(t: &TestApp) -> String {
    let owner = t.user("owner").await;
    create_invite(&t.app, &owner).await.unwrap().0
}

on_both_engines! {
    async fn an_invitation_makes_one_account(invited: ByInvitation) {
        let t = invited.0;
        let code = invite(&t).await;
        assert!(!join_with(&t, "ana", &format!(" {code}\n")).await.unwrap().user.is_owner, "as pasted");
        assert!(matches!(join_with(&t, "ben", &code).await, Err(AccountError::InviteNeeded)));
        assert!(matches!(join_with(&t, "ben", "made up").await, Err(AccountError::InviteNeeded)));
    }

    async fn two_at_once_cannot_share_one(invited: ByInvitation) {
        let t = invited.0;
        let code = invite(&t).await;
        let mut tasks = JoinSet::new();
        for name in ["ana", "ben", "cleo"] {
            let (app, code) = (t.app.clone(), code.clone());
            tasks.spawn(async move { register(&app, account(name), Some(code), "a test".into()).await });
        }
        assert_eq!(tasks.join_all().await.iter().flatten().count(), 1);
    }

    async fn one_that_did_not_lead_to_an_account_still_holds(invited: ByInvitation) {
        let t = invited.0;
        let code = invite(&t).await;
        assert!(matches!(join_with(&t, "owner", &code).await, Err(AccountError::EmailTaken)));
        join_with(&t, "ana", &code).await.unwrap();
    }

    async fn it_holds_for_two_weeks(invited: ByInvitation) {
        let t = invited.0;
        let owner = t.user("owner").await;
        let (early, _) = create_invite(&t.app, &owner).await.unwrap();
        let (late, _) = create_invite(&t.app, &owner).await.unwrap();
        t.advance(TWO_WEEKS - Duration::from_millis(1));
        join_with(&t, "ana", &early).await.unwrap();
        t.advance(Duration::from_millis(1));
        assert!(matches!(join_with(&t, "ben", &late).await, Err(AccountError::InviteNeeded)));
    }

    async fn only_the_owner_invites(t: TestApp) {
        let owner = t.user("owner").await;
        let ana = t.user("ana").await;
        assert!(matches!(create_invite(&t.app, &ana).await, Err(AccountError::OwnerOnly)));
        assert!(matches!(list_invites(&t.app, &ana).await, Err(AccountError::OwnerOnly)));
        assert_eq!(list_invites(&t.app, &owner).await.unwrap(), []);
    }

    async fn the_owner_sees_which_were_used(invited: ByInvitation) {
        let t = invited.0;
        let first = t.register("owner").await;
        let owner = actor(&t, &first);
        let (used, _) = create_invite(&t.app, &owner).await.unwrap();
        t.advance(Duration::from_secs(1));
        let (code, open) = create_invite(&t.app, &owner).await.unwrap();
        assert_ne!(used, code);
        join_with(&t, "ana", &used).await.unwrap();
        let invites = list_invites(&t.app, &owner).await.unwrap();
        assert_eq!(invites.len(), 2);
        assert_eq!(invites[0], open, "newest first");
        assert_eq!(invites[1].used_at, Some(t.app.ctx().now()));
    }
}
