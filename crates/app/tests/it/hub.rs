//! Hints: a user's devices hear of a change once it is there to be found.

use std::task::{Context, Waker};
use std::time::Duration;

use hearken_app::Subscription;
use hearken_app::journal::JournalError;
use hearken_store::StoreError;
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{all_entries, create, draft, finished};

/// Long enough for any machine; reached only when the hint was lost.
const SOON: Duration = Duration::from_secs(20);

/// Whether a hint is waiting.
fn is_waiting(socket: &mut Subscription) -> bool {
    let changed = std::pin::pin!(socket.changed());
    changed.poll(&mut Context::from_waker(Waker::noop())).is_ready()
}

on_both_engines! {
    async fn a_hint_comes_after_the_commit_and_names_its_number(t: TestApp) {
        let ana = t.writer("ana").await;
        let mut socket = t.app.hub().subscribe(ana);
        assert!(!is_waiting(&mut socket), "nothing has happened yet");
        let made = create(&t, ana, draft("x")).await.unwrap();
        assert_eq!(socket.changed().await, made.rev);
        assert_eq!(all_entries(&t, ana).await, [made]);
    }

    async fn everyone_who_listens_for_a_user_hears(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        let (mut phone, mut desk, mut other) = (t.app.hub().subscribe(ana), t.app.hub().subscribe(ana), t.app.hub().subscribe(ben));
        let made = create(&t, ana, draft("x")).await.unwrap();
        assert_eq!((phone.changed().await, desk.changed().await), (made.rev, made.rev));
        assert!(!is_waiting(&mut other), "and nobody else");
        drop(phone);
        let made = create(&t, ana, draft("y")).await.unwrap();
        assert_eq!(desk.changed().await, made.rev);
    }

    async fn several_hints_may_come_as_one_but_the_last_number_counts(t: TestApp) {
        let ana = t.writer("ana").await;
        let mut socket = t.app.hub().subscribe(ana);
        let mut last = 0;
        for _ in 0..5 {
            last = create(&t, ana, draft("x")).await.unwrap().rev;
        }
        assert_eq!(socket.changed().await, last);
        assert!(!is_waiting(&mut socket));
    }

    async fn whoever_comes_later_hears_only_what_is_new(t: TestApp) {
        let ana = t.writer("ana").await;
        let _early = t.app.hub().subscribe(ana);
        create(&t, ana, draft("x")).await.unwrap();
        let mut late = t.app.hub().subscribe(ana);
        assert!(!is_waiting(&mut late), "what is there, it asks for itself");
        let made = create(&t, ana, draft("y")).await.unwrap();
        assert_eq!(late.changed().await, made.rev);
    }

    async fn a_caller_who_goes_away_takes_no_hint_along(t: TestApp) {
        let ana = t.writer("ana").await;
        let mut socket = t.app.hub().subscribe(ana);
        let mut request = Box::pin(create(&t, ana, finished("x")));
        // Begun, and not waited for: the client hung up.
        let begun = request.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(begun.is_pending(), "on its way to the disk");
        drop(request);
        let told = tokio::time::timeout(SOON, socket.changed()).await;
        assert!(told.is_ok(), "the devices are told all the same");
        assert_eq!(all_entries(&t, ana).await.len(), 1);
    }

    async fn what_failed_is_no_news(t: TestApp) {
        let ana = t.writer("ana").await;
        let mut socket = t.app.hub().subscribe(ana);
        assert!(matches!(create(&t, ana, draft("")).await, Err(JournalError::Invalid(_))));
        let failed = t.app.write(ana, (), |_, _, ()| Box::pin(async { Err::<(), _>(StoreError::Malformed("this test")) }));
        assert!(failed.await.is_err());
        assert!(!is_waiting(&mut socket));
    }

    async fn the_worker_is_heard_too(t: TestApp) {
        let ana = t.writer("ana").await;
        let made = create(&t, ana, finished("x")).await.unwrap();
        let mut socket = t.app.hub().subscribe(ana);
        t.run_jobs().await;
        assert!(socket.changed().await > made.rev);
    }

    async fn numbers_never_go_back(t: TestApp) {
        let ana = t.writer("ana").await;
        let mut socket = t.app.hub().subscribe(ana);
        t.app.hub().publish(ana, 7);
        t.app.hub().publish(ana, 5);
        assert_eq!(socket.changed().await, 7, "two commits may publish in the other order");
        t.app.hub().wake(ana);
        assert_eq!(socket.changed().await, 7);
    }
}
