//! Requests that other sites make browsers send.

use hearken_testkit::{TestApp, on_both_engines};
use http::Method;
use serde_json::json;

use crate::support::{Client, ORIGIN};

on_both_engines! {
    /// Every combination of what a browser says about where a request comes from.
    async fn a_change_is_refused_when_it_comes_from_another_site(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for (origin, site, is_ours) in [
            (None, None, true),
            (Some(ORIGIN), Some("same-origin"), true),
            (Some(ORIGIN), None, true),
            (None, Some("same-origin"), true),
            (Some("https://evil.example"), Some("cross-site"), false),
            (Some("https://evil.example"), None, false),
            (Some("http://localhost:8080"), Some("same-site"), false),
            (Some("null"), None, false),
            (Some(ORIGIN), Some("cross-site"), false),
            (None, Some("cross-site"), false),
        ] {
            let mut client = ana.clone();
            client = origin.into_iter().fold(client, |client, origin| client.with("origin", origin));
            client = site.into_iter().fold(client, |client, site| client.with("sec-fetch-site", site));
            let about = format!("{origin:?} {site:?}");
            let changed = client.patch("/preferences", json!({})).await;
            assert_eq!(changed.status == 200, is_ours, "{about}: {}", changed.text());
            if !is_ours {
                assert_eq!(changed.code(403), "cross_origin", "{about}");
            }
            client.get("/preferences").await.expect(200);
        }
    }

    /// A page whose name was pointed at this server after it was loaded must not make itself the owner.
    async fn a_rebound_name_cannot_take_over_a_new_server(t: TestApp) {
        let account = json!({ "email": "ana@example.org", "password": "long enough", "name": "Ana" });
        let page = |host: &str| {
            let browser = Client::at_unnamed_server(&t).with("sec-fetch-site", "same-origin").with("x-hearken", "1");
            browser.with("host", host).with("origin", &format!("http://{host}"))
        };
        let refused = page("evil.example:4747").post("/auth/register", account.clone()).await;
        assert_eq!(refused.code(403), "cross_origin");
        assert!(refused.json()["detail"].as_str().unwrap().contains("public_url"), "{}", refused.text());
        page("localhost:4747").post("/auth/register", account).await.expect(201);
    }

    /// A body that a form could send is no JSON to us, whatever it holds.
    async fn a_form_cannot_change_anything(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"] {
            let request = http::Request::builder()
                .method(Method::POST)
                .uri("/api/v1/entries")
                .header("content-type", content_type)
                .body(r#"{"text":"a"}"#.into());
            assert_eq!(ana.raw(request.unwrap()).await.code(415), "unsupported_media_type");
        }
        assert_eq!(ana.get("/entries").await.expect(200)["items"], json!([]));
    }

    /// The cookie alone is not enough: the page must be ours and say so.
    async fn the_cookie_needs_a_page_of_ours(t: TestApp) {
        let refresh_token = t.register("ana").await.refresh_token;
        let cookie = format!("__Host-hearken_rt={}", refresh_token.expose());
        let browser = Client::anonymous(&t).with("cookie", &cookie);
        for client in [
            browser.clone(),
            browser.clone().with("x-hearken", "1"),
            browser.clone().with("origin", ORIGIN).with("sec-fetch-site", "same-origin"),
            browser.clone().page().with("origin", "https://evil.example"),
            browser.clone().page().with("sec-fetch-site", "none"),
        ] {
            for path in ["/auth/refresh", "/auth/logout"] {
                assert_eq!(client.send(Method::POST, path, None).await.code(403), "cross_origin");
            }
        }
        browser.page().send(Method::POST, "/auth/refresh", None).await.expect(200);
    }
}
