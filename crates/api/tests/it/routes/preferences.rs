//! `/preferences`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn what_is_chosen_until_something_is(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let nothing = json!({
            "country": null,
            "no_gentle_reminders": false,
            "read_again_after_outage": true,
            "aims": [],
            "own_aim": "",
            "provider": null,
        });
        assert_eq!(ana.get("/preferences").await.expect(200), nothing);
        ana.patch("/preferences", json!({})).await.expect(200);
        ana.patch("/preferences", json!({ "analysis_consent": null })).await.expect(422);
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

    async fn what_somebody_writes_for(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let said = json!({ "aims": ["hard_times", "myself", "myself"], "own_aim": "sleep through a night" });
        let chosen = ana.patch("/preferences", said).await.expect(200);
        assert_eq!(chosen["aims"], json!(["myself", "hard_times"]), "in order and each once");
        assert_eq!(chosen["own_aim"], "sleep through a night");
        ana.patch("/preferences", json!({ "own_aim": "x".repeat(501) })).await.expect(422);
        ana.patch("/preferences", json!({ "aims": ["money"] })).await.expect(422);
        let kept = ana.patch("/preferences", json!({ "country": "NZ" })).await.expect(200);
        assert_eq!((&kept["aims"], &kept["own_aim"]), (&chosen["aims"], &chosen["own_aim"]));
    }
}
