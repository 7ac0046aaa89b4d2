//! Applications with a provider: a simulated server over HTTP, or one that answers when a test says so.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hearken_ai::providers::{HttpModel, Kind, ModelConfig};
use hearken_ai::{ChatModel, ChatReply, ChatRequest, EntryReader, Ledger, Link, Provider, ProviderError, Sending};
use hearken_app::{RegistrationPolicy, Spending};
use hearken_domain::UserId;
use hearken_testkit::sim::Sim;
use hearken_testkit::{Engine, Fixture, MockClock, TestApp, TestAppOptions};
use serde_json::json;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Mutex, oneshot};

use crate::support::consent;

/// An application whose provider is simulated.
pub(crate) struct WithSim {
    pub(crate) t: TestApp,
    pub(crate) sim: Sim,
}

/// An application whose provider waits for the test.
pub(crate) struct WithGate {
    pub(crate) t: TestApp,
    calls: Mutex<UnboundedReceiver<Call>>,
}

/// A question that waits for its answer.
pub(crate) struct Call {
    request: ChatRequest,
    answer: oneshot::Sender<Result<ChatReply, ProviderError>>,
}

struct Gate {
    provider: Provider,
    calls: UnboundedSender<Call>,
}

impl ChatModel for Gate {
    fn provider(&self) -> &Provider {
        &self.provider
    }

    fn complete<'a>(
        &'a self,
        request: ChatRequest,
        ledger: &'a dyn Ledger,
    ) -> Pin<Box<dyn Future<Output = Result<ChatReply, ProviderError>> + Send + 'a>> {
        Box::pin(async move {
            let sending = Sending { provider: self.provider.clone(), body: "{}".into() };
            ledger.record(sending).await?;
            let (answer, answered) = oneshot::channel();
            // A test that no longer listens has seen enough.
            let _ = self.calls.send(Call { request, answer });
            answered.await.unwrap_or(Err(ProviderError::Unreachable))
        })
    }
}

impl Call {
    pub(crate) fn asks_about(&self, text: &str) -> bool {
        self.request.messages.iter().any(|message| message.text.contains(text))
    }

    /// Answers with a reading that rests on `quote`.
    pub(crate) fn answer(self, quote: &str) {
        let evidence = json!({"kind": "emotion", "label": "joy", "quote": quote, "polarity": 0.5, "strength": 0.5});
        let reading = json!({
            "sentiment_score": 0.5, "emotions": ["joy"], "themes": [], "communication_style": null, "evidence": [evidence],
        });
        self.reply(Ok(ChatReply { text: reading.to_string().into(), model: "gate".to_owned() }));
    }

    pub(crate) fn reply(self, reply: Result<ChatReply, ProviderError>) {
        // The job may have been given up meanwhile.
        let _ = self.answer.send(reply);
    }
}

impl WithSim {
    pub(crate) async fn with_deadline(engine: Engine, deadline: Duration) -> Option<Self> {
        Self::with_models(engine, deadline, &["small"]).await
    }

    /// Several models of one provider, which consent is for; each is a link of the chain.
    pub(crate) async fn with_models(engine: Engine, deadline: Duration, names: &[&str]) -> Option<Self> {
        let sim = Sim::start().await;
        let models = names.iter().map(|name| model_of(&sim, name, deadline)).collect();
        Some(Self { t: with_models(engine, models, ANEW).await?, sim })
    }

    /// One model, and something to spare.
    pub(crate) async fn spending(engine: Engine, spending: Spending) -> Option<Self> {
        let sim = Sim::start().await;
        let models = vec![model_of(&sim, "small", Duration::from_secs(30))];
        Some(Self { t: with_models(engine, models, spending).await?, sim })
    }

    /// A model of the provider.
    pub(crate) fn model(&self, name: &str) -> Arc<dyn ChatModel> {
        model_of(&self.sim, name, Duration::from_secs(30))
    }

    /// A user who has switched the provider on.
    pub(crate) async fn writer(&self, name: &str) -> UserId {
        let user = self.t.writer(name).await;
        consent(&self.t, user, Some(&self.address())).await;
        user
    }

    pub(crate) fn address(&self) -> String {
        self.t.app.provider().unwrap().address.clone()
    }
}

impl WithGate {
    /// A user who has switched the provider on.
    pub(crate) async fn writer(&self, name: &str) -> UserId {
        let user = self.t.writer(name).await;
        consent(&self.t, user, Some(ADDRESS)).await;
        user
    }

    /// The next question; waits for it.
    pub(crate) async fn call(&self) -> Call {
        self.calls.lock().await.recv().await.unwrap()
    }
}

/// Every question is put anew: most tests write the same words again and again.
const ANEW: Spending = Spending { answers_kept: Duration::ZERO, requests_a_day: 1_000 };

const ADDRESS: &str = "https://gate.example.org/v1";

pub(crate) fn model_of(sim: &Sim, name: &str, deadline: Duration) -> Arc<dyn ChatModel> {
    let (base_url, model) = (sim.base_url(), name.to_owned());
    let config = ModelConfig { base_url, api_key: None, model, deadline, first_byte: deadline };
    Arc::new(HttpModel::new(Kind::OpenAi, config).unwrap())
}

/// A link that is called like its model.
pub(crate) fn link(model: Arc<dyn ChatModel>, clock: &Arc<MockClock>) -> Link {
    Link::new(model.provider().model.clone(), EntryReader::new(model, Arc::<MockClock>::clone(clock)))
}

async fn with_models(engine: Engine, models: Vec<Arc<dyn ChatModel>>, spending: Spending) -> Option<TestApp> {
    let readers = Box::new(move |clock: Arc<MockClock>| models.into_iter().map(|model| link(model, &clock)).collect());
    TestApp::with(engine, TestAppOptions { readers: Some(readers), registration: RegistrationPolicy::Open, spending })
        .await
}

impl Fixture for WithSim {
    async fn start(engine: Engine) -> Option<Self> {
        Self::with_deadline(engine, Duration::from_secs(30)).await
    }
}

impl Fixture for WithGate {
    async fn start(engine: Engine) -> Option<Self> {
        let (sender, calls) = unbounded_channel();
        let provider = Provider { name: "gate".to_owned(), address: ADDRESS.to_owned(), model: "gate".to_owned() };
        let t = with_models(engine, vec![Arc::new(Gate { provider, calls: sender })], ANEW).await?;
        Some(Self { t, calls: Mutex::new(calls) })
    }
}
