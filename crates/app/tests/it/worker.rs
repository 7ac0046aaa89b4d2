//! The worker by itself: it notices work, keeps what it holds, and lets go when the server stops.

use std::time::Duration;

use hearken_app::{Subscription, worker};
use hearken_domain::{Analysis, AnalysisStatus, EntryId, UserId};
use hearken_store::{JobState, StoreError};
use hearken_testkit::{Engine, Fixture as _, TestApp, on_both_engines};

use crate::provider::WithGate;
use crate::support::{create, find_analysis, finished, jobs};

const PATIENCE: Duration = Duration::from_secs(20);
const LEASE: Duration = Duration::from_mins(1);
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Waits until the reading of an entry has come to an end.
async fn read_at_last(t: &TestApp, socket: &mut Subscription, user: UserId, entry: EntryId) -> Analysis {
    loop {
        let analysis = find_analysis(t, user, entry).await.unwrap();
        if analysis.completed_at.is_some() {
            return analysis;
        }
        socket.changed().await;
    }
}

/// Whether the lease of the one job is a full one, once every write that waits has been done and answered.
async fn lease_is_full(t: &TestApp) -> bool {
    // The writer works in order: when this one has been answered, those before it have.
    t.store.store.write((), |_, ()| Box::pin(async { Ok::<_, StoreError>(()) })).await.unwrap();
    tokio::task::yield_now().await;
    let due = t.store.store.read((), |tx, ()| Box::pin(tx.next_job_due())).await.unwrap();
    due.unwrap().since(t.app.ctx().now()) == LEASE
}

/// Whether it becomes one when everybody has had a few turns.
async fn lease_is_renewed(t: &TestApp) -> bool {
    for _ in 0..200 {
        if lease_is_full(t).await {
            return true;
        }
    }
    false
}

on_both_engines! {
    async fn it_does_what_was_waiting_and_what_comes(t: TestApp) {
        let ana = t.writer("ana").await;
        let mut socket = t.app.hub().subscribe(ana);
        let waiting = create(&t, ana, finished("words")).await.unwrap();
        worker::start(&t.app);
        assert_eq!(read_at_last(&t, &mut socket, ana, waiting.id).await.status, AnalysisStatus::Fallback);
        for _ in 0..5 {
            let next = create(&t, ana, finished("more words")).await.unwrap();
            assert_eq!(read_at_last(&t, &mut socket, ana, next.id).await.status, AnalysisStatus::Fallback);
        }
        assert!(t.app.tasks().shut_down(PATIENCE).await);
        assert_eq!(jobs(&t).await, JobState::default());
    }

    async fn it_does_many_at_once(gate: WithGate) {
        let users = [gate.writer("ana").await, gate.writer("ben").await];
        worker::start(&gate.t.app);
        let mut sockets = users.map(|user| gate.t.app.hub().subscribe(user));
        let mut entries = Vec::new();
        for at in 0..10 {
            entries.push((at % 2, create(&gate.t, users[at % 2], finished("some words")).await.unwrap().id));
        }
        let mut calls = Vec::new();
        for _ in 0..8 {
            calls.push(gate.call().await);
        }
        assert_eq!(gate.t.app.readers()[0].load().in_flight, 8, "and no more than that");
        let raw = gate.t.store.raw().await;
        while raw.count("jobs", "last_error = 'busy'").await < 2 {
            tokio::task::yield_now().await;
        }
        // What the provider had no room for is looked at again a little later.
        gate.t.advance(Duration::from_secs(2));
        for call in calls {
            call.answer("words");
        }
        for _ in 0..2 {
            gate.call().await.answer("words");
        }
        for (at, entry) in entries {
            let read = read_at_last(&gate.t, &mut sockets[at], users[at], entry).await;
            assert_eq!(read.status, AnalysisStatus::Completed);
        }
        assert!(gate.t.app.tasks().shut_down(PATIENCE).await);
    }

    async fn a_stop_gives_jobs_back(gate: WithGate) {
        let ana = gate.writer("ana").await;
        worker::start(&gate.t.app);
        let entry = create(&gate.t, ana, finished("words")).await.unwrap();
        let _thinking = gate.call().await;
        assert_eq!(jobs(&gate.t).await, JobState { running: 1, ..JobState::default() });
        assert!(gate.t.app.tasks().shut_down(PATIENCE).await);
        assert_eq!(jobs(&gate.t).await, JobState { queued: 1, ..JobState::default() });
        let t = gate.t.restart().await;
        assert_eq!(t.run_jobs().await, 1, "at once, without waiting for the lease");
        let analysis = find_analysis(&t, ana, entry.id).await.unwrap();
        assert_eq!(analysis.status, AnalysisStatus::Fallback);
    }

    async fn a_stop_is_not_held_up_by_an_idle_worker(t: TestApp) {
        worker::start(&t.app);
        worker::start(&t.app);
        assert!(t.app.tasks().shut_down(PATIENCE).await);
        assert!(t.app.tasks().is_stopping());
    }
}

/// Time moves only where it is told to.
#[tokio::test(start_paused = true)]
async fn a_job_is_kept_as_long_as_it_takes() {
    // As long as a blocking task runs, paused time does not jump ahead by itself.
    let (release, released) = std::sync::mpsc::channel::<()>();
    let hold = tokio::task::spawn_blocking(move || {
        // An error means that the sender is gone: that is what is waited for.
        let _ = released.recv();
    });
    let gate = WithGate::start(Engine::Sqlite).await.unwrap();
    let ana = gate.writer("ana").await;
    worker::start(&gate.t.app);
    let entry = create(&gate.t, ana, finished("words")).await.unwrap();
    let call = gate.call().await;
    assert!(lease_is_renewed(&gate.t).await);
    for _ in 0..10 {
        gate.t.advance(HEARTBEAT);
        assert!(!lease_is_full(&gate.t).await, "not before its time");
        // Timers are rounded up to the next millisecond.
        tokio::time::advance(HEARTBEAT + Duration::from_millis(1)).await;
        assert!(lease_is_renewed(&gate.t).await, "it moves with the time");
    }
    assert_eq!(worker::run_due(&gate.t.app).await.unwrap(), 0, "nobody else gets it");
    let mut socket = gate.t.app.hub().subscribe(ana);
    call.answer("words");
    let analysis = read_at_last(&gate.t, &mut socket, ana, entry.id).await;
    assert_eq!((analysis.status, analysis.attempts), (AnalysisStatus::Completed, 1));
    drop(release);
    hold.await.unwrap();
}
