//! The shape of an answer, as it is asked for. Only keywords that every strict implementation knows are used; counts
//! and ranges are asked for in words and checked afterwards.

use hearken_domain::reading::{CommunicationStyle, Emotion, Factor, Theme};
use serde_json::{Value, json};

use crate::JsonSchema;

/// The one label of evidence for the tone; its polarity says which.
pub(super) const TONE: &str = "tone";

/// The schema of a reading.
pub(super) fn schema() -> JsonSchema {
    let emotions = labels(Emotion::ALL, Emotion::as_str);
    let themes = labels(Theme::ALL, Theme::as_str);
    let styles = labels(CommunicationStyle::ALL, CommunicationStyle::as_str);
    let schema = object(&json!({
        "sentiment_score": {"type": ["number", "null"]},
        "emotions": {"type": "array", "items": {"type": "string", "enum": emotions}},
        "themes": {"type": "array", "items": {"type": "string", "enum": themes}},
        "communication_style": {"anyOf": [{"type": "string", "enum": styles}, {"type": "null"}]},
        "evidence": {"type": "array", "items": evidence()},
    }));
    JsonSchema { name: "entry_reading", schema }
}

fn evidence() -> Value {
    object(&json!({
        "kind": {"type": "string", "enum": ["sentiment", "emotion", "theme", "style", "factor"]},
        "label": {"type": "string", "enum": all_labels()},
        "quote": {"type": "string"},
        "polarity": {"type": ["number", "null"]},
        "strength": {"type": "number"},
    }))
}

/// Strict schemas want every property required and no others.
fn object(properties: &Value) -> Value {
    let required: Vec<String> = properties.as_object().into_iter().flat_map(|map| map.keys().cloned()).collect();
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

/// Every label of any kind, once.
fn all_labels() -> Vec<&'static str> {
    let mut all = vec![TONE];
    all.extend(labels(Emotion::ALL, Emotion::as_str));
    all.extend(labels(Theme::ALL, Theme::as_str));
    all.extend(labels(CommunicationStyle::ALL, CommunicationStyle::as_str));
    all.extend(labels(Factor::ALL, Factor::as_str));
    all.sort_unstable();
    all.dedup();
    all
}

/// The words for some labels.
pub(super) fn labels<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|label| word(*label)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_strict_all_the_way_down() {
        let schema = schema().schema;
        for object in [&schema, &schema["properties"]["evidence"]["items"]] {
            let properties = object["properties"].as_object().unwrap();
            assert_eq!(object["additionalProperties"], json!(false));
            assert_eq!(object["required"].as_array().unwrap().len(), properties.len());
        }
    }
}
