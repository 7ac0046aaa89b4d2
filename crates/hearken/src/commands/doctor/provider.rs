//! The provider that may read entries: does it answer, and does it know the key and the model?

use hearken_ai::providers::openai::{OpenAi, OpenAiConfig};

use super::finding::Finding;

const SUBJECT: &str = "provider";

pub(super) async fn look(config: Option<&OpenAiConfig>) -> Finding {
    let Some(config) = config else {
        return Finding::fine(SUBJECT, "none set up; entries are read by rules on this machine");
    };
    let address = &config.base_url;
    let provider = match OpenAi::new(config.clone()) {
        Ok(provider) => provider,
        Err(error) => return Finding::wrong(SUBJECT, error.to_string()),
    };
    match provider.models().await {
        Ok(models) if models.contains(&config.model) => {
            Finding::fine(SUBJECT, format!("{address} answers and has {}", config.model))
        }
        Ok(_) => Finding::wrong(
            SUBJECT,
            format!("{address} answers, but has no model {}. Check HEARKEN_CHAT_MODEL.", config.model),
        ),
        Err(error) => Finding::wrong(SUBJECT, format!("{address}: {error}. Check HEARKEN_CHAT_BASE_URL and the key.")),
    }
}
