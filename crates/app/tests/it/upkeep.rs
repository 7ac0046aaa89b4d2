//! What is forgotten in time, and what must not be.

use std::time::Duration;

use hearken_app::sync::{MAX_MUTATIONS, Pull, Pulled, Pushed, ResetReason};
use hearken_app::upkeep::{DELETIONS_KEPT, forget};
use hearken_domain::UserId;
use hearken_store::{StoreError, SyncHead};
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::id;
use crate::sync::mutations::{ask, client, create, delete, done, entitle, pull, push, push_of, send};

const DAY: Duration = Duration::from_hours(24);

async fn head(t: &TestApp, user: UserId) -> SyncHead {
    t.app.read(user, (), |tx, ()| Box::pin(tx.sync_head())).await.unwrap()
}

on_both_engines! {
    async fn old_deletions_are_forgotten_and_who_may_have_missed_them_starts_over(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        for user in [ana, ben] {
            done(&t, user, "phone", [create(1, "one", "x"), create(2, "two", "x"), create(3, "three", "x")]).await;
        }
        let before = pull(&t, ana, "phone", 0).await;
        done(&t, ana, "phone", [delete(4, "one", None)]).await;
        t.advance(DELETIONS_KEPT - DAY);
        done(&t, ana, "phone", [delete(5, "two", None)]).await;
        t.advance(DAY);
        assert_eq!(forget(&t.app).await.unwrap(), 0, "not a moment too early");
        t.advance(Duration::from_millis(1));
        assert!(forget(&t.app).await.unwrap() > 0);
        let after = head(&t, ana).await;
        assert!(after.floor > before.to && after.floor < after.seq, "{after:?}");
        assert_eq!(head(&t, ben).await.floor, 0);

        let from = |cookie, fresh| Pull { client: client("phone"), cookie, epoch: before.epoch, fresh, limit: 500 };
        let Pulled::Reset(reset) = ask(&t, ana, from(before.to, false)).await else { panic!("it was away for too long") };
        assert_eq!((reset.reason, reset.floor, reset.epoch), (ResetReason::Floor, after.floor, before.epoch));
        let Pulled::Delta(delta) = ask(&t, ana, from(after.floor, false)).await else { panic!("it has missed nothing") };
        assert!(delta.rows.iter().any(|row| row.id == id("two") && row.content.is_none()), "a younger one is still known");
        let Pulled::Delta(all) = ask(&t, ana, from(0, true)).await else { panic!("it holds nothing") };
        assert!(all.rows.iter().all(|row| row.id != id("one")), "{:?}", all.rows);
        assert!(all.rows.iter().any(|row| row.id == id("three") && row.content.is_some()));

        assert_eq!(forget(&t.app).await.unwrap(), 0, "there is nothing more to forget");
        assert_eq!(head(&t, ana).await, after);
    }

    async fn a_client_that_stays_away_keeps_its_count_and_nothing_takes_effect_twice_or_is_lost(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "phone", [create(1, "one", "x"), create(2, " ", ""), create(3, "two", "x")]).await;
        let last: Vec<_> = (4..).take(MAX_MUTATIONS).map(|mid| entitle(mid, "two", "a title")).collect();
        let send_last = async || match send(&t, ana, push_of(client("phone"), 0, last.clone())).await.unwrap() {
            Pushed::Done { results, .. } => results,
            other => panic!("{other:?}"),
        };
        let answers = send_last().await;
        t.advance(DELETIONS_KEPT + DAY);
        done(&t, ana, "desk", [create(1, "three", "x"), create(2, " ", "")]).await;
        let results = async |name: &str| {
            let known = t.app.read(ana, client(name), |tx, client| Box::pin(tx.mutation_results(*client, 0, 1000)));
            known.await.unwrap().iter().map(|applied| applied.mid).collect::<Vec<_>>()
        };
        assert_eq!((results("phone").await.len(), results("desk").await.len()), (3 + MAX_MUTATIONS, 2));
        forget(&t.app).await.unwrap();
        let still_known = results("phone").await;
        assert_eq!(still_known[..2], [2, 4], "what was refused is still known, and what may be sent again");
        assert_eq!((still_known.len(), results("desk").await.len()), (1 + MAX_MUTATIONS, 2));

        let seq = head(&t, ana).await.seq;
        assert_eq!(send_last().await, answers, "a repetition");
        assert_eq!(push(&t, ana, "phone", [create(3, "four", "of a clone")]).await, Pushed::ClientFork, "nobody knows");
        assert_eq!(push(&t, ana, "phone", [create(105, "five", "x")]).await, Pushed::Gap { expect: 104 });
        assert_eq!(head(&t, ana).await.seq, seq);
    }

    async fn an_account_without_a_key_holds_up_nobody(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        for user in [ana, ben] {
            done(&t, user, "phone", [create(1, "one", "x"), delete(2, "one", None)]).await;
        }
        t.advance(DELETIONS_KEPT + DAY);
        let t = t.restart().await;
        t.store.raw().await.erase_keys(ana.0).await;
        assert!(forget(&t.app).await.unwrap() > 0);
        assert!(head(&t, ben).await.floor > 0);
    }

    async fn a_damaged_account_holds_up_nobody_and_is_reported(t: TestApp) {
        for name in ["ana", "ben", "cleo"] {
            let user = t.writer(name).await;
            done(&t, user, "phone", [create(1, "one", "x"), delete(2, "one", None)]).await;
        }
        t.advance(DELETIONS_KEPT + DAY);
        let t = t.restart().await;
        let users = t.store.store.read((), |tx, ()| Box::pin(tx.list_users())).await.unwrap();
        t.store.raw().await.spoil_key(users[0].0).await;
        let error = forget(&t.app).await.unwrap_err();
        assert!(!matches!(error, StoreError::KeyMissing), "{error}");
        for user in &users[1..] {
            assert!(head(&t, *user).await.floor > 0, "{user}");
        }
    }
}
