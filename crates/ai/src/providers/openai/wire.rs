//! Requests and answers as they travel.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

use super::dialect::Dialect;
use crate::{AnswerFormat, ChatReply, ChatRequest, JsonSchema, Junk, Message, Role};

/// Longest name of a model that is believed, in characters.
const LONGEST_MODEL: usize = 100;

/// The body of `POST /chat/completions`.
#[derive(Serialize)]
pub(super) struct Request<'a> {
    model: &'a str,
    messages: Vec<WireMessage<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_format: Option<ResponseFormat<'a>>,
}

#[derive(Serialize)]
struct WireMessage<'a> {
    role: &'static str,
    content: Cow<'a, str>,
}

#[derive(Serialize)]
struct ResponseFormat<'a> {
    r#type: &'static str,
    json_schema: WireSchema<'a>,
}

#[derive(Serialize)]
struct WireSchema<'a> {
    name: &'a str,
    strict: bool,
    schema: &'a Value,
}

impl<'a> Request<'a> {
    /// `request` to `model`, in `dialect`.
    pub(super) fn new(model: &'a str, request: &'a ChatRequest, dialect: Dialect) -> Self {
        let mut messages: Vec<_> = request.messages.iter().map(WireMessage::from).collect();
        let response_format = match &request.format {
            AnswerFormat::Json(schema) if dialect.response_format => Some(ResponseFormat::from(schema)),
            AnswerFormat::Json(schema) => {
                messages.push(schema_in_words(schema));
                None
            }
            AnswerFormat::Text => None,
        };
        Self {
            model,
            messages,
            temperature: dialect.temperature.then_some(0.0),
            max_tokens: dialect.max_tokens.then_some(request.max_tokens),
            max_completion_tokens: (!dialect.max_tokens).then_some(request.max_tokens),
            response_format,
        }
    }
}

fn schema_in_words(schema: &JsonSchema) -> WireMessage<'static> {
    let content =
        format!("Answer with one JSON object that follows this JSON Schema, and nothing else:\n{}", schema.schema);
    WireMessage { role: Role::System.as_wire(), content: Cow::Owned(content) }
}

impl<'a> From<&'a Message> for WireMessage<'a> {
    fn from(message: &'a Message) -> Self {
        Self { role: message.role.as_wire(), content: Cow::Borrowed(&message.text) }
    }
}

impl<'a> From<&'a JsonSchema> for ResponseFormat<'a> {
    fn from(schema: &'a JsonSchema) -> Self {
        let json_schema = WireSchema { name: schema.name, strict: true, schema: &schema.schema };
        Self { r#type: "json_schema", json_schema }
    }
}

impl Role {
    const fn as_wire(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::User => "user",
            Self::Assistant => "assistant",
        }
    }
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

/// The reply in the body of a successful answer; `asked` is the model asked for, in case the answer names none.
pub(super) fn reply(body: &[u8], asked: &str) -> Result<ChatReply, Junk> {
    let completion: Completion = serde_json::from_slice(body).map_err(|error| class_of(&error, body))?;
    let choice = completion.choices.into_iter().next().ok_or(Junk::Empty)?;
    match choice.finish_reason.as_deref() {
        Some("length") => return Err(Junk::CutOff),
        Some("content_filter") => return Err(Junk::Filtered),
        _ if choice.message.refusal.is_some_and(|refusal| !refusal.is_empty()) => return Err(Junk::Filtered),
        _ => {}
    }
    let text = choice.message.content.filter(|text| !text.trim().is_empty()).ok_or(Junk::Empty)?;
    Ok(ChatReply { text: text.into(), model: model_name(completion.model, asked) })
}

fn class_of(error: &serde_json::Error, body: &[u8]) -> Junk {
    match error.classify() {
        Category::Data => Junk::Shape,
        _ if body.trim_ascii_start().starts_with(b"<") => Junk::Html,
        _ => Junk::NotJson,
    }
}

/// The name is shown to the user, so a provider does not get to write just anything there.
fn model_name(answered: Option<String>, asked: &str) -> String {
    answered
        .filter(|name| !name.is_empty() && name.chars().count() <= LONGEST_MODEL && !name.contains(char::is_control))
        .unwrap_or_else(|| asked.to_owned())
}
