//! Changing and deleting entries.

use std::time::Duration;

use hearken_app::analysis::AnalysisError;
use hearken_app::journal::JournalError;
use hearken_domain::{AnalysisStatus, EntryChange, EntryId, EntryStatus, Mood, NewEntry, Timestamp};
use hearken_store::JobState;
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{
    add_person, all_entries, change, create, delete, draft, find, find_analysis, finished, id, jobs, publish,
};

const SECOND: Duration = Duration::from_secs(1);

fn text(text: &str) -> EntryChange {
    EntryChange { text: Some(text.into()), ..EntryChange::default() }
}

fn status(status: EntryStatus) -> EntryChange {
    EntryChange { status: Some(status), ..EntryChange::default() }
}

fn private(private: bool) -> EntryChange {
    EntryChange { private: Some(private), ..EntryChange::default() }
}

on_both_engines! {
    async fn only_what_is_named_changes(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        let new = NewEntry { mood: Some(Mood::new(2).unwrap()), tags: vec!["one".into()], people: vec![ben], ..draft("text") };
        let before = create(&t, ana, new).await.unwrap();
        t.advance(SECOND);
        let nothing = change(&t, ana, before.id, EntryChange::default()).await.unwrap();
        assert_eq!(nothing.updated_at, before.updated_at + SECOND);
        assert_eq!(hearken_domain::Entry { rev: before.rev, updated_at: before.updated_at, ..nothing }, before);
        let changed = EntryChange {
            title: Some("title".into()),
            mood: Some(None),
            tags: Some(vec![" a ".into(), "a".into(), "b".into()]),
            people: Some(Vec::new()),
            private: Some(true),
            written_at: Some(Timestamp::from_millis(5)),
            ..EntryChange::default()
        };
        let after = change(&t, ana, before.id, changed).await.unwrap();
        assert_eq!((after.title.as_str(), after.mood, after.tags.len(), after.people.len()), ("title", None, 2, 0));
        assert_eq!((after.private, after.written_at.as_millis()), (true, 5));
        assert_eq!((&after.text, after.vid, after.created_at), (&before.text, before.vid, before.created_at));
        assert_eq!(find(&t, ana, before.id).await.unwrap(), after);
    }

    async fn another_text_is_another_version(t: TestApp) {
        let ana = t.writer("ana").await;
        let before = create(&t, ana, draft("one two")).await.unwrap();
        let after = change(&t, ana, before.id, text("one two three")).await.unwrap();
        assert_ne!(after.vid, before.vid);
        assert_eq!((after.text.as_str(), after.word_count), ("one two three", 3));
        let same = change(&t, ana, before.id, text("one two three")).await.unwrap();
        assert_eq!(same.vid, after.vid, "the same text is not");
        let scope = t.store.store.scope(ana).await.unwrap();
        let versions = t.store.store.read_user(scope, before.id, |tx, id| Box::pin(tx.entry_versions(*id))).await.unwrap();
        assert_eq!(versions.len(), 1);
        assert_eq!((versions[0].vid, &versions[0].text), (before.vid, &before.text));
    }

    async fn publishing_queues_the_reading_once(t: TestApp) {
        let ana = t.writer("ana").await;
        let made = create(&t, ana, draft("x")).await.unwrap();
        assert!(matches!(find_analysis(&t, ana, made.id).await, Err(AnalysisError::NotPublished)));
        let published = publish(&t, ana, made.id).await.unwrap();
        assert_eq!((published.status, jobs(&t).await.queued), (EntryStatus::Published, 1));
        assert_eq!(find_analysis(&t, ana, made.id).await.unwrap().status, AnalysisStatus::Queued);
        t.run_jobs().await;
        assert_eq!(publish(&t, ana, made.id).await.unwrap(), published);
        assert_eq!(jobs(&t).await, JobState::default());
        let made = create(&t, ana, draft("y")).await.unwrap();
        change(&t, ana, made.id, status(EntryStatus::Published)).await.unwrap();
        assert_eq!(jobs(&t).await.queued, 1, "by either way");
    }

    async fn taking_it_back_withdraws_the_reading(t: TestApp) {
        let ana = t.writer("ana").await;
        for ran in [false, true] {
            let made = create(&t, ana, finished("x")).await.unwrap();
            if ran {
                t.run_jobs().await;
            }
            change(&t, ana, made.id, status(EntryStatus::Draft)).await.unwrap();
            assert!(matches!(find_analysis(&t, ana, made.id).await, Err(AnalysisError::NotPublished)));
            assert_eq!(jobs(&t).await, JobState::default());
        }
    }

    async fn what_was_read_is_read_again_only_when_it_must(t: TestApp) {
        let ana = t.writer("ana").await;
        let made = create(&t, ana, finished("x")).await.unwrap();
        for (changed, queued) in [
            (EntryChange { title: Some("title".into()), ..EntryChange::default() }, 0),
            (text("x"), 0),
            (text("y"), 1),
            (private(true), 1),
            (private(true), 0),
            (private(false), 0),
            (status(EntryStatus::Published), 0),
        ] {
            t.run_jobs().await;
            change(&t, ana, made.id, changed.clone()).await.unwrap();
            assert_eq!(jobs(&t).await.queued, queued, "{changed:?}");
        }
    }

    async fn a_deleted_entry_is_gone_with_all_that_came_from_it(t: TestApp) {
        let ana = t.writer("ana").await;
        for ran in [false, true] {
            let made = create(&t, ana, finished("x")).await.unwrap();
            change(&t, ana, made.id, text("y")).await.unwrap();
            if ran {
                t.run_jobs().await;
            }
            delete(&t, ana, made.id, None).await.unwrap();
            assert!(matches!(find(&t, ana, made.id).await, Err(JournalError::NoSuchEntry)));
            assert!(matches!(find_analysis(&t, ana, made.id).await, Err(AnalysisError::NoSuchEntry)));
            assert_eq!(jobs(&t).await, JobState::default());
            assert_eq!(t.store.raw().await.count("entry_revisions", "1 = 1").await, 0);
        }
    }

    async fn a_delete_that_saw_another_text_is_refused(t: TestApp) {
        let ana = t.writer("ana").await;
        let seen = create(&t, ana, draft("seen")).await.unwrap();
        let current = change(&t, ana, seen.id, text("typed since")).await.unwrap();
        assert!(matches!(delete(&t, ana, seen.id, Some(seen.vid)).await, Err(JournalError::Stale)));
        assert_eq!(find(&t, ana, seen.id).await.unwrap(), current);
        delete(&t, ana, seen.id, Some(current.vid)).await.unwrap();
        assert_eq!(all_entries(&t, ana).await, []);
    }

    async fn what_is_not_there_cannot_be_changed(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        let bens = create(&t, ben, draft("mine")).await.unwrap();
        for id in [EntryId(id("none")), bens.id] {
            assert!(matches!(find(&t, ana, id).await, Err(JournalError::NoSuchEntry)));
            assert!(matches!(change(&t, ana, id, text("y")).await, Err(JournalError::NoSuchEntry)));
            assert!(matches!(publish(&t, ana, id).await, Err(JournalError::NoSuchEntry)));
            assert!(matches!(delete(&t, ana, id, None).await, Err(JournalError::NoSuchEntry)));
        }
        assert_eq!(find(&t, ben, bens.id).await.unwrap(), bens);
    }
}
