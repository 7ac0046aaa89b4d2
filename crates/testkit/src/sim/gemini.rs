//! Answers in the format of Google's `generateContent`.

use serde_json::{Value, json};

use super::behaviour::RetryAfter;
use super::reader;
use super::record::Recorded;
use super::response::Response;

/// A whole answer.
pub(crate) fn completion(words: &str, request: &Recorded) -> Value {
    candidate(words, "STOP", request)
}

/// An answer that declines: the question was blocked.
pub(crate) fn declined(request: &Recorded) -> Value {
    json!({
        "promptFeedback": {"blockReason": "SAFETY"},
        "usageMetadata": {"promptTokenCount": 100, "totalTokenCount": 100},
        "modelVersion": request.model(),
    })
}

/// An answer that ends at the limit of tokens.
pub(crate) fn cut_off(request: &Recorded) -> Value {
    let words: String = reader::answer(request).chars().take(40).collect();
    candidate(&words, "MAX_TOKENS", request)
}

fn candidate(words: &str, finish_reason: &str, request: &Recorded) -> Value {
    json!({
        "candidates": [{
            "content": {"role": "model", "parts": [{"text": words}]},
            "finishReason": finish_reason,
            "index": 0,
        }],
        "usageMetadata": {"promptTokenCount": 100, "candidatesTokenCount": 50, "totalTokenCount": 150},
        "modelVersion": request.model(),
        "responseId": "sim",
    })
}

/// Status 429 with the wait in the body, as seconds: the format has no dates.
pub(crate) fn too_many(message: &str, wait: RetryAfter) -> Response {
    let seconds = match wait {
        RetryAfter::Date(seconds) => seconds.to_string(),
        wait => wait.header().unwrap_or_default(),
    };
    let detail = json!({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": format!("{seconds}s")});
    let error = json!({"code": 429, "message": message, "status": "RESOURCE_EXHAUSTED", "details": [detail]});
    Response::new(429, "application/json", json!({"error": error}).to_string().into_bytes())
}

/// Who said what, in order.
pub(crate) fn messages(body: &Value) -> Vec<(&str, &str)> {
    let own = body.get("systemInstruction").map(|content| ("system", content));
    let said = body["contents"].as_array().into_iter().flatten();
    let said = said.map(|content| (content["role"].as_str().unwrap_or("user"), content));
    own.into_iter()
        .chain(said)
        .filter_map(|(role, content)| Some((role, content["parts"][0]["text"].as_str()?)))
        .collect()
}
