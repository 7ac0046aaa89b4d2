//! What a chat model is to the rest of Hearken, whatever its wire format.

use futures_util::future::BoxFuture;
use hearken_domain::Private;
use serde_json::{Value, json};

use crate::{Ledger, ProviderError};

/// A model that answers a conversation.
///
/// An implementation ends every call within its own deadline, never retries a failed one, and gives up the request when
/// the future is dropped. It sends nothing that is not in the ledger, however often it has to ask.
pub trait ChatModel: Send + Sync {
    /// Who is asked, in words for the user.
    fn provider(&self) -> &Provider;

    /// Asks for one whole answer.
    fn complete<'a>(
        &'a self,
        request: ChatRequest,
        ledger: &'a dyn Ledger,
    ) -> BoxFuture<'a, Result<ChatReply, ProviderError>>;
}

/// Who is asked: shown to the user before anything is sent. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Short name: the host, with its port where that is not the usual one.
    pub name: String,
    /// Where requests go.
    pub address: String,
    /// The model asked for.
    pub model: String,
}

/// A conversation to answer.
#[derive(Clone, Debug)]
pub struct ChatRequest {
    /// What was said so far, oldest first.
    pub messages: Vec<Message>,
    /// What the answer must look like.
    pub format: AnswerFormat,
    /// Longest answer, in the model's tokens.
    pub max_tokens: u32,
}

impl ChatRequest {
    /// As little as can be asked.
    pub(crate) fn trial() -> Self {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["ready"],
            "properties": {"ready": {"type": "boolean"}},
        });
        let text = "Are you ready? Answer with JSON: {\"ready\": true}".into();
        Self {
            messages: vec![Message { role: Role::User, text }],
            format: AnswerFormat::Json(JsonSchema { name: "ready", schema }),
            max_tokens: 64,
        }
    }

    /// Hearken's own instructions, for formats where these stand apart.
    pub(crate) fn instructions(&self) -> Vec<String> {
        let own = self.messages.iter().filter(|message| message.role == Role::System);
        own.map(|message| message.text.as_str().to_owned()).collect()
    }

    /// Everything else.
    pub(crate) fn conversation(&self) -> impl Iterator<Item = (Role, &str)> {
        let others = self.messages.iter().filter(|message| message.role != Role::System);
        others.map(|message| (message.role, message.text.as_str()))
    }
}

/// One message of a conversation.
#[derive(Clone, Debug)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// The words.
    pub text: Private,
}

/// Who speaks in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Hearken's own instructions.
    System,
    /// The user, or text to be worked on.
    User,
    /// The model.
    Assistant,
}

/// What an answer must look like.
#[derive(Clone, Debug)]
pub enum AnswerFormat {
    /// Words.
    Text,
    /// A JSON object that follows a schema.
    Json(JsonSchema),
}

/// The schema of a JSON answer. It must be safe to send: it holds no user text.
#[derive(Clone, Debug)]
pub struct JsonSchema {
    /// Name of the schema: letters, digits, `_`.
    pub name: &'static str,
    /// The JSON Schema.
    pub schema: Value,
}

/// A whole answer.
#[derive(Clone, Debug)]
pub struct ChatReply {
    /// The words, never empty.
    pub text: Private,
    /// The model that answered, as the provider names it.
    pub model: String,
}
