//! `/people/{id}/health`

use hearken_testkit::{TestApp, on_both_engines};
use insta::assert_json_snapshot;
use serde_json::json;

use crate::support::Client;

const BAD: &str = "Ben never listens to me.";

on_both_engines! {
    async fn a_score_with_its_evidence(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let ben = ana.person("Ben").await;
        let url = format!("/people/{ben}/health");
        assert_json_snapshot!("nothing", ana.get(&url).await.expect(200), { ".person_id" => "[id]" });
        for _ in 0..8 {
            ana.entry(BAD).await;
        }
        t.run_jobs().await;
        let mut health = ana.get(&url).await.expect(200);
        let evidence = health["evidence"].take();
        assert_json_snapshot!("early", health, { ".person_id" => "[id]" });
        assert_eq!(evidence.as_array().unwrap().len(), 8);
        assert_json_snapshot!("evidence", evidence[0], { ".entry_id" => "[id]", ".vid" => "[vid]" });
    }

    async fn everybody_of_whom_something_is_written(t: TestApp) {
        let (ana, eve) = (Client::user(&t, "ana").await, Client::user(&t, "eve").await);
        let (ben, _) = (ana.person("Ben").await, ana.person("Cleo").await);
        assert_eq!(ana.get("/people/health").await.expect(200), json!({ "items": [] }));
        for _ in 0..8 {
            ana.entry(BAD).await;
        }
        t.run_jobs().await;
        let (all, one) = (ana.get("/people/health").await.expect(200), ana.get(&format!("/people/{ben}/health")).await.expect(200));
        let [summary] = &all["items"].as_array().unwrap()[..] else { panic!("one of them: {all}") };
        for (name, value) in summary.as_object().unwrap() {
            assert_eq!(value, &one[name], "{name}");
        }
        assert_eq!(summary["status"], "early");
        assert_eq!(eve.get("/people/health").await.expect(200), json!({ "items": [] }));
    }

    async fn evidence_is_taken_away_and_back(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let ben = ana.person("Ben").await;
        let url = format!("/people/{ben}/health");
        ana.entry(BAD).await;
        t.run_jobs().await;
        let piece = ana.get(&url).await.expect(200)["evidence"][0].clone();
        let claim = json!({
            "entry_id": piece["entry_id"], "about": piece["about"], "start": piece["start"], "end": piece["end"],
        });
        let dispute = ana.post(&format!("{url}/disputes"), claim).await.expect(201);
        let health = ana.get(&url).await.expect(200);
        assert_eq!((&health["mentions"], &health["evidence"][0]["dispute"]), (&json!(0), &dispute["id"]));
        let (entry, id) = (dispute["entry_id"].as_str().unwrap(), dispute["id"].as_str().unwrap());
        let undo = format!("{url}/disputes/{entry}/{id}");
        assert_eq!(ana.delete(&undo).await.status, 204);
        assert_eq!(ana.get(&url).await.expect(200)["mentions"], 1);
        assert_eq!(ana.delete(&undo).await.code(404), "not_found");
    }
}
