//! Anthropic's Messages API.
//!
//! A JSON answer is asked for as the input of a tool that the model has to use: every model with tools understands that.
//! Instructions stand apart from the conversation, which begins with the user.

use reqwest::Url;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::WireFormat;
use super::answer::{self, schema_in_words};
use super::dialect::{Dialect, Extra, Parameter};
use crate::http::{Address, ApiKey};
use crate::{AnswerFormat, ChatReply, ChatRequest, Junk, ProviderError, Role};

pub(super) struct Anthropic;

/// The version of the format that is written here.
const VERSION: HeaderValue = HeaderValue::from_static("2023-06-01");

const PARAMETERS: &[Parameter] = &[
    Parameter { extra: Extra::Schema, words: &["tool_choice", "tools", "input_schema"] },
    Parameter { extra: Extra::Temperature, words: &["temperature"] },
];

impl WireFormat for Anthropic {
    fn endpoint(&self, address: &Address, _model: &str) -> Url {
        address.join("messages")
    }

    fn headers(&self, key: Option<&ApiKey>) -> Vec<(HeaderName, HeaderValue)> {
        let version = (HeaderName::from_static("anthropic-version"), VERSION);
        let key = key.map(|key| (HeaderName::from_static("x-api-key"), key.plain()));
        [Some(version), key].into_iter().flatten().collect()
    }

    fn body(&self, model: &str, request: &ChatRequest, dialect: Dialect) -> Value {
        let mut instructions = request.instructions();
        let messages: Vec<Value> = request.conversation().map(|(role, words)| said(role, words)).collect();
        let mut body = json!({"model": model, "max_tokens": request.max_tokens, "messages": messages});
        if let AnswerFormat::Json(schema) = &request.format {
            if dialect.has(Extra::Schema) {
                let description = "Takes the answer.";
                body["tools"] =
                    json!([{"name": schema.name, "description": description, "input_schema": schema.schema}]);
                body["tool_choice"] = json!({"type": "tool", "name": schema.name});
            } else {
                instructions.push(schema_in_words(schema));
            }
        }
        if !instructions.is_empty() {
            body["system"] = instructions.join("\n\n").into();
        }
        if dialect.has(Extra::Temperature) {
            body["temperature"] = json!(0.0);
        }
        body
    }

    fn reply(&self, body: &[u8], asked: &str) -> Result<ChatReply, Junk> {
        let message: Message = answer::parse(body)?;
        match message.stop_reason.as_deref() {
            Some("max_tokens" | "model_context_window_exceeded") => return Err(Junk::CutOff),
            Some("refusal") => return Err(Junk::Filtered),
            _ => {}
        }
        let used = message.content.iter().find_map(|block| block.input.as_ref());
        let words = match used {
            Some(input) => input.to_string(),
            None => message.content.into_iter().filter_map(|block| block.text).collect(),
        };
        answer::reply(Some(words), message.model, asked)
    }

    fn parameters(&self) -> &'static [Parameter] {
        PARAMETERS
    }

    /// Money that has run out is a 400 like any malformed request, but every other request would meet it too.
    fn explain(&self, error: ProviderError, complaint: &[u8]) -> ProviderError {
        let is_unpaid = || String::from_utf8_lossy(complaint).contains("credit balance");
        match error {
            ProviderError::Refused { status: 400 } if is_unpaid() => ProviderError::Refused { status: 402 },
            error => error,
        }
    }
}

fn said(role: Role, words: &str) -> Value {
    json!({"role": if role == Role::Assistant { "assistant" } else { "user" }, "content": words})
}

#[derive(Deserialize)]
struct Message {
    model: Option<String>,
    content: Vec<Block>,
    stop_reason: Option<String>,
}

/// A part of an answer: words, the use of a tool, or something of no use here.
#[derive(Deserialize)]
struct Block {
    text: Option<String>,
    input: Option<Value>,
}
