//! `/dashboard`

use hearken_testkit::{TestApp, on_both_engines};
use insta::assert_json_snapshot;
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn an_empty_journal_has_an_empty_dashboard(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        assert_json_snapshot!("empty", ana.get("/dashboard").await.expect(200));
    }

    async fn what_was_written_shows(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let ben = ana.person("Ben").await;
        let entry = json!({
            "text": "I am so happy and grateful today", "mood": 5, "people": [ben], "status": "published",
            "written_at": "2026-11-20T11:30:00Z",
        });
        ana.post("/entries", entry).await.expect(201);
        ana.post("/entries", json!({ "text": "a draft", "mood": 1 })).await.expect(201);
        t.run_jobs().await;
        let dashboard = ana.get("/dashboard?tz=Pacific/Auckland").await.expect(200);
        assert_eq!(dashboard["entries_total"], 1, "drafts do not count");
        let day = &dashboard["days"][0];
        assert_eq!(
            (&day["date"], &day["mood"], &day["entries"]),
            (&json!("2026-11-21"), &json!(5.0), &json!(1)),
            "a day there"
        );
        assert!(day["tone"].as_f64().unwrap() > 0.0);
        assert_eq!(dashboard["people"][0], json!({ "id": ben, "name": "Ben", "count": 1 }));
        assert_eq!(dashboard["recent"].as_array().unwrap().len(), 2);
        assert_eq!(dashboard["status"]["fallback"], 1);
        assert_eq!(
            ana.get("/dashboard").await.expect(200)["days"][0]["date"],
            "2026-11-20",
            "in UTC it is another day"
        );
    }
}
