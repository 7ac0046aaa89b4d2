//! `/auth/logout`

use hearken_testkit::{TestApp, on_both_engines};
use http::Method;
use serde_json::json;

use crate::support::Client;

on_both_engines! {
    async fn a_browser_forgets_everything(t: TestApp) {
        let signed_in = t.register("ana").await;
        let cookie = format!("__Host-hearken_rt={}", signed_in.refresh_token.expose());
        let bearer = format!("Bearer {}", signed_in.access_token);
        let browser = Client::anonymous(&t).page().with("cookie", &cookie).with("authorization", &bearer);
        browser.get("/entries").await.expect(200);
        let answer = browser.send(Method::POST, "/auth/logout", None).await;
        assert_eq!(answer.status, 204);
        assert_eq!(answer.header("clear-site-data"), "\"storage\"");
        assert_eq!(
            answer.header("set-cookie"),
            "__Host-hearken_rt=; HttpOnly; Secure; SameSite=Strict; Path=/; Max-Age=0"
        );
        assert_eq!(browser.get("/entries").await.code(401), "unauthenticated", "the access token holds no longer");
        assert_eq!(browser.send(Method::POST, "/auth/refresh", None).await.code(401), "session_ended");
    }

    async fn a_browser_that_also_keeps_somebody_elses_words_may_keep_them(t: TestApp) {
        let signed_in = t.register("ana").await;
        let cookie = format!("__Host-hearken_rt={}", signed_in.refresh_token.expose());
        let browser = Client::anonymous(&t).page().with("cookie", &cookie);
        let unknown = browser.send(Method::POST, "/auth/logout?keep_stored=perhaps", None).await;
        assert_eq!(unknown.code(422), "invalid_field");
        let answer = browser.send(Method::POST, "/auth/logout?keep_stored=true", None).await;
        assert_eq!(answer.status, 204);
        assert_eq!(answer.header("clear-site-data"), "");
        assert!(answer.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(browser.send(Method::POST, "/auth/refresh", None).await.code(401), "session_ended");
    }

    async fn a_stale_cookie_keeps_no_session_open(t: TestApp) {
        let signed_in = t.register("ana").await;
        let bearer = format!("Bearer {}", signed_in.access_token);
        let browser = Client::anonymous(&t).page().with("cookie", "__Host-hearken_rt=stale").with("authorization", &bearer);
        assert_eq!(browser.send(Method::POST, "/auth/logout", None).await.status, 204);
        assert_eq!(browser.get("/entries").await.code(401), "unauthenticated");
    }

    async fn other_clients_send_either_token(t: TestApp) {
        let (ana, ben) = (t.register("ana").await, t.register("ben").await);
        let by_body = json!({ "refresh_token": ana.refresh_token.expose() });
        assert_eq!(Client::anonymous(&t).post("/auth/logout", by_body).await.status, 204);
        let by_bearer = Client::anonymous(&t).with("authorization", &format!("Bearer {}", ben.access_token));
        assert_eq!(by_bearer.send(Method::POST, "/auth/logout", None).await.status, 204);
        for signed_in in [ana, ben] {
            let client = Client::anonymous(&t).with("authorization", &format!("Bearer {}", signed_in.access_token));
            assert_eq!(client.get("/entries").await.code(401), "unauthenticated");
        }
    }
}
