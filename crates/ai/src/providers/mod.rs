//! The wire formats Hearken speaks, and the one client that speaks them all.
//!
//! A format says how a question is put and an answer taken (`WireFormat`); deadlines, bounds, classes of failure and
//! learning what a server understands are the client's, so that no format can forget them.

mod answer;
mod anthropic;
mod dialect;
mod gemini;
mod http_model;
mod openai;

use reqwest::Url;
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::Value;

use self::dialect::{Dialect, Parameter};
use crate::http::{Address, ApiKey};
use crate::{ChatReply, ChatRequest, Junk, ProviderError};

pub use http_model::{DEADLINE, FIRST_BYTE, HttpModel, ModelConfig};

/// A wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chat completions, as spoken by `OpenAI` and by most servers for local models.
    OpenAi,
    /// Anthropic's Messages API.
    Anthropic,
    /// Google's `generateContent`.
    Gemini,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::OpenAi, Self::Anthropic, Self::Gemini];

    /// Its name in settings.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Anthropic => "anthropic",
            Self::Gemini => "gemini",
        }
    }

    /// The format of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Where those who made the format serve it; `None` for the one that many serve.
    #[must_use]
    pub const fn usual_address(self) -> Option<&'static str> {
        match self {
            Self::OpenAi => None,
            Self::Anthropic => Some("https://api.anthropic.com/v1"),
            Self::Gemini => Some("https://generativelanguage.googleapis.com/v1beta"),
        }
    }

    fn format(self) -> &'static dyn WireFormat {
        match self {
            Self::OpenAi => &openai::OpenAi,
            Self::Anthropic => &anthropic::Anthropic,
            Self::Gemini => &gemini::Gemini,
        }
    }
}

/// How a question is put and an answer taken.
trait WireFormat: Send + Sync {
    /// Where to ask `model` under `address`. Never holds a key.
    fn endpoint(&self, address: &Address, model: &str) -> Url;

    /// The headers that go with every request.
    fn headers(&self, key: Option<&ApiKey>) -> Vec<(HeaderName, HeaderValue)>;

    /// The question, with the parameters of `dialect`.
    fn body(&self, model: &str, request: &ChatRequest, dialect: Dialect) -> Value;

    /// The reply in the body of a successful answer; `asked` is the model asked for, in case the answer names none.
    fn reply(&self, body: &[u8], asked: &str) -> Result<ChatReply, Junk>;

    /// The parameters that some servers do without, in the order in which they are given up.
    fn parameters(&self) -> &'static [Parameter];

    /// What a refusal means, where the status does not say it all and `complaint`, the beginning of the body, does.
    fn explain(&self, error: ProviderError, _complaint: &[u8]) -> ProviderError {
        error
    }
}
