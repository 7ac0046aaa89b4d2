//! Clients with a role, speaking to the real router.

use axum::Router;
use axum::body::Body;
use hearken_api::{ApiSettings, ApiState, router};
use hearken_testkit::TestApp;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

/// The origin under which the tests' server is reached.
pub(crate) const ORIGIN: &str = "http://localhost:4747";

/// The service of an application, reached under [`ORIGIN`].
pub(crate) fn service(t: &TestApp) -> Router {
    router(state(t)).unwrap()
}

/// The state of [`service`].
pub(crate) fn state(t: &TestApp) -> ApiState {
    let settings = ApiSettings { public_origins: vec![ORIGIN.to_owned()], ..ApiSettings::default() };
    ApiState::new(t.app.clone(), settings)
}

/// Someone who sends requests.
#[derive(Clone)]
pub(crate) struct Client {
    service: Router,
    headers: HeaderMap,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Client {
    /// Someone who is not signed in.
    pub(crate) fn anonymous(t: &TestApp) -> Self {
        Self { service: service(t), headers: HeaderMap::new() }
    }

    /// The same at a server that was not told its address.
    pub(crate) fn at_unnamed_server(t: &TestApp) -> Self {
        let service = router(ApiState::new(t.app.clone(), ApiSettings::default())).unwrap();
        Self { service, headers: HeaderMap::new() }
    }

    /// The same at a server with other settings.
    pub(crate) fn at(self, t: &TestApp, settings: ApiSettings) -> Self {
        Self { service: router(ApiState::new(t.app.clone(), settings)).unwrap(), ..self }
    }

    /// Someone with an account of their own.
    pub(crate) async fn user(t: &TestApp, name: &str) -> Self {
        let signed_in = t.register(name).await;
        Self::anonymous(t).with("authorization", &format!("Bearer {}", signed_in.access_token))
    }

    /// The same with one more header on every request.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.parse().unwrap());
        self
    }

    /// A page of ours: what a browser would say of it.
    pub(crate) fn page(self) -> Self {
        self.with("origin", ORIGIN).with("sec-fetch-site", "same-origin").with("x-hearken", "1")
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Sends a request to a path of the API.
    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        let body = body.map_or_else(Body::empty, |json| {
            request.headers_mut().unwrap().insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
            let text = json.to_string();
            request.headers_mut().unwrap().insert(header::CONTENT_LENGTH, text.len().into());
            text.into()
        });
        self.raw(request.body(body).unwrap()).await
    }

    /// Sends a request as it is, with this client's headers added.
    pub(crate) async fn raw(&self, mut request: Request<Body>) -> Answer {
        request.headers_mut().extend(self.headers.clone());
        let (parts, body) = self.service.clone().oneshot(request).await.unwrap().into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Writes an entry; returns its id.
    pub(crate) async fn entry(&self, text: &str) -> String {
        self.post("/entries", json!({ "text": text, "status": "published" })).await.expect(201)["id"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Adds a person; returns their id.
    pub(crate) async fn person(&self, name: &str) -> String {
        self.post("/people", json!({ "name": name })).await.expect(201)["id"].as_str().unwrap().to_owned()
    }
}

impl Answer {
    /// The JSON body.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The JSON body of an answer that must have this status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self.json()
    }

    /// The problem's code and field of an answer that must be a problem.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16) -> (String, Option<String>) {
        let body = self.expect(status);
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(body["status"], status);
        assert_eq!(body["request_id"], self.header("x-request-id"));
        (body["code"].as_str().unwrap().to_owned(), body["field"].as_str().map(ToOwned::to_owned))
    }

    /// The problem's code.
    #[track_caller]
    pub(crate) fn code(&self, status: u16) -> String {
        self.problem(status).0
    }

    /// A header as text; empty when absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}
