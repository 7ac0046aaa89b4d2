//! Typing over an older version: paragraphs touched apart come together, and everything typed stays in the history.

use std::time::Duration;

use hearken_app::journal::{Edited, PASSING_KEPT, TextEdit, forget_passing};
use hearken_domain::{Entry, EntryId, Private, UserId, Vid};
use hearken_store::EntryVersion;
use hearken_testkit::{TestApp, on_both_engines};

use crate::support::{all_entries, create, draft, edit, find, find_analysis, finished, jobs, typed_now};
use crate::sync::mutations::vid;

const DAY: &str = "Morning.\n\nNoon.\n\nEvening.";

/// Types over a version; the text of what came of it, and whether that is a copy.
async fn typed(t: &TestApp, user: UserId, entry: EntryId, base: Vid, vid: Vid, text: &str) -> (Entry, bool) {
    typed_over(t, user, entry, (base, None), vid, text).await
}

/// The same over the words that a version is said to have had.
async fn typed_over(
    t: &TestApp,
    user: UserId,
    id: EntryId,
    (base, seen): (Vid, Option<&str>),
    vid: Vid,
    text: &str,
) -> (Entry, bool) {
    let device = Some(Private::from(format!("the device {}", vid.client)));
    let typed = TextEdit { base_text: seen.map(Private::from), device, ..typed_now(t, (id, base), vid, text) };
    match edit(t, user, typed).await.unwrap() {
        Edited::Current(entry) => (entry, false),
        Edited::Copy(copy) => (copy, true),
    }
}

async fn history(t: &TestApp, user: UserId, entry: EntryId) -> Vec<EntryVersion> {
    let scope = t.store.store.scope(user).await.unwrap();
    t.store.store.read_user(scope, entry, |tx, id| Box::pin(tx.entry_versions(*id))).await.unwrap()
}

/// An entry whose morning was changed at the desk.
async fn changed_at_the_desk(t: &TestApp, user: UserId) -> (Entry, Vid) {
    let entry = create(t, user, finished(DAY)).await.unwrap();
    let base = entry.vid;
    let (entry, _) = typed(t, user, entry.id, base, vid("desk", 1), "A bright morning.\n\nNoon.\n\nEvening.").await;
    (entry, base)
}

/// Sends what was typed on a phone so many minutes after an entry was made, each over the one before.
async fn type_offline(t: &TestApp, user: UserId, entry: &Entry, texts: &[(u64, String)]) {
    let mut base = entry.vid;
    for (mid, (minute, text)) in (1..).zip(texts) {
        let at = entry.text_at + Duration::from_mins(*minute);
        edit(t, user, TextEdit { at, ..typed_now(t, (entry.id, base), vid("phone", mid), text) }).await.unwrap();
        base = vid("phone", mid);
    }
}

/// The mornings and evenings in an entry's history, once what was only passed through is forgotten.
async fn after_a_week(t: &TestApp, user: UserId, entry: EntryId) -> Vec<String> {
    t.advance(PASSING_KEPT + Duration::from_mins(1));
    forget_passing(&t.app).await.unwrap();
    let versions = history(t, user, entry).await;
    versions.iter().map(|version| version.text.replace("\n\nNoon.\n\n", " ")).collect()
}

on_both_engines! {
    async fn paragraphs_touched_apart_are_merged(t: TestApp) {
        let ana = t.writer("ana").await;
        let (entry, base) = changed_at_the_desk(&t, ana).await;
        let (merged, is_copy) = typed(&t, ana, entry.id, base, vid("phone", 1), "Morning.\n\nNoon.\n\nA long evening.").await;
        assert!(!is_copy);
        assert_eq!(merged.text.as_str(), "A bright morning.\n\nNoon.\n\nA long evening.");
        assert_eq!((merged.id, merged.vid, merged.word_count), (entry.id, vid("phone", 1).merged_with(entry.vid), 7));
        assert_eq!(find(&t, ana, entry.id).await.unwrap(), merged);
        assert_eq!(all_entries(&t, ana).await.len(), 1);
        let versions = history(&t, ana, entry.id).await;
        let typed_there = versions.iter().find(|version| version.vid == vid("phone", 1)).unwrap();
        assert_eq!((typed_there.text.as_str(), typed_there.parent), ("Morning.\n\nNoon.\n\nA long evening.", Some(base)));
        let scope = t.store.store.scope(ana).await.unwrap();
        let parents = t.store.store.read_user(scope, entry.id, |tx, id| Box::pin(tx.parents(*id))).await.unwrap();
        assert_eq!(parents, (Some(entry.vid), Some(vid("phone", 1))));
        t.run_jobs().await;
        assert_eq!(find_analysis(&t, ana, entry.id).await.unwrap().vid, merged.vid, "what is read is the merged text");
    }

    async fn typing_on_over_the_unmerged_text_undoes_nothing(t: TestApp) {
        let ana = t.writer("ana").await;
        let (entry, base) = changed_at_the_desk(&t, ana).await;
        let mut last = base;
        for (mid, evening) in [(1, "An"), (2, "An evening"), (3, "An evening out.")] {
            let text = format!("Morning.\n\nNoon.\n\n{evening}");
            let (merged, is_copy) = typed(&t, ana, entry.id, last, vid("phone", mid), &text).await;
            assert_eq!((is_copy, merged.text.as_str()), (false, format!("A bright morning.\n\nNoon.\n\n{evening}").as_str()));
            last = vid("phone", mid);
        }
        let kept: Vec<_> = history(&t, ana, entry.id).await.into_iter().filter(|version| !version.passing).collect();
        let named: Vec<_> = kept.iter().map(|version| version.vid).collect();
        assert!(named.contains(&vid("phone", 1)) && !named.contains(&vid("phone", 3)), "one of each sitting: {named:?}");
    }

    async fn what_was_typed_in_another_sitting_stays_though_it_was_merged(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft(DAY)).await.unwrap();
        t.advance(Duration::from_hours(3));
        typed(&t, ana, entry.id, entry.vid, vid("desk", 1), "A bright morning.\n\nNoon.\n\nEvening.").await;
        // All of it was typed before, on a phone that was offline.
        let typed = [(1, "An"), (2, "An evening"), (60, "An even"), (61, "An evenly")];
        type_offline(&t, ana, &entry, &typed.map(|(minute, evening)| (minute, format!("Morning.\n\nNoon.\n\n{evening}")))).await;
        assert_eq!(after_a_week(&t, ana, entry.id).await, [
            "Morning. Evening.",
            "Morning. An",
            "Morning. An even",
            "A bright morning. Evening.",
            "A bright morning. An evening",
        ], "the first of each sitting, and what came of the last");
    }

    async fn a_sitting_ends_also_where_the_next_brings_everything_or_nothing(t: TestApp) {
        let ana = t.writer("ana").await;
        let everything = [(1, "Morning.", "An"), (60, "A bright morning.", "An even")];
        let nothing = [(1, "Morning.", "An"), (60, "Morning.", "An"), (61, "Morning.", "An even"), (62, "Morning.", "An evenly")];
        let kept = ["Morning. Evening.", "Morning. An", "A bright morning. Evening.", "A bright morning. An"];
        let with_first = [&kept[..2], &["Morning. An even"], &kept[2..]].concat();
        for (typed, expected) in [(&everything[..], kept.to_vec()), (&nothing[..], with_first)] {
            let entry = create(&t, ana, draft(DAY)).await.unwrap();
            t.advance(Duration::from_hours(3));
            self::typed(&t, ana, entry.id, entry.vid, vid("desk", 1), "A bright morning.\n\nNoon.\n\nEvening.").await;
            let typed: Vec<_> =
                typed.iter().map(|(minute, morning, evening)| (*minute, format!("{morning}\n\nNoon.\n\n{evening}"))).collect();
            type_offline(&t, ana, &entry, &typed).await;
            assert_eq!(after_a_week(&t, ana, entry.id).await, expected);
        }
    }

    async fn both_devices_can_type_on_at_once(t: TestApp) {
        let ana = t.writer("ana").await;
        let (entry, base) = changed_at_the_desk(&t, ana).await;
        typed(&t, ana, entry.id, base, vid("phone", 1), "Morning.\n\nNoon.\n\nA long evening.").await;
        let desk = "A very bright morning.\n\nNoon.\n\nEvening.";
        let (merged, is_copy) = typed(&t, ana, entry.id, entry.vid, vid("desk", 2), desk).await;
        assert_eq!((is_copy, merged.text.as_str()), (false, "A very bright morning.\n\nNoon.\n\nA long evening."));
        let phone = "Morning.\n\nNoon.\n\nA long evening.\n\nNight.";
        let (merged, is_copy) = typed(&t, ana, entry.id, vid("phone", 1), vid("phone", 2), phone).await;
        assert_eq!((is_copy, merged.text.as_str()), (false, "A very bright morning.\n\nNoon.\n\nA long evening.\n\nNight."));
        let over = "All new.";
        let (last, is_copy) = typed(&t, ana, entry.id, merged.vid, vid("desk", 3), over).await;
        assert_eq!((is_copy, last.text.as_str(), last.vid), (false, over, vid("desk", 3)), "over the merge itself, it is taken as it is");
    }

    async fn what_brings_everything_with_it_is_taken_as_it_is(t: TestApp) {
        let ana = t.writer("ana").await;
        let (entry, base) = changed_at_the_desk(&t, ana).await;
        let all = "A bright morning.\n\nNoon.\n\nEvening.\n\nNight.";
        let (merged, _) = typed(&t, ana, entry.id, base, vid("phone", 1), all).await;
        assert_eq!((merged.text.as_str(), merged.vid), (all, vid("phone", 1)));
        let (same, _) = typed(&t, ana, entry.id, entry.vid, vid("tablet", 1), "A bright morning.\n\nNoon.\n\nEvening.").await;
        assert_eq!(same, merged, "and what brings nothing changes nothing");
        let next = "A bright morning.\n\nNoon, at last.\n\nEvening.";
        let (merged, is_copy) = typed(&t, ana, entry.id, vid("tablet", 1), vid("tablet", 2), next).await;
        assert_eq!((is_copy, merged.text.as_str()), (false, "A bright morning.\n\nNoon, at last.\n\nEvening.\n\nNight."));
    }

    async fn the_same_paragraph_becomes_a_copy_with_its_device(t: TestApp) {
        let ana = t.writer("ana").await;
        let (entry, base) = changed_at_the_desk(&t, ana).await;
        let (copy, is_copy) = typed(&t, ana, entry.id, base, vid("phone", 1), "A dark morning.\n\nNoon.\n\nEvening.").await;
        assert!(is_copy);
        assert_eq!((copy.conflict_of, copy.device), (Some(entry.id), Some(format!("the device {}", vid("phone", 1).client).into())));
        assert_eq!(find(&t, ana, entry.id).await.unwrap(), entry);
    }

    async fn what_was_typed_over_a_merge_that_came_out_differently_before_a_restore_undoes_nothing(t: TestApp) {
        let ana = t.writer("ana").await;
        let (before, after) = (create(&t, ana, draft(DAY)).await.unwrap(), create(&t, ana, draft(DAY)).await.unwrap());
        // Twice the same text typed on the phone: merged with the desk's first text, and after a restore with its second.
        let desk = ["Morning.\n\nNoon.\n\nEvening.\nNight.", "Morning.\n\nNoon.\n\nA walk.\nEvening.\nNight."];
        typed(&t, ana, before.id, before.vid, vid("desk", 1), desk[0]).await;
        let phone = "A bright morning.\n\nNoon.\n\nEvening.";
        let (seen, _) = typed(&t, ana, before.id, before.vid, vid("phone", 1), phone).await;
        typed(&t, ana, after.id, after.vid, vid("desk", 1), desk[0]).await;
        typed(&t, ana, after.id, vid("desk", 1), vid("desk", 2), desk[1]).await;
        let (merged, _) = typed(&t, ana, after.id, after.vid, vid("phone", 1), phone).await;
        assert_eq!(merged.text.as_str(), "A bright morning.\n\nNoon.\n\nA walk.\nEvening.\nNight.");
        let (beside, is_copy) = typed(&t, ana, after.id, seen.vid, vid("phone", 2), "A bright morning.\n\nNoon.\n\nEvening.").await;
        assert!(is_copy, "the walk was not seen when this was typed: {beside:?}");
        assert_eq!(find(&t, ana, after.id).await.unwrap().text, merged.text);
    }

    async fn a_copy_is_merged_into_like_any_entry(t: TestApp) {
        let ana = t.writer("ana").await;
        let (entry, base) = changed_at_the_desk(&t, ana).await;
        let (copy, _) = typed(&t, ana, entry.id, base, vid("phone", 1), "A dark morning.\n\nNoon.\n\nEvening.").await;
        typed(&t, ana, copy.id, copy.vid, vid("desk", 2), "A dark morning.\n\nNoon.\n\nA long evening.").await;
        let next = "A very dark morning.\n\nNoon.\n\nEvening.";
        let (merged, is_copy) = typed(&t, ana, entry.id, vid("phone", 1), vid("phone", 2), next).await;
        assert_eq!((is_copy, merged.id), (true, copy.id), "the edit names the entry it was typed in");
        assert_eq!(merged.text.as_str(), "A very dark morning.\n\nNoon.\n\nA long evening.");
        assert_eq!(find(&t, ana, entry.id).await.unwrap(), entry);
    }

    async fn what_was_typed_over_earlier_words_of_a_version_is_merged_with_its_later_ones(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft(DAY)).await.unwrap();
        let seen = "Morning.\n\nNoon.\nA walk.\n\nEvening.";
        let sent = "Morning.\n\nNoon.\nA long walk.\n\nEvening.\n\nNight.";
        let late = "A bright morning.\n\nNoon.\nA walk.\n\nEvening.";
        let expected = "A bright morning.\n\nNoon.\nA long walk.\n\nEvening.\n\nNight.";
        let base = (vid("desk", 1), Some(seen));
        typed(&t, ana, entry.id, entry.vid, vid("desk", 1), sent).await;
        let (merged, is_copy) = typed_over(&t, ana, entry.id, base, vid("desk", 2), late).await;
        assert_eq!((is_copy, merged.text.as_str()), (false, expected), "over the current version");
        assert!(history(&t, ana, entry.id).await.iter().any(|version| version.text.as_str() == late));
        let (merged, is_copy) = typed_over(&t, ana, entry.id, base, vid("desk", 3), &format!("{seen}\n\nDreams.")).await;
        assert_eq!((is_copy, merged.text.as_str()), (true, "Morning.\n\nNoon.\nA walk.\n\nEvening.\n\nDreams."), "at the same place");
        let noon = "Morning.\n\nHigh noon.\nA walk.\n\nEvening.";
        let (merged, is_copy) = typed_over(&t, ana, entry.id, base, vid("desk", 4), noon).await;
        let expected = "A bright morning.\n\nHigh noon.\nA long walk.\n\nEvening.\n\nNight.";
        assert_eq!((is_copy, merged.text.as_str()), (false, expected), "over a former version");
        let (same, _) = typed_over(&t, ana, entry.id, (merged.vid, Some(expected)), vid("desk", 5), "All new.").await;
        assert_eq!(same.text.as_str(), "All new.", "over words that are still those of the version, it is taken as it is");
        let nowhere = (vid("tablet", 1), Some(seen));
        assert!(typed_over(&t, ana, entry.id, nowhere, vid("desk", 6), late).await.1, "the version must be known");
    }

    async fn what_was_typed_over_earlier_words_of_a_copy_is_merged_with_that(t: TestApp) {
        let ana = t.writer("ana").await;
        let (entry, base) = changed_at_the_desk(&t, ana).await;
        let (copy, _) = typed(&t, ana, entry.id, base, vid("phone", 1), "A dark morning.\n\nNoon.\n\nEvening.\n\nNight.").await;
        let seen = Some("A dark morning.\n\nNoon.\n\nEvening.");
        let late = "A dark morning.\n\nHigh noon.\n\nEvening.";
        let (merged, is_copy) = typed_over(&t, ana, entry.id, (copy.vid, seen), vid("phone", 2), late).await;
        assert_eq!((is_copy, merged.id), (true, copy.id));
        assert_eq!(merged.text.as_str(), "A dark morning.\n\nHigh noon.\n\nEvening.\n\nNight.");
        assert_eq!(find(&t, ana, entry.id).await.unwrap(), entry);
    }

    async fn what_would_grow_too_long_becomes_a_copy(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft(&format!("{}\n\nb", "a".repeat(60_000)))).await.unwrap();
        let (desk, phone) = (format!("{}\n\nb", "c".repeat(60_000)), format!("{}\n\n{}", "a".repeat(60_000), "d".repeat(39_000)));
        let (current, _) = typed(&t, ana, entry.id, entry.vid, vid("desk", 1), &desk).await;
        let (merged, is_copy) = typed(&t, ana, entry.id, entry.vid, vid("phone", 1), &phone).await;
        assert_eq!((is_copy, merged.text.len()), (false, 99_002), "as much as fits");
        let more = format!("{}\n\n{}", "a".repeat(60_000), "d".repeat(39_998));
        let (last, is_copy) = typed(&t, ana, entry.id, vid("phone", 1), vid("phone", 2), &more).await;
        assert_eq!((is_copy, last.text.len()), (false, 100_000));
        let desk = format!("{}\n\nb", "c".repeat(60_001));
        let (copy, is_copy) = typed(&t, ana, entry.id, current.vid, vid("desk", 2), &desk).await;
        assert_eq!((is_copy, copy.text.as_str()), (true, desk.as_str()));
    }

    async fn a_base_that_does_not_open_makes_a_copy(t: TestApp) {
        let ana = t.writer("ana").await;
        let (entry, base) = changed_at_the_desk(&t, ana).await;
        t.store.raw().await.spoil("entry_revisions", "body").await;
        let (copy, is_copy) = typed(&t, ana, entry.id, base, vid("phone", 1), "Morning.\n\nNoon.\n\nA long evening.").await;
        assert_eq!((is_copy, copy.text.as_str()), (true, "Morning.\n\nNoon.\n\nA long evening."));
        assert_eq!(jobs(&t).await.queued, 1, "only the original is read");
    }
}
