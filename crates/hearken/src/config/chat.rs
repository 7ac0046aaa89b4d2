//! The provider that may read entries.

use std::fs;

use hearken_ai::providers::openai::{DEADLINE, OpenAi, OpenAiConfig};
use hearken_ai::{ApiKey, SetupError};

use super::error::ConfigError;
use super::sources::Values;

/// The provider as it was set up; `None` if entries are read by rules only.
pub(super) fn read(values: &Values) -> Result<Option<OpenAiConfig>, ConfigError> {
    let api_key = read_key(values)?;
    let Some(base_url) = values.text("chat_base_url") else {
        let orphan =
            ["chat_model", "chat_api_key", "chat_api_key_file"].into_iter().find(|key| values.text(key).is_some());
        return orphan.map_or(Ok(None), |key| {
            Err(values.error(key, "has no effect without HEARKEN_CHAT_BASE_URL; set both or neither"))
        });
    };
    let model =
        values.text("chat_model").ok_or_else(|| values.error("chat_model", "is needed with HEARKEN_CHAT_BASE_URL"))?;
    let config = OpenAiConfig {
        base_url: base_url.trim().to_owned(),
        api_key,
        model: model.trim().to_owned(),
        deadline: DEADLINE,
    };
    // Setting the client up is the check of its address; nothing is sent.
    match OpenAi::new(config.clone()) {
        Err(SetupError::Address(problem)) => Err(values.error("chat_base_url", problem.to_string())),
        _ => Ok(Some(config)),
    }
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
