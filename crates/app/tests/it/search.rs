//! Searching: all of a long journal is looked through, what is damaged is left out, and nothing is left behind.

use std::path::Path;

use hearken_app::journal::TimeWindow;
use hearken_app::search::{SearchPage, SearchQuery, search};
use hearken_domain::search::Query;
use hearken_domain::{NewEntry, UserId};
use hearken_testkit::{TestApp, on_both_engines};
use jiff::tz::TimeZone;

use crate::support::{create, draft};

fn query(typed: &str, limit: usize) -> SearchQuery {
    SearchQuery {
        query: Query::parse(typed),
        time_zone: TimeZone::UTC,
        person: None,
        tag: None,
        mood: None,
        status: None,
        window: TimeWindow::default(),
        after: None,
        limit,
    }
}

async fn find(t: &TestApp, user: UserId, typed: &str) -> Vec<String> {
    let page = search(&t.app, user, query(typed, 100)).await.unwrap();
    page.hits.iter().map(|hit| hit.entry.text.to_string()).collect()
}

on_both_engines! {
    async fn every_stretch_of_a_long_journal_is_looked_through(t: TestApp) {
        let ana = t.writer("ana").await;
        for number in 0..1201 {
            let text = if number % 400 == 0 { format!("needle {number}") } else { format!("hay {number}") };
            create(&t, ana, draft(&text)).await.unwrap();
        }
        assert_eq!(find(&t, ana, "needle").await, ["needle 1200", "needle 800", "needle 400", "needle 0"]);
        let mut seen = 0;
        let mut next = query("hay", 100);
        loop {
            let SearchPage { hits, next: cursor } = search(&t.app, ana, next).await.unwrap();
            seen += hits.len();
            let Some(cursor) = cursor else { break };
            next = SearchQuery { after: Some(cursor), ..query("hay", 100) };
        }
        assert_eq!(seen, 1197);
    }

    async fn what_does_not_open_hides_nothing_else(t: TestApp) {
        for (name, column) in [("ana", "meta"), ("ben", "body")] {
            let user = t.writer(name).await;
            create(&t, user, draft("tea one")).await.unwrap();
            t.store.raw().await.spoil("entries", column).await;
            create(&t, user, draft("tea two")).await.unwrap();
            assert_eq!(find(&t, user, "tea").await, ["tea two"], "{column}");
        }
    }

    async fn searches_of_one_user_take_turns_and_all_answer(t: TestApp) {
        let ana = t.writer("ana").await;
        create(&t, ana, draft("tea")).await.unwrap();
        let searches = (0..20).map(|_| search(&t.app, ana, query("tea", 1)));
        for page in futures_util::future::join_all(searches).await {
            assert_eq!(page.unwrap().hits.len(), 1);
        }
    }

    async fn nothing_that_was_searched_is_left_on_the_disk(t: TestApp) {
        let ana = t.writer("ana").await;
        let new = NewEntry { title: "Zqxjk".into(), tags: vec!["vbpwf".into()], ..draft("Zqxjkv, grüßend") };
        create(&t, ana, new).await.unwrap();
        assert_eq!(find(&t, ana, "zqxjkv grussend tag:vbpwf").await.len(), 1);
        for words in ["zqxjk", "Zqxjk", "vbpwf", "grussend"] {
            assert_eq!(files_with(t.store.dir(), words), Vec::<String>::new(), "{words}");
        }
    }
}

fn files_with(dir: &Path, needle: &str) -> Vec<String> {
    let files = std::fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
    let has = |path: &Path| std::fs::read(path).unwrap().windows(needle.len()).any(|bytes| bytes == needle.as_bytes());
    files.filter(|path| has(path)).map(|path| path.display().to_string()).collect()
}
