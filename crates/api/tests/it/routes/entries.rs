//! `/entries`

use hearken_testkit::{TestApp, on_both_engines};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::support::Client;

fn titles(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|entry| entry["title"].as_str().unwrap()).collect()
}

on_both_engines! {
    async fn an_entry_is_kept_as_it_was_written(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let text = " <b>I <3 you</b> & \"you\"\r\n\t\u{0}👩‍👩‍👧 é e\u{301} ";
        let new = json!({
            "text": text, "title": "  A title ", "mood": 4, "tags": ["Home", "home"],
            "written_at": "2026-11-19T23:30:00.5+02:00",
        });
        let created = ana.post("/entries", new).await.expect(201);
        assert_eq!(created["text"], text);
        assert_json_snapshot!("entry", created, { ".id" => "[id]", ".vid" => "[vid]", ".text" => "[text]" });
        let found = ana.get(&format!("/entries/{}", created["id"].as_str().unwrap())).await.expect(200);
        assert_eq!(found, created);
    }

    async fn creating_again_changes_nothing(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = "0192f0c1-0000-7000-8000-000000000001";
        let first = ana.post("/entries", json!({ "id": id, "text": "one" })).await.expect(201);
        let again = ana.post("/entries", json!({ "id": id, "text": "two" })).await.expect(201);
        assert_eq!(again, first);
        assert_eq!(ana.get("/entries").await.expect(200)["items"].as_array().unwrap().len(), 1);
        let ben = Client::user(&t, "ben").await;
        let of_ben = ben.post("/entries", json!({ "id": id, "text": "mine" })).await.expect(201);
        assert_eq!(of_ben["text"], "mine", "another user's ids are another matter");
    }

    async fn pages_follow_each_other_without_gaps(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for i in 0..7 {
            // Two share each moment, so that the order needs the id as well.
            let written_at = format!("2026-11-{:02}T12:00:00Z", 10 + i / 2);
            let entry = json!({ "text": "a", "title": format!("{i}"), "written_at": written_at });
            ana.post("/entries", entry).await.expect(201);
        }
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = ana.get(&format!("/entries?limit=2{cursor}")).await.expect(200);
            seen.extend(titles(&page).into_iter().map(ToOwned::to_owned));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, ["6", "5", "4", "3", "2", "1", "0"]);
    }

    async fn whoever_was_found_counts_like_whoever_is_linked(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let ben = ana.person("Ben").await;
        for title in ["linked", "found", "neither"] {
            let text = if title == "found" { "Ben made me laugh." } else { "A quiet day." };
            let people = if title == "linked" { vec![&ben] } else { Vec::new() };
            let entry = json!({ "title": title, "text": text, "people": people, "status": "published" });
            ana.post("/entries", entry).await.expect(201);
        }
        t.run_jobs().await;
        assert_eq!(titles(&ana.get(&format!("/entries?person={ben}")).await.expect(200)), ["found", "linked"]);
    }

    async fn a_stretch_that_ends_before_it_begins_is_refused(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let stretch = "/entries?from=2026-11-03T00:00:00Z&to=2026-11-02T00:00:00Z";
        assert_eq!(ana.get(stretch).await.problem(422), ("invalid_field".to_owned(), Some("from".to_owned())));
    }

    async fn filters_narrow_the_list(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let ben = ana.person("Ben").await;
        for (title, entry) in [
            ("a", json!({ "tags": ["work"], "written_at": "2026-11-01T00:00:00Z" })),
            ("b", json!({ "people": [ben], "written_at": "2026-11-02T00:00:00Z", "status": "published" })),
            ("c", json!({ "tags": ["work", "home"], "people": [ben], "written_at": "2026-11-03T00:00:00Z" })),
        ] {
            let mut entry = entry;
            entry["text"] = json!("text");
            entry["title"] = json!(title);
            ana.post("/entries", entry).await.expect(201);
        }
        for (query, expected) in [
            (String::new(), vec!["c", "b", "a"]),
            ("tag=work".to_owned(), vec!["c", "a"]),
            (format!("person={ben}"), vec!["c", "b"]),
            (format!("person={ben}&tag=home"), vec!["c"]),
            ("status=published".to_owned(), vec!["b"]),
            ("from=2026-11-02T00:00:00Z".to_owned(), vec!["c", "b"]),
            ("to=2026-11-02T00:00:00Z".to_owned(), vec!["a"]),
            ("from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z".to_owned(), vec!["b"]),
            ("tag=nothing".to_owned(), vec![]),
        ] {
            assert_eq!(titles(&ana.get(&format!("/entries?{query}")).await.expect(200)), expected, "{query}");
        }
    }
}
