//! `/queue`

use std::time::Duration;

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn the_owner_sees_counts_and_nothing_else(t: TestApp) {
        let (owner, other) = (Client::user(&t, "ana").await, Client::user(&t, "ben").await);
        assert_eq!(owner.get("/queue").await.expect(200)["items"], json!([]));
        other.entry("Words of Ben's that nothing could read.").await;
        t.store.raw().await.set("jobs", "attempts", 7).await;
        t.run_jobs().await;
        for text in ["Words.", "More words."] {
            owner.entry(text).await;
            t.advance(Duration::from_mins(1));
        }
        let queue = owner.get("/queue").await.expect(200);
        let expected = json!({
            "kind": "analysis.read@1", "waiting": 2, "waiting_since": "2026-11-20T12:00:00.000Z", "running": 0,
            "given_up": [{ "causes": ["internal"], "count": 1 }],
        });
        assert_eq!(queue["items"], json!([expected]));
        assert_eq!(other.get("/queue").await.code(403), "owner_only");
    }
}
