//! The versions of a text: what is kept, for how long, and what conflicting copies keep.

use std::time::Duration;

use hearken_domain::{ClientId, Entry, EntryId, Timestamp, Vid};
use hearken_store::{EntryVersion, Succession, UserScope};
use hearken_testkit::{START, TestStore, on_both_engines};

use crate::support::{entry, find, id, insert, merge_of, read, vid, write};

fn at(seconds: u64) -> Timestamp {
    START + Duration::from_secs(seconds)
}

/// The version that another device wrote.
fn elsewhere(mid: u64) -> Vid {
    Vid::new(ClientId(id("elsewhere")), mid)
}

/// Puts the next text in the place of an entry's, so many seconds after the start.
async fn put(t: &TestStore, ana: &UserScope, before: Entry, vid: Vid, seconds: u64) -> Entry {
    let next = Entry { vid, text: format!("text {seconds}").into(), text_at: at(seconds), ..before };
    let put = t.store.write_user(ana.clone(), at(seconds), next, |tx, entry| {
        Box::pin(tx.update_entry_text(entry.clone(), Succession::default()))
    });
    put.await.unwrap().value
}

/// The versions that stay in the history.
async fn versions(t: &TestStore, ana: &UserScope, of: EntryId) -> Vec<EntryVersion> {
    read(t, ana, of, |tx, id| Box::pin(tx.entry_versions(*id))).await
}

/// When they were written.
async fn kept(t: &TestStore, ana: &UserScope, of: EntryId) -> Vec<Timestamp> {
    versions(t, ana, of).await.into_iter().map(|version| version.at).collect()
}

/// When all were written that are there; of those that were passed through, when they came.
async fn all(t: &TestStore, ana: &UserScope, of: EntryId) -> Vec<Timestamp> {
    let found = read(t, ana, of, |tx, id| {
        Box::pin(async move {
            let mut found = Vec::new();
            for vid in tx.entry_vids(*id).await? {
                found.extend(tx.find_version(*id, vid).await?);
            }
            Ok(found)
        })
    });
    found.await.into_iter().map(|version| version.at).collect()
}

async fn forget(t: &TestStore, before: Timestamp) -> u64 {
    t.store.write(before, |tx, before| Box::pin(tx.forget_passing_versions(*before))).await.unwrap()
}

on_both_engines! {
    async fn each_names_what_it_came_from_and_what_wrote_it(t: TestStore) {
        let ana = t.user("ana").await;
        let one = insert(&t, &ana, entry("one", "first")).await;
        let two = Entry { vid: vid(2).merged_with(vid(1)), text: "second".into(), text_at: at(9), device: None, ..one.clone() };
        let two = write(&t, &ana, two, |tx, entry| Box::pin(tx.update_entry_text(entry.clone(), merge_of(vid(2))))).await;
        let two = two.unwrap().value;
        assert_eq!(find(&t, &ana, one.id).await.as_ref(), Some(&two));
        let parents = read(&t, &ana, one.id, |tx, id| Box::pin(tx.parents(*id))).await;
        assert_eq!(parents, (Some(vid(1)), Some(vid(2))));
        put(&t, &ana, two, elsewhere(1), 20).await;
        let device = Some("device of first".into());
        let first = EntryVersion {
            vid: vid(1), parent: None, second_parent: None, at: START, device, text: "first".into(), passing: false,
        };
        let second = EntryVersion {
            vid: vid(2).merged_with(vid(1)), parent: Some(vid(1)), second_parent: Some(vid(2)), at: at(9), device: None,
            text: "second".into(), passing: false,
        };
        assert_eq!(versions(&t, &ana, one.id).await, [first, second.clone()]);
        let input = (one.id, second.vid);
        let found = read(&t, &ana, input, |tx, (id, vid)| Box::pin(tx.find_version(*id, *vid))).await;
        assert_eq!(found, Some(second));
    }

    async fn a_sitting_keeps_its_first_and_last_text_and_one_in_five_minutes(t: TestStore) {
        let ana = t.user("ana").await;
        let mut current = insert(&t, &ana, entry("one", "text 0")).await;
        // Every 30 seconds for eleven minutes, a pause, and the same again for one.
        let first = (1..=22).map(|step| step * 30);
        let second = (0..=2).map(|step| 3600 + step * 30);
        for (mid, seconds) in (2..).zip(first.chain(second)) {
            current = put(&t, &ana, current, vid(mid), seconds).await;
        }
        current = put(&t, &ana, current, vid(99), 9000).await;
        let expected = [0, 300, 600, 660, 3600, 3660].map(at);
        assert_eq!(kept(&t, &ana, current.id).await, expected);
        assert_eq!(all(&t, &ana, current.id).await.len(), 26, "the others are there for a while");
    }

    async fn another_device_ends_a_sitting(t: TestStore) {
        let ana = t.user("ana").await;
        let mut current = insert(&t, &ana, entry("one", "text 0")).await;
        for (vid, seconds) in [(vid(2), 10), (vid(3), 20), (elsewhere(1), 30), (elsewhere(2), 40), (vid(4), 50)] {
            current = put(&t, &ana, current, vid, seconds).await;
        }
        assert_eq!(kept(&t, &ana, current.id).await, [0, 20, 40].map(at));
    }

    async fn what_was_only_passed_through_is_forgotten_in_time(t: TestStore) {
        let ana = t.user("ana").await;
        let mut current = insert(&t, &ana, entry("one", "text 0")).await;
        for mid in 1..=4 {
            current = put(&t, &ana, current, vid(mid + 1), mid * 10).await;
        }
        assert_eq!(all(&t, &ana, current.id).await, [0, 20, 30, 40].map(at), "they came when the next took their place");
        assert_eq!((forget(&t, at(21)).await, forget(&t, at(21)).await), (1, 0), "the one of 10");
        assert_eq!(all(&t, &ana, current.id).await, [0, 30, 40].map(at));
    }

    async fn what_a_copy_was_typed_over_stays_until_it_is_settled(t: TestStore) {
        let ana = t.user("ana").await;
        let mut current = insert(&t, &ana, entry("one", "text 0")).await;
        for mid in 1..=4 {
            current = put(&t, &ana, current, vid(mid + 1), mid * 10).await;
        }
        let copy = Entry { id: EntryId(id("copy")), vid: elsewhere(1), conflict_of: Some(current.id), ..current.clone() };
        let copied = write(&t, &ana, copy, |tx, copy| Box::pin(tx.insert_entry(copy.clone(), Some(vid(2))))).await.unwrap();
        assert_eq!(forget(&t, at(100)).await, 2, "of three");
        let found = read(&t, &ana, current.id, |tx, id| Box::pin(tx.find_version(*id, vid(2)))).await;
        assert_eq!(found.unwrap().text.as_str(), "text 10");
        let settled = Entry { conflict_of: None, ..copied.value };
        write(&t, &ana, settled, |tx, copy| Box::pin(tx.update_entry_meta(copy.clone()))).await.unwrap();
        assert_eq!(forget(&t, at(100)).await, 1);
    }

    async fn a_copy_is_found_by_its_version_and_holds_its_former_ones(t: TestStore) {
        let ana = t.user("ana").await;
        let one = insert(&t, &ana, entry("one", "typed here")).await;
        let copy = Entry { conflict_of: Some(one.id), vid: vid(5), ..entry("copy", "typed elsewhere") };
        let copy = insert(&t, &ana, copy).await;
        let copies = read(&t, &ana, one.id, |tx, id| Box::pin(tx.list_copies(*id))).await;
        assert_eq!(copies, [copy.id]);
        for (of, version, expected) in [(one.id, 5, Some(copy.id)), (one.id, 6, None), (copy.id, 5, None)] {
            let input = (of, vid(version));
            let found = read(&t, &ana, input, |tx, (of, vid)| Box::pin(tx.find_conflict_copy(*of, *vid))).await;
            assert_eq!(found, expected, "{of} {version}");
        }
        let copy = put(&t, &ana, copy, vid(6), 10).await;
        put(&t, &ana, one.clone(), elsewhere(1), 10).await;
        for (version, expected) in [(vid(5), Some(copy.id)), (vid(1), Some(one.id)), (vid(6), None)] {
            let input = (one.id, version);
            let found = read(&t, &ana, input, |tx, (of, vid)| Box::pin(tx.find_holder(*of, *vid))).await;
            assert_eq!(found, expected, "{version}");
        }
        let settled = Entry { conflict_of: None, ..copy };
        write(&t, &ana, settled.clone(), |tx, copy| Box::pin(tx.update_entry_meta(copy.clone()))).await.unwrap();
        assert_eq!(find(&t, &ana, settled.id).await.unwrap().conflict_of, None);
        assert_eq!(read(&t, &ana, one.id, |tx, id| Box::pin(tx.list_copies(*id))).await, []);
        let input = (one.id, vid(6));
        let found = read(&t, &ana, input, |tx, (of, vid)| Box::pin(tx.find_conflict_copy(*of, *vid))).await;
        assert_eq!(found, Some(settled.id), "whoever still types in it finds it");
    }
}
