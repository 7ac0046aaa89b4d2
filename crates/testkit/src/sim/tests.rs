//! The simulator seen from a bare socket: what arrives, byte for byte.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};

use serde_json::{Value, json};

use super::{Behaviour, RetryAfter, Sim};

/// Sends `request`, says that no more will follow, and returns everything that comes back.
async fn exchange(sim: &Sim, request: String) -> io::Result<String> {
    let address = sim.base_url().trim_start_matches("http://").trim_end_matches("/v1").to_owned();
    let talk = move || {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(request.as_bytes())?;
        // Fails if the connection has been reset by now; reading tells.
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    };
    tokio::task::spawn_blocking(talk).await.expect("no panic")
}

fn post(body: &Value) -> String {
    let body = body.to_string();
    format!("POST /v1/chat/completions HTTP/1.1\r\nhost: sim\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

fn chat(text: &str, stream: bool) -> String {
    post(&json!({"model": "small", "stream": stream, "messages": [{"role": "user", "content": text}]}))
}

/// The body of a chunked answer, and whether it came to its proper end.
fn dechunk(answer: &str) -> (String, bool) {
    let (_, mut rest) = answer.split_once("\r\n\r\n").expect("a head");
    let mut body = String::new();
    while let Some((length, after)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).expect("a length in hexadecimal");
        if length == 0 {
            return (body, true);
        }
        body.push_str(&after[..length]);
        rest = after[length..].strip_prefix("\r\n").expect("the end of a chunk");
    }
    (body, false)
}

/// The data of each event, as far as it is whole.
fn events(body: &str) -> Vec<&str> {
    body.split_inclusive("\n\n").filter_map(|event| event.strip_prefix("data: ")?.strip_suffix("\n\n")).collect()
}

fn content(events: &[&str]) -> String {
    let pieces = events.iter().filter_map(|event| serde_json::from_str::<Value>(event).ok());
    pieces.filter_map(|event| event["choices"][0]["delta"]["content"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn a_stream_adds_up_to_the_answer() {
    let sim = Sim::start().await;
    sim.script([Behaviour::Say("Ich fühlte mich gehört. 🌧️".to_owned())]);
    let answer = exchange(&sim, chat("hello", true)).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"), "{answer}");
    let (body, is_whole) = dechunk(&answer);
    let events = events(&body);
    assert_eq!((content(&events).as_str(), is_whole), ("Ich fühlte mich gehört. 🌧️", true));
    assert_eq!(events.last(), Some(&"[DONE]"));
    let last: Value = serde_json::from_str(events[events.len() - 2]).unwrap();
    assert_eq!(last["choices"][0]["finish_reason"], "stop");
}

#[tokio::test]
async fn streams_break_in_the_middle() {
    let sim = Sim::start().await;
    sim.script([Behaviour::TruncatedSse, Behaviour::MalformedSse, Behaviour::ErrorMidStream]);
    let mut broken = Vec::new();
    for _ in 0..3 {
        let (body, is_whole) = dechunk(&exchange(&sim, chat("hello", true)).await.unwrap());
        assert!(!content(&events(&body)).is_empty(), "something came before the break");
        broken.push((body, is_whole));
    }
    assert!(!broken[0].1 && !broken[0].0.ends_with("\n\n") && !broken[0].0.contains("[DONE]"));
    assert!(broken[1].1 && broken[1].0.contains("data: {'choices'"));
    assert!(!broken[2].0.contains("[DONE]") && broken[2].0.contains("\"error\""));
}

#[tokio::test]
async fn one_behaviour_per_request_on_one_connection() {
    let sim = Sim::start().await;
    sim.script([Behaviour::TooMany(RetryAfter::Seconds(2)), Behaviour::Status(503)]);
    let models = "GET /v1/models HTTP/1.1\r\nhost: sim\r\n\r\n";
    let three = format!("{models}{}{}{}", chat("a", false), chat("b", false), chat("c", false));
    let answers = exchange(&sim, three).await.unwrap();
    let statuses: Vec<&str> = answers.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect();
    assert_eq!(statuses, ["200", "429", "503", "200"], "the list of models uses up no behaviour");
    assert!(answers.contains("retry-after: 2\r\n"));
    let requests = sim.requests();
    assert_eq!((requests[0].met.clone(), requests[2].met.clone()), (None, Some(Behaviour::Status(503))));
    assert_eq!(requests[3].conversation(), "c");
}

#[tokio::test]
async fn requests_are_handed_out_in_order() {
    let sim = Sim::start().await;
    for text in ["a", "b"] {
        exchange(&sim, chat(text, false)).await.unwrap();
    }
    assert_eq!(
        (sim.next_request().await.conversation(), sim.next_request().await.conversation()),
        ("a".into(), "b".into())
    );
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    let sim = Sim::start().await;
    sim.script([Behaviour::Refuse]);
    let error = exchange(&sim, chat("hello", false)).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn a_competent_reading_quotes_the_entry() {
    let sim = Sim::start().await;
    let text = "----- entry 7 begins -----\nI felt heard. It rained.\n----- entry 7 ends -----\nAnswer now.";
    let request = json!({
        "messages": [{"role": "user", "content": text}],
        "response_format": {"type": "json_schema", "json_schema": {"name": "x", "schema": {}}},
    });
    let answer = exchange(&sim, post(&request)).await.unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    let reading: Value = serde_json::from_str(body["choices"][0]["message"]["content"].as_str().unwrap()).unwrap();
    assert_eq!((&reading["evidence"][0]["quote"], &reading["emotions"]), (&json!("I felt heard."), &json!(["love"])));
}
