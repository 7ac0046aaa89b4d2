//! Finding models on this machine, and trying one, against the simulator over HTTP.

use std::time::Duration;

use hearken_ai::{LocalServer, ProviderError, ReadError, find_local, try_local};
use hearken_testkit::sim::{Behaviour, Sim};

fn port_of(sim: &Sim) -> u16 {
    sim.base_url().rsplit(':').next().unwrap().trim_end_matches("/v1").parse().unwrap()
}

async fn closed_port() -> u16 {
    tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}

#[tokio::test]
async fn programs_say_which_models_they_have() {
    let (sim, closed) = (Sim::start().await, closed_port().await);
    let port = port_of(&sim);
    assert_eq!(find_local(&[closed, port]).await, [LocalServer { port, models: vec!["sim".to_owned()] }]);
    assert_eq!(find_local(&[closed]).await, []);
    assert!(sim.requests().iter().all(|request| request.method == "GET"), "nothing is asked of a model");
}

#[tokio::test]
async fn a_trial_is_a_whole_reading_of_words_that_nobody_wrote() {
    let sim = Sim::start().await;
    let took = try_local(port_of(&sim), "sim").await.unwrap();
    assert!(took < Duration::from_secs(30));
    let sent = sim.next_request().await;
    assert_eq!(sent.path, "/v1/chat/completions");
}

#[tokio::test]
async fn what_fails_says_how() {
    let sim = Sim::start().await;
    sim.script([Behaviour::Status(404)]);
    let refused = try_local(port_of(&sim), "no-such-model").await;
    assert_eq!(refused.unwrap_err(), ReadError::Provider(ProviderError::Refused { status: 404 }));
    let gone = try_local(closed_port().await, "sim").await;
    assert_eq!(gone.unwrap_err(), ReadError::Provider(ProviderError::Unreachable));
}
