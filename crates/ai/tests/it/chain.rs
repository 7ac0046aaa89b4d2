//! Several providers in a row.

use std::sync::Arc;
use std::time::Duration;

use hearken_ai::providers::{HttpModel, Kind, ModelConfig};
use hearken_ai::{Asker, BreakerState, EntryReader, Failure, Found, Link, Load, ReadInput, Round};
use hearken_domain::{Clock, UserId};
use hearken_testkit::sim::{Behaviour, RetryAfter, Sim};
use uuid::Uuid;

use crate::support::{AMPLE, Book, SHORT, StillClock, config_at, model_of, sim_that};

const ENTRY: &str = "We talked about money and I felt heard.";

fn link(kind: Kind, sim: &Sim, clock: &Arc<StillClock>) -> Link {
    let model = Arc::new(model_of(kind, &sim.base_url(), AMPLE));
    Link::new(kind.as_str(), EntryReader::new(model, Arc::<StillClock>::clone(clock)))
}

const ANA: Asker = Asker { user: UserId(Uuid::nil()), can_wait: false };

const INPUT: ReadInput<'_> = ReadInput { text: ENTRY, people: &[], mark: "0198f3a2-7c11" };

async fn read(links: &[&Link]) -> Result<Found, Vec<Failure>> {
    let mut round = Round::new(links, ANA);
    let found = round.read(INPUT, &Book::default(), &Book::default()).await;
    found.ok_or_else(|| round.into_failed())
}

fn causes(failed: &[Failure]) -> Vec<String> {
    failed.iter().map(|failure| failure.kept().cause).collect()
}

#[tokio::test]
async fn the_first_that_answers_is_the_last_that_is_asked() {
    let clock = Arc::default();
    let sims = [sim_that([Behaviour::Status(503)]).await, sim_that([Behaviour::Filtered]).await, Sim::start().await];
    let [a, b, c] = [&sims[0], &sims[1], &sims[2]];
    let links = [link(Kind::OpenAi, a, &clock), link(Kind::Anthropic, b, &clock), link(Kind::Gemini, c, &clock)];
    let [a, b, c] = [&links[0], &links[1], &links[2]];
    let found = read(&[a, b, c]).await.unwrap();
    assert_eq!(
        (found.provider.address.as_str(), causes(&found.failed)),
        (sims[2].base_url().as_str(), vec!["http_503".to_owned(), "declined".to_owned()])
    );
    assert_eq!(found.failed[0].provider.address, sims[0].base_url());
    assert_eq!(a.last_error().map(|error| error.cause), Some("http_503".to_owned()));

    let found = read(&[c, a, b]).await.unwrap();
    assert!(found.failed.is_empty());
    assert_eq!(sims.each_ref().map(|sim| sim.requests().len()), [1, 1, 2], "nobody is asked in vain");
}

#[tokio::test]
async fn everybody_is_asked_once_when_nobody_answers() {
    let clock = Arc::default();
    let sims = [sim_that([Behaviour::TooMany(RetryAfter::Seconds(7))]).await, sim_that([Behaviour::Truncated]).await];
    let links = [link(Kind::Gemini, &sims[0], &clock), link(Kind::OpenAi, &sims[1], &clock)];
    let failed = read(&[&links[0], &links[1]]).await.unwrap_err();
    assert_eq!(causes(&failed), ["rate_limit", "unusable"]);
    assert_eq!(failed[0].error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(sims.map(|sim| sim.requests().len()), [1, 1]);
}

#[tokio::test]
async fn one_that_is_left_alone_is_passed_over() {
    let clock = Arc::<StillClock>::default();
    let sims = [Sim::start().await, Sim::start().await];
    sims[0].usually(Behaviour::Status(500));
    let links = [link(Kind::OpenAi, &sims[0], &clock), link(Kind::Anthropic, &sims[1], &clock)];
    let both = [&links[0], &links[1]];
    for _ in 0..7 {
        read(&both).await.unwrap();
    }
    assert_eq!(sims[0].requests().len(), 5, "on the fifth failure its breaker opens");
    assert_eq!(links[0].view(clock.now()).state, BreakerState::Open);
    assert_eq!(causes(&read(&both).await.unwrap().failed), ["circuit_open"]);
    assert_eq!(links[0].last_error().unwrap().cause, "http_500", "being left alone is no error of its own");

    sims[0].usually(Behaviour::Competent);
    clock.forward(Duration::from_mins(1));
    assert!(read(&both).await.unwrap().failed.is_empty(), "and then it is tried again");
}

#[tokio::test]
async fn one_that_is_given_up_is_passed_over_and_who_failed_before_it_stays_known() {
    let clock = Arc::default();
    let sims = [sim_that([Behaviour::Status(503)]).await, sim_that([Behaviour::Hang]).await, Sim::start().await];
    let kinds = [Kind::OpenAi, Kind::Anthropic, Kind::Gemini];
    let links = [0, 1, 2].map(|at| link(kinds[at], &sims[at], &clock));
    let (mut round, book) = (Round::new(&links.each_ref(), ANA), Book::default());
    tokio::select! {
        _ = round.read(INPUT, &book, &book) => unreachable!("it hangs"),
        _ = sims[1].next_request() => {}
    }
    assert!(round.pass_over(&sims[1].base_url()), "one is left");
    let found = round.read(INPUT, &book, &book).await.unwrap();
    assert_eq!((found.provider.address, causes(&found.failed)), (sims[2].base_url(), vec!["http_503".to_owned()]));
    assert_eq!(sims.map(|sim| sim.requests().len()), [1, 1, 1], "nobody is asked twice");
}

#[tokio::test]
async fn one_that_is_silent_does_not_use_up_everybodys_time() {
    let sims = [sim_that([Behaviour::Hang]).await, Sim::start().await];
    let clock = Arc::<StillClock>::default();
    let config = ModelConfig { first_byte: SHORT, ..config_at(&sims[0].base_url(), AMPLE) };
    let silent = Arc::new(HttpModel::new(Kind::OpenAi, config).unwrap());
    let silent = Link::new("silent", EntryReader::new(silent, Arc::<StillClock>::clone(&clock)));
    let found = read(&[&silent, &link(Kind::Gemini, &sims[1], &clock)]).await.unwrap();
    assert_eq!(causes(&found.failed), ["api_timeout"]);
}

#[tokio::test]
async fn a_breaker_is_taken_up_where_it_was_left() {
    let (clock, sim) = (Arc::<StillClock>::default(), Sim::start().await);
    sim.usually(Behaviour::Status(500));
    let before = link(Kind::OpenAi, &sim, &clock);
    for _ in 0..5 {
        read(&[&before]).await.unwrap_err();
    }
    let after = link(Kind::OpenAi, &sim, &clock);
    after.reader().breaker().recall(before.reader().breaker().remember());
    assert_eq!(after.view(clock.now()), before.view(clock.now()));
    assert_eq!(causes(&read(&[&after]).await.unwrap_err()), ["circuit_open"]);
    after.reader().breaker().recall(hearken_ai::Remembered::default());
    assert_eq!(causes(&read(&[&after]).await.unwrap_err()), ["http_500"], "asked again at once");
}

#[tokio::test]
async fn one_that_is_full_is_passed_over_and_has_not_failed() {
    let clock = Arc::<StillClock>::default();
    let sims = [sim_that([Behaviour::Hang]).await, Sim::start().await];
    let links = [link(Kind::OpenAi, &sims[0], &clock).max_in_flight(1), link(Kind::Gemini, &sims[1], &clock)];
    let ([slow, other], book) = (links.each_ref(), Book::default());
    let only_slow = [slow];
    let mut waiting = Round::new(&only_slow, ANA);
    tokio::select! {
        _ = waiting.read(INPUT, &book, &book) => unreachable!("it hangs"),
        () = async {
            sims[0].next_request().await;
            assert_eq!(slow.load(), Load { in_flight: 1, limit: 1 });
            let found = read(&[slow, other]).await.unwrap();
            assert_eq!((found.provider.address, causes(&found.failed)), (sims[1].base_url(), vec!["busy".to_owned()]));
            slow.probe().await;
            assert_eq!(causes(&read(&[slow]).await.unwrap_err()), ["busy"]);
        } => {}
    }
    assert_eq!((slow.view(clock.now()).failures, slow.last_error()), (0, None));
    assert_eq!(sims[0].requests().len(), 1, "nothing else was sent there, no probe either");
    drop(waiting);
    assert!(read(&[slow, other]).await.unwrap().failed.is_empty(), "what was given up makes room");
}
