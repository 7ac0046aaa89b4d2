//! Listing entries: filters look inside what is sealed, and cursors lead through everything exactly once.

use std::time::Duration;

use hearken_app::journal::{self, EntryFilter, EntryPage, EntryQuery, TimeWindow};
use hearken_domain::{EntryId, EntryStatus, NewEntry, Timestamp, UserId};
use hearken_testkit::{START, TestApp, on_both_engines};

use crate::support::{add_person, create, draft, finished, id};

fn at(minutes: u64) -> Timestamp {
    START + Duration::from_mins(minutes)
}

fn query(limit: usize) -> EntryQuery {
    EntryQuery { filter: EntryFilter::default(), window: TimeWindow::default(), limit }
}

async fn list(t: &TestApp, user: UserId, query: EntryQuery) -> EntryPage {
    t.app.read(user, query, |tx, query| Box::pin(journal::list_entries(tx, query))).await.unwrap()
}

/// Follows the cursors to the end; the texts in order.
async fn all_pages(t: &TestApp, user: UserId, mut query: EntryQuery) -> Vec<String> {
    let mut texts = Vec::new();
    loop {
        let page = list(t, user, query.clone()).await;
        assert!(page.entries.len() <= query.limit);
        assert!(page.next.is_none() || page.entries.len() == query.limit, "only the last page may be short");
        texts.extend(page.entries.iter().map(|entry| entry.text.to_string()));
        let Some(next) = page.next else { return texts };
        query.window.after = Some(next);
    }
}

/// Entries `0` to `count - 1`, one a minute, every tenth with a tag.
async fn write_many(t: &TestApp, user: UserId, count: u64) {
    for number in 0..count {
        let tags = if number % 10 == 0 { vec!["tenth".into()] } else { Vec::new() };
        let new = NewEntry { tags, written_at: Some(at(number)), ..draft(&number.to_string()) };
        create(t, user, new).await.unwrap();
    }
}

fn numbers(numbers: impl IntoIterator<Item = u64>) -> Vec<String> {
    numbers.into_iter().map(|number| number.to_string()).collect()
}

on_both_engines! {
    async fn newest_first_page_by_page(t: TestApp) {
        let ana = t.writer("ana").await;
        write_many(&t, ana, 7).await;
        for limit in [1, 2, 3, 6, 7, 8] {
            assert_eq!(all_pages(&t, ana, query(limit)).await, numbers((0..7).rev()), "{limit} at a time");
        }
        assert!(list(&t, ana, query(7)).await.next.is_none(), "a full last page is the last");
        let nobody = t.writer("ben").await;
        assert!(list(&t, nobody, query(7)).await.entries.is_empty());
    }

    async fn entries_of_the_same_moment_come_once_each(t: TestApp) {
        let ana = t.writer("ana").await;
        for name in ["a", "b", "c", "d", "e"] {
            let new = NewEntry { id: Some(EntryId(id(name))), written_at: Some(START), ..draft(name) };
            create(&t, ana, new).await.unwrap();
        }
        let whole = all_pages(&t, ana, query(10)).await;
        for limit in [1, 2, 3, 4] {
            assert_eq!(all_pages(&t, ana, query(limit)).await, whole);
        }
        let mut sorted = whole.clone();
        sorted.sort();
        assert_eq!(sorted, ["a", "b", "c", "d", "e"]);
    }

    async fn few_among_many(t: TestApp) {
        let ana = t.writer("ana").await;
        write_many(&t, ana, 450).await;
        let tenth = EntryFilter { tag: Some("tenth".into()), ..EntryFilter::default() };
        let expected = numbers((0..450).rev().step_by(10).map(|number| number / 10 * 10));
        for limit in [1, 7, 45, 50] {
            let filtered = EntryQuery { filter: tenth.clone(), ..query(limit) };
            assert_eq!(all_pages(&t, ana, filtered).await, expected, "{limit} at a time");
        }
        let none = EntryFilter { tag: Some("never".into()), ..EntryFilter::default() };
        let page = list(&t, ana, EntryQuery { filter: none, ..query(3) }).await;
        assert!(page.entries.is_empty() && page.next.is_none());
        let one = EntryFilter { tag: Some("tenth".into()), ..EntryFilter::default() };
        let oldest = TimeWindow { to: Some(at(5)), ..TimeWindow::default() };
        let page = list(&t, ana, EntryQuery { filter: one, window: oldest, limit: 1 }).await;
        assert_eq!((page.entries.len(), page.next), (1, None));
    }

    async fn every_filter_alone_and_together(t: TestApp) {
        let ana = t.writer("ana").await;
        let (ben, cleo) = (add_person(&t, ana, "Ben").await, add_person(&t, ana, "Cleo").await);
        let both = NewEntry { people: vec![ben, cleo], tags: vec!["home".into()], ..finished("both") };
        create(&t, ana, NewEntry { written_at: Some(at(3)), ..both }).await.unwrap();
        let only_ben = NewEntry { people: vec![ben], tags: vec!["Home".into()], ..draft("ben") };
        create(&t, ana, NewEntry { written_at: Some(at(2)), ..only_ben }).await.unwrap();
        create(&t, ana, NewEntry { written_at: Some(at(1)), ..finished("nobody") }).await.unwrap();
        let all = EntryFilter::default();
        for (filter, expected) in [
            (EntryFilter { person: Some(ben), ..all.clone() }, vec!["both", "ben"]),
            (EntryFilter { person: Some(cleo), ..all.clone() }, vec!["both"]),
            (EntryFilter { tag: Some("home".into()), ..all.clone() }, vec!["both"]),
            (EntryFilter { status: Some(EntryStatus::Draft), ..all.clone() }, vec!["ben"]),
            (EntryFilter { status: Some(EntryStatus::Published), ..all.clone() }, vec!["both", "nobody"]),
            (EntryFilter { person: Some(ben), status: Some(EntryStatus::Published), tag: Some("home".into()) }, vec!["both"]),
            (EntryFilter { person: Some(cleo), status: Some(EntryStatus::Draft), ..all }, vec![]),
        ] {
            assert_eq!(all_pages(&t, ana, EntryQuery { filter, ..query(1) }).await, expected);
        }
    }

    async fn a_stretch_of_time(t: TestApp) {
        let ana = t.writer("ana").await;
        write_many(&t, ana, 6).await;
        let window = |from, to| TimeWindow { from, to, after: None };
        for (window, expected) in [
            (window(Some(at(4)), None), numbers([5, 4])),
            (window(None, Some(at(2))), numbers([1, 0])),
            (window(Some(at(2)), Some(at(4))), numbers([3, 2])),
            (window(Some(at(4)), Some(at(4))), vec![]),
            (window(Some(at(5)), Some(at(1))), vec![]),
        ] {
            assert_eq!(all_pages(&t, ana, EntryQuery { window, ..query(1) }).await, expected, "{window:?}");
        }
    }
}
