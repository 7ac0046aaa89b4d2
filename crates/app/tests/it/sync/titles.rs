//! A title belongs to the text that it was typed with, in whatever order things arrive.

use hearken_app::sync::MutationStatus;
use hearken_domain::{EntryChange, EntryId, Mood, UserId, Vid};
use hearken_testkit::{TestApp, on_both_engines};

use super::mutations::{create, delete, done, entitle_over, entry, set_over, titled_edit_of, vid};
use crate::support::{all_entries, find};

/// Pushes a text typed by `device` over the first version; returns the copy it became, if it did.
async fn typed(
    t: &TestApp,
    user: UserId,
    device: &str,
    text: &str,
    titles: (Option<&str>, Option<&str>),
) -> Option<EntryId> {
    let edit = titled_edit_of(1, entry("one"), vid("first", 1), text, titles);
    let (_, results) = done(t, user, device, [edit]).await;
    results[0].copy_id.map(EntryId)
}

async fn retitle(t: &TestApp, user: UserId, device: &str, seen: Vid, title: &str) {
    let (_, results) = done(t, user, device, [entitle_over(2, "one", Some(seen), title)]).await;
    assert_eq!(results[0].status, MutationStatus::Ok);
}

/// The title and the text of each entry.
async fn shown(t: &TestApp, user: UserId) -> Vec<(String, String)> {
    let entries = all_entries(t, user).await;
    let mut shown: Vec<_> = entries.iter().map(|entry| (entry.title.to_string(), entry.text.to_string())).collect();
    shown.sort();
    shown
}

fn pairs<const N: usize>(of: [(&str, &str); N]) -> Vec<(String, String)> {
    of.map(|(title, text)| (title.to_owned(), text.to_owned())).into()
}

on_both_engines! {
    async fn two_that_were_typed_each_with_a_text_keep_to_them(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "first", [create(1, "one", "begun")]).await;
        assert_eq!(typed(&t, ana, "phone", "text of a", (Some("title a"), None)).await, None);
        assert!(typed(&t, ana, "desk", "text of b", (Some("title b"), None)).await.is_some());
        assert_eq!(shown(&t, ana).await, pairs([("title a", "text of a"), ("title b", "text of b")]));
    }

    async fn a_copy_has_the_title_that_stood_over_its_text(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "first", [create(1, "one", "begun")]).await;
        typed(&t, ana, "phone", "text of a", (Some("title a"), None)).await;
        typed(&t, ana, "desk", "text of b", (None, Some("before"))).await;
        assert_eq!(shown(&t, ana).await, pairs([("before", "text of b"), ("title a", "text of a")]));
    }

    async fn one_that_was_only_seen_changes_nothing(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "first", [create(1, "one", "begun\n\nand")]).await;
        typed(&t, ana, "phone", "begun by a\n\nand", (Some("title a"), None)).await;
        typed(&t, ana, "desk", "begun\n\nand by b", (None, Some("before"))).await;
        assert_eq!(shown(&t, ana).await, pairs([("title a", "begun by a\n\nand by b")]));
    }

    async fn over_a_merged_text_the_last_one_stands(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "first", [create(1, "one", "begun\n\nand")]).await;
        typed(&t, ana, "phone", "begun by a\n\nand", (Some("title a"), None)).await;
        typed(&t, ana, "desk", "begun\n\nand by b", (Some("title b"), None)).await;
        assert_eq!(shown(&t, ana).await, pairs([("title b", "begun by a\n\nand by b")]));
        typed(&t, ana, "tablet", "begun by a\n\nand", (Some("title c"), None)).await;
        assert_eq!(shown(&t, ana).await, pairs([("title c", "begun by a\n\nand by b")]), "with nothing new in the text");
    }

    async fn one_that_follows_a_text_goes_where_that_went(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "first", [create(1, "one", "begun")]).await;
        typed(&t, ana, "phone", "text of a", (None, Some(""))).await;
        let copy = typed(&t, ana, "desk", "text of b", (None, Some(""))).await.unwrap();
        retitle(&t, ana, "desk", vid("desk", 1), "title b").await;
        retitle(&t, ana, "phone", vid("phone", 1), "title a").await;
        assert_eq!(shown(&t, ana).await, pairs([("title a", "text of a"), ("title b", "text of b")]));
        // Over a version that the copy has had before, and one that nobody knows.
        done(&t, ana, "desk", [titled_edit_of(3, copy, vid("desk", 1), "more of b", (None, None))]).await;
        done(&t, ana, "desk", [entitle_over(4, "one", Some(vid("desk", 1)), "another b")]).await;
        done(&t, ana, "phone", [entitle_over(3, "one", Some(vid("nobody", 9)), "another a")]).await;
        assert_eq!(shown(&t, ana).await, pairs([("another a", "text of a"), ("another b", "more of b")]));
        // The entry is gone, its copy is not.
        done(&t, ana, "phone", [delete(4, "one", None)]).await;
        done(&t, ana, "desk", [entitle_over(5, "one", Some(vid("desk", 3)), "the last b")]).await;
        assert_eq!(find(&t, ana, copy).await.unwrap().title.as_str(), "the last b");
    }

    async fn all_else_stays_with_the_entry_and_what_is_private_is_so_twice(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "first", [create(1, "one", "begun")]).await;
        typed(&t, ana, "phone", "text of a", (None, Some(""))).await;
        let copy = typed(&t, ana, "desk", "text of b", (None, Some(""))).await.unwrap();
        let mood = Mood::new(2).ok();
        let hidden = EntryChange { private: Some(true), mood: Some(mood), ..EntryChange::default() };
        done(&t, ana, "desk", [set_over(2, "one", Some(vid("desk", 1)), hidden)]).await;
        let (one, copy) = (find(&t, ana, entry("one")).await.unwrap(), find(&t, ana, copy).await.unwrap());
        assert_eq!((one.private, copy.private, one.mood, copy.mood), (true, true, mood, None));
        let shown = EntryChange { private: Some(false), ..EntryChange::default() };
        done(&t, ana, "desk", [set_over(3, "one", Some(vid("desk", 1)), shown)]).await;
        assert!(find(&t, ana, copy.id).await.unwrap().private, "it is asked for each of them");
    }

    async fn it_is_as_long_as_others_may_be(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "first", [create(1, "one", "begun")]).await;
        let long = "x".repeat(201);
        for (mid, titles) in [(1, (Some(long.as_str()), None)), (2, (None, Some(long.as_str())))] {
            let edit = titled_edit_of(mid, entry("one"), vid("first", 1), "text", titles);
            let (_, results) = done(&t, ana, "phone", [edit]).await;
            assert_eq!(results[0].code.as_deref(), Some("invalid_field"));
        }
    }
}
