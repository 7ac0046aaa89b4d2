//! `/sync/pull`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::support::Client;
use crate::sync_client::pull;

async fn from_start(client: &Client) -> Value {
    client.post("/sync/pull", pull(&json!(0), &json!(0))).await.expect(200)
}

on_both_engines! {
    async fn rows_are_what_the_routes_answer(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let person = ana.person("Ben").await;
        let entry = ana.entry("I am happy").await;
        ana.patch("/preferences", json!({ "country": "NZ" })).await.expect(200);
        t.run_jobs().await;
        let delta = from_start(&ana).await;
        assert_eq!((&delta["type"], &delta["more"], &delta["from"]), (&json!("delta"), &json!(false), &json!(0)));
        let row = |t: &str| delta["rows"].as_array().unwrap().iter().find(|row| row["t"] == t).unwrap().clone();
        assert_eq!(row("entry")["d"], ana.get(&format!("/entries/{entry}")).await.expect(200));
        assert_eq!(row("analysis")["d"], ana.get(&format!("/entries/{entry}/analysis")).await.expect(200));
        assert_eq!(row("person")["d"], ana.get(&format!("/people/{person}")).await.expect(200));
        let preferences = json!({
            "country": "NZ",
            "no_gentle_reminders": false,
            "read_again_after_outage": true,
            "aims": [],
            "own_aim": "",
        });
        assert_eq!(row("preferences")["d"], preferences);
        for t in ["entry", "analysis", "person", "preferences"] {
            assert_eq!(row(t)["op"], "put");
        }
    }

    async fn only_what_is_new_comes_and_deletions_say_so(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let first = ana.person("Ben").await;
        let delta = from_start(&ana).await;
        let (cookie, epoch) = (&delta["to"], &delta["epoch"]);
        let empty = ana.post("/sync/pull", pull(cookie, epoch)).await.expect(200);
        assert_eq!((&empty["rows"], &empty["to"]), (&json!([]), cookie));
        ana.delete(&format!("/people/{first}")).await;
        let second = ana.person("Cleo").await;
        let news = ana.post("/sync/pull", pull(cookie, epoch)).await.expect(200);
        assert_eq!(news["from"], *cookie);
        let rows = news["rows"].as_array().unwrap();
        assert_eq!((&rows[0]["id"], &rows[0]["op"], rows[0].get("d")), (&json!(first), &json!("del"), None));
        assert_eq!((&rows[1]["id"], &rows[1]["op"]), (&json!(second), &json!("put")));
    }

    async fn pages_lead_to_each_other(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for i in 0..5 {
            ana.person(&format!("Person {i}")).await;
        }
        let (mut cookie, mut epoch, mut rows) = (json!(0), json!(0), 0);
        loop {
            let mut body = pull(&cookie, &epoch);
            body["limit"] = json!(2);
            let page = ana.post("/sync/pull", body).await.expect(200);
            assert_eq!(page["from"], cookie);
            rows += page["rows"].as_array().unwrap().len();
            (cookie, epoch) = (page["to"].clone(), page["epoch"].clone());
            if page["more"] == false {
                break;
            }
        }
        assert_eq!(rows, 5);
    }

    async fn whoever_starts_over_says_so(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        ana.entry("one").await;
        let all = from_start(&ana).await;
        t.store.raw().await.set("user_sync", "floor", 1).await;
        let mut again = pull(&json!(0), &all["epoch"]);
        let reset = ana.post("/sync/pull", again.clone()).await.expect(200);
        assert_eq!((&reset["type"], &reset["reason"], &reset["floor"]), (&json!("reset"), &json!("floor"), &json!(1)));
        again["fresh"] = json!(true);
        assert_eq!(ana.post("/sync/pull", again).await.expect(200)["rows"], all["rows"]);
    }

    async fn another_history_starts_over(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let epoch = from_start(&ana).await["epoch"].clone();
        for (cookie, epoch) in [(json!(0), json!(1)), (json!(99), epoch)] {
            let reset = ana.post("/sync/pull", pull(&cookie, &epoch)).await.expect(200);
            assert_eq!((&reset["type"], &reset["reason"]), (&json!("reset"), &json!("epoch")));
            assert_eq!((&reset["from"], &reset["from_epoch"]), (&cookie, &epoch));
        }
    }
}
