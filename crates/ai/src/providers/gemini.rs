//! Google's `generateContent`.
//!
//! - The model is part of the address; the key is not, although Google takes it there too: addresses are logged on the way.
//! - A schema is written in a dialect of `OpenAPI`: no lists of types, no `additionalProperties`.
//! - Models think before they answer unless told not to, and their thoughts count towards the limit of tokens. Some
//!   cannot be told; these get room to think.

use std::time::Duration;

use reqwest::Url;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::WireFormat;
use super::answer::{self, schema_in_words};
use super::dialect::{Dialect, Extra, Parameter};
use crate::http::{Address, ApiKey, wait_of};
use crate::{AnswerFormat, ChatReply, ChatRequest, Junk, ProviderError, Role};

pub(super) struct Gemini;

/// Tokens for the thoughts of a model that cannot do without.
const ROOM_TO_THINK: u32 = 8192;

const PARAMETERS: &[Parameter] = &[
    Parameter { extra: Extra::Thinking, words: &["thinking"] },
    Parameter {
        extra: Extra::Schema,
        words: &["response_schema", "responseschema", "response_mime_type", "responsemimetype", "json mode"],
    },
    Parameter { extra: Extra::Temperature, words: &["temperature"] },
];

impl WireFormat for Gemini {
    fn endpoint(&self, address: &Address, model: &str) -> Url {
        address.join(&format!("models/{}:generateContent", model.trim_start_matches("models/")))
    }

    fn headers(&self, key: Option<&ApiKey>) -> Vec<(HeaderName, HeaderValue)> {
        key.map(|key| (HeaderName::from_static("x-goog-api-key"), key.plain())).into_iter().collect()
    }

    fn body(&self, _model: &str, request: &ChatRequest, dialect: Dialect) -> Value {
        let mut instructions = request.instructions();
        let contents: Vec<Value> = request.conversation().map(|(role, words)| said(role, words)).collect();
        let mut settings = Map::new();
        if dialect.has(Extra::Thinking) {
            settings.insert("thinkingConfig".to_owned(), json!({"thinkingBudget": 0}));
        }
        let room = if dialect.has(Extra::Thinking) { 0 } else { ROOM_TO_THINK };
        settings.insert("maxOutputTokens".to_owned(), (request.max_tokens + room).into());
        if dialect.has(Extra::Temperature) {
            settings.insert("temperature".to_owned(), json!(0.0));
        }
        if let AnswerFormat::Json(schema) = &request.format {
            if dialect.has(Extra::Schema) {
                settings.insert("responseMimeType".to_owned(), "application/json".into());
                settings.insert("responseSchema".to_owned(), open_api(&schema.schema));
            } else {
                instructions.push(schema_in_words(schema));
            }
        }
        let mut body = json!({"contents": contents, "generationConfig": settings});
        if !instructions.is_empty() {
            body["systemInstruction"] = json!({"parts": [{"text": instructions.join("\n\n")}]});
        }
        body
    }

    fn reply(&self, body: &[u8], asked: &str) -> Result<ChatReply, Junk> {
        let answer: Answer = answer::parse(body)?;
        if answer.prompt_feedback.is_some_and(|feedback| feedback.block_reason.is_some()) {
            return Err(Junk::Filtered);
        }
        let candidate = answer.candidates.into_iter().next().ok_or(Junk::Empty)?;
        match candidate.finish_reason.as_deref() {
            Some("MAX_TOKENS") => return Err(Junk::CutOff),
            Some("SAFETY" | "RECITATION" | "BLOCKLIST" | "PROHIBITED_CONTENT" | "SPII") => return Err(Junk::Filtered),
            _ => {}
        }
        let parts = candidate.content.map(|content| content.parts).unwrap_or_default();
        let words = parts.into_iter().filter(|part| !part.thought).filter_map(|part| part.text).collect();
        answer::reply(Some(words), answer.model_version, asked)
    }

    fn parameters(&self) -> &'static [Parameter] {
        PARAMETERS
    }

    /// A wrong key is a 400 like any malformed request, and the wait after too many requests stands in the body.
    fn explain(&self, error: ProviderError, complaint: &[u8]) -> ProviderError {
        match error {
            ProviderError::RateLimited { retry_after: None } => {
                ProviderError::RateLimited { retry_after: wait_in(complaint) }
            }
            ProviderError::Refused { status: 400 }
                if String::from_utf8_lossy(complaint).contains("API_KEY_INVALID") =>
            {
                ProviderError::Refused { status: 401 }
            }
            error => error,
        }
    }
}

fn said(role: Role, words: &str) -> Value {
    json!({"role": if role == Role::Assistant { "model" } else { "user" }, "parts": [{"text": words}]})
}

/// A JSON Schema in the words of this format.
fn open_api(schema: &Value) -> Value {
    let Value::Object(fields) = schema else { return schema.clone() };
    if let Some(options) = fields.get("anyOf").and_then(Value::as_array) {
        let (nulls, others): (Vec<_>, Vec<_>) = options.iter().partition(|option| option["type"] == "null");
        let mut only = match others.as_slice() {
            [only] => open_api(only),
            _ => json!({"anyOf": others.into_iter().map(open_api).collect::<Vec<_>>()}),
        };
        if !nulls.is_empty() {
            only["nullable"] = true.into();
        }
        return only;
    }
    let mut plain = Map::new();
    for (name, value) in fields {
        match (name.as_str(), value) {
            ("additionalProperties", _) => {}
            ("type", Value::Array(types)) => {
                let is_null = |kind: &&Value| **kind == "null";
                plain.insert("nullable".to_owned(), types.iter().any(|kind| is_null(&kind)).into());
                let kind = types.iter().find(|kind| !is_null(kind)).cloned();
                plain.insert("type".to_owned(), kind.unwrap_or_default());
            }
            ("items", value) => drop(plain.insert("items".to_owned(), open_api(value))),
            ("properties", Value::Object(properties)) => {
                let properties = properties.iter().map(|(name, schema)| (name.clone(), open_api(schema)));
                plain.insert("properties".to_owned(), Value::Object(properties.collect()));
            }
            (_, value) => drop(plain.insert(name.clone(), value.clone())),
        }
    }
    Value::Object(plain)
}

/// The wait that a refusal asks for, such as `36s`.
fn wait_in(complaint: &[u8]) -> Option<Duration> {
    let complaint: Value = serde_json::from_slice(complaint).ok()?;
    let details = complaint["error"]["details"].as_array()?;
    let wait = details.iter().find_map(|detail| detail["retryDelay"].as_str())?;
    wait_of(wait.strip_suffix('s')?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    #[serde(default)]
    candidates: Vec<Candidate>,
    prompt_feedback: Option<Feedback>,
    model_version: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Candidate {
    content: Option<Content>,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct Content {
    #[serde(default)]
    parts: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    text: Option<String>,
    #[serde(default)]
    thought: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Feedback {
    block_reason: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_is_told_in_the_words_of_this_format() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["a", "b", "c"],
            "properties": {
                "a": {"type": ["number", "null"]},
                "b": {"anyOf": [{"type": "string", "enum": ["x"]}, {"type": "null"}]},
                "c": {"type": "array", "items": {"type": "object", "additionalProperties": false, "properties": {}}},
            },
        });
        assert_eq!(
            open_api(&schema),
            json!({
                "type": "object", "required": ["a", "b", "c"],
                "properties": {
                    "a": {"type": "number", "nullable": true},
                    "b": {"type": "string", "enum": ["x"], "nullable": true},
                    "c": {"type": "array", "items": {"type": "object", "properties": {}}},
                },
            })
        );
    }

    #[test]
    fn a_wait_is_found_in_the_body_or_not_at_all() {
        let told = |wait: &str| {
            let detail = json!({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": wait});
            wait_in(json!({"error": {"details": [{"reason": "x"}, detail]}}).to_string().as_bytes())
        };
        assert_eq!((told("36s"), told("0.5s")), (Some(Duration::from_secs(36)), Some(Duration::from_millis(500))));
        assert_eq!(told("99999999s"), Some(Duration::from_hours(24)));
        for nonsense in ["", "s", "-3s", "soon", "0s"] {
            assert_eq!(told(nonsense), None, "{nonsense}");
        }
        assert_eq!(wait_in(b"<html>"), None);
    }
}
