//! `/sync/push`

use hearken_domain::Timestamp;
use hearken_testkit::{TestApp, on_both_engines};
use serde_json::json;

use crate::support::Client;
use crate::sync_client::{mutation, pull, push};

const ENTRY: &str = "0192f0c1-0000-7000-8000-000000000001";
const PERSON: &str = "0192f0c1-0000-7000-8000-000000000002";

on_both_engines! {
    async fn every_mutation_takes_effect(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let created = [
            mutation(1, "person.create@1", json!({ "id": PERSON, "name": "Ben" })),
            mutation(
                2,
                "entry.create@1",
                json!({ "id": ENTRY, "text": "one", "people": [PERSON], "status": "published" }),
            ),
            mutation(3, "entry.set@1", json!({ "id": ENTRY, "title": "T", "mood": 4 })),
            mutation(4, "person.set@1", json!({ "id": PERSON, "notes": "tall" })),
            mutation(5, "preferences.set@1", json!({ "country": "NZ" })),
            mutation(6, "analysis.retry@1", json!({ "entry_id": ENTRY })),
        ];
        let pushed = ana.post("/sync/push", push(&created)).await.expect(200);
        assert_eq!((&pushed["type"], &pushed["last_mid"]), (&json!("pushed"), &json!(6)), "{pushed}");
        assert!(pushed["results"].as_array().unwrap().iter().all(|result| result["status"] == "ok"), "{pushed}");
        let entry = ana.get(&format!("/entries/{ENTRY}")).await.expect(200);
        assert_eq!((&entry["title"], &entry["mood"], &entry["text"]), (&json!("T"), &json!(4), &json!("one")));
        assert_eq!(entry["vid"], format!("{}.2", crate::sync_client::CLIENT));
        let mut edit = mutation(7, "entry.edit@1", json!({ "id": ENTRY, "text": "two" }));
        edit["base_vid"] = entry["vid"].clone();
        let deleted = mutation(8, "person.delete@1", json!({ "id": PERSON }));
        ana.post("/sync/push", push(&[edit, deleted])).await.expect(200);
        let entry = ana.get(&format!("/entries/{ENTRY}")).await.expect(200);
        assert_eq!((&entry["text"], &entry["people"]), (&json!("two"), &json!([])));
        ana.post("/sync/push", push(&[mutation(9, "entry.delete@1", json!({ "id": ENTRY }))])).await.expect(200);
        ana.get(&format!("/entries/{ENTRY}")).await.expect(404);
    }

    async fn a_mutation_that_comes_twice_counts_once(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let body = push(&[mutation(1, "entry.create@1", json!({ "text": "one", "id": ENTRY }))]);
        let first = ana.post("/sync/push", body.clone()).await.expect(200);
        assert_eq!(ana.post("/sync/push", body).await.expect(200), first);
        let other = push(&[mutation(1, "entry.create@1", json!({ "text": "two", "id": ENTRY }))]);
        assert_eq!(ana.post("/sync/push", other).await.expect(200), json!({ "type": "client_fork" }));
        let gap = push(&[mutation(3, "entry.publish@1", json!({ "id": ENTRY }))]);
        assert_eq!(ana.post("/sync/push", gap).await.expect(200), json!({ "type": "gap", "expect": 2 }));
    }

    async fn one_bad_mutation_does_not_hold_up_the_others(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let mutations = [
            mutation(1, "entry.create@1", json!({ "id": ENTRY, "text": "" })),
            mutation(2, "entry.create@7", json!({ "id": ENTRY, "text": "one" })),
            mutation(3, "entry.create@1", json!({ "id": ENTRY, "text": "one" })),
            mutation(4, "entry.publish@1", json!({ "id": PERSON })),
        ];
        let pushed = ana.post("/sync/push", push(&mutations)).await.expect(200);
        let code = |i: usize| pushed["results"][i]["code"].as_str().unwrap_or("ok");
        assert_eq!([0, 1, 2, 3].map(code), ["invalid_field", "unknown_mutation", "ok", "not_found"]);
        assert_eq!(pushed["results"][0]["detail"], "text: must not be empty");
        assert_eq!(ana.get(&format!("/entries/{ENTRY}")).await.expect(200)["text"], "one");
    }

    async fn a_text_typed_over_an_old_version_stands_beside_it(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        ana.post("/sync/push", push(&[mutation(1, "entry.create@1", json!({ "id": ENTRY, "text": "one" }))]))
            .await
            .expect(200);
        let seen = ana.get(&format!("/entries/{ENTRY}")).await.expect(200)["vid"].clone();
        ana.patch(&format!("/entries/{ENTRY}"), json!({ "text": "two" })).await.expect(200);
        let mut edit = mutation(2, "entry.edit@1", json!({ "id": ENTRY, "text": "three" }));
        edit["base_vid"] = seen;
        let pushed = ana.post("/sync/push", push(&[edit])).await.expect(200);
        let result = &pushed["results"][0];
        assert_eq!(result["status"], "conflict");
        let copy = ana.get(&format!("/entries/{}", result["copy_id"].as_str().unwrap())).await.expect(200);
        assert_eq!((&copy["text"], &copy["conflict_of"]), (&json!("three"), &json!(ENTRY)));
        assert_eq!(ana.get(&format!("/entries/{ENTRY}")).await.expect(200)["text"], "two");
        let delta = ana.post("/sync/pull", pull(&json!(0), &json!(0))).await.expect(200);
        assert_eq!(delta["results"][0], *result, "a pull tells it again");
    }

    async fn no_words_are_refused_for_an_absurd_clock(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let now = t.app.ctx().now();
        for (mid, age, days) in [(1, json!(1e300), 90), (2, json!(null), 0), (3, json!(-1), 0), (4, json!(0.5), 0)] {
            let id = format!("0192f0c1-0000-7000-8000-00000000000{mid}");
            let mut created = mutation(mid, "entry.create@1", json!({ "id": id, "text": "one" }));
            (created["age_ms"], created["at"]) = (age, json!("+275760-09-13T00:00:00.000Z"));
            assert_eq!(ana.post("/sync/push", push(&[created])).await.expect(200)["results"][0]["status"], "ok");
            let written_at = ana.get(&format!("/entries/{id}")).await.expect(200)["written_at"].clone();
            let written_at: Timestamp = serde_json::from_value(written_at).unwrap();
            assert_eq!(now.since(written_at).as_secs() / 86_400, days, "mutation {mid}");
        }
    }

    async fn what_a_client_has_lost_is_passed_over(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let mut body = push(&[mutation(8, "entry.create@1", json!({ "id": ENTRY, "text": "one" }))]);
        assert_eq!(ana.post("/sync/push", body.clone()).await.expect(200), json!({ "type": "gap", "expect": 1 }));
        for number in [json!(-1), json!(1_i64 << 32), json!("7")] {
            body["lost_through"] = number;
            ana.post("/sync/push", body.clone()).await.expect(422);
        }
        body["lost_through"] = json!(7);
        assert_eq!(ana.post("/sync/push", body).await.expect(200)["last_mid"], 8);
    }

    async fn another_history_is_refused_whole(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let mut body = push(&[mutation(1, "entry.create@1", json!({ "id": ENTRY, "text": "one" }))]);
        body["epoch"] = json!(7);
        let reset = ana.post("/sync/push", body).await.expect(200);
        assert_eq!(
            (&reset["type"], &reset["reason"], &reset["from_epoch"]),
            (&json!("reset"), &json!("epoch"), &json!(7))
        );
        ana.get(&format!("/entries/{ENTRY}")).await.expect(404);
    }
}
