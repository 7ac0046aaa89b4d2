//! Models on this machine: which there are, and how long one takes over an entry. Nothing that anybody wrote is sent.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all, ready};
use hearken_domain::SystemClock;
use serde::Deserialize;
use tokio::time::{Instant, timeout};

use crate::http::{Address, build_client, read_body, refusal};
use crate::ledger::Nobodys;
use crate::providers::{HttpModel, Kind, ModelConfig};
use crate::{Answers, ChatReply, Earlier, EntryReader, ProviderError, Question, ReadError, ReadInput};

/// Where programs that serve models listen unless they were told otherwise: Ollama, llama.cpp, vLLM.
pub const USUAL_PORTS: [u16; 3] = [11434, 8080, 8000];
/// A program on this machine says at once which models it has.
const PATIENCE: Duration = Duration::from_secs(2);
/// Whoever waits for the trial is answered within half a minute, which is all that an entry may take, too.
const TRIAL: Duration = Duration::from_secs(25);
/// Models of one program that are offered.
const MOST: usize = 50;
/// What such models are made for is comparing texts, not reading them.
const NO_READER: &str = "embed";

/// An entry that nobody wrote, of the length of many.
const SAMPLE: &str = "Slept badly and woke up before the alarm. The meeting about the budget went on for two hours, \
    and I was tense the whole time, because nobody said what they meant. At noon I took a walk along the river with an \
    old friend. We laughed a lot, and I felt lighter afterwards. In the evening I cooked soup and called my sister. She \
    listened, and I am grateful for that. Tomorrow I want to ask for a day off.";

/// A program on this machine that serves models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalServer {
    /// Where it listens.
    pub port: u16,
    /// Its models, as it names them.
    pub models: Vec<String>,
}

/// The base URL of a program that listens on a port of this machine.
#[must_use]
pub fn local_address(port: u16) -> String {
    format!("http://{}:{port}/v1", Ipv4Addr::LOCALHOST)
}

/// A model of the program on a port of this machine.
pub fn local_model(port: u16, model: &str, deadline: Duration) -> Result<HttpModel, ProviderError> {
    let config = ModelConfig {
        base_url: local_address(port),
        api_key: None,
        model: model.to_owned(),
        deadline,
        first_byte: deadline,
    };
    // What cannot be set up for this machine, cannot be reached on it.
    HttpModel::new(Kind::OpenAi, config).map_err(|_| ProviderError::Unreachable)
}

/// The programs on these ports of this machine that say which models they serve.
pub async fn find_local(ports: &[u16]) -> Vec<LocalServer> {
    let asked =
        join_all(ports.iter().map(|port| async { timeout(PATIENCE, models(*port)).await.ok().flatten() })).await;
    let found = ports.iter().zip(asked).filter_map(|(port, models)| Some(LocalServer { port: *port, models: models? }));
    found.filter(|server| !server.models.is_empty()).collect()
}

async fn models(port: u16) -> Option<Vec<String>> {
    let address = Address::parse(&local_address(port)).ok()?;
    let response = build_client(&address).ok()?.get(address.join("models")).send().await.ok()?;
    if refusal(&response).is_some() {
        return None;
    }
    let list: List = serde_json::from_slice(&read_body(response).await.ok()?).ok()?;
    let names = list.data.into_iter().map(|model| model.id).filter(|name| !name.contains(NO_READER));
    Some(names.take(MOST).collect())
}

#[derive(Deserialize)]
struct List {
    data: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    id: String,
}

/// Has a model of this machine read an entry that nobody wrote, as it would read any; how long it took.
pub async fn try_local(port: u16, model: &str) -> Result<Duration, ReadError> {
    let model = local_model(port, model, TRIAL)?;
    // A breaker of its own: the next trial is another one.
    let reader = EntryReader::new(Arc::new(model), Arc::new(SystemClock));
    let input = ReadInput { text: SAMPLE, people: &[], mark: "sample" };
    let asked = Instant::now();
    reader.read(input, &Nobodys, &Unkept).await?;
    Ok(asked.elapsed())
}

/// Nothing was answered before, and nothing is kept.
struct Unkept;

impl Answers for Unkept {
    fn find<'a>(&'a self, _: &'a Question) -> BoxFuture<'a, Option<Earlier>> {
        ready(None).boxed()
    }

    fn keep<'a>(&'a self, _: &'a Question, _: &'a ChatReply) -> BoxFuture<'a, ()> {
        ready(()).boxed()
    }
}
