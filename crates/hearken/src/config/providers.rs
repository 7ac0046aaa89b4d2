//! The providers that may be asked: a list in the file, or one in its short form.

mod chain;
mod list;

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use hearken_ai::providers::{DEADLINE, FIRST_BYTE, HttpModel, Kind, ModelConfig};
use hearken_ai::{ApiKey, MAX_IN_FLIGHT, SetupError};

use super::error::ConfigError;
use super::sources::Values;

/// A provider that is set up.
#[derive(Clone, Debug)]
pub(crate) struct Configured {
    /// What it is called here.
    pub(crate) name: String,
    /// What asks it. Nothing was sent yet.
    pub(crate) model: Arc<HttpModel>,
    /// Whether it is asked to read entries.
    pub(crate) reads_entries: bool,
    /// How many calls it has in flight at most.
    pub(crate) max_in_flight: usize,
}

/// A provider as it was given.
struct Given {
    name: String,
    kind: Kind,
    base_url: String,
    model: String,
    api_key: Option<ApiKey>,
    first_byte: Option<Duration>,
    max_in_flight: usize,
    /// What to call its address in a complaint.
    address_name: String,
}

/// What the short form is called.
const SHORT_FORM: &str = "chat";

/// Clients for all providers. Nothing is sent.
pub(super) fn read(values: &Values) -> Result<Vec<Configured>, ConfigError> {
    let mut given: Vec<Given> = short_form(values)?.into_iter().collect();
    given.extend(list::read(values.lists().providers.as_ref())?);
    if let Some(twice) = given.iter().enumerate().find(|(at, one)| given[..*at].iter().any(|it| it.name == one.name)) {
        return Err(ConfigError::new(format!("`provider` {}", twice.1.name), "is the name of two providers"));
    }
    let names: Vec<&str> = given.iter().map(|one| one.name.as_str()).collect();
    let chain = chain::read(values.lists().chains.as_ref(), &names)?;
    let place = |name: &str| chain.iter().position(|known| known == name);
    given.sort_by_key(|one| place(&one.name).unwrap_or(usize::MAX));
    let last = chain.len().saturating_sub(1);
    given.into_iter().map(|one| client(one, &chain, last)).collect()
}

/// Whoever is the last to be asked may take all the time there is.
fn client(given: Given, chain: &[String], last: usize) -> Result<Configured, ConfigError> {
    let Given { name, kind, base_url, model, api_key, first_byte, max_in_flight, address_name } = given;
    let place = chain.iter().position(|known| *known == name);
    let usual = if place.is_some_and(|place| place < last) { FIRST_BYTE } else { DEADLINE };
    let config = ModelConfig { base_url, api_key, model, deadline: DEADLINE, first_byte: first_byte.unwrap_or(usual) };
    let model = HttpModel::new(kind, config)
        .map_err(|problem: SetupError| ConfigError::new(address_name, problem.to_string()))?;
    Ok(Configured { name, model: Arc::new(model), reads_entries: place.is_some(), max_in_flight })
}

/// The provider in the settings of its own.
fn short_form(values: &Values) -> Result<Option<Given>, ConfigError> {
    let api_key = short_key(values)?;
    let Some(base_url) = values.text("chat_base_url") else { return refuse_orphans(values) };
    let Some(model) = values.text("chat_model") else {
        return Err(values.error("chat_model", "is needed with HEARKEN_CHAT_BASE_URL"));
    };
    Ok(Some(Given {
        name: SHORT_FORM.to_owned(),
        kind: Kind::OpenAi,
        base_url: base_url.trim().to_owned(),
        model: model.trim().to_owned(),
        api_key,
        first_byte: None,
        max_in_flight: MAX_IN_FLIGHT,
        address_name: values.name("chat_base_url"),
    }))
}

/// Without an address, the other settings of the provider are a mistake.
fn refuse_orphans<T>(values: &Values) -> Result<Option<T>, ConfigError> {
    let orphan = ["chat_model", "chat_api_key", "chat_api_key_file"].into_iter().find(|key| values.text(key).is_some());
    orphan.map_or(Ok(None), |key| {
        Err(values.error(key, "has no effect without HEARKEN_CHAT_BASE_URL; set both or neither"))
    })
}

fn short_key(values: &Values) -> Result<Option<ApiKey>, ConfigError> {
    let given = values.parse("chat_api_key", parse_key)?;
    let in_file = values.parse("chat_api_key_file", key_in)?;
    if given.is_some() && in_file.is_some() {
        return Err(
            values.error("chat_api_key_file", "cannot be set together with HEARKEN_CHAT_API_KEY; keep one of them")
        );
    }
    Ok(given.or(in_file))
}

fn parse_key(text: &str) -> Result<ApiKey, String> {
    ApiKey::new(text).map_err(|error| error.to_string())
}

fn key_in(path: &str) -> Result<ApiKey, String> {
    parse_key(&fs::read_to_string(path).map_err(|error| format!("cannot read the file: {error}"))?)
}
