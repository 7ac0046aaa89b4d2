//! Pushing: each mutation takes effect once, in order, and a refused one holds up nobody.

use std::time::Duration;

use hearken_app::sync::{Action, Age, Mutation, MutationStatus, Push, Pushed, Refusal, Reset, ResetReason};
use hearken_domain::{EntryId, NewEntry};
use hearken_store::StoreError;
use hearken_testkit::{TestApp, on_both_engines};

use super::mutations::{
    add, client, create, delete, done, edit, entitle, entry, mutation, ok, publish, pull, push, push_of, send, vid,
};
use crate::support::{all_entries, draft, find, id, jobs};

/// The status and code of each result.
fn codes(results: &[hearken_app::sync::MutationResult]) -> Vec<(MutationStatus, Option<&str>)> {
    results.iter().map(|result| (result.status, result.code.as_deref())).collect()
}

on_both_engines! {
    async fn mutations_take_effect_in_order(t: TestApp) {
        let ana = t.writer("ana").await;
        let mutations = [
            create(1, "one", "first"),
            edit(2, "one", vid("phone", 1), "second"),
            entitle(3, "one", "a title"),
            add(4, "ben"),
            publish(5, "one"),
        ];
        let pushed = push(&t, ana, "phone", mutations).await;
        let seq = pull(&t, ana, "phone", 0).await.to;
        assert_eq!(pushed, Pushed::Done { last_mid: 5, seq, results: (1..=5).map(ok).collect() });
        let one = find(&t, ana, entry("one")).await.unwrap();
        assert_eq!((one.text.as_str(), one.title.as_str(), one.vid), ("second", "a title", vid("phone", 2)));
        assert_eq!(jobs(&t).await.queued, 1);
    }

    async fn a_repeated_push_has_no_effect_and_the_same_answer(t: TestApp) {
        let ana = t.writer("ana").await;
        let mutations = || [create(1, "one", "first"), edit(2, "one", vid("phone", 1), "second"), create(3, "two", " ")];
        let first = push(&t, ana, "phone", mutations()).await;
        let state = all_entries(&t, ana).await;
        for _ in 0..3 {
            assert_eq!(push(&t, ana, "phone", mutations()).await, first);
        }
        assert_eq!(all_entries(&t, ana).await, state);
    }

    async fn a_push_may_repeat_some_and_bring_some(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "phone", [create(1, "one", "x"), create(2, "two", "x")]).await;
        let (last_mid, results) = done(&t, ana, "phone", [create(2, "two", "x"), create(3, "three", "x")]).await;
        assert_eq!((last_mid, results), (3, vec![ok(2), ok(3)]));
        assert_eq!(done(&t, ana, "phone", [create(1, "one", "x")]).await, (3, vec![ok(1)]), "an old one alone");
        assert_eq!(done(&t, ana, "phone", []).await, (3, vec![]));
        assert_eq!(all_entries(&t, ana).await.len(), 3);
    }

    async fn what_was_written_offline_is_of_the_time_at_which_it_was_written(t: TestApp) {
        let ana = t.writer("ana").await;
        let now = t.app.ctx().now();
        let minutes = |count| Duration::from_mins(count);
        let aged = |mutation: Mutation, typed, begun| Mutation { age: Age { typed, begun }, ..mutation };
        let new = NewEntry { id: Some(entry("dated")), written_at: Some(now - minutes(600)), ..draft("x") };
        let dated = mutation(2, "create dated", Action::CreateEntry(new));
        let old = Duration::from_hours(24 * 365);
        let mutations = |more| {
            let one = aged(create(1, "one", "one"), minutes(3) + more, minutes(9) + more);
            let edited = aged(edit(4, "one", vid("phone", 1), "one two"), minutes(2) + more, minutes(2) + more);
            [one, aged(dated.clone(), minutes(3), minutes(3)), aged(create(3, "old", "x"), old, old), edited]
        };
        let first = push(&t, ana, "phone", mutations(Duration::ZERO)).await;
        let one = find(&t, ana, entry("one")).await.unwrap();
        assert_eq!((one.written_at, one.text_at, one.created_at), (now - minutes(9), now - minutes(2), now));
        let dated = find(&t, ana, entry("dated")).await.unwrap();
        assert_eq!((dated.written_at, dated.text_at), (now - minutes(600), now - minutes(3)), "as its user says");
        let old = find(&t, ana, entry("old")).await.unwrap();
        assert_eq!(old.written_at, now - Duration::from_hours(24 * 90));
        assert_eq!(push(&t, ana, "phone", mutations(minutes(5))).await, first, "it is the same, and older");
        assert_eq!(find(&t, ana, entry("one")).await.unwrap(), one);
    }

    async fn a_copy_is_of_the_time_at_which_it_was_typed(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "phone", [create(1, "one", "one")]).await;
        t.advance(Duration::from_mins(10));
        let now = t.app.ctx().now();
        done(&t, ana, "phone", [edit(2, "one", vid("phone", 1), "one, here")]).await;
        let late = Duration::from_mins(4);
        let typed = edit(1, "one", vid("phone", 1), "one, elsewhere");
        let (_, results) = done(&t, ana, "desk", [Mutation { age: Age { typed: late, begun: late }, ..typed }]).await;
        let copy = find(&t, ana, EntryId(results[0].copy_id.unwrap())).await.unwrap();
        assert_eq!((copy.text_at, copy.created_at), (now - late, now));
    }

    async fn what_a_client_has_lost_is_passed_over(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "phone", [create(1, "one", "x"), create(2, "two", "x")]).await;
        let lost = |lost_through, mutations| Push { lost_through, ..push_of(client("phone"), 0, mutations) };
        let through = |pushed| match pushed {
            Pushed::Done { last_mid, results, .. } => (last_mid, results),
            other => panic!("{other:?}"),
        };
        assert_eq!(send(&t, ana, lost(4, vec![create(6, "six", "x")])).await.unwrap(), Pushed::Gap { expect: 5 });
        assert_eq!(through(send(&t, ana, lost(5, vec![create(6, "six", "x")])).await.unwrap()), (6, vec![ok(6)]));
        assert_eq!(through(send(&t, ana, lost(3, vec![])).await.unwrap()), (6, vec![]), "it never goes back");
        assert_eq!(through(send(&t, ana, lost(9, vec![])).await.unwrap()), (9, vec![]), "also without a mutation");
        assert_eq!(pull(&t, ana, "phone", 0).await.last_mid, 9);
        assert_eq!(done(&t, ana, "phone", [create(10, "ten", "x")]).await, (10, vec![ok(10)]));
        assert_eq!(all_entries(&t, ana).await.len(), 4);
    }

    async fn a_missing_mutation_is_asked_for(t: TestApp) {
        let ana = t.writer("ana").await;
        assert_eq!(push(&t, ana, "phone", [create(2, "two", "x")]).await, Pushed::Gap { expect: 1 });
        done(&t, ana, "phone", [create(1, "one", "x")]).await;
        let gap = push(&t, ana, "phone", [create(2, "two", "x"), create(4, "four", "x")]).await;
        assert_eq!(gap, Pushed::Gap { expect: 3 });
        assert_eq!(all_entries(&t, ana).await.len(), 2, "what came before the gap stands");
        assert_eq!(pull(&t, ana, "phone", 0).await.last_mid, 2);
        let (last_mid, _) = done(&t, ana, "phone", [create(2, "two", "x"), create(3, "three", "x"), create(4, "four", "x")]).await;
        assert_eq!((last_mid, all_entries(&t, ana).await.len()), (4, 4));
    }

    async fn the_same_number_with_other_content_is_a_clone(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "phone", [create(1, "one", "x"), create(2, "two", "x")]).await;
        let forked = push(&t, ana, "phone", [create(1, "one", "x"), create(2, "two", "y"), create(3, "three", "x")]).await;
        assert_eq!(forked, Pushed::ClientFork);
        assert_eq!(all_entries(&t, ana).await.len(), 2, "nothing of it took effect");
        assert_eq!(push(&t, ana, "phone", [create(1, "one", "other")]).await, Pushed::ClientFork);
        done(&t, ana, "phone", [create(3, "three", "x")]).await;
    }

    async fn a_refused_mutation_holds_up_nobody(t: TestApp) {
        let ana = t.writer("ana").await;
        let unknown = Refusal { code: "unknown_mutation", detail: "this mutation is not known".to_owned() };
        let unknown = Mutation { action: Err(unknown), ..mutation(6, "?", Action::PublishEntry(entry("one"))) };
        let mutations = [
            create(1, "one", ""),
            create(2, "one", "secret words"),
            entitle(3, "one", &"secret words ".repeat(50)),
            entitle(4, "none", "x"),
            delete(5, "one", Some(vid("phone", 1))),
            unknown,
            mutation(7, "retry", Action::RetryAnalysis(entry("one"))),
            mutation(8, "retry none", Action::RetryAnalysis(entry("none"))),
            entitle(9, "one", "taken"),
        ];
        let (last_mid, results) = done(&t, ana, "phone", mutations).await;
        let (rejected, fine) = (MutationStatus::Rejected, (MutationStatus::Ok, None));
        let expected = [
            (rejected, Some("invalid_field")),
            fine,
            (rejected, Some("invalid_field")),
            (rejected, Some("not_found")),
            (rejected, Some("stale")),
            (rejected, Some("unknown_mutation")),
            (rejected, Some("nothing_to_retry")),
            (rejected, Some("not_found")),
            fine,
        ];
        assert_eq!((last_mid, codes(&results)), (9, expected.into()));
        for (at, field) in [(0, "text"), (2, "title")] {
            let detail = results[at].detail.as_ref().unwrap();
            assert!(detail.contains(field) && !detail.contains("secret"), "{detail}");
        }
        assert_eq!(find(&t, ana, entry("one")).await.unwrap().title.as_str(), "taken");
    }

    async fn what_is_gone_can_be_deleted_again(t: TestApp) {
        let ana = t.writer("ana").await;
        let mutations = [
            delete(1, "none", None),
            create(2, "one", "x"),
            delete(3, "one", Some(vid("phone", 2))),
            delete(4, "one", Some(vid("phone", 2))),
        ];
        assert_eq!(done(&t, ana, "phone", mutations).await, (4, (1..=4).map(ok).collect()));
        assert_eq!(all_entries(&t, ana).await, []);
    }

    async fn a_conflict_names_its_copy_every_time(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "phone", [create(1, "one", "first")]).await;
        done(&t, ana, "desk", [edit(1, "one", vid("phone", 1), "from the desk")]).await;
        let mutations = || [edit(2, "one", vid("phone", 1), "from"), edit(3, "one", vid("phone", 2), "from the phone")];
        let (_, results) = done(&t, ana, "phone", mutations()).await;
        let copy = results[0].copy_id.unwrap();
        assert_eq!(results.iter().map(|result| (result.status, result.copy_id)).collect::<Vec<_>>(), [(MutationStatus::Conflict, Some(copy)); 2]);
        assert_eq!(done(&t, ana, "phone", mutations()).await.1, results);
        assert_eq!(find(&t, ana, EntryId(copy)).await.unwrap().text.as_str(), "from the phone");
        assert_eq!(find(&t, ana, entry("one")).await.unwrap().text.as_str(), "from the desk");
    }

    async fn another_history_is_not_written_to(t: TestApp) {
        let ana = t.writer("ana").await;
        let epoch = pull(&t, ana, "phone", 0).await.epoch;
        let pushed = send(&t, ana, push_of(client("phone"), epoch + 1, vec![create(1, "one", "x")])).await.unwrap();
        let reset = Reset { from: 0, from_epoch: epoch + 1, epoch, floor: 0, reason: ResetReason::Epoch };
        assert_eq!((pushed, all_entries(&t, ana).await), (Pushed::Reset(reset), vec![]));
        assert_eq!(pull(&t, ana, "phone", 0).await.last_mid, 0);
        let pushed = send(&t, ana, push_of(client("phone"), epoch, vec![create(1, "one", "x")])).await.unwrap();
        assert!(matches!(pushed, Pushed::Done { last_mid: 1, .. }));
    }

    async fn clients_and_users_count_for_themselves(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        for (user, device) in [(ana, "phone"), (ana, "desk"), (ben, "phone")] {
            assert_eq!(done(&t, user, device, [create(1, &format!("by {device}"), "x")]).await, (1, vec![ok(1)]));
        }
        assert_eq!((all_entries(&t, ana).await.len(), all_entries(&t, ben).await.len()), (2, 1));
    }

    async fn a_push_that_fails_is_not_half_done(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "phone", [create(1, "one", "x")]).await;
        // The next number is taken, as nothing but a defect could bring about.
        t.store.raw().await.set("mutation_results", "mid", 2).await;
        let push = push_of(client("phone"), 0, vec![create(2, "two", "x")]);
        assert!(matches!(send(&t, ana, push).await, Err(StoreError::Duplicate)));
        assert!(find(&t, ana, entry("two")).await.is_err());
        assert_eq!(pull(&t, ana, "phone", 0).await.last_mid, 1);
    }

    async fn devices_are_told(t: TestApp) {
        let ana = t.writer("ana").await;
        let mut socket = t.app.hub().subscribe(ana);
        done(&t, ana, "phone", [create(1, "one", "x"), create(2, "two", "x")]).await;
        assert_eq!(socket.changed().await, pull(&t, ana, "phone", 0).await.to);
    }
}

#[tokio::test]
async fn only_the_latest_results_are_kept() {
    use hearken_testkit::{Engine, Fixture as _};
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let ana = t.writer("ana").await;
    for hundred in 0..21 {
        let mutations = (1..=100).map(|mid| publish(hundred * 100 + mid, "none")).collect();
        send(&t, ana, push_of(client("phone"), 0, mutations)).await.unwrap();
    }
    assert_eq!(t.store.raw().await.count("mutation_results", "1 = 1").await, 2000);
    let (last_mid, results) = done(&t, ana, "phone", [publish(101, "none")]).await;
    assert_eq!((last_mid, codes(&results)[0]), (2100, (MutationStatus::Rejected, Some("not_found"))));
    let others =
        [push(&t, ana, "phone", [publish(101, "another")]).await, push(&t, ana, "phone", [publish(100, "none")]).await];
    assert_eq!(
        others,
        [Pushed::ClientFork, Pushed::ClientFork],
        "what is not known to be a repetition may be a clone's"
    );
    assert_ne!(id("none"), id("another"));
}
