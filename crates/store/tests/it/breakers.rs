//! What is kept of how providers are doing.

use hearken_store::{BreakerKey, StoredBreaker};
use hearken_testkit::{START, TestStore, on_both_engines};

use crate::support::breaker;

async fn put(t: &TestStore, breaker: StoredBreaker) {
    t.store.write(breaker, |tx, breaker| Box::pin(tx.put_breaker(breaker))).await.unwrap();
}

async fn list(t: &TestStore) -> Vec<StoredBreaker> {
    t.store.read((), |tx, ()| Box::pin(tx.list_breakers())).await.unwrap()
}

on_both_engines! {
    async fn a_breaker_comes_back_as_it_was_left(t: TestStore) {
        let (one, other) = (breaker("one"), breaker("two"));
        put(&t, other.clone()).await;
        put(&t, one.clone()).await;
        assert_eq!(list(&t).await, [one.clone(), other.clone()]);
        let well = StoredBreaker { failures: Vec::new(), open_since: None, last_error: None, ..one.clone() };
        put(&t, well.clone()).await;
        assert_eq!(list(&t).await, [well.clone(), other.clone()]);
        let key = BreakerKey { model: "another".to_owned(), ..one.key };
        let another = StoredBreaker { key, open_since: Some(START), ..well.clone() };
        put(&t, another.clone()).await;
        assert_eq!(list(&t).await, [another, well, other], "each model has its own");
    }
}
