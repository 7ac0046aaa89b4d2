//! What these tests share.

use std::future::ready;
use std::sync::Mutex;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use hearken_ai::providers::{HttpModel, Kind, ModelConfig};
use hearken_ai::{
    AnswerFormat, Answers, ApiKey, ChatModel, ChatReply, ChatRequest, Earlier, JsonSchema, Ledger, Message,
    NotRecorded, ProviderError, Question, Role, Sending,
};
use hearken_domain::{Clock, DisclosureId, Ending, Timestamp};
use hearken_testkit::sim::{Behaviour, Sim};
use serde_json::json;
use uuid::Uuid;

/// Never reached by an answer that is coming.
pub(crate) const AMPLE: Duration = Duration::from_secs(30);
/// Waited out by tests of what never comes.
pub(crate) const SHORT: Duration = Duration::from_millis(300);

pub(crate) fn config_at(base_url: &str, deadline: Duration) -> ModelConfig {
    let api_key = Some(ApiKey::new("sk-canary-key").unwrap());
    ModelConfig { base_url: base_url.to_owned(), api_key, model: "small".to_owned(), deadline, first_byte: AMPLE }
}

pub(crate) fn model_of(kind: Kind, base_url: &str, deadline: Duration) -> HttpModel {
    HttpModel::new(kind, config_at(base_url, deadline)).unwrap()
}

pub(crate) fn model_at(base_url: &str, deadline: Duration) -> HttpModel {
    model_of(Kind::OpenAi, base_url, deadline)
}

pub(crate) async fn sim_that(behaviours: impl IntoIterator<Item = Behaviour>) -> Sim {
    let sim = Sim::start().await;
    sim.script(behaviours);
    sim
}

pub(crate) fn words(text: &str) -> ChatRequest {
    let message = Message { role: Role::User, text: text.into() };
    ChatRequest { messages: vec![message], format: AnswerFormat::Text, max_tokens: 100 }
}

pub(crate) fn object(text: &str) -> ChatRequest {
    let schema = json!({"type": "object", "properties": {}, "required": [], "additionalProperties": false});
    ChatRequest { format: AnswerFormat::Json(JsonSchema { name: "thing", schema }), ..words(text) }
}

/// One call to a provider that behaves so, in each of the formats: they come to the same.
pub(crate) async fn ask(behaviour: Behaviour, deadline: Duration) -> Result<ChatReply, ProviderError> {
    let ask_one = async |kind| {
        let sim = sim_that([behaviour.clone()]).await;
        let result = model_of(kind, &sim.base_url(), deadline).complete(words("hello"), &Book::default()).await;
        assert_eq!(sim.requests().len(), 1, "one call makes one request");
        result
    };
    let result = ask_one(Kind::OpenAi).await;
    for kind in [Kind::Anthropic, Kind::Gemini] {
        let other = ask_one(kind).await;
        assert_eq!(format!("{other:?}"), format!("{result:?}"), "{kind:?}");
    }
    result
}

/// A clock that stands still until told otherwise.
#[derive(Default)]
pub(crate) struct StillClock(Mutex<Timestamp>);

impl StillClock {
    pub(crate) fn forward(&self, by: Duration) {
        let mut now = self.0.lock().unwrap();
        *now = *now + by;
    }
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

/// A ledger that keeps everything in memory, or takes nothing.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) rows: Mutex<Vec<(Sending, Option<Ending>)>>,
    pub(crate) is_full: bool,
}

impl Ledger for Book {
    fn record(&self, sending: Sending) -> BoxFuture<'_, Result<DisclosureId, NotRecorded>> {
        let mut rows = self.rows.lock().unwrap();
        if self.is_full {
            return ready(Err(NotRecorded::Refused)).boxed();
        }
        rows.push((sending, None));
        ready(Ok(DisclosureId(Uuid::from_u128(rows.len() as u128)))).boxed()
    }

    fn settle(&self, id: DisclosureId, ending: Ending) -> BoxFuture<'_, ()> {
        let row = usize::try_from(id.0.as_u128()).unwrap() - 1;
        assert_eq!(self.rows.lock().unwrap()[row].1.replace(ending), None, "it ends once");
        ready(()).boxed()
    }
}

/// It keeps no answers.
impl Answers for Book {
    fn find<'a>(&'a self, _: &'a Question) -> BoxFuture<'a, Option<Earlier>> {
        ready(None).boxed()
    }

    fn keep<'a>(&'a self, _: &'a Question, _: &'a ChatReply) -> BoxFuture<'a, ()> {
        ready(()).boxed()
    }
}
