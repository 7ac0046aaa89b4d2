//! `/insights`

use hearken_testkit::{TestApp, on_both_engines};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::support::Client;

/// Work comes back: on four days in three weeks.
async fn write(t: &TestApp, ana: &Client) {
    for day in ["2026-11-19", "2026-11-12", "2026-11-05", "2026-11-01"] {
        let entry = json!({
            "text": "The boss wants the report. We had soup.", "status": "published", "written_at": format!("{day}T09:00:00Z"),
        });
        ana.post("/entries", entry).await.expect(201);
    }
    t.run_jobs().await;
}

async fn items(ana: &Client, query: &str) -> Vec<Value> {
    ana.get(&format!("/insights{query}")).await.expect(200)["items"].as_array().unwrap().clone()
}

on_both_engines! {
    async fn an_insight_with_its_counts_and_words(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let empty = ana.get("/insights").await.expect(200);
        assert_eq!((&empty["items"], &empty["progress"]["days_needed"]), (&json!([]), &json!(3)));
        write(&t, &ana).await;
        let all = items(&ana, "?tz=Europe/Berlin").await;
        assert_json_snapshot!("recurring", all[0], { ".id" => "[id]", ".evidence[].entry_id" => "[id]" });
        assert_eq!(ana.get("/insights?tz=Nowhere").await.problem(422).1.as_deref(), Some("tz"));
    }

    async fn feedback_puts_aside_and_is_taken_back(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        write(&t, &ana).await;
        let id = items(&ana, "").await[0]["id"].as_str().unwrap().to_owned();
        let url = format!("/insights/{id}/feedback");
        let put = async |feedback: &str| ana.send(http::Method::PUT, &url, Some(json!({ "feedback": feedback }))).await.status;
        assert_eq!(put("useful").await, 204);
        assert_eq!(items(&ana, "").await[0]["feedback"], "useful");
        assert_eq!(put("not_right").await, 204);
        assert!(items(&ana, "").await.is_empty());
        assert_eq!(items(&ana, "?status=dismissed").await[0]["id"], json!(id));
        assert_eq!(ana.delete(&url).await.status, 204);
        assert_eq!(items(&ana, "").await.len(), 1);
        assert_eq!(ana.delete(&url).await.code(404), "not_found");
    }

    async fn never_about_this(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        write(&t, &ana).await;
        let theme = json!({ "about": "theme", "value": "work" });
        let made = ana.post("/insights/never", theme.clone()).await.expect(201);
        assert_eq!(made["subject"], theme);
        let quiet = ana.get("/insights").await.expect(200);
        assert_eq!((&quiet["items"], &quiet["never"]), (&json!([]), &json!([made])));
        assert_eq!(ana.delete(&format!("/insights/never/{}", made["id"].as_str().unwrap())).await.status, 204);
        assert_eq!(items(&ana, "").await.len(), 1);
        for (about, value) in [("theme", "weather"), ("kind", "x"), ("person", "x"), ("tag", " ")] {
            let refused = ana.post("/insights/never", json!({ "about": about, "value": value })).await;
            assert_eq!(refused.problem(422).1.as_deref(), Some("value"), "{about}");
        }
    }

    async fn a_finished_week(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        write(&t, &ana).await;
        let weeks = ana.get("/insights/weeks").await.expect(200);
        assert_eq!(weeks["items"][0], json!({ "week": "2026-W46", "from": "2026-11-09", "entries": 1 }));
        assert_json_snapshot!("week", ana.get("/insights/weeks/2026-W46").await.expect(200));
        assert_eq!(ana.get("/insights/weeks/2026-W47").await.code(404), "not_found", "it is not over");
        assert_eq!(ana.get("/insights/weeks/now").await.problem(422).1.as_deref(), Some("week"));
    }
}
