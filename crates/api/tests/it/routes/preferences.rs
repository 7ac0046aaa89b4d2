//! `/preferences`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn nothing_leaves_the_server_until_it_is_switched_on(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        assert_eq!(ana.get("/preferences").await.expect(200), json!({ "analysis_consent": null, "country": null, "no_gentle_reminders": false, "provider": null }));
        let on = json!({ "analysis_consent": "https://models.example.org/v1" });
        assert_eq!(ana.patch("/preferences", on.clone()).await.expect(200)["analysis_consent"], on["analysis_consent"]);
        assert_eq!(ana.patch("/preferences", json!({})).await.expect(200)["analysis_consent"], on["analysis_consent"]);
        let off = json!({ "analysis_consent": null });
        assert_eq!(ana.patch("/preferences", off.clone()).await.expect(200)["analysis_consent"], json!(null));
    }

    async fn whose_numbers_for_help_are_shown(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let chosen = ana.patch("/preferences", json!({ "country": "NZ", "no_gentle_reminders": true })).await.expect(200);
        assert_eq!((&chosen["country"], &chosen["no_gentle_reminders"]), (&json!("NZ"), &json!(true)));
        for wrong in ["nz", "New Zealand", ""] {
            ana.patch("/preferences", json!({ "country": wrong })).await.expect(422);
        }
        let forgotten = ana.patch("/preferences", json!({ "country": null })).await.expect(200);
        assert_eq!((&forgotten["country"], &forgotten["no_gentle_reminders"]), (&json!(null), &json!(true)));
    }
}
