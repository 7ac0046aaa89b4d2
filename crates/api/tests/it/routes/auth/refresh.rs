//! `/auth/refresh`

use std::time::Duration;

use hearken_testkit::{TestApp, on_both_engines};
use http::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Client};

async fn refresh(t: &TestApp, token: &Value) -> Answer {
    Client::anonymous(t).post("/auth/refresh", json!({ "refresh_token": token })).await
}

async fn token_of(t: &TestApp, name: &str) -> Value {
    t.register(name).await.refresh_token.expose().into()
}

on_both_engines! {
    async fn a_token_in_the_body_is_answered_in_the_body(t: TestApp) {
        let token = token_of(&t, "ana").await;
        let answer = refresh(&t, &token).await;
        let body = answer.expect(200);
        assert_ne!(body["refresh_token"], token);
        assert_eq!(answer.header("set-cookie"), "");
        refresh(&t, &body["refresh_token"]).await.expect(200);
    }

    async fn a_cookie_is_answered_with_a_cookie(t: TestApp) {
        let cookie = format!("other=1; __Host-hearken_rt={}", token_of(&t, "ana").await.as_str().unwrap());
        let answer =
            Client::anonymous(&t).page().with("cookie", &cookie).send(Method::POST, "/auth/refresh", None).await;
        assert!(answer.expect(200).get("refresh_token").is_none());
        assert!(answer.header("set-cookie").starts_with("__Host-hearken_rt="));
    }

    async fn a_token_that_is_used_twice_ends_the_session(t: TestApp) {
        let first = token_of(&t, "ana").await;
        let second = refresh(&t, &first).await.expect(200);
        let third = refresh(&t, &second["refresh_token"]).await.expect(200);
        assert_eq!(refresh(&t, &first).await.code(401), "session_ended");
        assert_eq!(refresh(&t, &third["refresh_token"]).await.code(401), "session_ended", "its holder is out too");
        let bearer = format!("Bearer {}", third["access_token"].as_str().unwrap());
        assert_eq!(
            Client::anonymous(&t).with("authorization", &bearer).get("/entries").await.code(401),
            "unauthenticated"
        );
    }

    async fn a_lost_answer_may_be_asked_for_again(t: TestApp) {
        let token = token_of(&t, "ana").await;
        refresh(&t, &token).await.expect(200);
        t.advance(Duration::from_secs(5));
        refresh(&t, &token).await.expect(200);
    }

    async fn a_cookie_whose_session_has_ended_is_removed(t: TestApp) {
        let browser = Client::anonymous(&t).page().with("cookie", "__Host-hearken_rt=used-up");
        let answer = browser.send(Method::POST, "/auth/refresh", None).await;
        assert_eq!(answer.code(401), "session_ended");
        assert!(answer.header("set-cookie").ends_with("Max-Age=0"), "{}", answer.header("set-cookie"));
    }

    async fn what_is_no_token_is_told_so(t: TestApp) {
        assert_eq!(refresh(&t, &json!("guessed")).await.code(401), "session_ended");
        assert_eq!(refresh(&t, &json!(7)).await.problem(422).1.as_deref(), Some("refresh_token"));
        let page = Client::anonymous(&t).page();
        assert_eq!(page.send(Method::POST, "/auth/refresh", None).await.code(401), "session_ended");
    }
}
