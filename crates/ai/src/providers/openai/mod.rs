//! Chat over the OpenAI wire format, as spoken by OpenAI and by most servers for local models.

mod dialect;
mod models;
mod wire;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::header::AUTHORIZATION;
use reqwest::{Client, RequestBuilder, Response, Url};
use tokio::time::timeout;

use self::dialect::Dialect;
use crate::http::{Address, ApiKey, SetupError, build_client, class_of, read_body, read_some, refusal};
use crate::{ChatModel, ChatReply, ChatRequest, Provider, ProviderError};

/// How long one call may take in all, unless configured otherwise.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// As much of a complaint is read as it takes to find the name of a parameter in it.
const COMPLAINT: usize = 16 * 1024;

/// Where and how to ask.
#[derive(Clone, Debug)]
pub struct OpenAiConfig {
    /// Base URL, such as `https://api.openai.com/v1`, with or without a slash at its end.
    pub base_url: String,
    /// The key, where the server wants one.
    pub api_key: Option<ApiKey>,
    /// The model to ask for.
    pub model: String,
    /// How long one call may take in all: connecting, waiting, reading, and asking again in another dialect.
    pub deadline: Duration,
}

/// A chat model behind the OpenAI wire format.
#[derive(Debug)]
pub struct OpenAi {
    client: Client,
    endpoint: Url,
    provider: Provider,
    api_key: Option<ApiKey>,
    deadline: Duration,
    /// What the server was found to understand.
    dialect: Mutex<Dialect>,
}

/// How the server took one request.
enum Taken {
    Answered(ChatReply),
    Disliked { dialect: Dialect },
}

impl OpenAi {
    /// Prepares a client; nothing is sent.
    pub fn new(config: OpenAiConfig) -> Result<Self, SetupError> {
        let address = Address::parse(&config.base_url)?;
        Ok(Self {
            client: build_client(&address)?,
            endpoint: address.join("chat/completions"),
            provider: Provider { name: address.host(), address: address.as_str().to_owned(), model: config.model },
            api_key: config.api_key,
            deadline: config.deadline,
            dialect: Mutex::default(),
        })
    }

    /// Asks, and asks again in a plainer dialect where the server dislikes a parameter; each step drops one parameter
    /// for good, so this ends.
    async fn ask(&self, request: &ChatRequest) -> Result<ChatReply, ProviderError> {
        let mut dialect = self.known_dialect();
        loop {
            match self.ask_in(dialect, request).await? {
                Taken::Answered(reply) => {
                    self.remember(dialect);
                    return Ok(reply);
                }
                Taken::Disliked { dialect: plainer } => dialect = plainer,
            }
        }
    }

    async fn ask_in(&self, dialect: Dialect, request: &ChatRequest) -> Result<Taken, ProviderError> {
        let body = wire::Request::new(&self.provider.model, request, dialect);
        let response = self.authorised(self.client.post(self.endpoint.clone())).json(&body).send().await;
        let response = response.map_err(|error| class_of(&error))?;
        if let Some(error) = refusal(&response) {
            return plainer_dialect(dialect, &error, response)
                .await
                .map(|dialect| Taken::Disliked { dialect })
                .ok_or(error);
        }
        let answer = read_body(response).await?;
        Ok(Taken::Answered(wire::reply(&answer, &self.provider.model)?))
    }

    fn authorised(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.api_key {
            Some(key) => request.header(AUTHORIZATION, key.bearer()),
            None => request,
        }
    }

    fn known_dialect(&self) -> Dialect {
        *self.dialect.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Only a dialect that brought an answer is worth keeping.
    fn remember(&self, dialect: Dialect) {
        let mut known = self.dialect.lock().unwrap_or_else(PoisonError::into_inner);
        if *known != dialect {
            tracing::info!(provider = %self.provider.name, ?dialect, "provider understands fewer parameters");
            *known = dialect;
        }
    }
}

impl ChatModel for OpenAi {
    fn provider(&self) -> &Provider {
        &self.provider
    }

    fn complete(&self, request: ChatRequest) -> BoxFuture<'_, Result<ChatReply, ProviderError>> {
        async move { timeout(self.deadline, self.ask(&request)).await.unwrap_or(Err(ProviderError::Timeout)) }.boxed()
    }
}

/// The dialect to try next, where `response` complains about a parameter of this one.
async fn plainer_dialect(dialect: Dialect, error: &ProviderError, response: Response) -> Option<Dialect> {
    match error {
        ProviderError::Refused { status: 400 | 422 } => dialect.without(&read_some(response, COMPLAINT).await),
        _ => None,
    }
}
