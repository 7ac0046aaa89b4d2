//! The wire formats the simulator speaks, told apart by the path of a request.

use serde_json::{Value, json};

use super::behaviour::RetryAfter;
use super::record::Recorded;
use super::response::{Response, reason};
use super::{anthropic, gemini, openai};

/// A wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// `POST …/chat/completions`
    OpenAi,
    /// `POST …/messages`
    Anthropic,
    /// `POST …/models/NAME:generateContent`
    Gemini,
}

impl Wire {
    /// The format in which something is asked there.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let ends =
            [("/chat/completions", Self::OpenAi), ("/messages", Self::Anthropic), (":generateContent", Self::Gemini)];
        ends.into_iter().find(|(end, _)| path.ends_with(end)).map(|(_, wire)| wire)
    }

    /// A whole answer.
    pub(crate) fn completion(self, words: &str, request: &Recorded) -> Value {
        match self {
            Self::OpenAi => openai::completion(words, request),
            Self::Anthropic => anthropic::completion(words, request),
            Self::Gemini => gemini::completion(words, request),
        }
    }

    /// An answer that declines.
    pub(crate) fn declined(self, request: &Recorded) -> Value {
        match self {
            Self::OpenAi => openai::declined(request),
            Self::Anthropic => anthropic::declined(request),
            Self::Gemini => gemini::declined(request),
        }
    }

    /// An answer that ends at the limit of tokens.
    pub(crate) fn cut_off(self, request: &Recorded) -> Value {
        match self {
            Self::OpenAi => openai::cut_off(request),
            Self::Anthropic => anthropic::cut_off(request),
            Self::Gemini => gemini::cut_off(request),
        }
    }

    /// An answer with this in place of the list of what was answered.
    pub(crate) fn answer_of(self, list: &Value) -> Value {
        match self {
            Self::OpenAi => json!({"object": "chat.completion", "choices": list}),
            Self::Anthropic => json!({"type": "message", "content": list}),
            Self::Gemini => json!({"candidates": list}),
        }
    }

    /// An answer with bytes in a string that are not UTF-8.
    pub(crate) const fn bad_utf8(self) -> &'static [u8] {
        match self {
            Self::OpenAi => b"{\"choices\":[{\"message\":{\"content\":\"caf\xe9 \xff\xfe\"}}]}",
            Self::Anthropic => b"{\"content\":[{\"type\":\"text\",\"text\":\"caf\xe9 \xff\xfe\"}]}",
            Self::Gemini => b"{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"caf\xe9 \xff\xfe\"}]}}]}",
        }
    }

    /// An error in the format's own shape.
    pub(crate) fn error(self, status: u16, kind: &str, message: &str) -> Response {
        let body = match self {
            Self::OpenAi => return Response::error(status, kind, message),
            Self::Anthropic => json!({"type": "error", "error": {"type": kind, "message": message}}),
            Self::Gemini => json!({"error": {"code": status, "message": message, "status": kind.to_ascii_uppercase()}}),
        };
        Response::new(status, "application/json", body.to_string().into_bytes())
    }

    /// Status 429, and for how long: in a header, or in the body where the format has it there.
    pub(crate) fn too_many(self, wait: RetryAfter) -> Response {
        let words = reason(429);
        match (self, wait.header()) {
            (Self::Gemini, Some(_)) => gemini::too_many(words, wait),
            (_, Some(value)) => {
                let response = self.error(429, "rate_limit_error", words).with("date", RetryAfter::DATE);
                response.with("retry-after", &value)
            }
            (_, None) => self.error(429, "rate_limit_error", words),
        }
    }

    /// Whether the request has this parameter.
    pub(crate) fn has_parameter(self, request: &Recorded, name: &str) -> bool {
        let settings = if self == Self::Gemini { &request.body["generationConfig"] } else { &Value::Null };
        request.body.get(name).is_some() || settings.get(name).is_some()
    }

    /// Whether a JSON answer is asked for by a parameter.
    pub(crate) fn asks_for_json(self, body: &Value) -> bool {
        match self {
            Self::OpenAi => body["response_format"]["type"] == "json_schema",
            Self::Anthropic => body["tool_choice"]["type"] == "tool",
            Self::Gemini => body["generationConfig"]["responseMimeType"] == "application/json",
        }
    }

    /// Who said what, in order.
    pub(crate) fn messages(self, body: &Value) -> Vec<(&str, &str)> {
        match self {
            Self::OpenAi => openai::messages(body).collect(),
            Self::Anthropic => {
                let own = body["system"].as_str().map(|text| ("system", text));
                own.into_iter().chain(openai::messages(body)).collect()
            }
            Self::Gemini => gemini::messages(body),
        }
    }
}
