//! What these tests share: rows to store, and short ways to store and find them.

use std::time::Duration;

use hearken_domain::health::{About, Dispute, EntryEvidence, Piece};
use hearken_domain::insight::{Answer, Says, Subject, Verdict};
use hearken_domain::reading::{CommunicationStyle, Emotion, Evidence, EvidenceKind, Factor, Reading, Theme};
use hearken_domain::{
    Analysis, AnalysisStatus, AnswerOf, ClientId, Consent, ConsentId, Disclosure, DisclosureId, Ending, Entry, EntryId,
    EntryStatus, FailedAsk, Method, Mood, Occasion, Person, PersonId, Private, Purpose, Recipient, Relationship,
    SendResult, Tokens, Vid,
};
use hearken_store::{
    BreakerKey, Committed, KeptAnswer, RowChange, StoreError, StoredBreaker, Succession, SyncHead, UserQuery,
    UserScope, UserVerb,
};
use hearken_testkit::{Cell, Raw, START, TestStore};
use uuid::Uuid;

/// The id that goes by `name` in every test.
pub(crate) fn id(name: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
}

/// A version of a text.
pub(crate) fn merge_of(vid: Vid) -> Succession {
    Succession { second_parent: Some(vid), ..Succession::default() }
}

pub(crate) fn vid(mid: u64) -> Vid {
    Vid::new(ClientId(id("client")), mid)
}

/// An entry with something in every field.
pub(crate) fn entry(name: &str, text: &str) -> Entry {
    Entry {
        id: EntryId(id(name)),
        rev: 0,
        vid: vid(1),
        conflict_of: None,
        device: Some(Private::from(format!("device of {text}"))),
        text_at: START,
        title: Private::from(format!("title of {text}")),
        text: text.into(),
        mood: Some(Mood::new(4).unwrap()),
        tags: vec![Private::from(format!("tag of {text}")), "second".into()],
        people: vec![PersonId(id("someone"))],
        private: true,
        status: EntryStatus::Published,
        word_count: 7,
        written_at: START,
        created_at: START,
        updated_at: START,
    }
}

/// A person with something in every field.
pub(crate) fn person(name: &str) -> Person {
    Person {
        id: PersonId(id(name)),
        rev: 0,
        name: name.into(),
        relationship: Relationship::Partner,
        notes: Private::from(format!("notes on {name}")),
        created_at: START,
        updated_at: START,
    }
}

/// A finished analysis with something in every field.
pub(crate) fn analysis(entry: &Entry) -> Analysis {
    let evidence = Evidence {
        kind: EvidenceKind::Emotion,
        label: "joy".to_owned(),
        quote: entry.text.to_string(),
        start: 0,
        end: 5,
        polarity: Some(-0.25),
        strength: 0.5,
    };
    Analysis {
        status: AnalysisStatus::Completed,
        reading: Some(Reading {
            sentiment_score: Some(0.1),
            confidence: 0.7,
            emotions: vec![Emotion::Joy],
            themes: vec![Theme::Money],
            communication_style: Some(CommunicationStyle::ALL[0]),
            language: Some("de".to_owned()),
            evidence: vec![evidence],
        }),
        method: Some(Method::AiPowered),
        provider: Some(format!("provider of {}", *entry.text)),
        model: Some(format!("model of {}", *entry.text)),
        answer_of: Some(AnswerOf { entry: EntryId(id("earlier")), at: START }),
        failed: vec![FailedAsk {
            provider: format!("first provider of {}", *entry.text),
            cause: "http_503".to_owned(),
        }],
        duration_ms: Some(1234),
        attempts: 2,
        started_at: Some(START),
        completed_at: Some(START),
        ..Analysis::queued(entry.id, entry.vid, START)
    }
}

/// A breaker with something in every field.
pub(crate) fn breaker(provider: &str) -> StoredBreaker {
    let key = BreakerKey { provider: provider.to_owned(), model: "small".to_owned(), operation: "analysis".to_owned() };
    let (failures, last_error) = (vec![START, START + Duration::from_secs(1)], Some(("http_503".to_owned(), START)));
    StoredBreaker { key, failures, open_since: Some(START), last_error }
}

/// Evidence with `mark` in it, all of it disputed.
pub(crate) fn evidence(entry: &Entry, mark: &str) -> EntryEvidence {
    let piece = Piece {
        person: PersonId(id("one")),
        about: About::Factor(Factor::Communication),
        polarity: 0.5,
        strength: 0.75,
        start: 0,
        end: mark.chars().count(),
        quote: mark.into(),
    };
    EntryEvidence {
        entry: entry.id,
        written_at: entry.written_at,
        vid: entry.vid,
        method: Method::AiPowered,
        disputes: vec![Dispute::of(&piece, mark, id("dispute"), START)],
        pieces: vec![piece],
    }
}

/// How everything in the ledger ended.
pub(crate) const ENDING: Ending = Ending {
    result: SendResult::Failed,
    status: Some(503),
    duration_ms: 1_234,
    tokens: Some(Tokens { sent: 100, answered: 50 }),
    answer_bytes: Some(2_000),
};

/// A row of the ledger about the entry of that name, and what was sent: `mark`.
pub(crate) fn disclosure(name: &str, mark: &str) -> (Disclosure, String) {
    let recipient =
        Recipient { name: mark.to_owned(), address: format!("https://{mark}.example.org/v1"), model: mark.to_owned() };
    let disclosure = Disclosure {
        id: DisclosureId(id(&format!("{name} {mark}"))),
        at: START,
        entry: Some(EntryId(id(name))),
        purpose: Purpose::Analysis,
        recipient,
        occasion: Occasion::Retry { attempt: 2 },
        bytes: mark.len() as u64,
        ending: None,
    };
    (disclosure, mark.to_owned())
}

/// An answer about the entry `name`, with `mark` in it.
pub(crate) fn kept_answer(name: &str, mark: &str) -> KeptAnswer {
    let of = AnswerOf { entry: EntryId(id(name)), at: START };
    KeptAnswer { id: id(&format!("{name} {mark}")), of, text: mark.into(), model: mark.to_owned() }
}

/// A consent that was withdrawn, with `mark` in it.
pub(crate) fn consent(name: &str, mark: &str) -> Consent {
    Consent {
        id: ConsentId(id(&format!("{name} {mark}"))),
        purpose: Purpose::Analysis,
        name: mark.to_owned(),
        address: format!("https://{mark}.example.org/v1"),
        wording: 1,
        granted_at: START,
        withdrawn_at: Some(START),
    }
}

/// Writes on a user's rows at the time of the test's clock.
pub(crate) async fn write<I, T>(
    t: &TestStore,
    scope: &UserScope,
    input: I,
    verb: UserVerb<I, T, StoreError>,
) -> Result<Committed<T>, StoreError>
where
    I: Send + Sync + 'static,
    T: Send + 'static,
{
    t.store.write_user(scope.clone(), START, input, verb).await
}

/// Reads a user's rows.
pub(crate) async fn read<I, T>(t: &TestStore, scope: &UserScope, input: I, query: UserQuery<I, T, StoreError>) -> T
where
    I: Send + Sync + 'static,
    T: Send + 'static,
{
    t.store.read_user(scope.clone(), input, query).await.unwrap()
}

pub(crate) async fn insert(t: &TestStore, scope: &UserScope, entry: Entry) -> Entry {
    let written = write(t, scope, entry, |tx, entry| Box::pin(tx.insert_entry(entry.clone(), None)));
    written.await.unwrap().value
}

pub(crate) async fn find(t: &TestStore, scope: &UserScope, id: EntryId) -> Option<Entry> {
    read(t, scope, id, |tx, id| Box::pin(tx.find_entry(*id))).await
}

pub(crate) async fn head(t: &TestStore, scope: &UserScope) -> SyncHead {
    read(t, scope, (), |tx, ()| Box::pin(tx.sync_head())).await
}

/// Everything in a user's log.
pub(crate) async fn log(t: &TestStore, scope: &UserScope) -> Vec<RowChange> {
    read(t, scope, (), |tx, ()| Box::pin(tx.changes_since(0, i64::MAX))).await
}

/// Everything in the database, in a fixed order.
pub(crate) async fn everything(raw: &Raw) -> Vec<(String, Vec<Vec<Cell>>)> {
    let mut all = Vec::new();
    for table in raw.tables().await {
        let mut rows = raw.rows(&format!("SELECT * FROM {table}")).await;
        rows.sort();
        all.push((table, rows));
    }
    all
}

/// What its user said of an insight about a tag, or never wants to be told of.
pub(crate) fn answer(name: &str, mark: &str) -> Answer {
    let (subject, entries) = (Subject::tag(mark), vec![EntryId(id(name))]);
    let says = match name {
        "one" => Says::Of { verdict: Verdict::Useful, subjects: vec![subject], entries },
        _ => Says::Never(subject),
    };
    Answer { id: id(name), at: START, says }
}
