//! What the formats share in taking an answer apart.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::{ChatReply, JsonSchema, Junk};

/// Longest name of a model that is believed, in characters.
const LONGEST_MODEL: usize = 100;

/// A body, understood as far as `T` needs it.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Junk> {
    serde_json::from_slice(body).map_err(|error| match error.classify() {
        Category::Data => Junk::Shape,
        _ if body.trim_ascii_start().starts_with(b"<") => Junk::Html,
        _ => Junk::NotJson,
    })
}

/// The reply of these words. `model` is what the answer names, `asked` what was asked for.
pub(super) fn reply(words: Option<String>, model: Option<String>, asked: &str) -> Result<ChatReply, Junk> {
    let text = words.filter(|words| !words.trim().is_empty()).ok_or(Junk::Empty)?;
    Ok(ChatReply { text: text.into(), model: model_name(model, asked) })
}

/// The name is shown to the user, so a provider does not get to write just anything there.
fn model_name(answered: Option<String>, asked: &str) -> String {
    answered
        .filter(|name| !name.is_empty() && name.chars().count() <= LONGEST_MODEL && !name.contains(char::is_control))
        .unwrap_or_else(|| asked.to_owned())
}

/// The schema for a server that has no parameter for it.
pub(super) fn schema_in_words(schema: &JsonSchema) -> String {
    format!("Answer with one JSON object that follows this JSON Schema, and nothing else:\n{}", schema.schema)
}
