//! A row that no longer opens is missed, and hides nothing else.

use hearken_app::consents::may_send;
use hearken_app::dashboard::{DashboardQuery, dashboard};
use hearken_app::journal::{self, EntryFilter, EntryQuery, JournalError, TimeWindow};
use hearken_app::people;
use hearken_app::person_health::find_health;
use hearken_app::sync::{Delta, MutationResult, MutationStatus};
use hearken_domain::{EntryChange, EntryStatus, Purpose, UserId};
use hearken_store::{JobState, RowKind, StoreError};
use hearken_testkit::{TestApp, on_both_engines};
use jiff::tz::TimeZone;

use crate::support::{self, add_person, all_entries, change, consent, find, finished, id, jobs};
use crate::sync::mutations::{add, create, delete, done, edit, entitle, entry, publish, pull, vid};

const ADDRESS: &str = "https://provider.example.org";

/// A journal in which `one` does not open, and `two` does.
async fn journal(t: &TestApp, name: &str, column: &str) -> UserId {
    let ana = t.writer(name).await;
    done(t, ana, "phone", [create(1, "one", "first"), publish(2, "one")]).await;
    t.store.raw().await.spoil("entries", column).await;
    done(t, ana, "phone", [create(3, "two", "second"), publish(4, "two")]).await;
    t.run_jobs().await;
    ana
}

fn rows(delta: &Delta, kind: RowKind) -> Vec<uuid::Uuid> {
    delta.rows.iter().filter(|row| row.kind == kind).map(|row| row.id).collect()
}

fn outcome(result: &MutationResult) -> (MutationStatus, Option<&str>) {
    (result.status, result.code.as_deref())
}

on_both_engines! {
    async fn lists_leave_it_out(t: TestApp) {
        for (name, column) in [("ana", "meta"), ("ben", "body")] {
            let ana = journal(&t, name, column).await;
            let ids: Vec<_> = all_entries(&t, ana).await.iter().map(|entry| entry.id).collect();
            assert_eq!(ids, [entry("two")], "{column}");
            let filter = EntryFilter { status: Some(EntryStatus::Published), ..EntryFilter::default() };
            let query = EntryQuery { filter, window: TimeWindow::default(), limit: 1 };
            let page = t.app.read(ana, query, |tx, query| Box::pin(journal::list_entries(tx, query))).await.unwrap();
            assert_eq!((page.entries[0].id, page.next), (entry("two"), None), "{column}");
            let query = DashboardQuery { time_zone: TimeZone::UTC, now: t.app.ctx().now() };
            let seen = dashboard(&t.app, ana, &query).await.unwrap();
            assert_eq!(seen.recent.len(), 1, "{column}");
        }
    }
    async fn devices_keep_what_they_have_of_it(t: TestApp) {
        let ana = journal(&t, "ana", "body").await;
        let delta = pull(&t, ana, "laptop", 0).await;
        assert_eq!(rows(&delta, RowKind::Entry), [id("two")], "not even as deleted");
        assert!(!delta.more);
    }

    async fn it_holds_up_no_mutation_behind_it(t: TestApp) {
        let ana = journal(&t, "ana", "meta").await;
        let mutations = [entitle(5, "one", "x"), publish(6, "one"), delete(7, "one", None), create(8, "three", "x")];
        let (_, results) = done(&t, ana, "phone", mutations).await;
        let (done, refused) = ((MutationStatus::Ok, None), (MutationStatus::Rejected, Some("unreadable")));
        let outcomes: Vec<_> = results.iter().map(outcome).collect();
        assert_eq!(outcomes, [refused, refused, done, done]);
        assert_eq!(all_entries(&t, ana).await.len(), 2, "one was deleted, three was created");
    }

    async fn what_is_typed_into_it_becomes_a_copy(t: TestApp) {
        for (name, column) in [("ana", "meta"), ("ben", "body")] {
            let ana = journal(&t, name, column).await;
            let (_, results) = done(&t, ana, "phone", [edit(5, "one", vid("phone", 1), "typed on")]).await;
            assert_eq!(results[0].status, MutationStatus::Conflict, "{column}");
            let copy = find(&t, ana, results[0].copy_id.unwrap().into()).await.unwrap();
            assert_eq!((copy.text.as_str(), copy.status, copy.private), ("typed on", EntryStatus::Draft, true));
        }
    }

    async fn people_can_go_without_it(t: TestApp) {
        let ana = journal(&t, "ana", "meta").await;
        done(&t, ana, "phone", [add(5, "ben")]).await;
        t.app.write(ana, id("ben").into(), |tx, ctx, id| Box::pin(people::delete_person(tx, ctx, id))).await.unwrap();
    }

    async fn evidence_that_does_not_open_is_replaced(t: TestApp) {
        for (name, column) in [("ana", "found"), ("ben", "disputes")] {
            let ana = t.writer(name).await;
            let ben = add_person(&t, ana, "Ben").await;
            let entry = support::create(&t, ana, finished("Ben never listens to me.")).await.unwrap().id;
            t.run_jobs().await;
            t.store.raw().await.spoil("health_evidence", column).await;
            let text = Some("It rained. Ben never listens to me.".into());
            change(&t, ana, entry, EntryChange { text, ..EntryChange::default() }).await.unwrap();
            t.run_jobs().await;
            assert_eq!(find_health(&t.app, ana, ben).await.unwrap().health.items, 1, "{column}: by another reading");
            t.store.raw().await.spoil("health_evidence", column).await;
            add_person(&t, ana, "Cleo").await;
            t.run_jobs().await;
            assert_eq!(find_health(&t.app, ana, ben).await.unwrap().health.items, 1, "{column}: by collecting");
            assert_eq!(jobs(&t).await, JobState::default(), "{column}");
        }
    }

    async fn an_analysis_that_does_not_open_holds_up_no_collecting(t: TestApp) {
        let ana = t.writer("ana").await;
        support::create(&t, ana, finished("Ben never listens to me.")).await.unwrap();
        t.run_jobs().await;
        t.store.raw().await.spoil("analyses", "summary").await;
        add_person(&t, ana, "Ben").await;
        t.run_jobs().await;
        assert_eq!(jobs(&t).await, JobState::default());
    }

    async fn asked_for_by_itself_it_is_an_error(t: TestApp) {
        let ana = journal(&t, "ana", "body").await;
        let found = find(&t, ana, entry("one")).await;
        assert!(matches!(found, Err(JournalError::Store(StoreError::Sealed(_)))), "{found:?}");
    }

    async fn a_consent_that_does_not_open_allows_nothing(t: TestApp) {
        let ana = t.writer("ana").await;
        consent(&t, ana, Some(ADDRESS)).await;
        let allowed = || t.app.read(ana, (), |tx, ()| Box::pin(may_send(tx, Purpose::Analysis, ADDRESS)));
        assert!(allowed().await.unwrap());
        t.store.raw().await.spoil("consents", "body").await;
        assert!(!allowed().await.unwrap());
    }
}
