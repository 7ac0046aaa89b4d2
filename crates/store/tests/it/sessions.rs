//! Sessions and refresh tokens as rows; what they mean is the application's.

use std::time::Duration;

use hearken_domain::{SessionId, Timestamp, UserId};
use hearken_store::{RefreshState, Session, StoreError, Tx, UserScope};
use hearken_testkit::{START, TestStore, on_both_engines};
use tokio::task::JoinSet;

use crate::support::id;

const HOUR: Duration = Duration::from_hours(1);

fn session(name: &str, created_at: Timestamp) -> Session {
    Session {
        id: SessionId(id(name)),
        label: name.into(),
        created_at,
        last_used_at: created_at,
        expires_at: created_at + 2 * HOUR,
    }
}

async fn begin(t: &TestStore, scope: &UserScope, session: Session) {
    let begun = t.store.write((scope.clone(), session), |tx, (scope, session)| {
        Box::pin(tx.insert_session(scope, session, session.created_at - HOUR))
    });
    begun.await.unwrap();
}

async fn running(t: &TestStore, scope: &UserScope, now: Timestamp) -> Vec<String> {
    let found = t.store.read((scope.clone(), now), |tx, (scope, now)| Box::pin(tx.list_sessions(scope, *now, START)));
    found.await.unwrap().into_iter().map(|session| session.label.to_string()).collect()
}

async fn touch(t: &TestStore, user: UserId, name: &str, now: Timestamp) -> bool {
    let input = (user, SessionId(id(name)), now);
    t.store.write(input, |tx, (user, session, now)| Box::pin(tx.touch_session(*user, *session, *now))).await.unwrap()
}

async fn end(t: &TestStore, user: UserId, name: &str, now: Timestamp) -> bool {
    let input = (user, SessionId(id(name)), now);
    t.store.write(input, |tx, (user, session, now)| Box::pin(tx.end_session(*user, *session, *now))).await.unwrap()
}

/// What a refresh does to the rows: the session first, then its tokens.
async fn rotate(tx: &mut Tx<'_>, (user, hash): &(UserId, u8)) -> Result<(), StoreError> {
    let session = SessionId(id("phone"));
    if tx.touch_session(*user, session, START).await? {
        let _ = tx.lock_refresh(*user, session, &[0; 32]).await?;
        tx.insert_refresh(*user, session, &[*hash; 32], START).await?;
        tx.consume_refresh((*user, session), &[0; 32], &[*hash; 32], (START, START - HOUR)).await?;
    }
    Ok(())
}

on_both_engines! {
    async fn running_sessions_last_used_first(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        begin(&t, &ana, session("phone", START)).await;
        begin(&t, &ana, session("desk", START + HOUR)).await;
        begin(&t, &ben, session("bens", START)).await;
        assert_eq!(running(&t, &ana, START + HOUR).await, ["desk", "phone"]);
        let later = START + HOUR + HOUR / 2;
        assert!(touch(&t, ana.user(), "phone", later).await);
        assert_eq!(running(&t, &ana, later).await, ["phone", "desk"]);
        assert_eq!(running(&t, &ana, START + 2 * HOUR).await, ["desk"], "the other has reached its end");
        assert!(!touch(&t, ana.user(), "phone", START + 2 * HOUR).await);
        assert!(!touch(&t, ana.user(), "bens", START).await);
        assert!(!touch(&t, ben.user(), "none", START).await);
    }

    async fn an_ended_session_has_no_tokens(t: TestStore) {
        let ana = t.user("ana").await;
        begin(&t, &ana, session("phone", START)).await;
        let user = ana.user();
        t.store.write(user, |tx, user| Box::pin(tx.insert_refresh(*user, SessionId(id("phone")), &[1; 32], START))).await.unwrap();
        assert!(!end(&t, user, "none", START).await);
        assert!(end(&t, user, "phone", START + HOUR).await);
        assert!(!end(&t, user, "phone", START + HOUR).await, "it has ended already");
        assert_eq!(running(&t, &ana, START).await, Vec::<String>::new());
        assert!(!touch(&t, user, "phone", START).await);
        assert_eq!(t.raw().await.number("SELECT COUNT(*) FROM refresh_tokens").await, 0);
        for (since, expected) in [(START, vec![SessionId(id("phone"))]), (START + HOUR, vec![])] {
            let ended = t.store.read(since, |tx, since| Box::pin(tx.sessions_ended_since(*since))).await.unwrap();
            assert_eq!(ended, expected);
        }
    }

    async fn a_token_remembers_its_exchange(t: TestStore) {
        let ana = t.user("ana").await;
        begin(&t, &ana, session("phone", START)).await;
        let states = t.store.write(ana.user(), |tx, user| {
            Box::pin(async move {
                let session = SessionId(id("phone"));
                tx.insert_refresh(*user, session, &[1; 32], START).await?;
                let fresh = tx.lock_refresh(*user, session, &[1; 32]).await?;
                tx.consume_refresh((*user, session), &[1; 32], &[2; 32], (START + HOUR, START)).await?;
                let consumed = tx.lock_refresh(*user, session, &[1; 32]).await?;
                tx.delete_refresh(*user, session, &[1; 32]).await?;
                Ok::<_, StoreError>([fresh, consumed, tx.lock_refresh(*user, session, &[1; 32]).await?])
            })
        });
        let fresh = RefreshState { issued_at: START, consumed_at: None, successor: None };
        let consumed = RefreshState { consumed_at: Some(START + HOUR), successor: Some([2; 32]), ..fresh.clone() };
        assert_eq!(states.await.unwrap(), [Some(fresh), Some(consumed), None]);
    }

    async fn what_ended_long_ago_is_forgotten(t: TestStore) {
        let ana = t.user("ana").await;
        begin(&t, &ana, session("old", START)).await;
        begin(&t, &ana, session("ended", START)).await;
        assert!(end(&t, ana.user(), "ended", START).await);
        begin(&t, &ana, session("soon", START + HOUR)).await;
        let sessions = "SELECT COUNT(*) FROM sessions";
        assert_eq!(t.raw().await.number(sessions).await, 3, "an hour ago is not long ago");
        begin(&t, &ana, session("late", START + 4 * HOUR)).await;
        assert_eq!(t.raw().await.number(sessions).await, 2, "the one that just ended, and the new one");
    }

    async fn ending_a_session_while_it_is_renewed_blocks_nobody(t: TestStore) {
        let ana = t.user("ana").await;
        for round in 0..20_u8 {
            begin(&t, &ana, session("phone", START)).await;
            let user = ana.user();
            t.store.write(user, |tx, user| Box::pin(tx.insert_refresh(*user, SessionId(id("phone")), &[0; 32], START))).await.unwrap();
            let mut tasks = JoinSet::new();
            for hash in 1..4 {
                let store = t.store.clone();
                tasks.spawn(async move { store.write((user, hash), |tx, input| Box::pin(rotate(tx, input))).await });
                let store = t.store.clone();
                tasks.spawn(async move {
                    let input = (user, SessionId(id("phone")), START);
                    store.write(input, |tx, (user, session, now)| Box::pin(async move { tx.end_session(*user, *session, *now).await.map(drop) })).await
                });
            }
            for outcome in tasks.join_all().await {
                outcome.unwrap_or_else(|error| panic!("round {round}: {error}"));
            }
            t.raw().await.run("DELETE FROM refresh_tokens; DELETE FROM sessions").await;
        }
    }
}
