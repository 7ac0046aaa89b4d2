//! The ledger: every byte that reached the provider is in it, and nothing leaves that is not.

use hearken_app::disclosures::{DisclosureQuery, WithText, find_disclosure, list_disclosures};
use hearken_domain::{AnalysisStatus, Disclosure, EntryId, Occasion, Purpose, SendResult, UserId};
use hearken_testkit::sim::{Behaviour, Sim};
use hearken_testkit::{TestApp, on_both_engines};
use serde_json::Value;

use crate::provider::WithSim;
use crate::support::{create, delete, find_analysis, finished, retry};

/// The whole ledger of a user, oldest first.
async fn ledger(t: &TestApp, user: UserId) -> Vec<WithText> {
    let query = DisclosureQuery { limit: 1_000, ..DisclosureQuery::default() };
    let page = t.app.read(user, query, |tx, query| Box::pin(list_disclosures(tx, query))).await.unwrap();
    page.items.into_iter().rev().collect()
}

async fn found(t: &TestApp, user: UserId, query: DisclosureQuery) -> Vec<Disclosure> {
    let query = DisclosureQuery { limit: 1_000, ..query };
    let page = t.app.read(user, query, |tx, query| Box::pin(list_disclosures(tx, query))).await.unwrap();
    page.items.into_iter().map(|(row, _)| row).collect()
}

/// That what the provider received is what the ledger says, in that order.
fn assert_complete(ledger: &[WithText], sim: &Sim) {
    let body = |(_, sent): &WithText| serde_json::from_str(sent.as_ref().unwrap()).unwrap();
    let written: Vec<Value> = ledger.iter().map(body).collect();
    let received: Vec<_> = sim.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(written, received);
    for ((row, sent), request) in ledger.iter().zip(sim.requests()) {
        assert_eq!(request.header("content-length").unwrap(), row.bytes.to_string());
        assert_eq!(row.bytes, sent.as_ref().unwrap().len() as u64);
    }
}

/// Runs jobs until there are none, however long they want to wait.
async fn run_all(t: &TestApp) {
    while let Some(due) = t.store.store.read((), |tx, ()| Box::pin(tx.next_job_due())).await.unwrap() {
        t.advance(due.since(t.app.ctx().now()));
        t.run_jobs().await;
    }
}

async fn write(s: &WithSim, user: UserId) -> EntryId {
    create(&s.t, user, finished("We talked about money. I felt heard.")).await.unwrap().id
}

on_both_engines! {
    async fn every_request_is_in_it_through_retries_and_dialects(s: WithSim) {
        let dislikes = ["response_format", "temperature"].map(|it| Behaviour::Without(it.to_owned()));
        s.sim.script(dislikes.into_iter().chain([Behaviour::Status(500), Behaviour::Truncated, Behaviour::Refuse]));
        let ana = s.writer("ana").await;
        let entry = write(&s, ana).await;
        run_all(&s.t).await;
        retry(&s.t, ana, entry).await.unwrap();
        run_all(&s.t).await;
        let rows = ledger(&s.t, ana).await;
        assert_complete(&rows, &s.sim);
        let seen: Vec<_> = rows.iter().map(|(row, _)| (row.occasion, row.ending.unwrap().result)).collect();
        let again = |attempt| Occasion::Retry { attempt };
        let expected = [
            (Occasion::Written, SendResult::Refused),
            (Occasion::Written, SendResult::Refused),
            (Occasion::Written, SendResult::Failed),
            (again(2), SendResult::Unusable),
            (again(3), SendResult::Unreachable),
            (again(4), SendResult::Answered),
            (Occasion::Asked, SendResult::Answered),
        ];
        assert_eq!(seen, expected);
        let provider = s.t.app.provider().unwrap();
        for (row, _) in &rows {
            assert_eq!((row.entry, row.purpose, &row.recipient.address), (Some(entry), Purpose::Analysis, &provider.address));
        }
        assert!(rows[6].0.ending.unwrap().tokens.is_some());
    }

    async fn of_a_request_that_was_under_way_when_the_server_died_no_answer_is_known(s: WithSim) {
        s.sim.script([Behaviour::Hang]);
        let ana = s.writer("ana").await;
        write(&s, ana).await;
        tokio::select! {
            _ = s.t.run_jobs() => unreachable!("it hangs"),
            _ = s.sim.next_request() => {}
        }
        let rows = ledger(&s.t, ana).await;
        assert_complete(&rows, &s.sim);
        assert_eq!(rows[0].0.ending, None);
        run_all(&s.t).await;
        let rows = ledger(&s.t, ana).await;
        assert_complete(&rows, &s.sim);
        assert_eq!((rows[0].0.ending, rows[1].0.occasion), (None, Occasion::Retry { attempt: 2 }));
    }

    async fn what_cannot_be_written_down_is_not_sent(s: WithSim) {
        let ana = s.writer("ana").await;
        let entry = write(&s, ana).await;
        let raw = s.t.store.raw().await;
        raw.rename("disclosures", "elsewhere").await;
        s.t.run_jobs().await;
        assert!(s.sim.requests().is_empty());
        assert_eq!(find_analysis(&s.t, ana, entry).await.unwrap().status, AnalysisStatus::Processing);
        raw.rename("elsewhere", "disclosures").await;
        run_all(&s.t).await;
        assert_eq!(find_analysis(&s.t, ana, entry).await.unwrap().status, AnalysisStatus::Completed);
        assert_complete(&ledger(&s.t, ana).await, &s.sim);
    }

    async fn words_go_with_their_entry_and_the_row_stays(s: WithSim) {
        let ana = s.writer("ana").await;
        let (gone, stays) = (write(&s, ana).await, write(&s, ana).await);
        run_all(&s.t).await;
        delete(&s.t, ana, gone, None).await.unwrap();
        let rows = ledger(&s.t, ana).await;
        assert_eq!(rows.len(), 2);
        for (row, sent) in rows {
            assert_eq!(sent.is_some(), row.entry == Some(stays));
            assert!(row.ending.is_some() && row.bytes > 0);
            let found = s.t.app.read(ana, row.id, |tx, id| Box::pin(find_disclosure(tx, *id))).await.unwrap();
            assert_eq!(found, (row, sent));
        }
    }

    async fn it_is_found_by_provider_purpose_entry_and_time(s: WithSim) {
        let (ana, ben) = (s.writer("ana").await, s.writer("ben").await);
        let first = write(&s, ana).await;
        run_all(&s.t).await;
        s.t.advance(std::time::Duration::from_hours(1));
        let then = s.t.app.ctx().now();
        let second = write(&s, ana).await;
        run_all(&s.t).await;
        let any = DisclosureQuery::default;
        let entries = |rows: Vec<Disclosure>| rows.into_iter().map(|row| row.entry.unwrap()).collect::<Vec<_>>();
        let address = Some(s.address());
        assert_eq!(entries(found(&s.t, ana, DisclosureQuery { provider: address, ..any() }).await), [second, first]);
        let other = Some("https://other.example.org".to_owned());
        assert!(found(&s.t, ana, DisclosureQuery { provider: other, ..any() }).await.is_empty());
        assert!(found(&s.t, ana, DisclosureQuery { purpose: Some(Purpose::Chat), ..any() }).await.is_empty());
        assert_eq!(entries(found(&s.t, ana, DisclosureQuery { entry: Some(first), ..any() }).await), [first]);
        assert_eq!(entries(found(&s.t, ana, DisclosureQuery { from: Some(then), ..any() }).await), [second]);
        assert_eq!(entries(found(&s.t, ana, DisclosureQuery { to: Some(then), ..any() }).await), [first]);
        assert!(found(&s.t, ben, any()).await.is_empty(), "not another's");
        let query = DisclosureQuery { limit: 1, ..any() };
        let page = s.t.app.read(ana, query, |tx, query| Box::pin(list_disclosures(tx, query))).await.unwrap();
        assert_eq!(page.items[0].0.entry, Some(second));
        assert_eq!(entries(found(&s.t, ana, DisclosureQuery { after: page.next, ..any() }).await), [first]);
    }
}
