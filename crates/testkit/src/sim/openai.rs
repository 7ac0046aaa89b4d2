//! Chat completions in the OpenAI wire format: whole answers and streams of events.

use serde_json::{Value, json};

use super::reader;
use super::record::Recorded;
use super::response::{Response, chunk};
use super::step::{End, Plan, Step};

const ID: &str = "chatcmpl-sim";
/// 2026-11-20T22:00:00Z, in seconds.
const CREATED: u64 = 1_795_212_000;
/// Characters per streamed event: about a token.
const PIECE: usize = 6;

/// A whole answer.
pub(crate) fn completion(words: &str, request: &Recorded) -> Value {
    completion_with(&json!({"role": "assistant", "content": words, "refusal": null}), "stop", request)
}

/// An answer that declines.
pub(crate) fn declined(request: &Recorded) -> Value {
    let message = json!({"role": "assistant", "content": null, "refusal": "I cannot help with that."});
    completion_with(&message, "content_filter", request)
}

/// An answer that ends at the limit of tokens.
pub(crate) fn cut_off(request: &Recorded) -> Value {
    let words: String = reader::answer(request).chars().take(40).collect();
    completion_with(&json!({"role": "assistant", "content": words}), "length", request)
}

/// Who said what, in order.
pub(crate) fn messages(body: &Value) -> impl Iterator<Item = (&str, &str)> {
    let messages = body["messages"].as_array().into_iter().flatten();
    messages.filter_map(|message| Some((message["role"].as_str()?, message["content"].as_str()?)))
}

fn completion_with(message: &Value, finish_reason: &str, request: &Recorded) -> Value {
    json!({
        "id": ID,
        "object": "chat.completion",
        "created": CREATED,
        "model": request.model(),
        "choices": [{"index": 0, "message": message, "logprobs": null, "finish_reason": finish_reason}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150},
    })
}

/// A stream of `words`, whole.
pub(crate) fn stream(words: &str, request: &Recorded) -> Plan {
    let mut steps = opening(words, request);
    steps.push(event(&delta(&json!({}), Some("stop"), request).to_string()));
    steps.push(event("[DONE]"));
    steps.push(Step::Send(chunk(b"")));
    Plan { steps, end: End::KeepAlive }
}

/// A stream that ends within an event.
pub(crate) fn truncated_stream(request: &Recorded) -> Plan {
    let mut steps = first_half(request);
    steps.push(Step::Send(chunk(b"data: {\"id\":\"chatcmpl-sim\",\"choices\":[{\"del")));
    Plan { steps, end: End::Close }
}

/// A stream with an event that is not JSON.
pub(crate) fn malformed_stream(request: &Recorded) -> Plan {
    let mut steps = first_half(request);
    steps.push(event("{'choices': oops"));
    steps.push(event("[DONE]"));
    steps.push(Step::Send(chunk(b"")));
    Plan { steps, end: End::KeepAlive }
}

/// A stream that turns into an error.
pub(crate) fn broken_stream(request: &Recorded) -> Plan {
    let mut steps = first_half(request);
    steps.push(event(&json!({"error": {"message": "The server had an error.", "type": "server_error"}}).to_string()));
    steps.push(Step::Send(chunk(b"")));
    Plan { steps, end: End::Close }
}

fn first_half(request: &Recorded) -> Vec<Step> {
    let words = reader::answer(request);
    let half: String = words.chars().take(words.chars().count() / 2).collect();
    opening(&half, request)
}

/// The head of a stream and an event for each piece of `words`.
fn opening(words: &str, request: &Recorded) -> Vec<Step> {
    let head = Response::new(200, "text/event-stream", Vec::new()).chunked();
    let role = delta(&json!({"role": "assistant", "content": ""}), None, request);
    let mut steps = vec![Step::Send(head), event(&role.to_string())];
    let characters: Vec<char> = words.chars().collect();
    for piece in characters.chunks(PIECE) {
        let piece: String = piece.iter().collect();
        steps.push(event(&delta(&json!({"content": piece}), None, request).to_string()));
    }
    steps
}

fn delta(delta: &Value, finish_reason: Option<&str>, request: &Recorded) -> Value {
    json!({
        "id": ID,
        "object": "chat.completion.chunk",
        "created": CREATED,
        "model": request.model(),
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}],
    })
}

fn event(data: &str) -> Step {
    Step::Send(chunk(format!("data: {data}\n\n").as_bytes()))
}
