//! Pulling: what changed since a cookie, page by page, all of one snapshot.

use std::collections::BTreeMap;

use hearken_app::people;
use hearken_app::preferences::{change_preferences, find_preferences};
use hearken_app::sync::{Content, Delta, MutationStatus, Pull, Pulled, Pushed, Reset, ResetReason, Row};
use hearken_domain::{NewEntry, NewPerson, PreferencesChange, Relationship, UserId};
use hearken_store::RowKind;
use hearken_testkit::{TestApp, on_both_engines};
use tokio::task::JoinSet;

use super::mutations::{
    add, ask, client, create, delete, done, edit, entitle, entry, publish, pull, push_of, send, vid,
};
use crate::support::{self, draft, find, find_analysis, id};

async fn pull_page(t: &TestApp, user: UserId, cookie: i64, limit: i64) -> Delta {
    match ask(t, user, Pull { client: client("phone"), cookie, epoch: 0, fresh: false, limit }).await {
        Pulled::Delta(delta) => delta,
        Pulled::Reset(reset) => panic!("{reset:?}"),
    }
}

/// Something of every kind, some of it changed or deleted.
async fn live(t: &TestApp, user: UserId) {
    let mutations = [
        create(1, "one", "first"),
        create(2, "two", "second"),
        create(3, "gone", "third"),
        add(4, "ben"),
        publish(5, "one"),
        publish(6, "gone"),
        entitle(7, "two", "a title"),
        delete(8, "gone", None),
        edit(9, "one", vid("phone", 1), "first again"),
    ];
    assert_eq!(done(t, user, "phone", mutations).await.0, 9);
    t.run_jobs().await;
    let change = PreferencesChange { country: Some(Some("NZ".to_owned())), ..PreferencesChange::default() };
    t.app.write(user, change, |tx, ctx, change| Box::pin(change_preferences(tx, ctx, change))).await.unwrap();
}

fn kinds(rows: &[Row]) -> Vec<(RowKind, uuid::Uuid, bool)> {
    let mut kinds: Vec<_> = rows.iter().map(|row| (row.kind, row.id, row.content.is_some())).collect();
    kinds.sort_by_key(|(kind, id, _)| (format!("{kind:?}"), *id));
    kinds
}

/// Bytes of what somebody wrote.
fn written(row: &Row) -> usize {
    match row.content.as_ref().unwrap() {
        Content::Entry(entry) => {
            let tags: usize = entry.tags.iter().map(|tag| tag.len()).sum();
            entry.text.len() + entry.title.len() + tags
        }
        Content::Person(person) => person.name.len() + person.notes.len(),
        _ => 0,
    }
}

async fn reset(t: &TestApp, user: UserId, cookie: i64, epoch: i64) -> Option<Reset> {
    match ask(t, user, Pull { client: client("phone"), cookie, epoch, fresh: false, limit: 500 }).await {
        Pulled::Delta(_) => None,
        Pulled::Reset(reset) => Some(reset),
    }
}

on_both_engines! {
    async fn the_first_pull_brings_everything_and_names_the_epoch(t: TestApp) {
        let ana = t.writer("ana").await;
        let empty = pull(&t, ana, "phone", 0).await;
        assert_eq!((empty.from, empty.to, empty.last_mid, empty.more, empty.rows.len()), (0, 0, 0, false, 0));
        assert_ne!(empty.epoch, 0);
        live(&t, ana).await;
        let delta = pull(&t, ana, "phone", 0).await;
        assert_eq!((delta.from, delta.epoch, delta.last_mid, delta.more), (0, empty.epoch, 9, false));
        let mut expected = vec![
            (RowKind::Analysis, id("gone"), false),
            (RowKind::Analysis, id("one"), true),
            (RowKind::Entry, id("gone"), false),
            (RowKind::Entry, id("one"), true),
            (RowKind::Entry, id("two"), true),
            (RowKind::Person, id("ben"), true),
            (RowKind::Preferences, ana.0, true),
        ];
        expected.sort_by_key(|(kind, id, _)| (format!("{kind:?}"), *id));
        assert_eq!(kinds(&delta.rows), expected);
        assert_eq!(delta.rows.last().unwrap().rev, delta.to);
        assert!(delta.rows.is_sorted_by_key(|row| row.rev));
    }

    async fn rows_are_what_reading_them_gives(t: TestApp) {
        let ana = t.writer("ana").await;
        live(&t, ana).await;
        for row in pull(&t, ana, "phone", 0).await.rows {
            match row.content {
                None => assert_eq!(row.id, id("gone")),
                Some(Content::Entry(entry)) => {
                    assert_eq!((entry.id.0, entry.rev), (row.id, row.rev));
                    assert_eq!(find(&t, ana, entry.id).await.unwrap(), *entry);
                }
                Some(Content::Analysis(analysis)) => {
                    assert_eq!((analysis.entry_id.0, analysis.rev), (row.id, row.rev));
                    assert_eq!(find_analysis(&t, ana, analysis.entry_id).await.unwrap(), *analysis);
                }
                Some(Content::Person(person)) => {
                    assert_eq!((person.id.0, person.rev, person.name.as_str()), (row.id, row.rev, "ben"));
                }
                Some(Content::Preferences(preferences)) => {
                    assert_eq!(row.id, ana.0);
                    let stored = t.app.read(ana, (), |tx, ()| Box::pin(find_preferences(tx))).await.unwrap();
                    assert_eq!(preferences, stored);
                }
            }
        }
    }

    async fn pages_of_any_size_make_the_whole(t: TestApp) {
        let ana = t.writer("ana").await;
        live(&t, ana).await;
        let whole = pull(&t, ana, "phone", 0).await;
        for limit in [1, 2, 3, 6, 7, 8] {
            let (mut cookie, mut rows) = (0, Vec::new());
            loop {
                let page = pull_page(&t, ana, cookie, limit).await;
                assert_eq!((page.from, page.last_mid), (cookie, 9));
                assert!(i64::try_from(page.rows.len()).unwrap() <= limit && page.to > cookie);
                rows.extend(page.rows.iter().map(|row| (row.rev, row.id)));
                cookie = page.to;
                if !page.more {
                    break;
                }
            }
            assert_eq!(cookie, whole.to, "{limit} at a time");
            assert_eq!(rows, whole.rows.iter().map(|row| (row.rev, row.id)).collect::<Vec<_>>(), "{limit} at a time");
        }
        for (limit, expected) in [(0, 1), (-5, 1), (i64::MAX, whole.rows.len())] {
            assert_eq!(pull_page(&t, ana, 0, limit).await.rows.len(), expected, "a limit of {limit}");
        }
    }

    async fn whatever_is_long_comes_in_smaller_pages(t: TestApp) {
        let ana = t.writer("ana").await;
        let (notes, title, tag) = ("ü".repeat(10_000), "🙂".repeat(200), "🙂".repeat(49));
        for number in 0..60 {
            let name = format!("person {number}").into();
            let new = NewPerson { id: None, name, relationship: Relationship::Friend, notes: notes.as_str().into() };
            t.app.write(ana, new, |tx, ctx, new| Box::pin(people::create_person(tx, ctx, new))).await.unwrap();
        }
        for _ in 0..200 {
            let tags = (0..10).map(|number| format!("{tag}{number}").into()).collect();
            let new = NewEntry { title: title.as_str().into(), tags, ..draft("x") };
            support::create(&t, ana, new).await.unwrap();
        }
        let (mut cookie, mut seen) = (0, 0);
        loop {
            let page = pull_page(&t, ana, cookie, i64::MAX).await;
            let bytes: usize = page.rows.iter().map(written).sum();
            assert!(bytes < 600_000, "{bytes} bytes in a page of {} rows", page.rows.len());
            (cookie, seen) = (page.to, seen + page.rows.len());
            if !page.more {
                break;
            }
        }
        assert_eq!(seen, 260);
    }

    async fn long_entries_come_in_smaller_pages(t: TestApp) {
        let ana = t.writer("ana").await;
        let text = "a".repeat(100_000);
        let names: Vec<String> = (1..=120).map(|number| format!("entry {number}")).collect();
        for (mid, name) in (1..).zip(&names) {
            done(&t, ana, "phone", [create(mid, name, &text)]).await;
        }
        let (mut cookie, mut seen) = (0, Vec::new());
        loop {
            let page = pull_page(&t, ana, cookie, i64::MAX).await;
            assert!(page.rows.len() <= 6, "{} rows of 100 kB in one page", page.rows.len());
            seen.extend(page.rows.iter().map(|row| row.id));
            cookie = page.to;
            if !page.more {
                break;
            }
        }
        assert_eq!(seen.len(), names.len());
    }

    async fn from_a_cookie_only_what_came_later(t: TestApp) {
        let ana = t.writer("ana").await;
        live(&t, ana).await;
        let cookie = pull(&t, ana, "phone", 0).await.to;
        let nothing = pull(&t, ana, "phone", cookie).await;
        assert_eq!((nothing.from, nothing.to, nothing.more, nothing.rows.len()), (cookie, cookie, false, 0));
        done(&t, ana, "desk", [entitle(1, "two", "another title")]).await;
        let delta = pull(&t, ana, "phone", cookie).await;
        assert_eq!((delta.from, delta.to, delta.last_mid), (cookie, cookie + 1, 9));
        assert_eq!(kinds(&delta.rows), [(RowKind::Entry, id("two"), true)]);
    }

    async fn another_history_is_reset(t: TestApp) {
        let ana = t.writer("ana").await;
        live(&t, ana).await;
        let Delta { to, epoch, .. } = pull(&t, ana, "phone", 0).await;
        let expected = |from, from_epoch| Some(Reset { from, from_epoch, epoch, floor: 0, reason: ResetReason::Epoch });
        assert_eq!(reset(&t, ana, to, epoch).await, None);
        assert_eq!(reset(&t, ana, to + 1, 0).await, expected(to + 1, 0));
        assert_eq!(reset(&t, ana, to, epoch - 1).await, expected(to, epoch - 1));
        assert_eq!(reset(&t, ana, 0, epoch - 1).await, expected(0, epoch - 1));
    }

    async fn whoever_missed_deletions_starts_over(t: TestApp) {
        let ana = t.writer("ana").await;
        live(&t, ana).await;
        let Delta { epoch, .. } = pull(&t, ana, "phone", 0).await;
        t.store.raw().await.set("user_sync", "floor", 5).await;
        let expected = Reset { from: 4, from_epoch: epoch, epoch, floor: 5, reason: ResetReason::Floor };
        assert_eq!(reset(&t, ana, 4, epoch).await, Some(expected));
        assert_eq!(reset(&t, ana, 0, epoch).await, Some(Reset { from: 0, ..expected }), "unless it says that it is fresh");
        for cookie in [5, 6] {
            assert_eq!(reset(&t, ana, cookie, epoch).await, None, "from {cookie}");
        }
        assert_eq!(reset(&t, ana, 0, 0).await, None, "one that never pulled holds nothing");
    }

    async fn whoever_holds_nothing_pages_all_there_is(t: TestApp) {
        let ana = t.writer("ana").await;
        live(&t, ana).await;
        let whole = pull(&t, ana, "phone", 0).await;
        t.store.raw().await.set("user_sync", "floor", whole.to).await;
        let (mut cookie, mut rows) = (0, 0);
        while cookie < whole.to {
            let page = Pull { client: client("phone"), cookie, epoch: whole.epoch, fresh: true, limit: 2 };
            let Pulled::Delta(page) = ask(&t, ana, page).await else { panic!("reset at {cookie}") };
            (cookie, rows) = (page.to, rows + page.rows.len());
        }
        assert_eq!(rows, whole.rows.len());
    }

    async fn a_client_that_knows_more_than_the_database_begins_a_new_epoch(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        live(&t, ana).await;
        let Delta { to, epoch, .. } = pull(&t, ana, "phone", 0).await;
        let of_ben = pull(&t, ben, "phone", 0).await.epoch;
        let mut hints = t.app.hub().subscribe(ana);
        let begun = reset(&t, ana, to + 1, epoch).await.unwrap();
        assert_eq!((begun.from, begun.from_epoch, begun.reason), (to + 1, epoch, ResetReason::Epoch));
        assert!(begun.epoch > epoch);
        hints.changed().await;
        assert_eq!(reset(&t, ana, to + 1, epoch).await, Some(begun), "the same for all who come from there");
        assert_eq!(reset(&t, ana, to, epoch).await.unwrap().epoch, begun.epoch, "and for those who are not ahead");
        let fresh = pull(&t, ana, "phone", 0).await;
        assert_eq!((fresh.epoch, fresh.to), (begun.epoch, to));
        assert_eq!(pull(&t, ben, "phone", 0).await.epoch, of_ben, "nobody else is concerned");
        let (refused, none) = (push_of(client("phone"), epoch, vec![create(10, "late", "x")]), entry("late"));
        assert!(matches!(send(&t, ana, refused).await.unwrap(), Pushed::Reset(reset) if reset.epoch == begun.epoch));
        assert!(find(&t, ana, none).await.is_err(), "nothing of it is applied");
    }

    async fn results_tell_what_did_not_simply_happen(t: TestApp) {
        let ana = t.writer("ana").await;
        done(&t, ana, "desk", [create(1, "one", "x"), edit(2, "one", vid("desk", 1), "y"), create(3, "", "")]).await;
        done(&t, ana, "phone", [create(1, "two", "x"), edit(2, "one", vid("desk", 1), "z"), entitle(3, "none", "x")]).await;
        let told: Vec<_> = pull(&t, ana, "phone", 0).await.results.iter().map(|result| (result.mid, result.status)).collect();
        assert_eq!(told, [(2, MutationStatus::Conflict), (3, MutationStatus::Rejected)], "its own, and no others");
        let delta = pull(&t, ana, "tablet", 0).await;
        assert_eq!((delta.last_mid, delta.results.len()), (0, 0));
    }

    async fn nobody_pulls_anothers_rows(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        live(&t, ana).await;
        let delta = pull(&t, ben, "phone", 0).await;
        assert_eq!((delta.to, delta.last_mid, delta.rows.len(), delta.results.len()), (0, 0, 0, 0));
    }

    async fn a_mutation_and_its_effect_are_seen_together(t: TestApp) {
        const MUTATIONS: i64 = 60;
        let ana = t.writer("ana").await;
        let mut pushes = JoinSet::new();
        let app = t.app.clone();
        pushes.spawn(async move {
            for mid in 1..=MUTATIONS {
                let push = push_of(client("phone"), 0, vec![create(mid, &mid.to_string(), "x")]);
                app.write(ana, push, |tx, ctx, push| Box::pin(hearken_app::sync::push(tx, ctx, push))).await.unwrap();
            }
        });
        let (mut cookie, mut seen) = (0, BTreeMap::new());
        while cookie < MUTATIONS {
            let delta = pull(&t, ana, "phone", cookie).await;
            seen.extend(delta.rows.iter().map(|row| (row.id, row.rev)));
            cookie = delta.to;
            assert_eq!((i64::try_from(seen.len()).unwrap(), delta.to), (delta.last_mid, delta.last_mid));
            tokio::task::yield_now().await;
        }
        pushes.join_all().await;
        assert!(seen.contains_key(&entry("1").0));
    }
}
