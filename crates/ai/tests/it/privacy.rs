//! What must never leave, or show.

use std::sync::Arc;

use hearken_ai::providers::{HttpModel, Kind};
use hearken_ai::{ChatModel, EntryReader, ReadInput};
use hearken_domain::reading::{EvidenceKind, KnownPerson};
use hearken_domain::{PersonId, Relationship, SystemClock};
use hearken_testkit::sim::{Behaviour, Sim};
use serde_json::json;

use crate::support::{AMPLE, Book, config_at, model_at, model_of, sim_that, words};

#[test]
fn no_key_in_debug() {
    let config = config_at("http://127.0.0.1:1/v1", AMPLE);
    for kind in Kind::ALL {
        let model = HttpModel::new(kind, config.clone()).unwrap();
        let shown = format!("{config:?} {model:?} {:?}", words("canary text"));
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[test]
fn the_provider_is_shown_by_host_and_address() {
    let model = model_at("http://127.0.0.1:11434/v1/", AMPLE);
    let provider = model.provider();
    assert_eq!((provider.name.as_str(), provider.model.as_str()), ("127.0.0.1:11434", "small"));
    assert_eq!(provider.address, "http://127.0.0.1:11434/v1");
}

#[tokio::test]
async fn the_key_is_in_a_header_and_nowhere_else() {
    let sim = Sim::start().await;
    for (kind, header, value) in [
        (Kind::OpenAi, "authorization", "Bearer sk-canary-key"),
        (Kind::Anthropic, "x-api-key", "sk-canary-key"),
        (Kind::Gemini, "x-goog-api-key", "sk-canary-key"),
    ] {
        model_of(kind, &sim.base_url(), AMPLE).complete(words("hello"), &Book::default()).await.unwrap();
        let request = sim.next_request().await;
        let with_key: Vec<_> = request.headers.iter().filter(|(_, value)| value.contains("canary")).collect();
        assert_eq!(with_key, [&(header.to_owned(), value.to_owned())]);
        assert!(!request.path.contains("canary") && !request.body.to_string().contains("canary"), "{kind:?}");
    }
}

#[tokio::test]
async fn no_text_in_errors() {
    for behaviour in [
        Behaviour::Say("canary answer".to_owned()),
        Behaviour::Answer(json!({"evidence": "canary"})),
        Behaviour::Without("messages".to_owned()),
        Behaviour::BadUtf8,
        Behaviour::Refuse,
    ] {
        let sim = sim_that([behaviour]).await;
        let reader = EntryReader::new(Arc::new(model_at(&sim.base_url(), AMPLE)), Arc::new(SystemClock));
        let input = ReadInput { text: "canary entry", people: &[], mark: "canary-mark" };
        let error = reader.read(input, &Book::default(), &Book::default()).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("canary") && !shown.contains("127.0.0.1"), "{shown}");
    }
}

#[tokio::test]
async fn only_the_entry_and_those_named_in_it_are_sent() {
    let sim = Sim::start().await;
    let reader = EntryReader::new(Arc::new(model_at(&sim.base_url(), AMPLE)), Arc::new(SystemClock));
    let id = |n| PersonId(format!("00000000-0000-7000-8000-00000000000{n}").parse().unwrap());
    let people = [
        KnownPerson { id: id(1), name: "Marc", relationship: Relationship::Partner },
        KnownPerson { id: id(2), name: "Zoe", relationship: Relationship::Friend },
    ];
    let mark = "0198f3a2-7c11-7000-8000-5a1e1c0ffee0";
    let found = reader
        .read(ReadInput { text: "Marc and I talked.", people: &people, mark }, &Book::default(), &Book::default())
        .await
        .unwrap();
    assert!(!format!("{found:?}").contains("talked"), "{found:?}");
    let request = sim.next_request().await;
    let sent = request.conversation();
    assert!(
        sent.contains(&format!("entry {mark} begins -----\n<PERSON_1:partner> and I talked.\n----- entry {mark} ends")),
        "{sent}"
    );
    for secret in ["Marc", "Zoe", "sk-canary-key", &id(1).to_string()] {
        assert!(!request.body.to_string().contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn what_tells_who_somebody_is_does_not_leave_and_findings_keep_their_places() {
    let sim = Sim::start().await;
    let reader = EntryReader::new(Arc::new(model_at(&sim.base_url(), AMPLE)), Arc::new(SystemClock));
    let id: PersonId = "00000000-0000-7000-8000-000000000001".parse().unwrap();
    let people = [KnownPerson { id, name: "Marc", relationship: Relationship::Partner }];
    let secrets = [
        "Marc",
        "marc",
        "Thandiwe",
        "Mokoena",
        "marc.o@example.org",
        "+44 20 7946 0958",
        "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00",
        "14 Birch Lane",
        "3 March 1987",
        "https://example.org/marc",
        "C01X00T47",
    ];
    let text = "Marc hugged Thandiwe Mokoena 🌧. marc’s mail marc.o@example.org and +44 20 7946 0958 are in the book. \
        We argued about card 4111 1111 1111 1111 and DE89 3704 0044 0532 0130 00. He lives at 14 Birch Lane, and was \
        born on 3 March 1987. I felt tired of https://example.org/marc and of passport C01X00T47.";
    let reading = reader
        .read(ReadInput { text, people: &people, mark: "0198f3a2" }, &Book::default(), &Book::default())
        .await
        .unwrap()
        .reading;
    let sent = sim.next_request().await.body.to_string();
    for secret in secrets {
        assert!(text.contains(secret) && !sent.contains(secret), "{secret}: {sent}");
    }
    let chars: Vec<char> = text.chars().collect();
    for item in &reading.evidence {
        assert_eq!(chars[item.start..item.end].iter().collect::<String>(), item.quote);
    }
    let hugged = reading.evidence.iter().find(|item| item.quote.contains("hugged")).unwrap();
    assert_eq!((hugged.start, hugged.quote.as_str()), (0, "Marc hugged Thandiwe Mokoena 🌧."));
    assert!(reading.evidence.iter().any(|item| item.quote.contains("4111 1111 1111 1111")));
    assert_eq!(reading.evidence.iter().filter(|item| item.kind == EvidenceKind::Person).count(), 4);
}
