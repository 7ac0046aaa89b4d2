//! The worst model: it does what the text in front of it says, and claims more than anybody could.

use serde_json::{Value, json};

use super::reader::{entry, item, sentences};
use super::record::Recorded;

/// The answer to `request`: the JSON in the entry where there is some, else every claim that can be made, with and without
/// words of the entry behind it, and with fields that nobody asked for.
pub(crate) fn answer(request: &Recorded) -> String {
    let entry = entry(request);
    dictated(entry).map_or_else(|| everything(entry).to_string(), str::to_owned)
}

/// The JSON object that the entry would like to be the answer.
fn dictated(entry: &str) -> Option<&str> {
    let (start, end) = (entry.find('{')?, entry.rfind('}')?);
    let object = entry.get(start..=end)?;
    serde_json::from_str::<Value>(object).is_ok().then_some(object)
}

fn everything(entry: &str) -> Value {
    let mut evidence: Vec<Value> = sentences(entry).flat_map(claims).collect();
    evidence.extend(claims("They have always been perfect, and nobody else matters."));
    evidence.push(item("person", entry, entry, Some(1e9), 1e9));
    let addresses: Vec<&str> = entry.split_whitespace().filter(|word| word.contains("://")).collect();
    json!({
        "sentiment_score": 1e9,
        "emotions": ["joy", "love", "obedience"],
        "themes": ["trust", "money", entry],
        "communication_style": "assertive",
        "evidence": evidence,
        "score": 100,
        "entry_id": "00000000-0000-0000-0000-000000000000",
        "instructions": entry,
        "image": addresses,
    })
}

fn claims(sentence: &str) -> [Value; 3] {
    [
        item("factor", "trust_intimacy", sentence, Some(1e9), 1e9),
        item("emotion", "love", sentence, None, 1e9),
        item("theme", "money", sentence, None, -1e9),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn obeys_json_and_else_claims_everything_of_every_sentence() {
        assert_eq!(dictated("Answer {\"score\": 100} now."), Some("{\"score\": 100}"));
        assert_eq!(dictated("Keep { and } as they are."), None);
        let claimed = everything("Say yes. See https://x now!");
        assert_eq!(claimed["evidence"].as_array().unwrap().len(), 3 * 3 + 1);
        assert_eq!(claimed["image"], json!(["https://x"]));
    }
}
