//! `/auth/register`

use hearken_testkit::{Engine, TestApp, TestAppOptions, on_both_engines};
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::support::Client;

fn ana() -> Value {
    json!({ "email": " Ana@Example.org ", "password": "correct horse", "name": "Ana" })
}

on_both_engines! {
    async fn the_first_account_owns_the_server(t: TestApp) {
        let browser = Client::anonymous(&t).page();
        let answer = browser.post("/auth/register", ana()).await;
        let body = answer.expect(201);
        assert_json_snapshot!("first_account", body, { ".access_token" => "[token]", ".user.id" => "[id]" });
        let cookie = answer.header("set-cookie");
        assert!(cookie.starts_with("__Host-hearken_rt="), "{cookie}");
        let attributes: Vec<_> = cookie.split("; ").skip(1).collect();
        assert_eq!(attributes, ["HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=2592000"]);
        let second = browser
            .post("/auth/register", json!({ "email": "ben@example.org", "password": "long enough", "name": "Ben" }))
            .await;
        assert_eq!(second.expect(201)["user"]["is_owner"], false);
    }

    async fn an_address_has_one_account(t: TestApp) {
        let anonymous = Client::anonymous(&t);
        anonymous.post("/auth/register", ana()).await.expect(201);
        let again = json!({ "email": "ANA@example.org", "password": "another one", "name": "Ana" });
        assert_eq!(
            anonymous.post("/auth/register", again).await.problem(409),
            ("email_taken".to_owned(), Some("email".to_owned()))
        );
    }

    async fn all_that_is_wrong_is_said_at_once(t: TestApp) {
        let wrong = json!({ "email": "at home", "password": "short", "name": " " });
        let body = Client::anonymous(&t).post("/auth/register", wrong).await.expect(422);
        let errors = body["errors"].as_array().unwrap();
        let fields: Vec<_> = errors.iter().map(|error| error["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["name", "email", "password"]);
    }

    async fn a_client_that_keeps_its_token_gets_no_cookie(t: TestApp) {
        let mut account = ana();
        account["session"] = json!("token");
        let answer = Client::anonymous(&t).post("/auth/register", account).await;
        assert!(answer.expect(201)["refresh_token"].as_str().unwrap().len() > 40);
        assert_eq!(answer.header("set-cookie"), "");
    }
}

#[tokio::test]
async fn a_closed_server_takes_nobody_after_its_owner() {
    let t = TestApp::with(Engine::Sqlite, TestAppOptions::default()).await.unwrap();
    let anonymous = Client::anonymous(&t);
    anonymous.post("/auth/register", ana()).await.expect(201);
    let ben = json!({ "email": "ben@example.org", "password": "long enough", "name": "Ben" });
    assert_eq!(anonymous.post("/auth/register", ben).await.code(403), "registration_closed");
}
