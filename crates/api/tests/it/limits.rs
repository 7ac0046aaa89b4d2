//! Every breach of a limit is a 4xx that names the field.

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::support::Client;
use crate::sync_client::{CLIENT, mutation, push};

fn text(length: usize) -> String {
    "é".repeat(length)
}

fn entry_with(field: &str, value: Value) -> Value {
    let mut entry = json!({ "text": "a" });
    entry[field] = value;
    entry
}

on_both_engines! {
    async fn of_an_entry(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = ana.entry("first").await;
        let id = format!("/entries/{id}");
        for (field, value) in [
            ("text", json!("")),
            ("text", json!(" \n\t ")),
            ("text", json!(text(100_001))),
            ("title", json!(text(201))),
            ("mood", json!(0)),
            ("mood", json!(6)),
            ("mood", json!(-1)),
            ("mood", json!(2.5)),
            ("mood", json!("3")),
            ("tags", json!(vec!["a"; 11])),
            ("tags", json!([text(51)])),
            ("tags", json!([""])),
            ("tags", json!("a")),
            ("people", json!(["not-an-id"])),
            ("people", json!(vec!["0192f0c1-0000-7000-8000-000000000000"; 51])),
            ("private", json!("yes")),
            ("status", json!("gone")),
            ("written_at", json!("yesterday")),
            ("user_id", json!("0192f0c1-0000-7000-8000-000000000000")),
            ("rev", json!(5)),
            ("created_at", json!("2026-11-20T12:00:00Z")),
        ] {
            for answer in [
                ana.post("/entries", entry_with(field, value.clone())).await,
                ana.patch(&id, json!({ field: value })).await,
            ] {
                let (code, about) = answer.problem(422);
                assert_eq!(code, "invalid_field");
                assert_eq!(about.unwrap().split('[').next(), Some(field), "{}", answer.text());
            }
        }
        assert_eq!(ana.post("/entries", json!({})).await.problem(422).1.as_deref(), Some("text"));
        assert_eq!(ana.get("/entries").await.expect(200)["items"].as_array().unwrap().len(), 1, "nothing was stored");
    }

    async fn are_inclusive(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let tags: Vec<_> = (0..10).map(|i| format!("{i}{}", text(49))).collect();
        let entry = json!({ "text": text(100_000), "title": text(200), "mood": 5, "tags": tags });
        let stored = ana.post("/entries", entry.clone()).await.expect(201);
        for field in ["text", "title", "mood", "tags"] {
            assert_eq!(stored[field], entry[field], "{field}");
        }
    }

    async fn of_a_person(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = format!("/people/{}", ana.person("Ben").await);
        for (field, value) in [
            ("name", json!("")),
            ("name", json!("  ")),
            ("name", json!(text(101))),
            ("notes", json!(text(10_001))),
            ("relationship", json!("boss")),
            ("user_id", json!("0192f0c1-0000-7000-8000-000000000000")),
        ] {
            let mut person = json!({ "name": "Cleo" });
            person[field] = value.clone();
            assert_eq!(ana.post("/people", person).await.problem(422).1.as_deref(), Some(field));
            assert_eq!(ana.patch(&id, json!({ field: value })).await.problem(422).1.as_deref(), Some(field));
        }
    }

    async fn of_an_account(t: TestApp) {
        let anonymous = Client::anonymous(&t);
        for (field, value) in [
            ("email", json!("ana")),
            ("email", json!("ana@exa mple.org")),
            ("email", json!(format!("{}@example.org", text(250)))),
            ("password", json!("short")),
            ("password", json!(text(257))),
            ("name", json!("")),
            ("name", json!(text(101))),
            ("session", json!("forever")),
            ("is_owner", json!(true)),
        ] {
            let mut account = json!({ "email": "ana@example.org", "password": "long enough", "name": "Ana" });
            account[field] = value;
            assert_eq!(anonymous.post("/auth/register", account).await.problem(422).1.as_deref(), Some(field));
        }
    }

    async fn of_a_recovery(t: TestApp) {
        let anonymous = Client::anonymous(&t);
        for (field, value) in [
            ("email", json!("ana")),
            ("code", json!("")),
            ("code", json!(text(26))),
            ("code", json!("7".repeat(25))),
            ("code", json!(7)),
            ("new_password", json!("short")),
            ("new_password", json!(text(257))),
            ("user_id", json!("0192f0c1-0000-7000-8000-000000000000")),
        ] {
            let mut recovery =
                json!({ "email": "ana@example.org", "code": "7".repeat(26), "new_password": "long enough" });
            recovery[field] = value;
            assert_eq!(anonymous.post("/auth/recover", recovery).await.problem(422).1.as_deref(), Some(field));
        }
    }

    async fn of_a_query(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for (query, field) in [
            ("limit=0", "limit"),
            ("limit=201", "limit"),
            ("limit=many", "limit"),
            ("cursor=elsewhere", "cursor"),
            ("person=7", "person"),
            ("from=noon", "from"),
            ("to=noon", "to"),
            ("status=gone", "status"),
            ("user_id=7", "user_id"),
        ] {
            assert_eq!(ana.get(&format!("/entries?{query}")).await.problem(422).1.as_deref(), Some(field));
        }
        assert_eq!(ana.get("/dashboard?tz=Middle-earth/Shire").await.problem(422).1.as_deref(), Some("tz"));
    }

    async fn of_sync(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let id = CLIENT;
        let mutation = |mid: i64| mutation(mid, "entry.publish@1", json!({ "id": id }));
        let push = |mutations: Vec<Value>| push(&mutations);
        for (body, field) in [
            (push((1..=101).map(mutation).collect()), "mutations"),
            (push(vec![mutation(0)]), "mutations"),
            (
                push(vec![json!({ "mid": 1, "name": "entry.publish@1", "at": "2026-11-20T12:00:00Z" })]),
                "mutations[0].args",
            ),
            (json!({ "client_id": id, "proto": 2, "schema": 1, "epoch": 0, "mutations": [] }), "proto"),
            (json!({ "client_id": id, "proto": 1, "schema": 1, "mutations": [] }), "epoch"),
        ] {
            assert_eq!(ana.post("/sync/push", body).await.problem(422).1.as_deref(), Some(field));
        }
        for limit in [0, 501] {
            let body = json!({ "client_id": id, "cookie": 0, "epoch": 0, "limit": limit });
            assert_eq!(ana.post("/sync/pull", body).await.problem(422).1.as_deref(), Some("limit"));
        }
    }
}
