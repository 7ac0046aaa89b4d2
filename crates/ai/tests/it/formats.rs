//! What is particular to a wire format: how a question is put, and answers as their makers document them (the fixtures
//! are written from the public descriptions of the three APIs).

use std::sync::Arc;

use hearken_ai::providers::Kind;
use hearken_ai::{ChatModel, EntryReader, Junk, Message, ProviderError, ReadInput, Role};
use hearken_domain::SystemClock;
use hearken_domain::reading::Emotion;
use hearken_testkit::sim::{Behaviour, Sim};
use serde_json::{Value, json};

use crate::support::{AMPLE, Book, model_of, object, sim_that, words};

const FIXTURES: [(Kind, &str); 3] = [
    (Kind::OpenAi, include_str!("../fixtures/openai.json")),
    (Kind::Anthropic, include_str!("../fixtures/anthropic.json")),
    (Kind::Gemini, include_str!("../fixtures/gemini.json")),
];

fn fixtures() -> [(Kind, Value); 3] {
    FIXTURES.map(|(kind, text)| (kind, serde_json::from_str(text).unwrap()))
}

async fn outcome(kind: Kind, status: u64, body: &Value) -> ProviderError {
    let sim = sim_that([Behaviour::Body(u16::try_from(status).unwrap(), body.clone())]).await;
    model_of(kind, &sim.base_url(), AMPLE).complete(object("hello"), &Book::default()).await.unwrap_err()
}

#[tokio::test]
async fn documented_answers_are_understood() {
    for (kind, documented) in fixtures() {
        let sim = sim_that([Behaviour::Body(200, documented["answer"].clone())]).await;
        let reader = EntryReader::new(Arc::new(model_of(kind, &sim.base_url(), AMPLE)), Arc::new(SystemClock));
        let input = ReadInput { text: "We talked and I felt heard.", people: &[], mark: "0198f3a2-7c11" };
        let found = reader.read(input, &Book::default(), &Book::default()).await.unwrap();
        assert_eq!(found.reading.emotions, [Emotion::Love], "{kind:?}");
        assert_eq!(found.reading.evidence[0].quote, "I felt heard");
        assert!(found.model.contains('-'), "as the provider names it: {}", found.model);
    }
}

#[tokio::test]
async fn documented_refusals_and_errors_are_understood() {
    for (kind, documented) in fixtures() {
        for (what, junk) in [("declined", Junk::Filtered), ("cut_off", Junk::CutOff)] {
            for body in documented[what].as_array().unwrap() {
                assert_eq!(outcome(kind, 200, body).await, ProviderError::Junk(junk), "{kind:?} {body}");
            }
        }
        for error in documented["errors"].as_array().unwrap() {
            let status = u16::try_from(error["means"].as_u64().unwrap()).unwrap();
            let met = outcome(kind, error["status"].as_u64().unwrap(), &error["body"]).await;
            assert_eq!(met, ProviderError::Refused { status }, "{kind:?} {error}");
        }
    }
}

#[tokio::test]
async fn every_format_reads_an_entry() {
    let sim = Sim::start().await;
    for kind in Kind::ALL {
        let reader = EntryReader::new(Arc::new(model_of(kind, &sim.base_url(), AMPLE)), Arc::new(SystemClock));
        let input = ReadInput { text: "We talked and I felt heard.", people: &[], mark: "0198f3a2-7c11" };
        let found = reader.read(input, &Book::default(), &Book::default()).await.unwrap();
        assert_eq!((found.model.as_str(), found.reading.emotions.as_slice()), ("small", &[Emotion::Love][..]));
        assert!(sim.next_request().await.conversation().contains("I felt heard"));
    }
}

#[tokio::test]
async fn anthropic_is_asked_to_use_a_tool() {
    let sim = Sim::start().await;
    let mut request = object("hello");
    request.messages.insert(0, Message { role: Role::System, text: "Be brief.".into() });
    model_of(Kind::Anthropic, &sim.base_url(), AMPLE).complete(request, &Book::default()).await.unwrap();
    let request = sim.next_request().await;
    assert_eq!(request.path, "/v1/messages");
    assert_eq!(request.header("anthropic-version"), Some("2023-06-01"));
    assert_eq!(request.body["system"], "Be brief.");
    assert_eq!(request.body["messages"], json!([{"role": "user", "content": "hello"}]));
    assert_eq!((&request.body["max_tokens"], &request.body["temperature"]), (&json!(100), &json!(0.0)));
    assert_eq!(request.body["tool_choice"], json!({"type": "tool", "name": "thing"}));
    assert_eq!(request.body["tools"][0]["input_schema"]["type"], "object");
}

#[tokio::test]
async fn gemini_is_asked_at_the_models_own_address() {
    let sim = Sim::start().await;
    let mut request = object("hello");
    request.messages.insert(0, Message { role: Role::System, text: "Be brief.".into() });
    model_of(Kind::Gemini, &sim.base_url(), AMPLE).complete(request, &Book::default()).await.unwrap();
    let request = sim.next_request().await;
    assert_eq!(request.path, "/v1/models/small:generateContent");
    assert_eq!(request.body["systemInstruction"]["parts"], json!([{"text": "Be brief."}]));
    assert_eq!(request.body["contents"], json!([{"role": "user", "parts": [{"text": "hello"}]}]));
    let settings = &request.body["generationConfig"];
    assert_eq!((&settings["maxOutputTokens"], &settings["temperature"]), (&json!(100), &json!(0.0)));
    assert_eq!(
        (&settings["responseMimeType"], &settings["responseSchema"]["type"]),
        (&json!("application/json"), &json!("object"))
    );
    assert_eq!(settings["responseSchema"].get("additionalProperties"), None);
}

#[tokio::test]
async fn every_format_learns_to_put_the_schema_into_words() {
    for (kind, parameter) in [(Kind::Anthropic, "tools"), (Kind::Gemini, "responseSchema")] {
        let sim = Sim::start().await;
        sim.usually(Behaviour::Without(parameter.to_owned()));
        model_of(kind, &sim.base_url(), AMPLE).complete(object("hello"), &Book::default()).await.unwrap();
        let requests = sim.requests();
        assert_eq!(requests.len(), 2);
        assert!(!requests[1].body.to_string().contains(parameter), "{kind:?}");
        assert!(requests[1].conversation().contains("JSON Schema"), "{kind:?}");
    }
}

#[tokio::test]
async fn a_model_that_cannot_but_think_gets_room_for_it() {
    let sim = Sim::start().await;
    sim.usually(Behaviour::Without("thinkingConfig".to_owned()));
    model_of(Kind::Gemini, &sim.base_url(), AMPLE).complete(words("hello"), &Book::default()).await.unwrap();
    let settings = &sim.requests()[1].body["generationConfig"];
    assert_eq!((settings.get("thinkingConfig"), &settings["maxOutputTokens"]), (None, &json!(8292)));
}
