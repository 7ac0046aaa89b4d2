//! The history of a text, as its user sees it.

use std::time::Duration;

use hearken_app::journal::{
    EntryVersion, HistoryItem, JournalError, PASSING_KEPT, TextEdit, VersionKind, find_version, forget_passing,
    list_versions,
};
use hearken_domain::{Entry, EntryId, UserId, Vid};
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{create, delete, draft, edit};
use crate::sync::mutations::vid;

async fn type_over(t: &TestApp, user: UserId, entry: EntryId, base: Vid, vid: Vid, text: &str) {
    let device = Some(format!("the device {}", vid.client).into());
    edit(t, user, TextEdit { id: entry, base, base_text: None, vid, text: text.into(), device, keep_base: false })
        .await
        .unwrap();
}

async fn history(t: &TestApp, user: UserId, entry: EntryId) -> Vec<HistoryItem> {
    t.app.read(user, entry, |tx, id| Box::pin(list_versions(tx, *id))).await.unwrap()
}

async fn version(t: &TestApp, user: UserId, entry: EntryId, vid: Vid) -> Result<EntryVersion, JournalError> {
    t.app.read(user, (entry, vid), |tx, place| Box::pin(find_version(tx, place))).await
}

async fn texts(t: &TestApp, user: UserId, entry: EntryId) -> Vec<String> {
    history(t, user, entry).await.iter().map(|item| item.version.text.to_string()).collect()
}

/// An entry that is typed for so many steps of half a minute.
async fn typed_for(t: &TestApp, user: UserId, steps: u64) -> Entry {
    let entry = create(t, user, draft("0")).await.unwrap();
    let mut base = entry.vid;
    for mid in 1..=steps {
        t.advance(Duration::from_secs(30));
        type_over(t, user, entry.id, base, vid("phone", mid), &mid.to_string()).await;
        base = vid("phone", mid);
    }
    entry
}

on_both_engines! {
    async fn says_what_was_typed_when_and_on_what(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft("one")).await.unwrap();
        t.advance(Duration::from_mins(1));
        type_over(&t, ana, entry.id, entry.vid, vid("phone", 1), "one two").await;
        let [now, then] = history(&t, ana, entry.id).await.try_into().unwrap();
        assert_eq!((now.version.vid, now.word_count, now.kind, now.is_current), (vid("phone", 1), 2, VersionKind::Edit, true));
        assert_eq!((now.version.parent, now.version.at), (Some(entry.vid), entry.created_at + Duration::from_mins(1)));
        assert_eq!(now.version.device, Some(format!("the device {}", vid("phone", 1).client).into()));
        assert_eq!((then.version.vid, then.version.at, then.is_current), (entry.vid, entry.created_at, false));
        for item in [now, then] {
            assert_eq!(version(&t, ana, entry.id, item.version.vid).await.unwrap(), item.version);
        }
    }

    async fn a_merge_and_a_text_that_came_back_are_named(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft("a\nb")).await.unwrap();
        type_over(&t, ana, entry.id, entry.vid, vid("desk", 1), "A\nb").await;
        t.advance(Duration::from_secs(1));
        type_over(&t, ana, entry.id, entry.vid, vid("phone", 1), "a\nB").await;
        t.advance(Duration::from_secs(1));
        type_over(&t, ana, entry.id, vid("phone", 1).merged_with(vid("desk", 1)), vid("tablet", 1), "A\nb").await;
        let items = history(&t, ana, entry.id).await;
        let found: Vec<_> = items.iter().map(|item| (item.version.text.as_str(), item.kind, item.restores)).collect();
        assert_eq!(found[..2], [
            ("A\nb", VersionKind::Restore, Some(vid("desk", 1))),
            ("A\nB", VersionKind::Merge, None),
        ]);
        assert_eq!(items[1].version.second_parent, Some(vid("phone", 1)));
        assert_eq!(found.len(), 5, "with what was typed on the phone alone: {found:?}");
    }

    async fn leaves_out_what_was_passed_through(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = typed_for(&t, ana, 25).await;
        assert_eq!(texts(&t, ana, entry.id).await, ["25", "20", "10", "0"], "one in five minutes, the first and the last");
        assert_eq!(version(&t, ana, entry.id, vid("phone", 7)).await.unwrap().text.as_str(), "7", "but still has it");
    }

    async fn keeps_what_was_typed_over_at_once_or_is_to_be_kept(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft("first")).await.unwrap();
        let steps = [("We talked all night, and he stayed.", false), ("We", false), ("We talked", false), ("first", true), ("first again", false)];
        let mut base = entry.vid;
        for (mid, (text, keep_base)) in (1..).zip(steps) {
            t.advance(Duration::from_secs(2));
            let edited = TextEdit { id: entry.id, base, base_text: None, vid: vid("phone", mid), text: text.into(), device: None, keep_base };
            edit(&t, ana, edited).await.unwrap();
            base = vid("phone", mid);
        }
        t.advance(PASSING_KEPT + Duration::from_mins(10));
        forget_passing(&t.app).await.unwrap();
        assert_eq!(texts(&t, ana, entry.id).await, ["first again", "We talked", "We talked all night, and he stayed.", "first"]);
    }

    async fn what_was_passed_through_is_forgotten_after_a_week(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = typed_for(&t, ana, 25).await;
        t.advance(PASSING_KEPT - Duration::from_mins(1));
        let forgotten = forget_passing(&t.app).await.unwrap();
        assert_eq!(forgotten, 20, "all but those of the last minute");
        t.advance(Duration::from_mins(2));
        assert_eq!(forget_passing(&t.app).await.unwrap(), 2);
        assert!(matches!(version(&t, ana, entry.id, vid("phone", 7)).await, Err(JournalError::NoSuchVersion)));
        assert_eq!(texts(&t, ana, entry.id).await, ["25", "20", "10", "0"]);
    }

    async fn the_same_text_is_listed_once(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft("one")).await.unwrap();
        type_over(&t, ana, entry.id, entry.vid, vid("phone", 1), "two").await;
        type_over(&t, ana, entry.id, entry.vid, vid("desk", 1), "two").await;
        assert_eq!(texts(&t, ana, entry.id).await, ["two", "one"]);
        assert_eq!(history(&t, ana, entry.id).await[0].version.vid, vid("desk", 1));
    }

    async fn is_nobody_elses_and_ends_with_the_entry(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        let entry = create(&t, ana, draft("one")).await.unwrap();
        let asked = t.app.read(ben, entry.id, |tx, id| Box::pin(list_versions(tx, *id))).await;
        assert!(matches!(asked, Err(JournalError::NoSuchEntry)));
        assert!(matches!(version(&t, ben, entry.id, entry.vid).await, Err(JournalError::NoSuchEntry)));
        assert!(matches!(version(&t, ana, entry.id, vid("phone", 9)).await, Err(JournalError::NoSuchVersion)));
        delete(&t, ana, entry.id, None).await.unwrap();
        assert!(matches!(version(&t, ana, entry.id, entry.vid).await, Err(JournalError::NoSuchEntry)));
    }

    async fn one_that_does_not_open_hides_no_other(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft("one")).await.unwrap();
        type_over(&t, ana, entry.id, entry.vid, vid("phone", 1), "two").await;
        t.store.raw().await.spoil("entry_revisions", "body").await;
        t.advance(Duration::from_mins(10));
        type_over(&t, ana, entry.id, vid("phone", 1), vid("phone", 2), "three").await;
        assert_eq!(texts(&t, ana, entry.id).await, ["three", "two"]);
        let found = version(&t, ana, entry.id, entry.vid).await;
        assert!(matches!(found, Err(JournalError::Store(error)) if error.is_unreadable()));
    }
}
