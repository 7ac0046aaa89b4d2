//! `/providers`

use hearken_testkit::{Engine, Fixture as _, TestApp};
use serde_json::json;

use crate::support::Client;

#[tokio::test]
async fn only_the_owner_sees_and_resets_them() {
    let t = TestApp::start(Engine::Sqlite).await.unwrap();
    let (owner, other) = (Client::user(&t, "ana").await, Client::user(&t, "ben").await);
    assert_eq!(owner.get("/providers").await.expect(200)["items"], json!([]));
    let reset = "/providers/gone/breaker/reset";
    assert_eq!(owner.send(http::Method::POST, reset, None).await.code(404), "not_found");
    assert_eq!(other.get("/providers").await.code(403), "owner_only");
    assert_eq!(other.send(http::Method::POST, reset, None).await.code(403), "owner_only");
}
