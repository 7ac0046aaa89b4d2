//! A competent answer without a model: reads the entry in a request by a few cue words and quotes its real sentences.

use serde_json::{Value, json};

use super::record::Recorded;

/// The answer to a chat request: a reading where a JSON answer is wanted, a sentence otherwise.
pub(crate) fn answer(request: &Recorded) -> String {
    let entry = entry(request);
    if wants_json(request) { reading(entry).to_string() } else { SENTENCE.to_owned() }
}

const SENTENCE: &str = "Thank you for telling me. What stayed with you most?";

/// A word, and what it speaks for: an emotion, a theme, a factor, and the direction.
struct Cue(&'static str, &'static str, &'static str, &'static str, f64);

const CUES: [Cue; 20] = [
    Cue("heard", "love", "communication", "communication", 0.8),
    Cue("talked", "calm", "communication", "communication", 0.6),
    Cue("listened", "gratitude", "communication", "communication", 0.7),
    Cue("shouted", "anger", "conflict", "communication", -0.7),
    Cue("argued", "anger", "conflict", "conflict_resolution", -0.6),
    Cue("fight", "anger", "conflict", "conflict_resolution", -0.6),
    Cue("apologised", "hope", "conflict", "conflict_resolution", 0.7),
    Cue("sorry", "hope", "conflict", "conflict_resolution", 0.5),
    Cue("hugged", "love", "affection", "trust_intimacy", 0.8),
    Cue("love", "love", "affection", "trust_intimacy", 0.7),
    Cue("lied", "hurt", "trust", "trust_intimacy", -0.8),
    Cue("alone", "hurt", "quality_time", "emotional_support", -0.6),
    Cue("ignored", "hurt", "communication", "emotional_support", -0.7),
    Cue("comforted", "gratitude", "affection", "emotional_support", 0.7),
    Cue("thankful", "gratitude", "quality_time", "emotional_support", 0.7),
    Cue("together", "joy", "quality_time", "shared_growth", 0.5),
    Cue("happy", "joy", "quality_time", "shared_growth", 0.7),
    Cue("tired", "tiredness", "sleep", "emotional_support", -0.4),
    Cue("worried", "fear", "future", "emotional_support", -0.5),
    Cue("sad", "sadness", "health", "emotional_support", -0.6),
];

/// Most sentences spoken about.
const MOST: usize = 6;

fn wants_json(request: &Recorded) -> bool {
    let asked = request.wire().asks_for_json(&request.body);
    asked || last_message(request, "system").is_some_and(|text| text.contains("JSON"))
}

/// What stands between the lines that mark the entry, or the user's last message where there are none.
pub(super) fn entry(request: &Recorded) -> &str {
    let message = last_message(request, "user").unwrap_or_default();
    let begins = message.find(" begins -----\n").map(|at| at + " begins -----\n".len());
    let ends = message.rfind("\n----- entry ");
    match (begins, ends) {
        (Some(begins), Some(ends)) if begins <= ends => &message[begins..ends],
        _ => message,
    }
}

fn last_message<'r>(request: &'r Recorded, role: &str) -> Option<&'r str> {
    request.messages().into_iter().rev().find(|(who, _)| *who == role).map(|(_, text)| text)
}

fn reading(entry: &str) -> Value {
    let spoken: Vec<(&str, &Cue)> =
        sentences(entry).filter_map(|sentence| Some((sentence, cue_in(sentence)?))).take(MOST).collect();
    if spoken.is_empty() {
        return quiet(entry);
    }
    let evidence: Vec<Value> = spoken.iter().flat_map(|(sentence, cue)| evidence(sentence, cue)).collect();
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let tone = spoken.iter().map(|(_, cue)| cue.4).sum::<f64>() / spoken.len() as f64;
    json!({
        "sentiment_score": tone,
        "emotions": distinct(spoken.iter().map(|(_, cue)| cue.1)),
        "themes": distinct(spoken.iter().map(|(_, cue)| cue.2)),
        "communication_style": null,
        "evidence": evidence,
    })
}

/// The reading of an entry without a cue: its first sentence, neutral.
fn quiet(entry: &str) -> Value {
    let first = sentences(entry).next().map(|sentence| item("sentiment", "tone", sentence, Some(0.0), 0.3));
    json!({
        "sentiment_score": 0.0,
        "emotions": [],
        "themes": [],
        "communication_style": null,
        "evidence": first.into_iter().collect::<Vec<_>>(),
    })
}

fn evidence(sentence: &str, cue: &Cue) -> [Value; 4] {
    let Cue(_, emotion, theme, factor, polarity) = *cue;
    [
        item("sentiment", "tone", sentence, Some(polarity), polarity.abs()),
        item("emotion", emotion, sentence, None, polarity.abs()),
        item("theme", theme, sentence, None, 0.5),
        item("factor", factor, sentence, Some(polarity), polarity.abs()),
    ]
}

pub(super) fn item(kind: &str, label: &str, quote: &str, polarity: Option<f64>, strength: f64) -> Value {
    json!({"kind": kind, "label": label, "quote": quote, "polarity": polarity, "strength": strength})
}

pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '\n'])
        .map(str::trim)
        .filter(|sentence| sentence.chars().any(char::is_alphabetic))
}

fn cue_in(sentence: &str) -> Option<&'static Cue> {
    let is_word =
        |cue: &Cue| sentence.split(|char: char| !char.is_alphabetic()).any(|word| word.eq_ignore_ascii_case(cue.0));
    CUES.iter().find(|cue| is_word(cue))
}

fn distinct<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut distinct = Vec::new();
    for label in labels {
        if !distinct.contains(&label) {
            distinct.push(label);
        }
    }
    distinct
}
