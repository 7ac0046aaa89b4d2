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

    async fn a_deleted_entry_is_not_created_by_a_late_repeat(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let new = json!({ "id": "0192f0c1-0000-7000-8000-000000000000", "text": "a" });
        ana.post("/entries", new.clone()).await.expect(201);
        ana.post("/entries", new.clone()).await.expect(201);
        ana.delete("/entries/0192f0c1-0000-7000-8000-000000000000").await.expect(204);
        assert_eq!(ana.post("/entries", new).await.code(410), "deleted");
    }

    async fn whoever_is_linked_must_be_there(t: TestApp) {
        let (ana, ben) = (Client::user(&t, "ana").await, Client::user(&t, "ben").await);
        let cleo = ben.person("Cleo").await;
        let named = || ("invalid_field".to_owned(), Some("people".to_owned()));
        assert_eq!(ana.post("/entries", json!({ "text": "a", "people": [cleo] })).await.problem(422), named());
        let id = ana.entry("a").await;
        assert_eq!(ana.patch(&format!("/entries/{id}"), json!({ "people": [cleo] })).await.problem(422), named());
    }

    async fn an_entry_that_cannot_be_decrypted_says_so(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = ana.entry("a").await;
        t.store.raw().await.spoil("entries", "body").await;
        assert_eq!(ana.get(&format!("/entries/{id}")).await.code(500), "unreadable");
        assert_eq!(ana.get("/entries").await.expect(200)["items"], json!([]));
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
