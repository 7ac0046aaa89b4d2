//! Chat completions, as spoken by `OpenAI` and by most servers for local models.
//!
//! - `response_format` with a JSON schema is unknown to some local servers.
//! - `max_tokens` is the older and most widely understood name of the limit; `OpenAI`'s newer models insist on
//!   `max_completion_tokens`, which several local servers silently ignore. So the old name is tried first.
//! - `temperature` other than the default is refused by reasoning models.

use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use serde::Deserialize;
use serde_json::{Value, json};

use super::WireFormat;
use super::answer::{self, schema_in_words};
use super::dialect::{Dialect, Extra, Parameter};
use crate::http::{Address, ApiKey};
use crate::{AnswerFormat, ChatReply, ChatRequest, Junk, Role};

pub(super) struct OpenAi;

const PARAMETERS: &[Parameter] = &[
    Parameter { extra: Extra::Schema, words: &["response_format", "json_schema"] },
    Parameter { extra: Extra::OldLimit, words: &["max_tokens"] },
    Parameter { extra: Extra::Temperature, words: &["temperature"] },
];

impl WireFormat for OpenAi {
    fn endpoint(&self, address: &Address, _model: &str) -> Url {
        address.join("chat/completions")
    }

    fn headers(&self, key: Option<&ApiKey>) -> Vec<(HeaderName, HeaderValue)> {
        key.map(|key| (AUTHORIZATION, key.bearer())).into_iter().collect()
    }

    fn body(&self, model: &str, request: &ChatRequest, dialect: Dialect) -> Value {
        let limit = if dialect.has(Extra::OldLimit) { "max_tokens" } else { "max_completion_tokens" };
        let mut body = json!({"model": model, limit: request.max_tokens});
        let mut messages: Vec<Value> =
            request.messages.iter().map(|message| said(message.role, message.text.as_str())).collect();
        if let AnswerFormat::Json(schema) = &request.format {
            if dialect.has(Extra::Schema) {
                let json_schema = json!({"name": schema.name, "strict": true, "schema": schema.schema});
                body["response_format"] = json!({"type": "json_schema", "json_schema": json_schema});
            } else {
                messages.push(said(Role::System, &schema_in_words(schema)));
            }
        }
        if dialect.has(Extra::Temperature) {
            body["temperature"] = json!(0.0);
        }
        body["messages"] = messages.into();
        body
    }

    fn reply(&self, body: &[u8], asked: &str) -> Result<ChatReply, Junk> {
        let completion: Completion = answer::parse(body)?;
        let choice = completion.choices.into_iter().next().ok_or(Junk::Empty)?;
        match choice.finish_reason.as_deref() {
            Some("length") => return Err(Junk::CutOff),
            Some("content_filter") => return Err(Junk::Filtered),
            _ if choice.message.refusal.is_some_and(|refusal| !refusal.is_empty()) => return Err(Junk::Filtered),
            _ => {}
        }
        answer::reply(choice.message.content, completion.model, asked)
    }

    fn parameters(&self) -> &'static [Parameter] {
        PARAMETERS
    }
}

fn said(role: Role, words: &str) -> Value {
    let role = match role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    json!({"role": role, "content": words})
}

#[derive(Deserialize)]
struct Completion {
    model: Option<String>,
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: AnswerMessage,
    finish_reason: Option<String>,
}

#[derive(Deserialize)]
struct AnswerMessage {
    content: Option<String>,
    refusal: Option<String>,
}
