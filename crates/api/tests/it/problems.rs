//! What everything that goes wrong before a handler is answered with.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use hearken_api::edge::{Edge, Origins, RequestIds, SecurityHeaders, edge};
use hearken_app::Tasks;
use hearken_testkit::{TestApp, on_both_engines};
use http::{Method, Request};
use http_body_util::BodyExt;
use serde_json::json;
use tower::ServiceExt;

use crate::support::Client;

on_both_engines! {
    async fn what_is_not_there_is_a_problem(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        for path in [
            "",
            "/",
            "/nothing",
            "/entries/",
            "/entries/0192f0c1-0000-7000-8000-000000000000",
            "/entries/7",
            "/people/%00",
        ] {
            assert_eq!(ana.get(path).await.code(404), "not_found", "{path}");
        }
        for uri in ["/api", "/api/", "/api/v2/entries"] {
            let request = Request::builder().uri(uri).header("accept", "text/html").body(Body::empty()).unwrap();
            assert_eq!(ana.raw(request).await.code(404), "not_found", "{uri}");
        }
    }

    async fn a_method_that_is_not_there_is_a_problem_that_names_the_others(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let answer = ana.send(Method::PUT, "/entries", Some(json!({}))).await;
        assert_eq!(answer.code(405), "method_not_allowed");
        let mut allowed: Vec<_> = answer.header("allow").split(',').map(str::trim).collect();
        allowed.sort_unstable();
        assert_eq!(allowed, ["GET", "HEAD", "POST"]);
    }

    async fn a_body_is_json_of_at_most_a_mebibyte(t: TestApp) {
        let ana = Client::user(&t, "ana").await;
        let post = |content_type: &'static str, body: String| {
            let request =
                Request::builder().method(Method::POST).uri("/api/v1/entries").header("content-type", content_type);
            ana.raw(request.body(body.into()).unwrap())
        };
        assert_eq!(post("application/json", "{\"text\":".to_owned()).await.code(400), "malformed_json");
        assert_eq!(post("text/plain", "{}".to_owned()).await.code(415), "unsupported_media_type");
        let huge = format!(r#"{{"text":"{}"}}"#, "a".repeat(1024 * 1024));
        assert_eq!(
            post("application/json", huge).await.problem(413),
            ("body_too_large".to_owned(), Some("body".to_owned()))
        );
    }

    async fn who_is_not_signed_in_is_told_so(t: TestApp) {
        let signed_in = t.register("ana").await;
        let anonymous = Client::anonymous(&t);
        let tampered = signed_in.access_token.replace('.', "A.");
        for authorization in
            ["", "Bearer", "Bearer x", "Basic YTpi", &format!("Bearer {tampered}"), &signed_in.access_token]
        {
            let answer = anonymous.clone().with("authorization", authorization).get("/entries").await;
            assert_eq!(answer.code(401), "unauthenticated", "{authorization}");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
}

/// Where the log goes while a test looks at it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(line)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A defect answers 500 with nothing of what it said, and the server goes on.
#[tokio::test]
async fn a_panic_is_a_problem_that_tells_nothing() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || writer.clone()).finish();
    let _log = tracing::subscriber::set_default(subscriber);
    let origins = Arc::new(Origins::default());
    let state = Edge {
        headers: SecurityHeaders::new(&origins, &hearken_web::CspHashes::default()),
        origins,
        ids: RequestIds::new(uuid::Uuid::nil()),
        tasks: Tasks::default(),
    };
    let service = Router::new()
        .route("/api/{id}/boom", get(async || -> &'static str { panic!("a secret") }))
        .route("/api/fine", get(async || "fine"))
        .layer(from_fn_with_state(Arc::new(state), edge));
    let call = async |uri: &str| {
        let response = service.clone().oneshot(Request::get(uri).body(Body::empty()).unwrap()).await.unwrap();
        let status = response.status();
        (status, String::from_utf8(response.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap())
    };
    let (status, body) = call("/api/a-secret/boom?q=a-secret").await;
    assert_eq!(status, 500);
    assert!(body.contains("\"code\":\"internal\"") && !body.contains("secret"), "{body}");
    assert_eq!(call("/api/fine").await.1, "fine");
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    let id = serde_json::from_str::<serde_json::Value>(&body).unwrap()["request_id"].as_str().unwrap().to_owned();
    assert!(log.contains("ERROR") && log.contains(&id) && log.contains("/api/{id}/boom"), "{log}");
    assert!(!log.contains("secret") && log.lines().count() == 1, "{log}");
}
