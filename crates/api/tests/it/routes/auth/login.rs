//! `/auth/login`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::support::Client;

fn login(name: &str, password: &str) -> Value {
    json!({ "email": format!("{name}@example.org"), "password": password })
}

on_both_engines! {
    async fn the_right_password_signs_in(t: TestApp) {
        t.register("ana").await;
        let answer = Client::anonymous(&t).post("/auth/login", login("ana", "ana-password")).await;
        let body = answer.expect(200);
        assert_eq!(
            (&body["token_type"], &body["expires_in"], &body["user"]["name"]),
            (&json!("Bearer"), &json!(900), &json!("ana"))
        );
        assert!(body.get("refresh_token").is_none(), "a browser's token is in its cookie only");
        assert!(answer.header("set-cookie").starts_with("__Host-hearken_rt="));
        let bearer = format!("Bearer {}", body["access_token"].as_str().unwrap());
        Client::anonymous(&t).with("authorization", &bearer).get("/entries").await.expect(200);
    }

    async fn an_unknown_address_and_a_wrong_password_look_alike(t: TestApp) {
        t.register("ana").await;
        let anonymous = Client::anonymous(&t);
        let mut bodies = Vec::new();
        for attempt in [login("ana", "wrong password"), login("nobody", "wrong password")] {
            let answer = anonymous.post("/auth/login", attempt).await;
            assert_eq!(answer.code(401), "wrong_credentials");
            let mut body = answer.json();
            body["request_id"].take();
            bodies.push(body);
        }
        assert_eq!(bodies[0], bodies[1]);
    }
}
