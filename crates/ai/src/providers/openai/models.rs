//! Which models a server offers: for finding out whether address, key and model fit together before an entry is sent.

use serde::Deserialize;
use tokio::time::timeout;

use super::OpenAi;
use crate::http::{class_of, read_body, refusal};
use crate::{Junk, ProviderError};

#[derive(Deserialize)]
struct Models {
    data: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    id: String,
}

impl OpenAi {
    /// The names of the models that the server offers to this key. Ends within the deadline.
    pub async fn models(&self) -> Result<Vec<String>, ProviderError> {
        timeout(self.deadline, self.list_models()).await.unwrap_or(Err(ProviderError::Timeout))
    }

    async fn list_models(&self) -> Result<Vec<String>, ProviderError> {
        let url = self.endpoint.join("../models").map_err(|_| ProviderError::Unreachable)?;
        let response = self.authorised(self.client.get(url)).send().await.map_err(|error| class_of(&error))?;
        if let Some(error) = refusal(&response) {
            return Err(error);
        }
        let answer = read_body(response).await?;
        let models: Models = serde_json::from_slice(&answer).map_err(|_| Junk::Shape)?;
        Ok(models.data.into_iter().map(|model| model.id).collect())
    }
}
