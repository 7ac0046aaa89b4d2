//! Servers that understand fewer parameters than others.

use hearken_ai::ChatModel;
use hearken_ai::providers::{HttpModel, Kind, ModelConfig};
use hearken_testkit::sim::{Behaviour, Sim};
use serde_json::json;

use crate::support::{AMPLE, Book, config_at, model_at, object, sim_that, words};

#[tokio::test]
async fn sends_what_the_format_asks_for() {
    let sim = Sim::start().await;
    for base_url in [sim.base_url(), format!("{}/", sim.base_url())] {
        model_at(&base_url, AMPLE).complete(object("hello"), &Book::default()).await.unwrap();
        let request = sim.next_request().await;
        assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/v1/chat/completions"));
        assert_eq!(request.header("authorization"), Some("Bearer sk-canary-key"));
        assert_eq!(request.header("content-type"), Some("application/json"));
        assert_eq!(request.body["model"], "small");
        assert_eq!(request.body["messages"], json!([{"role": "user", "content": "hello"}]));
        assert_eq!(request.body["temperature"], json!(0.0));
        assert_eq!(request.body["max_tokens"], 100);
        assert_eq!(request.body["response_format"]["type"], "json_schema");
        assert_eq!(request.body["response_format"]["json_schema"]["strict"], true);
        assert_eq!(request.body["response_format"]["json_schema"]["name"], "thing");
    }
}

#[tokio::test]
async fn learns_to_do_without_a_response_format() {
    let sim = Sim::start().await;
    sim.usually(Behaviour::Without("response_format".to_owned()));
    let model = model_at(&sim.base_url(), AMPLE);
    for _ in 0..2 {
        model.complete(object("hello"), &Book::default()).await.unwrap();
    }
    let requests = sim.requests();
    assert_eq!(requests.len(), 3, "it is learnt once");
    for plain in &requests[1..] {
        assert!(plain.body.get("response_format").is_none());
        assert!(plain.conversation().contains("JSON Schema") && plain.conversation().contains("additionalProperties"));
    }
}

#[tokio::test]
async fn learns_the_newer_name_of_the_limit() {
    let sim = Sim::start().await;
    sim.usually(Behaviour::Without("max_tokens".to_owned()));
    model_at(&sim.base_url(), AMPLE).complete(words("hello"), &Book::default()).await.unwrap();
    let second = &sim.requests()[1];
    assert_eq!((second.body.get("max_tokens"), &second.body["max_completion_tokens"]), (None, &json!(100)));
}

#[tokio::test]
async fn learns_several_things_in_one_call() {
    let sim =
        sim_that(["response_format", "max_tokens", "temperature"].map(|p| Behaviour::Without(p.to_owned()))).await;
    model_at(&sim.base_url(), AMPLE).complete(object("hello"), &Book::default()).await.unwrap();
    let requests = sim.requests();
    assert_eq!(requests.len(), 4);
    for parameter in ["response_format", "max_tokens", "temperature"] {
        assert!(requests[3].body.get(parameter).is_none(), "{parameter}");
    }
}

#[tokio::test]
async fn does_not_keep_a_lesson_that_did_not_help() {
    let sim = sim_that([Behaviour::Without("temperature".to_owned()), Behaviour::Status(500)]).await;
    let model = model_at(&sim.base_url(), AMPLE);
    assert!(model.complete(words("hello"), &Book::default()).await.is_err());
    model.complete(words("hello"), &Book::default()).await.unwrap();
    assert_eq!(sim.requests()[2].body["temperature"], json!(0.0));
}

#[tokio::test]
async fn a_server_without_a_key_gets_none() {
    let sim = Sim::start().await;
    for kind in Kind::ALL {
        let config = ModelConfig { api_key: None, ..config_at(&sim.base_url(), AMPLE) };
        HttpModel::new(kind, config).unwrap().complete(words("hello"), &Book::default()).await.unwrap();
        let request = sim.next_request().await;
        let is_key = |name: &str| name == "authorization" || name.ends_with("-key");
        assert!(!request.headers.iter().any(|(name, _)| is_key(name)), "{kind:?}");
    }
}
