//! The security headers of every kind of response.

use axum::body::Body;
use hearken_testkit::{TestApp, on_both_engines};
use http::{Method, Request};
use insta::assert_snapshot;

use crate::support::{Answer, Client};

const CHECKED: [&str; 9] = [
    "cache-control",
    "content-security-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
];

fn checked(answer: &Answer) -> String {
    CHECKED.map(|name| format!("{name}: {}", answer.header(name))).join("\n")
}

/// The text without its `'sha…'` sources.
fn without_hashes(text: &str) -> String {
    let mut parts = text.split(" 'sha");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('\'').unwrap().1)
}

on_both_engines! {
    async fn every_answer_of_the_api_has_the_same(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let anonymous = Client::anonymous(&t);
        let answers = [
            (200, anonymous.get("/health").await),
            (200, ana.get("/entries").await),
            (401, anonymous.get("/entries").await),
            (404, ana.get("/nothing").await),
            (405, ana.send(Method::PUT, "/entries", None).await),
            (415, ana.send(Method::POST, "/entries", None).await),
            (403, ana.clone().with("origin", "https://evil.example").send(Method::POST, "/entries", None).await),
            (400, ana.get("/sync/ws").await),
        ];
        for (status, answer) in &answers {
            assert_eq!(answer.status.as_u16(), *status, "{}", answer.text());
            assert_eq!(checked(answer), checked(&answers[0].1), "status {status}");
            assert_eq!(answer.header("x-request-id").len(), 16);
        }
        assert_snapshot!("api", checked(&answers[0].1));
    }

    /// The hashes of inline styles and scripts depend on the build, so they are cut out.
    async fn the_page_may_load_from_nowhere_else(t: TestApp) {
        let anonymous = Client::anonymous(&t);
        let get =
            |uri: &str| anonymous.raw(Request::get(uri).header("accept", "text/html").body(Body::empty()).unwrap());
        let page = get("/").await;
        assert_eq!(page.status, 200);
        let deep = get("/journal/2026").await;
        assert_eq!(checked(&page), checked(&deep));
        assert_eq!(get("/assets/nothing.js").await.status, 404);
        assert_snapshot!("page", without_hashes(&checked(&page)));
    }

    /// Its policy is the page's: it may run, and fetch from here alone. Where the build has none, no page takes its place.
    async fn the_worker_is_under_the_same_policy(t: TestApp) {
        let anonymous = Client::anonymous(&t);
        let request = Request::get("/sw.js").header("accept", "*/*").body(Body::empty()).unwrap();
        let worker = anonymous.raw(request).await;
        assert!(matches!(worker.status.as_u16(), 200 | 404), "{}", worker.status);
        assert!(!worker.header("content-type").starts_with("text/html"));
        let policy = worker.header("content-security-policy");
        assert!(policy.contains("worker-src 'self'") && policy.contains("connect-src 'self'"), "{policy}");
    }
}
