//! Answers in the format of Anthropic's Messages API.

use serde_json::{Value, json};

use super::reader;
use super::record::Recorded;

/// A whole answer: the use of the tool that has to be used, or words.
pub(crate) fn completion(words: &str, request: &Recorded) -> Value {
    let tool = &request.body["tool_choice"]["name"];
    match serde_json::from_str::<Value>(words) {
        Ok(input) if tool.is_string() && input.is_object() => {
            let block = json!({"type": "tool_use", "id": "toolu_sim", "name": tool, "input": input});
            message(&json!([block]), "tool_use", request)
        }
        _ => message(&json!([{"type": "text", "text": words}]), "end_turn", request),
    }
}

/// An answer that declines.
pub(crate) fn declined(request: &Recorded) -> Value {
    message(&json!([]), "refusal", request)
}

/// An answer that ends at the limit of tokens.
pub(crate) fn cut_off(request: &Recorded) -> Value {
    let words: String = reader::answer(request).chars().take(40).collect();
    message(&json!([{"type": "text", "text": words}]), "max_tokens", request)
}

fn message(content: &Value, stop_reason: &str, request: &Recorded) -> Value {
    json!({
        "id": "msg_sim",
        "type": "message",
        "role": "assistant",
        "model": request.model(),
        "content": content,
        "stop_reason": stop_reason,
        "stop_sequence": null,
        "usage": {"input_tokens": 100, "output_tokens": 50},
    })
}
