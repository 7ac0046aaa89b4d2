//! `/search`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::support::Client;

fn titles(page: &Value) -> Vec<&str> {
    page["items"].as_array().unwrap().iter().map(|hit| hit["entry"]["title"].as_str().unwrap()).collect()
}

fn words<'t>(text: &'t str, spans: &Value) -> Vec<&'t str> {
    let starts: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = |span: &Value, end: &str| starts[usize::try_from(span[end].as_u64().unwrap()).unwrap()];
    spans.as_array().unwrap().iter().map(|span| &text[at(span, "start")..at(span, "end")]).collect()
}

async fn write(ana: &Client, entries: &[Value]) {
    for entry in entries {
        let mut entry = entry.clone();
        entry["text"] = entry["text"].as_str().unwrap_or("A quiet day.").into();
        ana.post("/entries", entry).await.expect(201);
    }
}

/// The query string of `q`.
fn typed(q: &str) -> String {
    format!("/search?{}", form_urlencoded::Serializer::new(String::new()).append_pair("q", q).finish())
}

on_both_engines! {
    async fn hits_come_the_best_first_with_their_places(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let text = "🙂 Zoë wrote of the old lighthouse.";
        write(&ana, &[
            json!({ "title": "a", "text": text, "written_at": "2026-11-01T00:00:00Z", "private": true }),
            json!({ "title": "The lighthouse", "written_at": "2026-11-02T00:00:00Z" }),
            json!({ "title": "b", "text": "The light in the house", "written_at": "2026-11-03T00:00:00Z" }),
            json!({ "title": "c", "text": "Of lighthouses", "written_at": "2026-11-04T00:00:00Z", "status": "published" }),
        ]).await;
        let page = ana.get(&typed("LIGHTHOUSE")).await.expect(200);
        assert_eq!(titles(&page), ["The lighthouse", "a", "c"]);
        assert_eq!(words("The lighthouse", &page["items"][0]["title_matches"]), ["lighthouse"]);
        assert_eq!(words(text, &page["items"][1]["snippet"]["matches"]), ["lighthouse"]);
        assert_eq!(page["items"][1]["snippet"]["end"], text.chars().count());
        assert_eq!(page["items"][1]["entry"]["text"], text);
        let page = ana.get(&typed("zoe \"old lighthouse\" -house")).await.expect(200);
        assert_eq!(titles(&page), ["a"]);
        assert_eq!(words(text, &page["items"][0]["snippet"]["matches"]), ["Zoë", "old lighthouse"]);
    }

    async fn what_is_typed_and_what_is_chosen_narrows_alike(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let (ben, mary) = (ana.person("Ben").await, ana.person("Mary Jane").await);
        write(&ana, &[
            json!({ "title": "linked", "people": [ben, mary], "mood": 5, "written_at": "2026-03-01T23:30:00Z" }),
            json!({ "title": "found", "text": "Ben laughed.", "tags": ["work"], "mood": 2, "status": "published",
                "written_at": "2026-03-02T12:00:00Z" }),
            json!({ "title": "neither", "tags": ["Work", "home"], "written_at": "2026-04-01T12:00:00Z" }),
        ]).await;
        t.run_jobs().await;
        for (path, expected) in [
            (typed(""), vec!["neither", "found", "linked"]),
            (typed("person:ben"), vec!["found", "linked"]),
            (format!("/search?person={ben}"), vec!["found", "linked"]),
            (typed("person:\"mary jane\" -person:tom"), vec!["linked"]),
            (typed("mary"), vec!["linked"]),
            (typed("tag:work"), vec!["neither", "found"]),
            ("/search?tag=work".to_owned(), vec!["found"]),
            (typed("tag:work -tag:home"), vec!["found"]),
            (typed("mood:2-4"), vec!["found"]),
            ("/search?mood=5".to_owned(), vec!["linked"]),
            (typed("status:draft quiet"), vec!["neither", "linked"]),
            ("/search?status=published".to_owned(), vec!["found"]),
            (typed("from:2026-03-02 to:2026-03"), vec!["found"]),
            (format!("{}&tz=Europe/Berlin", typed("from:2026-03-02 to:2026-03")), vec!["found", "linked"]),
            ("/search?from=2026-03-02T00:00:00Z&to=2026-04-01T00:00:00Z".to_owned(), vec!["found"]),
        ] {
            assert_eq!(titles(&ana.get(&path).await.expect(200)), expected, "{path}");
        }
    }

    async fn pages_follow_each_other_without_gaps(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for i in 0..7 {
            // Two share each moment, and every third one its rank.
            let (written_at, text) = (format!("2026-11-{:02}T12:00:00Z", 10 + i / 2), ["tea", "teapot"][i % 3 / 2]);
            let title = format!("{i}");
            write(&ana, &[json!({ "title": title, "text": text, "written_at": written_at })]).await;
        }
        let all = ana.get(&typed("tea")).await.expect(200);
        assert_eq!(titles(&all), ["6", "4", "3", "1", "0", "5", "2"]);
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = ana.get(&format!("{}&limit=2{cursor}", typed("tea"))).await.expect(200);
            seen.extend(titles(&page).into_iter().map(ToOwned::to_owned));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, titles(&all));
    }

    async fn what_breaks_a_rule_is_named(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let (long, most) = ("é".repeat(501), "é".repeat(500));
        ana.get(&typed(&most)).await.expect(200);
        for (path, field) in [
            (typed(&long), "q"),
            (typed("from:soon"), "q"),
            (typed("mood:7"), "q"),
            (typed("tag:"), "q"),
            ("/search?mood=6".to_owned(), "mood"),
            ("/search?limit=0".to_owned(), "limit"),
            ("/search?limit=101".to_owned(), "limit"),
            ("/search?cursor=1.2".to_owned(), "cursor"),
            ("/search?cursor=x.1.0192f0c1-0000-7000-8000-000000000000".to_owned(), "cursor"),
            ("/search?tz=Mars/Olympus".to_owned(), "tz"),
            ("/search?person=ben".to_owned(), "person"),
            ("/search?status=lost".to_owned(), "status"),
            ("/search?colour=red".to_owned(), "colour"),
            ("/search?from=2026-11-03T00:00:00Z&to=2026-11-02T00:00:00Z".to_owned(), "from"),
        ] {
            assert_eq!(ana.get(&path).await.problem(422), ("invalid_field".to_owned(), Some(field.to_owned())), "{path}");
        }
        let refused = ana.get(&typed("from:heliotrope")).await;
        assert!(!refused.text().contains("heliotrope"), "{}", refused.text());
        assert!(refused.text().contains("from: takes a date as in 2026-03-05"), "{}", refused.text());
    }

    async fn nobody_finds_what_is_not_theirs(t: TestApp) {
        let (ana, ben) = (Client::user(&t, "ana").await, Client::user(&t, "ben").await);
        let mira = ana.person("Heliotrope").await;
        write(&ana, &[json!({ "title": "heliotrope", "text": "heliotrope", "tags": ["heliotrope"], "people": [mira] })]).await;
        for query in ["heliotrope", "tag:heliotrope", "person:heliotrope", ""] {
            assert_eq!(ben.get(&typed(query)).await.expect(200)["items"], json!([]), "{query}");
        }
        assert_eq!(ben.get(&format!("/search?person={mira}")).await.expect(200)["items"], json!([]));
        assert_eq!(titles(&ana.get(&typed("heliotrope")).await.expect(200)), ["heliotrope"]);
    }
}
