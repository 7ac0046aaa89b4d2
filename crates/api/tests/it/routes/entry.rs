//! `/entries/{id}`

use std::time::Duration;

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn only_the_fields_that_are_given_change(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let new = json!({ "text": "one two", "title": "T", "mood": 3, "tags": ["x"], "private": true });
        let before = ana.post("/entries", new).await.expect(201);
        let url = format!("/entries/{}", before["id"].as_str().unwrap());
        t.advance(Duration::from_secs(5));
        for (change, field) in [
            (json!({ "title": "" }), "title"),
            (json!({ "mood": null }), "mood"),
            (json!({ "tags": [] }), "tags"),
            (json!({ "private": false }), "private"),
            (json!({ "text": "one two three" }), "text"),
        ] {
            let after = ana.patch(&url, change.clone()).await.expect(200);
            assert_eq!(after[field], change[field]);
            assert_eq!(after["created_at"], before["created_at"]);
            assert_eq!(after["updated_at"], "2026-11-20T12:00:05.000Z");
        }
        let after = ana.get(&url).await.expect(200);
        assert_eq!(
            (&after["word_count"], &after["text"], &after["mood"]),
            (&json!(3), &json!("one two three"), &json!(null))
        );
        assert_ne!(after["vid"], before["vid"], "a new text is a new version");
    }

    async fn an_empty_change_changes_nothing_that_shows(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let before = ana.post("/entries", json!({ "text": "a", "mood": 2 })).await.expect(201);
        let after = ana.patch(&format!("/entries/{}", before["id"].as_str().unwrap()), json!({})).await.expect(200);
        assert_eq!(after, before);
    }

    async fn a_deleted_entry_is_gone(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = ana.entry("a").await;
        assert_eq!(ana.delete(&format!("/entries/{id}")).await.status, 204);
        for path in [format!("/entries/{id}"), format!("/entries/{id}/analysis")] {
            assert_eq!(ana.get(&path).await.code(404), "not_found");
        }
        assert_eq!(ana.delete(&format!("/entries/{id}")).await.code(404), "not_found");
    }

    async fn a_text_that_has_changed_is_not_deleted_unseen(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let seen = ana.post("/entries", json!({ "text": "one" })).await.expect(201);
        let url = format!("/entries/{}", seen["id"].as_str().unwrap());
        let current = ana.patch(&url, json!({ "text": "two" })).await.expect(200);
        assert_eq!(ana.delete(&format!("{url}?vid={}", seen["vid"].as_str().unwrap())).await.code(409), "stale");
        assert_eq!(ana.delete(&format!("{url}?vid={}", current["vid"].as_str().unwrap())).await.status, 204);
    }
}
