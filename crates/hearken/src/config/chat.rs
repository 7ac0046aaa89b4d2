//! The provider that may read entries.

use std::fs;
use std::sync::Arc;

use hearken_ai::ApiKey;
use hearken_ai::providers::openai::{DEADLINE, OpenAi, OpenAiConfig};

use super::error::ConfigError;
use super::sources::Values;

/// A client for the provider; `None` if entries are read by rules only. Nothing is sent.
pub(super) fn read(values: &Values) -> Result<Option<Arc<OpenAi>>, ConfigError> {
    let api_key = read_key(values)?;
    let Some(base_url) = values.text("chat_base_url") else { return refuse_orphans(values) };
    let Some(model) = values.text("chat_model") else {
        return Err(values.error("chat_model", "is needed with HEARKEN_CHAT_BASE_URL"));
    };
    let (base_url, model) = (base_url.trim().to_owned(), model.trim().to_owned());
    let client = OpenAi::new(OpenAiConfig { base_url, api_key, model, deadline: DEADLINE });
    client.map(|client| Some(Arc::new(client))).map_err(|problem| values.error("chat_base_url", problem.to_string()))
}

/// Without an address, the other settings of the provider are a mistake.
fn refuse_orphans<T>(values: &Values) -> Result<Option<T>, ConfigError> {
    let orphan = ["chat_model", "chat_api_key", "chat_api_key_file"].into_iter().find(|key| values.text(key).is_some());
    orphan.map_or(Ok(None), |key| {
        Err(values.error(key, "has no effect without HEARKEN_CHAT_BASE_URL; set both or neither"))
    })
}

fn read_key(values: &Values) -> Result<Option<ApiKey>, ConfigError> {
    let parse = |text: &str| ApiKey::new(text).map_err(|error| error.to_string());
    let given = values.parse("chat_api_key", parse)?;
    let in_file = values.parse("chat_api_key_file", |path| {
        let text = fs::read_to_string(path).map_err(|error| format!("cannot read the file: {error}"))?;
        parse(&text)
    })?;
    if given.is_some() && in_file.is_some() {
        return Err(
            values.error("chat_api_key_file", "cannot be set together with HEARKEN_CHAT_API_KEY; keep one of them")
        );
    }
    Ok(given.or(in_file))
}
