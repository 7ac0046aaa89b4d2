//! `/providers`

use hearken_api::ApiSettings;
use hearken_testkit::sim::{Behaviour, Sim};
use hearken_testkit::{Engine, Fixture as _, TestApp};
use serde_json::json;

use crate::support::{Client, ORIGIN};

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

#[tokio::test]
async fn a_model_on_this_machine_is_found_and_timed_for_the_owner_alone() {
    let (t, sim) = (TestApp::start(Engine::Sqlite).await.unwrap(), Sim::start().await);
    let port: u16 = sim.base_url().trim_end_matches("/v1").rsplit(':').next().unwrap().parse().unwrap();
    let at =
        |port| ApiSettings { public_origins: vec![ORIGIN.to_owned()], local_ports: vec![port], ..Default::default() };
    let (owner, other) = (Client::user(&t, "ana").await, Client::user(&t, "ben").await);
    let (owner, other) = (owner.at(&t, at(port)), other.at(&t, at(port)));
    let wanted = json!({ "port": port, "model": "sim" });
    assert_eq!(other.send(http::Method::POST, "/providers/local", None).await.code(403), "owner_only");
    assert_eq!(other.post("/providers/local/trial", wanted.clone()).await.code(403), "owner_only");
    assert!(sim.requests().is_empty());

    let found = owner.send(http::Method::POST, "/providers/local", None).await.expect(200);
    assert_eq!(found["items"], json!([{ "port": port, "models": ["sim"] }]));
    let trial = owner.post("/providers/local/trial", wanted.clone()).await.expect(200);
    assert_eq!(trial["cause"], json!(null));
    assert!(trial["seconds"].as_f64().unwrap() > 0.0);
    sim.usually(Behaviour::Malformed);
    let trial = owner.post("/providers/local/trial", wanted.clone()).await.expect(200);
    assert_eq!(trial["seconds"], json!(null));
    assert!(trial["cause"].is_string(), "{trial}");

    for (field, value) in [("port", json!(22)), ("model", json!("another"))] {
        let mut refused = wanted.clone();
        refused[field] = value;
        assert_eq!(owner.post("/providers/local/trial", refused).await.problem(422).1.as_deref(), Some(field));
    }

    let added = owner.send(http::Method::PUT, "/providers/local", Some(wanted.clone())).await.expect(200);
    assert_eq!((&added["is_added"], &added["model"]), (&json!(true), &json!("sim")));
    assert_eq!(other.send(http::Method::PUT, "/providers/local", Some(wanted)).await.code(403), "owner_only");
    let offers = other.get("/consents").await.expect(200)["offers"].clone();
    assert_eq!(offers[0]["provider"]["address"], json!(sim.base_url()), "everybody may allow it");
    assert_eq!(offers[0]["consent_id"], json!(null));
    assert_eq!(other.delete("/providers/local").await.code(403), "owner_only");
    assert_eq!(owner.delete("/providers/local").await.status, 204);
    assert_eq!(owner.delete("/providers/local").await.code(404), "not_found");
    assert_eq!(owner.get("/providers").await.expect(200)["items"], json!([]));
}
