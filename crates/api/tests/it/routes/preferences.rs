//! `/preferences`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn nothing_leaves_the_server_until_it_is_switched_on(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        assert_eq!(ana.get("/preferences").await.expect(200), json!({ "analysis_consent": null, "provider": null }));
        let on = json!({ "analysis_consent": "https://models.example.org/v1" });
        assert_eq!(ana.patch("/preferences", on.clone()).await.expect(200), on);
        assert_eq!(ana.patch("/preferences", json!({})).await.expect(200), on);
        let off = json!({ "analysis_consent": null });
        assert_eq!(ana.patch("/preferences", off.clone()).await.expect(200), off);
    }
}
