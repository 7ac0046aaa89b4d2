//! Nothing leaves that is not written down.

use hearken_ai::providers::Kind;
use hearken_ai::{ChatModel, ProviderError};
use hearken_domain::{SendResult, Tokens};
use hearken_testkit::sim::{Behaviour, Recorded, RetryAfter, Sim};
use serde_json::Value;

use crate::support::{AMPLE, Book, SHORT, model_at, model_of, object, sim_that, words};

/// What a book says was sent, with its size.
fn written_down(book: &Book) -> Vec<(Value, usize)> {
    let rows = book.rows.lock().unwrap();
    rows.iter().map(|(it, _)| (serde_json::from_str(&it.body).unwrap(), it.body.len())).collect()
}

fn received(sim: &Sim) -> Vec<(Value, usize)> {
    let size = |it: &Recorded| it.header("content-length").unwrap().parse().unwrap();
    sim.requests().into_iter().map(|it| (it.body.clone(), size(&it))).collect()
}

#[tokio::test]
async fn every_body_is_in_the_ledger_whatever_becomes_of_it() {
    let plainer = ["response_format", "max_tokens", "temperature"].map(|it| Behaviour::Without(it.to_owned()));
    let failing = [
        Behaviour::Status(500),
        Behaviour::Status(401),
        Behaviour::TooMany(RetryAfter::Absent),
        Behaviour::Truncated,
        Behaviour::Refuse,
        Behaviour::Filtered,
        Behaviour::Hang,
        Behaviour::Competent,
    ];
    let (sim, book) = (sim_that(plainer.into_iter().chain(failing)).await, Book::default());
    let model = model_at(&sim.base_url(), SHORT);
    for _ in 0..8 {
        let _ = model.complete(object("hello"), &book).await;
    }
    assert_eq!(received(&sim).len(), 11, "one call asked in four dialects");
    assert_eq!(written_down(&book), received(&sim));
    let rows = book.rows.lock().unwrap();
    let results: Vec<_> = rows.iter().map(|(_, ending)| ending.unwrap()).map(|it| (it.result, it.status)).collect();
    let (refused, unusable) = ((SendResult::Refused, Some(400)), (SendResult::Unusable, None));
    let others = [
        (SendResult::Failed, Some(500)),
        (SendResult::Refused, Some(401)),
        (SendResult::RateLimited, Some(429)),
        unusable,
        (SendResult::Unreachable, None),
        unusable,
        (SendResult::TimedOut, None),
        (SendResult::Answered, None),
    ];
    assert_eq!(results[..3], [refused; 3]);
    assert_eq!(results[3..], others);
    let last = rows[10].1.unwrap();
    assert_eq!(last.tokens, Some(Tokens { sent: 100, answered: 50 }));
    assert!(last.answer_bytes.unwrap() > 100, "{last:?}");
    assert_eq!((rows[0].0.provider.model.as_str(), &rows[0].0.provider), ("small", model.provider()));
}

#[tokio::test]
async fn in_every_format_every_body_is_in_the_ledger() {
    let behaviours = [
        Behaviour::Status(500),
        Behaviour::TooMany(RetryAfter::Absent),
        Behaviour::Truncated,
        Behaviour::Hang,
        Behaviour::Competent,
    ];
    for kind in Kind::ALL {
        let (sim, book) = (sim_that(behaviours.clone()).await, Book::default());
        let model = model_of(kind, &sim.base_url(), SHORT);
        for _ in &behaviours {
            let _ = model.complete(object("hello"), &book).await;
        }
        assert_eq!(received(&sim).len(), behaviours.len(), "{kind:?}");
        assert_eq!(written_down(&book), received(&sim), "{kind:?}");
        let rows = book.rows.lock().unwrap();
        let endings: Vec<_> = rows.iter().map(|(_, ending)| ending.unwrap()).collect();
        let expected = [
            SendResult::Failed,
            SendResult::RateLimited,
            SendResult::Unusable,
            SendResult::TimedOut,
            SendResult::Answered,
        ];
        assert_eq!(endings.iter().map(|it| it.result).collect::<Vec<_>>(), expected, "{kind:?}");
        assert_eq!(endings[4].tokens, Some(Tokens { sent: 100, answered: 50 }), "{kind:?}");
    }
}

#[tokio::test]
async fn what_the_ledger_does_not_take_is_not_sent() {
    for kind in Kind::ALL {
        let (sim, book) = (Sim::start().await, Book { is_full: true, ..Book::default() });
        let refused = model_of(kind, &sim.base_url(), AMPLE).complete(words("hello"), &book).await;
        assert_eq!(refused.unwrap_err(), ProviderError::NotRecorded);
        assert!(sim.requests().is_empty());
    }
}

#[tokio::test]
async fn of_a_call_that_is_given_up_no_answer_is_known() {
    let (sim, book) = (sim_that([Behaviour::Hang]).await, Book::default());
    let model = model_at(&sim.base_url(), AMPLE);
    tokio::select! {
        _ = model.complete(words("hello"), &book) => unreachable!("it hangs"),
        _ = sim.next_request() => {}
    }
    assert_eq!(written_down(&book), received(&sim));
    assert_eq!(book.rows.lock().unwrap()[0].1, None);
}
