//! A chat model behind HTTP, in any of the wire formats.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use reqwest::header::HeaderMap;
use reqwest::{Response, Url};
use tokio::time::{Instant, timeout, timeout_at};

use super::dialect::Dialect;
use super::{Kind, WireFormat};
use crate::http::{Address, ApiKey, Client, SetupError, build_client, class_of, read_body, read_some, refusal};
use crate::ledger::{Recorded, record};
use crate::{ChatModel, ChatReply, ChatRequest, Ledger, Provider, ProviderError};

/// How long one call may take in all, unless configured otherwise.
pub const DEADLINE: Duration = Duration::from_secs(30);
/// How long an answer may take to begin where somebody else could be asked instead, unless configured otherwise.
pub const FIRST_BYTE: Duration = Duration::from_secs(10);

/// As much of a complaint is read as it takes to find the name of a parameter in it.
const COMPLAINT: usize = 16 * 1024;

/// Where and how to ask.
#[derive(Clone, Debug)]
pub struct ModelConfig {
    /// Base URL, such as `https://api.openai.com/v1`, with or without a slash at its end.
    pub base_url: String,
    /// The key, where the server wants one.
    pub api_key: Option<ApiKey>,
    /// The model to ask for.
    pub model: String,
    /// How long one call may take in all: connecting, waiting, reading, and asking again in another dialect.
    pub deadline: Duration,
    /// How long each answer may take to begin. Most servers say nothing until they have all of it.
    pub first_byte: Duration,
}

/// A chat model behind HTTP.
pub struct HttpModel {
    format: &'static dyn WireFormat,
    client: Client,
    endpoint: Url,
    headers: HeaderMap,
    provider: Provider,
    is_local: bool,
    deadline: Duration,
    first_byte: Duration,
    /// What the server was found to understand.
    dialect: Mutex<Dialect>,
}

/// What came of asking once.
enum Asked {
    Answered(ChatReply),
    Disliked(Dialect),
}

/// How the server took one request.
enum Taken {
    Answered(Vec<u8>),
    Disliked { error: ProviderError, dialect: Dialect },
}

impl HttpModel {
    /// Prepares a client; nothing is sent.
    ///
    /// The address is taken as it is given, whatever it resolves to: it comes from whoever runs the server, who may well
    /// mean a machine in their own network. One that comes from anybody else must not get here.
    pub fn new(kind: Kind, config: ModelConfig) -> Result<Self, SetupError> {
        let (address, format) = (Address::parse(&config.base_url)?, kind.format());
        Ok(Self {
            format,
            client: build_client(&address)?,
            endpoint: format.endpoint(&address, &config.model),
            headers: format.headers(config.api_key.as_ref()).into_iter().collect(),
            provider: Provider { name: address.host(), address: address.as_str().to_owned(), model: config.model },
            is_local: address.is_local(),
            deadline: config.deadline,
            first_byte: config.first_byte,
            dialect: Mutex::default(),
        })
    }

    /// Whether the provider is this machine or in the local network.
    #[must_use]
    pub const fn is_local(&self) -> bool {
        self.is_local
    }

    /// Asks, and asks again in a plainer dialect where the server dislikes a parameter; each step drops one parameter
    /// for good, so this ends.
    async fn ask(&self, request: &ChatRequest, ledger: &dyn Ledger) -> Result<ChatReply, ProviderError> {
        let until = Instant::now() + self.deadline;
        let mut dialect = self.known_dialect();
        loop {
            match self.ask_in(dialect, request, ledger, until).await? {
                Asked::Answered(reply) => {
                    self.remember(dialect);
                    return Ok(reply);
                }
                Asked::Disliked(plainer) => dialect = plainer,
            }
        }
    }

    async fn ask_in(
        &self,
        dialect: Dialect,
        request: &ChatRequest,
        ledger: &dyn Ledger,
        until: Instant,
    ) -> Result<Asked, ProviderError> {
        let body = self.format.body(&self.provider.model, request, dialect);
        let recorded = record(ledger, &self.provider, &body).await?;
        match timeout_at(until, self.send(dialect, &recorded)).await.unwrap_or(Err(ProviderError::Timeout)) {
            Ok(Taken::Answered(answer)) => {
                let reply = self.format.reply(&answer, &self.provider.model).map_err(ProviderError::from);
                recorded.settle(Some(&answer), reply.as_ref().err()).await;
                reply.map(Asked::Answered)
            }
            Ok(Taken::Disliked { error, dialect }) => {
                recorded.settle(None, Some(&error)).await;
                Ok(Asked::Disliked(dialect))
            }
            Err(error) => {
                recorded.settle(None, Some(&error)).await;
                Err(error)
            }
        }
    }

    async fn send(&self, dialect: Dialect, recorded: &Recorded<'_>) -> Result<Taken, ProviderError> {
        let sent = self.client.post(self.endpoint.clone(), recorded).headers(self.headers.clone()).send();
        let response = timeout(self.first_byte, sent).await.map_err(|_| ProviderError::Timeout)?;
        let response = response.map_err(|error| class_of(&error))?;
        if let Some(error) = refusal(&response) {
            return self.take_refusal(dialect, error, response).await;
        }
        Ok(Taken::Answered(read_body(response).await?))
    }

    /// The dialect to try next, where `response` complains about a parameter of this one; else what it means.
    async fn take_refusal(
        &self,
        dialect: Dialect,
        error: ProviderError,
        response: Response,
    ) -> Result<Taken, ProviderError> {
        let is_complaint = matches!(error, ProviderError::Refused { status: 400 | 422 });
        if !is_complaint && !matches!(error, ProviderError::RateLimited { retry_after: None }) {
            return Err(error);
        }
        let complaint = read_some(response, COMPLAINT).await;
        let plainer = dialect.without(self.format.parameters(), &complaint).filter(|_| is_complaint);
        match plainer {
            Some(dialect) => Ok(Taken::Disliked { error, dialect }),
            None => Err(self.format.explain(error, &complaint)),
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

impl std::fmt::Debug for HttpModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpModel")
            .field("provider", &self.provider)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

impl ChatModel for HttpModel {
    fn provider(&self) -> &Provider {
        &self.provider
    }

    fn complete<'a>(
        &'a self,
        request: ChatRequest,
        ledger: &'a dyn Ledger,
    ) -> BoxFuture<'a, Result<ChatReply, ProviderError>> {
        async move { self.ask(&request, ledger).await }.boxed()
    }
}
