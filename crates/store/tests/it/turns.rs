//! One user's burst does not keep the others out.

use std::time::Duration;

use hearken_store::{Store, UserScope};
use hearken_testkit::{Engine, Fixture as _, START, TestStore};
use tokio::task::JoinSet;

use crate::support::{entry, insert};

/// More than there are connections.
const BURST: usize = 24;
/// Long before a caller gives up on a connection.
const SOON: Duration = Duration::from_secs(3);

async fn insert_one(store: Store, scope: UserScope, name: String) {
    let written =
        store.write_user(scope, START, entry(&name, "x"), |tx, entry| Box::pin(tx.insert_entry(entry.clone(), None)));
    written.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_users_burst_leaves_connections_to_others() {
    let Some(t) = TestStore::start(Engine::Postgres).await else { return };
    let (ana, ben) = (t.user("ana").await, t.user("ben").await);
    let raw = t.raw().await;
    // Somebody else, such as a backup, holds Ana's lock row.
    let row = ana.user().0.simple();
    raw.run(&format!("BEGIN; SELECT 1 FROM user_sync WHERE user_id = '{row}' FOR UPDATE")).await;
    let mut burst = JoinSet::new();
    for number in 0..BURST {
        burst.spawn(insert_one(t.store.clone(), ana.clone(), number.to_string()));
    }
    // One of them waits for the row, the others for their turn.
    while raw.number("SELECT COUNT(*) FROM pg_locks WHERE NOT granted").await == 0 {
        tokio::task::yield_now().await;
    }
    tokio::time::timeout(SOON, insert(&t, &ben, entry("ben", "x"))).await.expect("a connection was left");
    raw.run("COMMIT").await;
    burst.join_all().await;
}
