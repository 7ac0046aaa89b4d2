//! `/auth/recovery-codes` and `/auth/recover`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::support::Client;

async fn codes_of(client: &Client, password: &str) -> Vec<String> {
    let made = client.post("/auth/recovery-codes", json!({ "password": password })).await.expect(201);
    made["codes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

fn recovery(name: &str, code: &str, password: &str) -> Value {
    json!({ "email": format!("{name}@example.org"), "code": code, "new_password": password })
}

on_both_engines! {
    async fn who_has_a_code_gets_back_in(t: TestApp) {
        let (ana, anonymous) = (Client::user(&t, "ana").await, Client::anonymous(&t));
        assert_eq!(
            ana.get("/auth/recovery-codes").await.expect(200),
            json!({ "left": 0, "made_at": null, "last_used_at": null })
        );
        let codes = codes_of(&ana, "ana-password").await;
        assert_eq!(ana.get("/auth/recovery-codes").await.expect(200)["left"], 10);
        let typed = codes[3].to_lowercase().replace('-', " ");
        let left = anonymous.post("/auth/recover", recovery("ana", &typed, "another-password")).await.expect(200);
        assert_eq!(left["left"], 9);
        assert_eq!(ana.get("/entries").await.code(401), "unauthenticated", "every session has ended");
        let login = |password: &str| json!({ "email": "ana@example.org", "password": password });
        anonymous.post("/auth/login", login("another-password")).await.expect(200);
        assert_eq!(anonymous.post("/auth/login", login("ana-password")).await.code(401), "wrong_credentials");
    }

    async fn an_unknown_address_and_a_wrong_or_used_code_look_alike(t: TestApp) {
        let (ana, ben) = (Client::user(&t, "ana").await, Client::user(&t, "ben").await);
        let (anas, bens) = (codes_of(&ana, "ana-password").await, codes_of(&ben, "ben-password").await);
        let anonymous = Client::anonymous(&t);
        anonymous.post("/auth/recover", recovery("ana", &anas[0], "another-password")).await.expect(200);
        let mut bodies = Vec::new();
        for (name, code) in [("ana", &anas[0]), ("ana", &bens[0]), ("nobody", &anas[1])] {
            let answer = anonymous.post("/auth/recover", recovery(name, code, "a-third-password")).await;
            assert_eq!(answer.code(401), "wrong_recovery_code");
            let mut body = answer.json();
            body["request_id"].take();
            bodies.push(body);
        }
        assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    }

    async fn new_codes_need_the_password(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for password in ["wrong-password", "short"] {
            let refused = ana.post("/auth/recovery-codes", json!({ "password": password })).await.problem(422);
            assert_eq!(refused, ("invalid_field".to_owned(), Some("password".to_owned())));
        }
        assert_eq!(ana.get("/auth/recovery-codes").await.expect(200)["left"], 0);
    }
}
