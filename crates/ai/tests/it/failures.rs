//! Every way in which a provider can fail, and the class it ends in.

use std::time::{Duration, Instant};

use hearken_ai::providers::{HttpModel, Kind, ModelConfig};
use hearken_ai::{ChatModel, Junk, ProviderError, SetupError};
use hearken_domain::FallbackReason;
use hearken_testkit::sim::{Behaviour, RetryAfter, Sim};

use crate::support::{AMPLE, Book, SHORT, ask, config_at, model_at, sim_that, words};

async fn failure(behaviour: Behaviour) -> ProviderError {
    ask(behaviour, AMPLE).await.unwrap_err()
}

#[tokio::test]
async fn a_good_answer() {
    let reply = ask(Behaviour::Say("Hello.".to_owned()), AMPLE).await.unwrap();
    assert_eq!((reply.text.as_str(), reply.model.as_str()), ("Hello.", "small"));
}

#[tokio::test]
async fn nobody_there() {
    let base_url = Sim::start().await.base_url();
    let error = model_at(&base_url, AMPLE).complete(words("hello"), &Book::default()).await.unwrap_err();
    assert_eq!(error, ProviderError::Unreachable);
}

#[tokio::test]
async fn no_such_host() {
    // A label this long is in no name, so that no name server needs to be asked.
    let base_url = format!("http://{}.internal/v1", "x".repeat(64));
    let error = model_at(&base_url, AMPLE).complete(words("hello"), &Book::default()).await;
    assert_eq!(error.unwrap_err(), ProviderError::Unreachable);
}

#[tokio::test]
async fn speaks_no_tls() {
    let sim = Sim::start().await;
    let base_url = sim.base_url().replace("http://", "https://");
    match HttpModel::new(Kind::OpenAi, config_at(&base_url, AMPLE)) {
        Ok(model) => {
            assert_eq!(model.complete(words("hello"), &Book::default()).await.unwrap_err(), ProviderError::Unreachable);
        }
        // A machine without certificates says so at the start.
        Err(error) => assert_eq!(error, SetupError::Certificates),
    }
    assert_eq!(sim.requests().len(), 0, "nothing readable was sent");
}

#[tokio::test]
async fn resets_the_connection() {
    assert_eq!(failure(Behaviour::Refuse).await, ProviderError::Unreachable);
}

#[tokio::test]
async fn never_answers() {
    let start = Instant::now();
    assert_eq!(ask(Behaviour::Hang, SHORT).await.unwrap_err(), ProviderError::Timeout);
    assert!(start.elapsed() < 10 * SHORT, "within the deadline");
}

#[tokio::test]
async fn is_silent_for_too_long() {
    let sim = sim_that([Behaviour::Hang]).await;
    let config = ModelConfig { first_byte: SHORT, ..config_at(&sim.base_url(), AMPLE) };
    let model = HttpModel::new(Kind::OpenAi, config).unwrap();
    assert_eq!(model.complete(words("hello"), &Book::default()).await.unwrap_err(), ProviderError::Timeout);
    sim.script([Behaviour::Slow { bytes: 40, every: Duration::from_millis(50) }]);
    let answered = model.complete(words("hello"), &Book::default()).await;
    assert!(answered.is_ok(), "an answer that has begun may take longer than its first byte");
}

#[tokio::test]
async fn drips() {
    let slow = Behaviour::Slow { bytes: 1, every: Duration::from_millis(50) };
    assert_eq!(ask(slow, SHORT).await.unwrap_err(), ProviderError::Timeout);
}

#[tokio::test]
async fn answers_late_but_in_time() {
    let late = Behaviour::Delay(Duration::from_millis(20), Box::new(Behaviour::Say("At last.".to_owned())));
    assert_eq!(ask(late, AMPLE).await.unwrap().text.as_str(), "At last.");
}

#[tokio::test]
async fn asks_for_fewer_requests() {
    for (header, expected) in [
        (RetryAfter::Absent, None),
        (RetryAfter::Seconds(7), Some(7)),
        (RetryAfter::Date(90), Some(90)),
        (RetryAfter::Absurd, Some(24 * 60 * 60)),
    ] {
        let error = failure(Behaviour::TooMany(header)).await;
        assert_eq!(error, ProviderError::RateLimited { retry_after: expected.map(Duration::from_secs) });
        assert_eq!((error.is_retryable(), error.fallback_reason()), (true, FallbackReason::RateLimit));
    }
}

#[tokio::test]
async fn fails() {
    for status in [500, 502, 503, 504, 529] {
        let error = failure(Behaviour::Status(status)).await;
        assert_eq!(error, ProviderError::Server { status, retry_after: None });
        assert!(error.is_retryable() && error.is_providers_fault());
    }
}

#[tokio::test]
async fn refuses() {
    for (status, providers_fault) in
        [(400, false), (401, true), (403, true), (404, true), (413, false), (418, true), (422, false)]
    {
        let error = failure(Behaviour::Status(status)).await;
        assert_eq!(error, ProviderError::Refused { status });
        assert_eq!((error.is_retryable(), error.is_providers_fault()), (false, providers_fault), "{status}");
    }
    assert_eq!(failure(Behaviour::Status(408)).await, ProviderError::Timeout);
}

#[tokio::test]
async fn redirects_elsewhere() {
    assert_eq!(failure(Behaviour::Redirect).await, ProviderError::Refused { status: 307 });
}

#[tokio::test]
async fn answers_junk() {
    for (behaviour, junk) in [
        (Behaviour::Html, Junk::Html),
        (Behaviour::Truncated, Junk::NotJson),
        (Behaviour::Malformed, Junk::NotJson),
        (Behaviour::BadUtf8, Junk::NotJson),
        (Behaviour::WrongLength, Junk::Incomplete),
        (Behaviour::WrongShape, Junk::Shape),
        (Behaviour::EmptyChoices, Junk::Empty),
        (Behaviour::Say(" \n".to_owned()), Junk::Empty),
        (Behaviour::CutOff, Junk::CutOff),
        (Behaviour::Filtered, Junk::Filtered),
    ] {
        let error = failure(behaviour).await;
        assert_eq!(error, ProviderError::Junk(junk));
        assert_eq!(error.fallback_reason(), FallbackReason::ApiError);
        assert_eq!(error.is_retryable(), junk != Junk::Filtered);
    }
}

#[tokio::test]
async fn a_huge_answer_is_not_read_to_the_end() {
    const SIZE: u64 = 100 * 1024 * 1024;
    let sim = sim_that([Behaviour::Huge(SIZE)]).await;
    let error = model_at(&sim.base_url(), AMPLE).complete(words("hello"), &Book::default()).await.unwrap_err();
    assert_eq!(error, ProviderError::Junk(Junk::TooLarge));
    // The rest of what was taken from the server lies in the system's socket buffers, not in this process.
    assert!(sim.bytes_sent() < SIZE / 4, "{} bytes sent", sim.bytes_sent());
}

#[tokio::test]
async fn a_connection_lives_on_after_a_failure() {
    let sim = sim_that([Behaviour::Status(500), Behaviour::Malformed, Behaviour::Refuse]).await;
    let model = model_at(&sim.base_url(), AMPLE);
    for _ in 0..3 {
        assert!(model.complete(words("hello"), &Book::default()).await.is_err());
    }
    assert!(model.complete(words("hello"), &Book::default()).await.is_ok());
}

#[tokio::test]
async fn a_dropped_call_is_given_up() {
    let sim = sim_that([Behaviour::Hang]).await;
    let model = model_at(&sim.base_url(), AMPLE);
    let book = Book::default();
    tokio::select! {
        _ = model.complete(words("hello"), &book) => unreachable!("it hangs"),
        request = sim.next_request() => assert_eq!(request.path, "/v1/chat/completions"),
    }
    assert!(model.complete(words("hello"), &Book::default()).await.is_ok());
}
