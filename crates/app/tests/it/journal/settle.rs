//! Settling what is kept twice: nothing of it is gone for good, and only what is settled is read.

use hearken_app::journal::{Edited, JournalError, resolve_copy};
use hearken_domain::{AnalysisStatus, Entry, EntryId, UserId, Vid};
use hearken_store::JobState;
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{all_entries, create, delete, edit, find, find_analysis, finished, jobs, publish, typed_now};
use crate::sync::mutations::vid;

async fn typed(t: &TestApp, user: UserId, entry: EntryId, base: Vid, vid: Vid, text: &str) -> (Entry, bool) {
    match edit(t, user, typed_now(t, (entry, base), vid, text)).await.unwrap() {
        Edited::Current(entry) => (entry, false),
        Edited::Copy(copy) => (copy, true),
    }
}

async fn resolve(t: &TestApp, user: UserId, id: EntryId) -> Result<Entry, JournalError> {
    t.app.write(user, id, |tx, ctx, id| Box::pin(resolve_copy(tx, ctx, id))).await
}

/// A finished entry with the text "at the desk" that has been read, and its copy "on the phone".
async fn kept_twice(t: &TestApp, user: UserId) -> (Entry, Entry) {
    let one = create(t, user, finished("one")).await.unwrap();
    let (two, _) = typed(t, user, one.id, one.vid, vid("desk", 1), "at the desk").await;
    let (copy, is_copy) = typed(t, user, one.id, one.vid, vid("phone", 1), "on the phone").await;
    assert!(is_copy);
    t.run_jobs().await;
    (two, copy)
}

async fn texts(t: &TestApp, user: UserId, entry: EntryId) -> Vec<String> {
    let scope = t.store.store.scope(user).await.unwrap();
    let versions = t.store.store.read_user(scope, entry, |tx, id| Box::pin(tx.entry_versions(*id))).await.unwrap();
    let mut texts: Vec<_> = versions.iter().map(|version| version.text.to_string()).collect();
    texts.sort();
    texts
}

on_both_engines! {
    async fn a_copy_can_become_an_entry_of_its_own(t: TestApp) {
        let ana = t.writer("ana").await;
        let (one, copy) = kept_twice(&t, ana).await;
        assert!(find_analysis(&t, ana, copy.id).await.is_err(), "not read before it is settled");
        let own = resolve(&t, ana, copy.id).await.unwrap();
        assert_eq!((own.conflict_of, own.text.as_str(), own.vid), (None, "on the phone", copy.vid));
        assert_eq!(find(&t, ana, copy.id).await.unwrap(), own);
        assert_eq!(t.run_jobs().await, 1);
        assert_eq!(find_analysis(&t, ana, copy.id).await.unwrap().status, AnalysisStatus::Fallback);
        assert_eq!(resolve(&t, ana, copy.id).await.unwrap(), own, "done once is done");
        assert_eq!(resolve(&t, ana, one.id).await.unwrap(), one, "what is no copy stays as it is");
        assert!(matches!(resolve(&t, ana, EntryId(uuid::Uuid::nil())).await, Err(JournalError::NoSuchEntry)));
    }

    async fn who_is_still_typing_in_it_finds_it_again(t: TestApp) {
        let ana = t.writer("ana").await;
        let (one, copy) = kept_twice(&t, ana).await;
        resolve(&t, ana, copy.id).await.unwrap();
        let (next, _) = typed(&t, ana, one.id, copy.vid, vid("phone", 2), "on the phone, still").await;
        assert_eq!((next.id, next.conflict_of), (copy.id, None));
        assert_eq!(all_entries(&t, ana).await.len(), 2);
    }

    async fn a_deleted_copy_stays_in_the_history_of_the_original(t: TestApp) {
        let ana = t.writer("ana").await;
        let (one, copy) = kept_twice(&t, ana).await;
        let (copy, _) = typed(&t, ana, copy.id, copy.vid, vid("phone", 2), "on the phone, later").await;
        delete(&t, ana, copy.id, Some(copy.vid)).await.unwrap();
        assert_eq!(all_entries(&t, ana).await, std::slice::from_ref(&one));
        assert_eq!(texts(&t, ana, one.id).await, ["on the phone", "on the phone, later", "one"]);
        let (merged, is_copy) = typed(&t, ana, one.id, copy.vid, vid("phone", 3), "on the phone, later\nand on").await;
        assert_eq!((is_copy, merged.text.as_str()), (false, "at the desk\nand on"), "what is typed on is still welcome");
    }

    async fn what_is_typed_on_in_a_settled_copy_is_merged(t: TestApp) {
        let ana = t.writer("ana").await;
        let (one, copy) = kept_twice(&t, ana).await;
        // Both are kept, one after the other.
        let (both, _) = typed(&t, ana, one.id, one.vid, vid("desk", 2), "on the phone\nat the desk").await;
        delete(&t, ana, copy.id, Some(copy.vid)).await.unwrap();
        let (merged, is_copy) = typed(&t, ana, one.id, copy.vid, vid("phone", 2), "on the phone, later").await;
        assert_eq!((is_copy, merged.id, merged.text.as_str()), (false, both.id, "on the phone, later\nat the desk"));
    }

    async fn the_copies_of_a_deleted_entry_stand_for_themselves(t: TestApp) {
        let ana = t.writer("ana").await;
        let (one, copy) = kept_twice(&t, ana).await;
        let (nested, _) = typed(&t, ana, copy.id, vid("tablet", 1), vid("tablet", 2), "on the tablet").await;
        assert_eq!(nested.conflict_of, Some(copy.id));
        delete(&t, ana, copy.id, None).await.unwrap();
        let nested = find(&t, ana, nested.id).await.unwrap();
        assert_eq!(nested.conflict_of, Some(one.id), "of what the deleted one was a copy of");
        assert_eq!(t.run_jobs().await, 0);
        delete(&t, ana, one.id, None).await.unwrap();
        assert_eq!(find(&t, ana, nested.id).await.unwrap().conflict_of, None);
        assert_eq!(t.run_jobs().await, 1, "and are read");
    }

    async fn what_comes_back_after_a_deletion_is_read_when_it_is_finished(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, finished("one")).await.unwrap();
        delete(&t, ana, one.id, None).await.unwrap();
        let (back, _) = typed(&t, ana, one.id, one.vid, vid("phone", 1), "typed on").await;
        assert_eq!(jobs(&t).await, JobState::default());
        publish(&t, ana, back.id).await.unwrap();
        assert_eq!(t.run_jobs().await, 1);
    }
}
