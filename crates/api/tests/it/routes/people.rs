//! `/people` and `/people/{id}`

use hearken_testkit::{TestApp, on_both_engines};
use insta::assert_json_snapshot;
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn a_person_is_added_changed_and_listed(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let ben = ana
            .post("/people", json!({ "name": " Ben ", "relationship": "partner", "notes": "tall" }))
            .await
            .expect(201);
        assert_json_snapshot!("person", ben, { ".id" => "[id]" });
        let url = format!("/people/{}", ben["id"].as_str().unwrap());
        let changed = ana.patch(&url, json!({ "relationship": "friend", "notes": "" })).await.expect(200);
        assert_eq!(
            (&changed["name"], &changed["relationship"], &changed["notes"]),
            (&json!("Ben"), &json!("friend"), &json!(""))
        );
        assert_eq!(ana.get(&url).await.expect(200), changed);
        ana.person("Cleo").await;
        let names: Vec<_> = ana.get("/people").await.expect(200)["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["name"].clone())
            .collect();
        assert_eq!(names, ["Ben", "Cleo"]);
    }

    async fn adding_again_changes_nothing(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = "0192f0c1-0000-7000-8000-000000000001";
        let first = ana.post("/people", json!({ "id": id, "name": "Ben" })).await.expect(201);
        assert_eq!(ana.post("/people", json!({ "id": id, "name": "Cleo" })).await.expect(201), first);
    }

    async fn a_deleted_person_leaves_the_entries(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let ben = ana.person("Ben").await;
        let entry = ana.post("/entries", json!({ "text": "a", "people": [ben] })).await.expect(201);
        assert_eq!(entry["people"], json!([ben]));
        assert_eq!(ana.delete(&format!("/people/{ben}")).await.status, 204);
        assert_eq!(ana.get(&format!("/people/{ben}")).await.code(404), "not_found");
        let entry = ana.get(&format!("/entries/{}", entry["id"].as_str().unwrap())).await.expect(200);
        assert_eq!(entry["people"], json!([]));
    }
}
