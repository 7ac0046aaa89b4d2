//! A transaction is whole or not at all, whatever its verb does.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, mpsc};
use std::task::{Context, Waker};

use hearken_domain::{Entry, EntryId};
use hearken_store::{Committed, Store, StoreError, UserScope, UserTx};
use hearken_testkit::{Engine, Fixture as _, START, TestStore, on_both_engines};
use tokio::task::JoinSet;

use crate::support::{entry, find, head, id, insert, log, write};

/// Writes that may wait; beyond that the store is busy.
const QUEUE: usize = 1024;

async fn insert_then_fail(tx: &mut UserTx<'_>, entry: &Entry) -> Result<(), StoreError> {
    tx.insert_entry(entry.clone(), None).await?;
    tx.enqueue("kind", entry.id.0, &"payload", START).await?;
    Err(StoreError::Malformed("this test"))
}

async fn insert_then_panic(tx: &mut UserTx<'_>, entry: &Entry) -> Result<(), StoreError> {
    tx.insert_entry(entry.clone(), None).await?;
    panic!("on purpose");
}

async fn insert_then_wait(tx: &mut UserTx<'_>, entry: &Entry) -> Result<(), StoreError> {
    tx.insert_entry(entry.clone(), None).await?;
    tokio::task::yield_now().await;
    Ok(())
}

/// Nothing of the entry `name` was left behind, and the next write works.
async fn assert_no_trace(t: &TestStore, scope: &UserScope, name: &str) {
    assert_eq!(find(t, scope, EntryId(id(name))).await, None);
    assert_eq!((head(t, scope).await.seq, log(t, scope).await), (0, Vec::new()));
    let jobs = t.store.read((), |tx, ()| Box::pin(tx.count_jobs())).await.unwrap();
    assert_eq!(jobs, hearken_store::JobState::default());
    assert_eq!(insert(t, scope, entry("next", "fine")).await.rev, 1, "no number was used up");
}

type Insert = Pin<Box<dyn Future<Output = Result<Committed<Entry>, StoreError>>>>;

/// A write that was handed in, but not yet waited for.
fn begin_insert(store: &Store, scope: &UserScope, entry: Entry) -> Insert {
    let (store, scope) = (store.clone(), scope.clone());
    let mut write: Insert = Box::pin(async move {
        store.write_user(scope, START, entry, |tx, entry| Box::pin(tx.insert_entry(entry.clone(), None))).await
    });
    assert!(write.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    write
}

/// Holds SQLite's writer until dropped.
struct Held {
    release: mpsc::Sender<()>,
    done: JoinSet<Result<(), StoreError>>,
}

impl Held {
    async fn writer(store: &Store) -> Self {
        let (release, released) = mpsc::channel::<()>();
        let (begun, begins) = tokio::sync::oneshot::channel();
        let (store, mut done) = (store.clone(), JoinSet::new());
        let input = (Mutex::new(released), Mutex::new(Some(begun)));
        done.spawn(async move {
            let held = store.write(input, |_, (released, begun)| {
                Box::pin(async move {
                    begun.lock().unwrap().take().unwrap().send(()).unwrap();
                    // An error means that the sender is gone: that is what is waited for.
                    let _ = released.lock().unwrap().recv();
                    Ok(())
                })
            });
            held.await
        });
        begins.await.unwrap();
        Self { release, done }
    }

    async fn let_go(mut self) {
        drop(self.release);
        self.done.join_next().await.unwrap().unwrap().unwrap();
    }
}

on_both_engines! {
    async fn an_error_leaves_no_trace(t: TestStore) {
        let ana = t.user("ana").await;
        let failed = write(&t, &ana, entry("one", "x"), |tx, entry| Box::pin(insert_then_fail(tx, entry))).await;
        assert!(matches!(failed, Err(StoreError::Malformed("this test"))));
        assert_no_trace(&t, &ana, "one").await;
    }

    async fn a_panic_leaves_no_trace_and_the_store_goes_on(t: TestStore) {
        let ana = t.user("ana").await;
        for _ in 0..3 {
            let (store, scope, mut task) = (t.store.clone(), ana.clone(), JoinSet::new());
            task.spawn(async move {
                store.write_user(scope, START, entry("one", "x"), |tx, entry| Box::pin(insert_then_panic(tx, entry))).await
            });
            let outcome = task.join_next().await.unwrap();
            assert!(!matches!(outcome, Ok(Ok(_))), "an error, or the panic itself");
        }
        assert_no_trace(&t, &ana, "one").await;
    }

    async fn a_panic_while_reading_does_no_harm(t: TestStore) {
        let ana = t.user("ana").await;
        // More often than there are readers.
        for _ in 0..20 {
            let (store, mut task) = (t.store.clone(), JoinSet::new());
            task.spawn(async move {
                store.read((), |_, ()| Box::pin(async { panic!("on purpose") })).await.map(|(): ()| ()).map_err(|error: StoreError| error)
            });
            let outcome = task.join_next().await.unwrap();
            assert!(!matches!(outcome, Ok(Ok(()))), "an error, or the panic itself");
        }
        assert_no_trace(&t, &ana, "one").await;
    }

    async fn one_that_fails_takes_no_other_with_it(t: TestStore) {
        let ana = t.user("ana").await;
        let (first, failed, second) = tokio::join!(
            write(&t, &ana, entry("one", "x"), |tx, entry| Box::pin(tx.insert_entry(entry.clone(), None))),
            write(&t, &ana, entry("two", "x"), |tx, entry| Box::pin(insert_then_fail(tx, entry))),
            write(&t, &ana, entry("three", "x"), |tx, entry| Box::pin(tx.insert_entry(entry.clone(), None))),
        );
        assert!(first.is_ok() && failed.is_err() && second.is_ok());
        assert_eq!(find(&t, &ana, EntryId(id("two"))).await, None);
        assert_eq!((head(&t, &ana).await.seq, log(&t, &ana).await.len()), (2, 2));
    }

    async fn a_row_that_is_there_is_a_duplicate(t: TestStore) {
        let ana = t.user("ana").await;
        insert(&t, &ana, entry("one", "first")).await;
        let again = write(&t, &ana, entry("one", "second"), |tx, entry| Box::pin(tx.insert_entry(entry.clone(), None))).await;
        assert!(matches!(again, Err(StoreError::Duplicate)));
        assert_eq!(find(&t, &ana, EntryId(id("one"))).await.unwrap().text.as_str(), "first");
        assert_eq!(head(&t, &ana).await.seq, 1);
    }

    async fn every_answered_write_is_there_after_a_restart(t: TestStore) {
        let ana = t.user("ana").await;
        let mut writes = JoinSet::new();
        for number in 0..200 {
            let (store, scope) = (t.store.clone(), ana.clone());
            writes.spawn(async move {
                let new = entry(&number.to_string(), "x");
                store.write_user(scope, START, new, |tx, entry| Box::pin(tx.insert_entry(entry.clone(), None))).await.unwrap()
            });
        }
        let answered = writes.join_all().await;
        let t = t.reopen().await;
        let ana = t.store.scope(ana.user()).await.unwrap();
        for write in answered {
            assert_eq!(find(&t, &ana, write.value.id).await, Some(write.value));
        }
        assert_eq!(head(&t, &ana).await.seq, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_for_something_else_in_a_transaction_is_an_error() {
    let t = TestStore::start(Engine::Sqlite).await.unwrap();
    let ana = t.user("ana").await;
    let waited = write(&t, &ana, entry("one", "x"), |tx, entry| Box::pin(insert_then_wait(tx, entry))).await;
    assert!(matches!(waited, Err(StoreError::ForeignAwait)));
    assert_no_trace(&t, &ana, "one").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_inside_a_batch_takes_no_other_with_it() {
    let t = TestStore::start(Engine::Sqlite).await.unwrap();
    let ana = t.user("ana").await;
    insert(&t, &ana, entry("there", "x")).await;
    let held = Held::writer(&t.store).await;
    let [before, fails, after] =
        ["before", "there", "after"].map(|name| begin_insert(&t.store, &ana, entry(name, "x")));
    held.let_go().await;
    assert_eq!(before.await.unwrap().value.rev, 2);
    assert!(matches!(fails.await, Err(StoreError::Duplicate)));
    assert_eq!(after.await.unwrap().value.rev, 3);
    assert_eq!(log(&t, &ana).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn beyond_the_queue_the_store_is_busy() {
    let t = TestStore::start(Engine::Sqlite).await.unwrap();
    let ana = t.user("ana").await;
    let held = Held::writer(&t.store).await;
    let waiting: Vec<_> = (0..QUEUE).map(|n| begin_insert(&t.store, &ana, entry(&n.to_string(), "x"))).collect();
    let refused =
        write(&t, &ana, entry("too many", "x"), |tx, entry| Box::pin(tx.insert_entry(entry.clone(), None))).await;
    assert!(matches!(refused, Err(StoreError::Busy)));
    held.let_go().await;
    for write in waiting {
        write.await.unwrap();
    }
    assert_eq!(head(&t, &ana).await.seq, i64::try_from(QUEUE).unwrap());
    insert(&t, &ana, entry("too many", "there is room again")).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_goes_away_harms_nobody() {
    let t = TestStore::start(Engine::Sqlite).await.unwrap();
    let ana = t.user("ana").await;
    let held = Held::writer(&t.store).await;
    let gone = begin_insert(&t.store, &ana, entry("gone", "x"));
    let stays = begin_insert(&t.store, &ana, entry("stays", "x"));
    drop(gone);
    held.let_go().await;
    stays.await.unwrap();
    assert!(find(&t, &ana, EntryId(id("stays"))).await.is_some());
}
