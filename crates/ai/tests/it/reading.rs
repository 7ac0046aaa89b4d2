//! Reading entries over real HTTP: what is kept of an answer, and what is not.

use std::sync::Arc;
use std::time::Duration;

use hearken_ai::{BreakerState, EntryReader, Junk, ModelReading, ProviderError, ReadError, ReadInput};
use hearken_domain::reading::{Emotion, EvidenceKind, KnownPerson, Reading, Theme};
use hearken_domain::{Clock, FallbackReason, PersonId, Relationship};
use hearken_testkit::sim::{Behaviour, RetryAfter, Sim};
use serde_json::{Value, json};

use crate::support::{AMPLE, Book, SHORT, StillClock, model_at, sim_that};

const ENTRY: &str = "We talked about money last night, calmly for once, and I felt heard. 🌧️ Later I was so tired.";

fn reader(sim: &Sim, clock: &Arc<StillClock>) -> EntryReader {
    EntryReader::new(Arc::new(model_at(&sim.base_url(), AMPLE)), Arc::<StillClock>::clone(clock))
}

async fn read(reader: &EntryReader) -> Result<ModelReading, ReadError> {
    reader.read(ReadInput { text: ENTRY, people: &[], mark: "0198f3a2-7c11" }, &Book::default(), &Book::default()).await
}

async fn read_answer(answer: Behaviour) -> Result<Reading, ReadError> {
    let sim = sim_that([answer]).await;
    read(&reader(&sim, &Arc::default())).await.map(|model_reading| model_reading.reading)
}

fn answer(evidence: &Value) -> Behaviour {
    Behaviour::Answer(json!({
        "sentiment_score": 0.4,
        "emotions": ["love", "sadness"],
        "themes": ["money"],
        "communication_style": "collaborative",
        "evidence": evidence,
    }))
}

fn item(kind: &str, label: &str, quote: &str) -> Value {
    json!({"kind": kind, "label": label, "quote": quote, "polarity": 0.5, "strength": 0.8})
}

fn assert_spans(reading: &Reading, text: &str) {
    for item in &reading.evidence {
        let words: String = text.chars().skip(item.start).take(item.end - item.start).collect();
        assert_eq!(words, item.quote);
    }
}

#[tokio::test]
async fn a_competent_model_is_believed() {
    let sim = Sim::start().await;
    let found = read(&reader(&sim, &Arc::default())).await.unwrap();
    assert_eq!(found.model, "small");
    let reading = found.reading;
    assert_spans(&reading, ENTRY);
    assert!(reading.sentiment_score.is_some_and(|score| score > 0.0));
    assert!((reading.confidence - 0.7).abs() < 1e-9);
    assert_eq!(reading.emotions, [Emotion::Love, Emotion::Tiredness]);
    assert!(reading.evidence.iter().any(|item| item.kind == EvidenceKind::Factor && item.polarity.is_some()));
}

#[tokio::test]
async fn a_finding_without_its_words_is_dropped() {
    let evidence = json!([
        item("emotion", "love", "I felt heard"),
        item("emotion", "sadness", "I cried all night"),
        item("theme", "money", "talked about  money"),
        item("style", "collaborative", "we decided together"),
    ]);
    let reading = read_answer(answer(&evidence)).await.unwrap();
    assert_eq!((reading.emotions.as_slice(), reading.themes.as_slice()), (&[Emotion::Love][..], &[Theme::Money][..]));
    assert_eq!(reading.communication_style, None);
    assert!((reading.confidence - 0.35).abs() < 1e-9, "two of four quotes were there");
    assert_eq!(reading.evidence[0].quote, "talked about money", "in order of appearance, in the entry's words");
    assert_spans(&reading, ENTRY);
}

#[tokio::test]
async fn an_answer_without_any_true_quote_is_junk() {
    let evidence = json!([item("emotion", "love", "He bought me flowers")]);
    let error = read_answer(answer(&evidence)).await.unwrap_err();
    assert_eq!(error, ReadError::Provider(ProviderError::Junk(Junk::Unfounded)));
    assert!(error.is_retryable());
    assert_eq!(read_answer(answer(&json!([]))).await.unwrap_err(), error, "claims without evidence");
}

#[tokio::test]
async fn numbers_are_clamped_and_labels_are_ours() {
    let reading = read_answer(Behaviour::Answer(json!({
        "sentiment_score": -17.0,
        "emotions": ["LOVE", "schadenfreude", "love", "love", 7],
        "themes": [],
        "communication_style": "diabolical",
        "confidence": 0.99,
        "evidence": [
            {"kind": "emotion", "label": "love", "quote": "felt heard", "polarity": 0.5, "strength": 99},
            {"kind": "factor", "label": "communication", "quote": "felt heard", "polarity": 40, "strength": -3},
            {"kind": "sentiment", "label": "tone", "quote": "felt heard", "polarity": 0.9, "strength": 0.5},
            {"kind": "diagnosis", "label": "love", "quote": "felt heard", "polarity": null, "strength": 1},
            {"kind": "person", "label": "x", "quote": "We", "polarity": null, "strength": 1},
            {"kind": "factor", "label": "communication", "quote": "talked", "polarity": null, "strength": 1},
            "not even an object",
        ],
    })))
    .await
    .unwrap();
    assert_eq!((reading.sentiment_score, reading.emotions.as_slice()), (Some(-1.0), &[Emotion::Love][..]));
    let [love, factor, tone] = reading.evidence.as_slice() else { panic!("{:?}", reading.evidence) };
    assert_eq!((love.polarity, love.strength), (None, 1.0));
    assert_eq!((factor.polarity, factor.strength), (Some(1.0), 0.0));
    assert_eq!((tone.label.as_str(), tone.polarity), ("tone", Some(0.9)));
    assert!((reading.confidence - 0.3).abs() < 1e-9, "three of seven");
}

#[tokio::test]
async fn wrapped_answers_are_unwrapped() {
    let bare =
        json!({"sentiment_score": null, "emotions": [], "themes": [], "communication_style": null, "evidence": []});
    for wrapped in [
        format!("```json\n{bare}\n```"),
        format!("Here is what I found: {bare} I hope it helps."),
        format!("<think>The entry {{is}} short.</think>\n{bare}"),
    ] {
        let reading = read_answer(Behaviour::Say(wrapped)).await.unwrap();
        assert_eq!(reading, Reading::default(), "nothing claimed, nothing found");
    }
}

#[tokio::test]
async fn junk_is_refused() {
    for (words, junk) in [
        ("I would rather not.", Junk::NotJson),
        ("{", Junk::NotJson),
        ("}{", Junk::NotJson),
        ("{\"sentiment_score\": 0.3,", Junk::NotJson),
        ("[1, 2]", Junk::NotJson),
        ("{}", Junk::Shape),
        ("{\"evidence\": []}", Junk::Shape),
        ("{\"sentiment_score\": \"high\", \"evidence\": []}", Junk::Shape),
        ("{\"sentiment_score\": 0.1, \"evidence\": {}}", Junk::Shape),
    ] {
        let error = read_answer(Behaviour::Say(words.to_owned())).await.unwrap_err();
        assert_eq!(error, ReadError::Provider(ProviderError::Junk(junk)), "{words}");
    }
}

#[tokio::test]
async fn a_tone_without_a_quote_is_barely_trusted() {
    let reading = read_answer(Behaviour::Say("{\"sentiment_score\": 0.3, \"evidence\": []}".to_owned())).await.unwrap();
    assert_eq!((reading.sentiment_score, reading.confidence), (Some(0.3), 0.1));
}

#[tokio::test]
async fn counts_are_capped() {
    let many: Vec<Value> = std::iter::repeat_n(item("emotion", "joy", "not in there"), 40)
        .chain([item("emotion", "love", "heard")])
        .collect();
    assert!(read_answer(answer(&json!(many))).await.is_err(), "what follows the fortieth item is not looked at");
}

#[tokio::test]
async fn people_are_found_by_our_own_rules() {
    let sim = Sim::start().await;
    let id: PersonId = "00000000-0000-7000-8000-000000000001".parse().unwrap();
    let people = [KnownPerson { id, name: "Marc", relationship: Relationship::Partner }];
    let input = ReadInput { text: "I hugged Marc.", people: &people, mark: "0198f3a2-7c11" };
    let reading = reader(&sim, &Arc::default()).read(input, &Book::default(), &Book::default()).await.unwrap().reading;
    let person = reading.evidence.iter().find(|item| item.kind == EvidenceKind::Person).unwrap();
    assert_eq!((person.label.as_str(), person.start, person.end), (id.to_string().as_str(), 9, 13));
    assert_spans(&reading, input.text);
}

#[tokio::test]
async fn the_breaker_stops_asking_and_starts_again() {
    let sim = sim_that(std::iter::repeat_n(Behaviour::Status(503), 5)).await;
    let clock = Arc::<StillClock>::default();
    let reader = reader(&sim, &clock);
    for _ in 0..5 {
        assert_eq!(read(&reader).await.unwrap_err().fallback_reason(), FallbackReason::ApiError);
    }
    let error = read(&reader).await.unwrap_err();
    assert!(matches!(error, ReadError::CircuitOpen { .. }) && !error.is_retryable());
    assert_eq!((error.fallback_reason(), sim.requests().len()), (FallbackReason::CircuitOpen, 5));

    clock.forward(Duration::from_mins(1));
    assert!(read(&reader).await.is_ok());
    assert_eq!(reader.breaker().view(clock.now()).state, BreakerState::Closed);
}

#[tokio::test]
async fn refusals_of_one_request_do_not_open_the_breaker() {
    let sim = sim_that([400, 413, 400, 413, 422, 400, 400].map(Behaviour::Status)).await;
    let reader = reader(&sim, &Arc::default());
    for _ in 0..7 {
        assert!(!read(&reader).await.unwrap_err().is_retryable());
    }
    assert!(read(&reader).await.is_ok());
}

#[tokio::test]
async fn a_wrong_key_does_open_it() {
    let sim = sim_that(std::iter::repeat_n(Behaviour::Status(401), 5)).await;
    let reader = reader(&sim, &Arc::default());
    for _ in 0..5 {
        assert!(!read(&reader).await.unwrap_err().is_retryable());
    }
    assert!(matches!(read(&reader).await.unwrap_err(), ReadError::CircuitOpen { .. }));
}

#[tokio::test]
async fn a_cancelled_probe_does_not_block_the_next() {
    let sim = sim_that(std::iter::repeat_n(Behaviour::TooMany(RetryAfter::Absent), 5).chain([Behaviour::Hang])).await;
    let clock = Arc::<StillClock>::default();
    let reader = reader(&sim, &clock);
    for _ in 0..5 {
        assert_eq!(read(&reader).await.unwrap_err().fallback_reason(), FallbackReason::RateLimit);
        sim.next_request().await;
    }
    clock.forward(Duration::from_mins(1));
    tokio::select! {
        _ = read(&reader) => unreachable!("it hangs"),
        _ = sim.next_request() => {}
    }
    assert!(read(&reader).await.is_ok());
}

#[tokio::test]
async fn a_reading_ends_within_the_deadline() {
    let sim = sim_that([Behaviour::Hang]).await;
    let reader = EntryReader::new(Arc::new(model_at(&sim.base_url(), SHORT)), Arc::<StillClock>::default());
    let error = read(&reader).await.unwrap_err();
    assert_eq!((error.fallback_reason(), error.is_retryable()), (FallbackReason::ApiTimeout, true));
}
