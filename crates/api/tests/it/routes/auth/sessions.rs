//! `/auth/sessions` and `/auth/sessions/{id}`

use hearken_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use crate::support::Client;

/// Signs in once more, from another device.
async fn another_device(t: &TestApp, agent: &str) -> Client {
    let login = json!({ "email": "ana@example.org", "password": "ana-password" });
    let signed_in = Client::anonymous(t).with("user-agent", agent).post("/auth/login", login).await.expect(200);
    Client::anonymous(t).with("authorization", &format!("Bearer {}", signed_in["access_token"].as_str().unwrap()))
}

fn labels(sessions: &Value) -> Vec<(&str, bool)> {
    let items = sessions["items"].as_array().unwrap();
    items.iter().map(|session| (session["label"].as_str().unwrap(), session["is_current"].as_bool().unwrap())).collect()
}

on_both_engines! {
    async fn a_session_can_be_ended_from_another(t: TestApp) {
        let here = Client::user(&t, "ana").await;
        t.advance(std::time::Duration::from_secs(1));
        let there = another_device(&t, "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0").await;
        let sessions = here.get("/auth/sessions").await.expect(200);
        assert_eq!(labels(&sessions), [("Firefox on Linux", false), ("a test", true)]);
        let id = sessions["items"][0]["id"].as_str().unwrap();
        assert_eq!(here.delete(&format!("/auth/sessions/{id}")).await.status, 204);
        assert_eq!(there.get("/entries").await.code(401), "unauthenticated");
        assert_eq!(here.delete(&format!("/auth/sessions/{id}")).await.code(404), "not_found");
        here.get("/entries").await.expect(200);
    }

    async fn sessions_that_would_be_called_alike_are_numbered(t: TestApp) {
        let here = Client::user(&t, "ana").await;
        for _ in 0..2 {
            t.advance(std::time::Duration::from_secs(1));
            another_device(&t, "curl/8").await;
        }
        t.advance(std::time::Duration::from_secs(1));
        let third = another_device(&t, "curl/8").await;
        let sessions = third.get("/auth/sessions").await.expect(200);
        assert_eq!(labels(&sessions), [("curl (3)", true), ("curl (2)", false), ("curl", false), ("a test", false)]);
        let second = sessions["items"][1]["id"].as_str().unwrap();
        assert_eq!(here.delete(&format!("/auth/sessions/{second}")).await.status, 204);
        t.advance(std::time::Duration::from_secs(1));
        another_device(&t, "curl/8").await;
        let sessions = here.get("/auth/sessions").await.expect(200);
        let names: Vec<_> = labels(&sessions).into_iter().map(|(label, _)| label).collect();
        assert_eq!(names, ["curl (2)", "curl (3)", "curl", "a test"]);
    }

    async fn all_others_can_be_ended_at_once(t: TestApp) {
        let here = Client::user(&t, "ana").await;
        let there = [another_device(&t, "curl/8").await, another_device(&t, "curl/8").await];
        let ben = Client::user(&t, "ben").await;
        assert_eq!(here.delete("/auth/sessions").await.status, 204);
        for other in there {
            assert_eq!(other.get("/entries").await.code(401), "unauthenticated");
        }
        assert_eq!(labels(&here.get("/auth/sessions").await.expect(200)), [("a test", true)]);
        ben.get("/entries").await.expect(200);
    }
}
