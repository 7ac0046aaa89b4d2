//! `/analysis/dead-letters`

use std::time::Duration;

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::support::Client;

/// Entries that nothing could read.
async fn unread(t: &TestApp, client: &Client, count: usize) -> Vec<String> {
    let mut entries = Vec::new();
    for number in 0..count {
        entries.push(client.entry(&format!("Words, number {number}.")).await);
        t.store.raw().await.set("jobs", "attempts", 7).await;
        t.run_jobs().await;
        t.advance(Duration::from_secs(1));
    }
    entries
}

on_both_engines! {
    async fn they_are_listed_by_pages_and_read_again(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let mut entries = unread(&t, &ana, 3).await;
        entries.reverse();
        let first = ana.get("/analysis/dead-letters?limit=2").await.expect(200);
        let path = format!("/analysis/dead-letters?limit=2&cursor={}", first["next_cursor"].as_str().unwrap());
        let second = ana.get(&path).await.expect(200);
        assert_eq!(second["next_cursor"], Value::Null);
        let items: Vec<_> = [&first, &second].into_iter().flat_map(|page| page["items"].as_array().unwrap()).collect();
        assert_eq!(items.iter().map(|item| item["entry_id"].as_str().unwrap()).collect::<Vec<_>>(), entries);
        let expected = json!({
            "entry_id": entries[0], "title": "", "written_at": items[0]["written_at"], "failed_at": items[0]["failed_at"],
            "reason": null, "error": "internal", "provider": null, "failed": [], "second_reading": "wanted",
        });
        assert_eq!(items[0], &expected);
        let one = ana.post("/analysis/dead-letters/retry", json!({ "entry_ids": [entries[0]] })).await.expect(202);
        assert_eq!(one, json!({ "count": 1 }));
        let listed = ana.get("/analysis/dead-letters").await.expect(200);
        assert_eq!(listed["items"][0]["second_reading"], "queued");
        let rest = ana.post("/analysis/dead-letters/retry", json!({})).await.expect(202);
        assert_eq!(rest, json!({ "count": 2 }));
        t.run_jobs().await;
        assert_eq!(ana.get("/analysis/dead-letters").await.expect(200)["items"], json!([]));
    }

    async fn nobody_names_anothers(t: TestApp) {
        let (ana, ben) = (Client::user(&t, "ana").await, Client::user(&t, "ben").await);
        let entries = unread(&t, &ana, 1).await;
        let named = ben.post("/analysis/dead-letters/retry", json!({ "entry_ids": entries })).await;
        assert_eq!(named.code(404), "not_found");
        assert_eq!(ben.post("/analysis/dead-letters/retry", json!({})).await.expect(202), json!({ "count": 0 }));
        assert_eq!(ben.get("/analysis/dead-letters").await.expect(200)["items"], json!([]));
        let listed = ana.get("/analysis/dead-letters").await.expect(200);
        assert_eq!(listed["items"][0]["second_reading"], "wanted");
    }

    async fn what_makes_no_sense_is_refused(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for wrong in ["limit=0", "limit=201", "cursor=x"] {
            ana.get(&format!("/analysis/dead-letters?{wrong}")).await.expect(422);
        }
        let many = vec!["0192f0c1-0000-7000-8000-0000000000ff"; 101];
        ana.post("/analysis/dead-letters/retry", json!({ "entry_ids": many })).await.expect(422);
    }
}
