//! `/entries/{id}/versions`

use std::time::Duration;

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::support::Client;
use crate::sync_client::{mutation, push};

const ENTRY: &str = "0192f0c1-0000-7000-8000-0000000000e1";

on_both_engines! {
    async fn a_text_has_its_versions(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let new = ana.post("/entries", json!({ "id": ENTRY, "text": "one" })).await.expect(201);
        t.advance(Duration::from_mins(10));
        let mut edit = mutation(1, "entry.edit@1", json!({ "id": ENTRY, "text": "one two" }));
        edit["base_vid"] = new["vid"].clone();
        ana.post("/sync/push", push(&[edit])).await.expect(200);
        let entry = ana.get(&format!("/entries/{ENTRY}")).await.expect(200);
        assert_eq!((&entry["device"], &entry["text_at"]), (&json!("a test"), &json!("2026-11-20T12:10:00.000Z")));
        let list = ana.get(&format!("/entries/{ENTRY}/versions")).await.expect(200);
        assert_eq!(list, json!({ "next_cursor": null, "items": [
            {
                "id": entry["vid"], "at": "2026-11-20T12:10:00.000Z", "device": "a test", "word_count": 2, "kind": "edit",
                "parents": [new["vid"]], "restores": null, "is_current": true,
            },
            {
                "id": new["vid"], "at": "2026-11-20T12:00:00.000Z", "device": null, "word_count": 1, "kind": "edit",
                "parents": [], "restores": null, "is_current": false,
            },
        ] }));
        let url = format!("/entries/{ENTRY}/versions/{}", new["vid"].as_str().unwrap());
        let expected = json!({ "id": new["vid"], "at": "2026-11-20T12:00:00.000Z", "device": null, "text": "one" });
        assert_eq!(ana.get(&url).await.expect(200), expected);
    }

    async fn what_is_no_version_is_not_found(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let (id, other) = (ana.entry("one").await, ana.entry("two").await);
        let vid = ana.get(&format!("/entries/{other}")).await.expect(200)["vid"].as_str().unwrap().to_owned();
        for vid in [vid.as_str(), "7", "elsewhere", "0192f0c1-0000-7000-8000-000000000000.1"] {
            assert_eq!(ana.get(&format!("/entries/{id}/versions/{vid}")).await.code(404), "not_found");
        }
    }

    async fn one_that_cannot_be_decrypted_says_so(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = ana.entry("one").await;
        let vid = ana.get(&format!("/entries/{id}")).await.expect(200)["vid"].as_str().unwrap().to_owned();
        ana.patch(&format!("/entries/{id}"), json!({ "text": "two" })).await.expect(200);
        t.store.raw().await.spoil("entry_revisions", "body").await;
        assert_eq!(ana.get(&format!("/entries/{id}/versions/{vid}")).await.code(500), "unreadable");
        assert_eq!(ana.get(&format!("/entries/{id}/versions")).await.expect(200)["items"].as_array().unwrap().len(), 1);
    }
}
