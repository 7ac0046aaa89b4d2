//! Typing over a known version: what was typed becomes the text, or a copy beside it, and is never lost.

use hearken_app::journal::{Edited, JournalError, TextEdit};
use hearken_domain::{AnalysisStatus, ClientId, Entry, EntryId, EntryStatus, NewEntry, Private, UserId, Vid};
use hearken_store::{JobState, SITTING_PAUSE};
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{all_entries, create, delete, draft, edit, find, find_analysis, finished, id, jobs, typed_now};

/// A version that a device wrote.
fn vid(device: &str, mid: u64) -> Vid {
    Vid::new(ClientId(id(device)), mid)
}

/// What a version was typed on.
fn device(vid: Vid) -> Private {
    format!("the device {}", vid.client).into()
}

async fn typed(t: &TestApp, user: UserId, entry: EntryId, base: Vid, vid: Vid, text: &str) -> Edited {
    let device = Some(device(vid));
    edit(t, user, TextEdit { device, ..typed_now(t, (entry, base), vid, text) }).await.unwrap()
}

/// Types, and expects it to become the text.
async fn current(t: &TestApp, user: UserId, entry: EntryId, base: Vid, vid: Vid, text: &str) -> Entry {
    match typed(t, user, entry, base, vid, text).await {
        Edited::Current(entry) => entry,
        Edited::Copy(copy) => panic!("became the copy {copy:?}"),
    }
}

/// Types, and expects it to become a copy.
async fn copy(t: &TestApp, user: UserId, entry: EntryId, base: Vid, vid: Vid, text: &str) -> Entry {
    match typed(t, user, entry, base, vid, text).await {
        Edited::Copy(copy) => copy,
        Edited::Current(entry) => panic!("became the text of {entry:?}"),
    }
}

on_both_engines! {
    async fn typed_over_the_current_version_it_becomes_the_text(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, draft("one")).await.unwrap();
        let two = current(&t, ana, one.id, one.vid, vid("phone", 2), "one two").await;
        assert_eq!((two.id, two.text.as_str(), two.vid, two.word_count), (one.id, "one two", vid("phone", 2), 2));
        let three = current(&t, ana, one.id, two.vid, vid("phone", 3), "one two three").await;
        assert_eq!(all_entries(&t, ana).await, [three]);
    }

    async fn typed_over_an_older_version_it_becomes_a_copy(t: TestApp) {
        let ana = t.writer("ana").await;
        let new = NewEntry { title: "title".into(), tags: vec!["tag".into()], private: true, ..draft("one") };
        let one = create(&t, ana, new).await.unwrap();
        let two = current(&t, ana, one.id, one.vid, vid("desk", 1), "from the desk").await;
        let beside = copy(&t, ana, one.id, one.vid, vid("phone", 1), "from the phone").await;
        assert_ne!(beside.id, one.id);
        assert_eq!((beside.conflict_of, beside.text.as_str(), beside.vid), (Some(one.id), "from the phone", vid("phone", 1)));
        assert_eq!((&beside.title, &beside.tags, beside.private), (&two.title, &two.tags, true), "with its fields");
        assert_eq!((beside.written_at, beside.device.clone()), (two.written_at, Some(device(beside.vid))));
        assert_eq!(find(&t, ana, one.id).await.unwrap(), two, "what is there stays");
        assert_eq!(find(&t, ana, beside.id).await.unwrap(), beside);
    }

    async fn what_follows_a_copy_goes_into_the_copy(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, draft("one")).await.unwrap();
        let two = current(&t, ana, one.id, one.vid, vid("desk", 1), "from the desk").await;
        let beside = copy(&t, ana, one.id, one.vid, vid("phone", 1), "from").await;
        for (mid, text) in [(2, "from the"), (3, "from the phone")] {
            let next = copy(&t, ana, one.id, vid("phone", mid - 1), vid("phone", mid), text).await;
            assert_eq!((next.id, next.text.as_str(), next.vid), (beside.id, text, vid("phone", mid)));
        }
        assert_eq!(find(&t, ana, one.id).await.unwrap(), two);
        assert_eq!(all_entries(&t, ana).await.len(), 2);
    }

    async fn a_copy_that_changed_meanwhile_gets_a_copy_of_its_own(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, draft("one")).await.unwrap();
        current(&t, ana, one.id, one.vid, vid("desk", 1), "from the desk").await;
        let beside = copy(&t, ana, one.id, one.vid, vid("phone", 1), "from the phone").await;
        current(&t, ana, beside.id, beside.vid, vid("desk", 2), "the copy, from the desk").await;
        let second = copy(&t, ana, one.id, vid("phone", 1), vid("phone", 2), "more from the phone").await;
        assert_ne!(second.id, beside.id);
        let mut texts: Vec<_> = all_entries(&t, ana).await.iter().map(|entry| entry.text.to_string()).collect();
        texts.sort();
        assert_eq!(texts, ["from the desk", "more from the phone", "the copy, from the desk"]);
    }

    async fn the_same_text_from_elsewhere_is_no_conflict(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, draft("one")).await.unwrap();
        current(&t, ana, one.id, one.vid, vid("desk", 1), "the same").await;
        let same = current(&t, ana, one.id, one.vid, vid("phone", 1), "the same").await;
        assert_eq!((same.vid, same.text.as_str()), (vid("phone", 1), "the same"));
        let next = current(&t, ana, one.id, vid("phone", 1), vid("phone", 2), "what follows").await;
        assert_eq!(all_entries(&t, ana).await, [next], "and the next edit finds its base");
    }

    async fn a_repeated_edit_makes_no_second_copy(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, draft("one")).await.unwrap();
        current(&t, ana, one.id, one.vid, vid("desk", 1), "from the desk").await;
        let beside = copy(&t, ana, one.id, one.vid, vid("phone", 1), "from the phone").await;
        assert_eq!(copy(&t, ana, one.id, one.vid, vid("phone", 1), "from the phone").await, beside);
        assert_eq!(all_entries(&t, ana).await.len(), 2);
    }

    async fn typing_in_a_deleted_entry_brings_the_text_back_as_a_draft(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, finished("one")).await.unwrap();
        delete(&t, ana, one.id, None).await.unwrap();
        let back = copy(&t, ana, one.id, one.vid, vid("phone", 1), "typed on").await;
        assert_eq!((back.conflict_of, back.status, back.text.as_str()), (Some(one.id), EntryStatus::Draft, "typed on"));
        let next = copy(&t, ana, one.id, vid("phone", 1), vid("phone", 2), "typed on and on").await;
        assert_eq!((next.id, next.word_count), (back.id, 4));
        assert_eq!(all_entries(&t, ana).await, [next]);
        assert_eq!(jobs(&t).await, JobState::default(), "nothing is read unasked");
    }

    async fn what_was_replaced_is_in_the_history(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, draft("one")).await.unwrap();
        let two = current(&t, ana, one.id, one.vid, vid("phone", 1), "two").await;
        t.advance(SITTING_PAUSE);
        current(&t, ana, one.id, two.vid, vid("phone", 2), "three").await;
        let scope = t.store.store.scope(ana).await.unwrap();
        let versions = t.store.store.read_user(scope, one.id, |tx, id| Box::pin(tx.entry_versions(*id))).await.unwrap();
        let mut found: Vec<_> = versions.iter().map(|old| (old.text.as_str(), old.vid, old.parent)).collect();
        found.sort_by_key(|old| old.0);
        assert_eq!(found, [("one", one.vid, None), ("two", vid("phone", 1), Some(one.vid))]);
    }

    async fn a_finished_entry_is_read_again_and_a_copy_is_not(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, finished("one")).await.unwrap();
        t.run_jobs().await;
        let two = current(&t, ana, one.id, one.vid, vid("desk", 1), "two").await;
        assert_eq!((jobs(&t).await.queued, t.run_jobs().await), (1, 1));
        let beside = copy(&t, ana, one.id, one.vid, vid("phone", 1), "three").await;
        copy(&t, ana, one.id, beside.vid, vid("phone", 2), "three and more").await;
        assert_eq!(jobs(&t).await.queued, 0, "not before it is resolved");
        assert_eq!(find_analysis(&t, ana, one.id).await.unwrap().vid, two.vid);
    }

    async fn a_reading_follows_the_version_even_when_the_words_stay(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, finished("the same")).await.unwrap();
        let mut base = one.vid;
        for (device, mid) in [("desk", 1), ("phone", 1), ("phone", 2)] {
            current(&t, ana, one.id, base, vid(device, mid), "the same").await;
            base = vid(device, mid);
            let before = find_analysis(&t, ana, one.id).await.unwrap();
            assert_eq!((before.vid, before.status), (base, AnalysisStatus::Queued));
            assert_eq!(t.run_jobs().await, 1);
            assert_eq!(find_analysis(&t, ana, one.id).await.unwrap().status, AnalysisStatus::Fallback);
        }
        current(&t, ana, one.id, one.vid, vid("tablet", 1), "the same").await;
        assert_eq!(t.run_jobs().await, 1, "typed over an older version, too");
        let analysis = find_analysis(&t, ana, one.id).await.unwrap();
        assert_eq!((analysis.vid, analysis.status), (vid("tablet", 1), AnalysisStatus::Fallback));
    }

    async fn limits_hold_here_too(t: TestApp) {
        let ana = t.writer("ana").await;
        let one = create(&t, ana, draft("one")).await.unwrap();
        for text in [String::new(), " ".to_owned(), "x".repeat(100_001)] {
            let typed = edit(&t, ana, typed_now(&t, (one.id, one.vid), vid("phone", 1), &text)).await;
            assert!(matches!(typed, Err(JournalError::Invalid(invalid)) if invalid.field == "text"));
        }
        assert_eq!(all_entries(&t, ana).await, [one]);
    }
}
