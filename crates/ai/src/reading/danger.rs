//! Words of danger in an answer: a model that talks of dying, or tells somebody to, is not listened to.

use hearken_domain::crisis;
use hearken_domain::redaction::Redacted;
use serde_json::Value;

use crate::Junk;

/// Refuses an answer that has words of danger, besides those it quotes from the entry: these were looked at before.
pub(super) fn refuse(answer: &str, entry: &Redacted<'_>) -> Result<(), Junk> {
    let mut said = String::new();
    match serde_json::from_str(answer) {
        Ok(answer) => collect(&answer, entry, &mut said),
        Err(_) => said.push_str(&entry.restore(answer)),
    }
    let found = crisis::detect_by_rules(&said);
    if found.is_acute() { Err(Junk::Danger) } else { Ok(()) }
}

/// Gathers the strings that are not in the entry.
fn collect(value: &Value, entry: &Redacted<'_>, said: &mut String) {
    match value {
        Value::String(text) if !entry.text().contains(&entry.tidy(text)) => {
            said.push_str(&entry.restore(text));
            said.push_str("\n\n");
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, entry, said)),
        Value::Object(fields) => fields.values().for_each(|item| collect(item, entry, said)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use hearken_domain::redaction::redact;

    use super::*;

    #[test]
    fn only_what_is_the_models_own_is_refused() {
        let entry =
            "We watched the play where he shouts that he wants everybody to kill themselves. I want to die laughing.";
        let entry = &redact(entry, &[]);
        assert_eq!(refuse(r#"{"evidence": [{"quote": "I want to die"}]}"#, entry), Ok(()));
        assert_eq!(
            refuse(r#"{"themes": ["work"], "note": "You should say: I want to kill myself."}"#, entry),
            Err(Junk::Danger)
        );
        assert_eq!(refuse("I am going to kill myself", entry), Err(Junk::Danger));
    }
}
