//! The history of a text, as its user sees it.

use std::time::Duration;

use hearken_app::journal::{
    EntryVersion, HistoryItem, JournalError, PASSING_KEPT, TextEdit, VersionKind, find_version, forget_passing,
    list_versions,
};
use hearken_domain::{Entry, EntryId, UserId, Vid};
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{create, delete, draft, edit, find, typed_now};
use crate::sync::mutations::vid;

async fn type_over(t: &TestApp, user: UserId, entry: EntryId, base: Vid, vid: Vid, text: &str) {
    let device = Some(format!("the device {}", vid.client).into());
    edit(t, user, TextEdit { device, ..typed_now(t, (entry, base), vid, text) }).await.unwrap();
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
            let edited = TextEdit { keep_base, ..typed_now(&t, (entry.id, base), vid("phone", mid), text) };
            edit(&t, ana, edited).await.unwrap();
            base = vid("phone", mid);
        }
        t.advance(PASSING_KEPT + Duration::from_mins(10));
        forget_passing(&t.app).await.unwrap();
        assert_eq!(texts(&t, ana, entry.id).await, ["first again", "We talked", "We talked all night, and he stayed.", "first"]);
    }

    async fn says_when_a_text_was_typed_however_late_it_arrives(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft("one\n\ntwo")).await.unwrap();
        let begun = entry.text_at;
        let minutes = |count| Duration::from_mins(count);
        t.advance(minutes(10));
        type_over(&t, ana, entry.id, entry.vid, vid("desk", 1), "one\n\ntwo, later").await;
        t.advance(minutes(5));
        // Typed before the other one, and over the same text: what comes of both is as new as the newer.
        let late = |mid, base, at, text| TextEdit { at, ..typed_now(&t, (entry.id, base), vid("phone", mid), text) };
        edit(&t, ana, late(1, entry.vid, begun + minutes(7), "one, first\n\ntwo")).await.unwrap();
        let merged = find(&t, ana, entry.id).await.unwrap();
        assert_eq!(merged.text.as_str(), "one, first\n\ntwo, later");
        // A clock was set back in between: no text is older than what it was typed over.
        let last = late(2, merged.vid, begun, "one, first\n\ntwo, later and last");
        edit(&t, ana, TextEdit { keep_base: true, ..last }).await.unwrap();
        let at: Vec<_> = history(&t, ana, entry.id).await.iter().map(|item| item.version.at.since(begun)).collect();
        let of_both = minutes(10) + Duration::from_millis(1);
        assert_eq!(at, [of_both, of_both, minutes(10), minutes(7), minutes(0)]);
    }

    async fn what_arrives_late_is_thinned_out_as_if_it_had_not(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft("0")).await.unwrap();
        let begun = entry.text_at;
        t.advance(PASSING_KEPT + Duration::from_hours(24));
        let mut base = entry.vid;
        for mid in 1..=25 {
            let at = begun + Duration::from_secs(30 * mid);
            let edited = TextEdit { at, ..typed_now(&t, (entry.id, base), vid("phone", mid), &mid.to_string()) };
            edit(&t, ana, edited).await.unwrap();
            base = vid("phone", mid);
        }
        assert_eq!(texts(&t, ana, entry.id).await, ["25", "20", "10", "0"]);
        assert_eq!(forget_passing(&t.app).await.unwrap(), 0, "another device may have seen them a moment ago");
        t.advance(PASSING_KEPT + Duration::from_mins(1));
        assert_eq!(forget_passing(&t.app).await.unwrap(), 22);
    }

    async fn what_was_passed_through_is_forgotten_after_a_week(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = typed_for(&t, ana, 25).await;
        t.advance(PASSING_KEPT - Duration::from_mins(1));
        let forgotten = forget_passing(&t.app).await.unwrap();
        assert_eq!(forgotten, 19, "all but those that were typed over in the last minute");
        t.advance(Duration::from_mins(2));
        assert_eq!(forget_passing(&t.app).await.unwrap(), 3);
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
