//! `/invites`

use hearken_app::RegistrationPolicy;
use hearken_testkit::{Engine, TestApp, TestAppOptions};
use serde_json::{Value, json};

use crate::support::Client;

async fn by_invitation() -> TestApp {
    let options = TestAppOptions { registration: RegistrationPolicy::Invite, ..TestAppOptions::default() };
    TestApp::with(Engine::Sqlite, options).await.unwrap()
}

fn account(name: &str, invite: &Value) -> Value {
    json!({ "email": format!("{name}@example.org"), "password": "long enough", "name": name, "invite": invite })
}

#[tokio::test]
async fn an_invitation_makes_one_account() {
    let t = by_invitation().await;
    let (owner, anonymous) = (Client::user(&t, "ana").await, Client::anonymous(&t));
    let invite = owner.send(http::Method::POST, "/invites", None).await.expect(201);
    assert_eq!(invite["invite"]["used_at"], Value::Null);
    for wrong in [Value::Null, json!("guessed")] {
        assert_eq!(anonymous.post("/auth/register", account("ben", &wrong)).await.code(403), "invite_needed");
    }
    anonymous.post("/auth/register", account("ben", &invite["code"])).await.expect(201);
    assert_eq!(anonymous.post("/auth/register", account("cleo", &invite["code"])).await.code(403), "invite_needed");
    let listed = owner.get("/invites").await;
    assert!(listed.expect(200)["items"][0]["used_at"].is_string());
    assert!(!listed.text().contains(invite["code"].as_str().unwrap()), "the code is not shown again");
}

#[tokio::test]
async fn only_the_owner_invites() {
    let t = by_invitation().await;
    let owner = Client::user(&t, "ana").await;
    let invite = owner.send(http::Method::POST, "/invites", None).await.expect(201);
    let ben = Client::anonymous(&t).post("/auth/register", account("ben", &invite["code"])).await.expect(201);
    let ben = Client::anonymous(&t).with("authorization", &format!("Bearer {}", ben["access_token"].as_str().unwrap()));
    assert_eq!(ben.send(http::Method::POST, "/invites", None).await.code(403), "owner_only");
    assert_eq!(ben.get("/invites").await.code(403), "owner_only");
}
