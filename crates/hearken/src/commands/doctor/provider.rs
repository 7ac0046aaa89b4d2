//! The provider that may read entries: does it answer, and does it know the key and the model?

use hearken_ai::ChatModel;
use hearken_ai::providers::openai::OpenAi;

use super::finding::Finding;

const SUBJECT: &str = "provider";

pub(super) async fn look(client: Option<&OpenAi>) -> Finding {
    let Some(client) = client else {
        return Finding::fine(SUBJECT, "none set up; entries are read by rules on this machine");
    };
    let (address, model) = (&client.provider().address, &client.provider().model);
    match client.models().await {
        Ok(models) if models.contains(model) => Finding::fine(SUBJECT, format!("{address} answers and has {model}")),
        Ok(_) => {
            Finding::wrong(SUBJECT, format!("{address} answers, but has no model {model}. Check HEARKEN_CHAT_MODEL."))
        }
        Err(error) => Finding::wrong(SUBJECT, format!("{address}: {error}. Check HEARKEN_CHAT_BASE_URL and the key.")),
    }
}
