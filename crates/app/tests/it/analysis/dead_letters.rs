//! Entries that a provider could not read: they are listed, and read again without being in anybody's way.

use std::time::Duration;

use hearken_app::StoreError;
use hearken_app::analysis::{
    AnalysisError, DeadLetter, DeadLetterPage, DeadLetterQuery, list_dead_letters, read_again,
};
use hearken_domain::{
    AnalysisFailure, AnalysisStatus, EntryChange, EntryId, FallbackReason, Method, Occasion, SecondReading, UserId,
};
use hearken_store::JobState;
use hearken_testkit::on_both_engines;
use hearken_testkit::sim::Behaviour;

use crate::provider::WithSim;
use crate::support::{change, consent, create, find_analysis, finished, id, jobs, retry};

const LEASE: Duration = Duration::from_mins(1);

async fn page(s: &WithSim, user: UserId, query: DeadLetterQuery) -> DeadLetterPage {
    s.t.app.read::<_, _, StoreError>(user, query, |tx, query| Box::pin(list_dead_letters(tx, query))).await.unwrap()
}

async fn list(s: &WithSim, user: UserId) -> Vec<DeadLetter> {
    page(s, user, DeadLetterQuery { after: None, limit: 200 }).await.items
}

pub(super) async fn listed(s: &WithSim, user: UserId) -> Vec<(EntryId, SecondReading)> {
    list(s, user).await.into_iter().map(|letter| (letter.analysis.entry_id, letter.second_reading)).collect()
}

/// Entries that were written while the provider took none, a second apart; by now it does.
pub(super) async fn left_over(s: &WithSim, user: UserId, count: usize) -> Vec<EntryId> {
    s.sim.usually(Behaviour::Status(401));
    let mut entries = Vec::new();
    for number in 0..count {
        entries.push(
            create(&s.t, user, finished(&format!("The old one, number {number}. I felt heard."))).await.unwrap().id,
        );
        s.t.run_jobs().await;
        s.t.advance(Duration::from_secs(1));
    }
    s.sim.usually(Behaviour::Competent);
    // Whoever was left alone is asked again.
    s.t.advance(Duration::from_mins(2));
    entries
}

/// What the provider was asked about since the first `skip` requests.
pub(super) fn asked(s: &WithSim, skip: usize, words: &str) -> Vec<bool> {
    s.sim.requests()[skip..].iter().map(|request| request.conversation().contains(words)).collect()
}

on_both_engines! {
    async fn what_a_provider_could_not_read_is_listed_and_read_when_asked(s: WithSim) {
        let ana = s.writer("ana").await;
        let entries = left_over(&s, ana, 1).await;
        let letters = list(&s, ana).await;
        let [DeadLetter { analysis, second_reading, .. }] = &letters[..] else { panic!("{letters:?}") };
        assert_eq!((analysis.entry_id, *second_reading), (entries[0], SecondReading::Wanted));
        assert_eq!(analysis.fallback_reason, Some(FallbackReason::ApiError));
        assert_eq!(analysis.failed[0].cause, "http_401");
        assert_eq!(read_again(&s.t.app, ana, None).await.unwrap(), 1);
        s.t.run_jobs().await;
        assert_eq!(listed(&s, ana).await, []);
        let analysis = find_analysis(&s.t, ana, entries[0]).await.unwrap();
        assert_eq!((analysis.status, analysis.method), (AnalysisStatus::Completed, Some(Method::AiPowered)));
        assert_eq!(jobs(&s.t).await, JobState::default());
        assert_eq!(read_again(&s.t.app, ana, None).await.unwrap(), 0, "nothing is left to do");
        assert_eq!(jobs(&s.t).await, JobState::default());
    }

    async fn whoever_was_not_even_asked_is_on_the_list(s: WithSim) {
        let ana = s.writer("ana").await;
        let entries = left_over(&s, ana, 7).await;
        let letters = list(&s, ana).await;
        let reasons: Vec<_> = letters.iter().map(|letter| letter.analysis.fallback_reason.unwrap()).collect();
        assert_eq!(reasons[..2], [FallbackReason::CircuitOpen; 2], "what failed last comes first");
        assert_eq!((s.sim.requests().len(), jobs(&s.t).await.dead), (5, 7));
        assert_eq!(read_again(&s.t.app, ana, None).await.unwrap(), 7);
        s.t.run_jobs().await;
        assert_eq!((listed(&s, ana).await, s.sim.requests().len()), (vec![], 12));
        for entry in entries {
            assert_eq!(find_analysis(&s.t, ana, entry).await.unwrap().status, AnalysisStatus::Completed);
        }
    }

    async fn pages_hold_each_once(s: WithSim) {
        let ana = s.writer("ana").await;
        let mut entries = left_over(&s, ana, 5).await;
        entries.reverse();
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = page(&s, ana, DeadLetterQuery { after, limit: 2 }).await;
            assert!(page.items.len() <= 2);
            seen.extend(page.items.into_iter().map(|letter| letter.analysis.entry_id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, entries);
    }

    async fn what_rules_found_stays_while_an_entry_is_in_line(s: WithSim) {
        let ana = s.writer("ana").await;
        let entries = left_over(&s, ana, 1).await;
        let before = find_analysis(&s.t, ana, entries[0]).await.unwrap();
        assert_eq!(read_again(&s.t.app, ana, Some(entries.clone())).await.unwrap(), 1);
        assert_eq!(listed(&s, ana).await, [(entries[0], SecondReading::Queued)]);
        let waiting = find_analysis(&s.t, ana, entries[0]).await.unwrap();
        assert_eq!((waiting.status, waiting.completed_at), (AnalysisStatus::Fallback, before.completed_at));
        assert!(waiting.reading.is_some() && waiting.reading == before.reading);
        assert_eq!(read_again(&s.t.app, ana, Some(entries.clone())).await.unwrap(), 0, "it is in line already");
        s.sim.script([Behaviour::Status(401)]);
        s.t.run_jobs().await;
        assert_eq!(listed(&s, ana).await, [(entries[0], SecondReading::Wanted)], "in vain, and not forgotten");
    }

    async fn a_second_reading_under_way_is_shown_as_such(s: WithSim) {
        let ana = s.writer("ana").await;
        let entries = left_over(&s, ana, 1).await;
        read_again(&s.t.app, ana, None).await.unwrap();
        s.sim.script([Behaviour::Status(503)]);
        s.t.run_jobs().await;
        assert_eq!(listed(&s, ana).await, [(entries[0], SecondReading::Queued)], "another attempt is to come");
        s.t.advance(Duration::from_secs(5));
        s.t.run_jobs().await;
        assert_eq!(listed(&s, ana).await, []);
    }

    async fn a_choice_is_no_dead_letter(s: WithSim) {
        let ana = s.t.writer("ana").await;
        create(&s.t, ana, finished("We talked. I felt heard.")).await.unwrap();
        s.t.run_jobs().await;
        assert_eq!(listed(&s, ana).await, []);
        assert_eq!(read_again(&s.t.app, ana, None).await.unwrap(), 0);
    }

    async fn what_is_kept_from_ai_since_is_not_sent(s: WithSim) {
        let ana = s.writer("ana").await;
        let entries = left_over(&s, ana, 2).await;
        let sent = s.sim.requests().len();
        let private = EntryChange { private: Some(true), ..EntryChange::default() };
        change(&s.t, ana, entries[0], private).await.unwrap();
        read_again(&s.t.app, ana, None).await.unwrap();
        consent(&s.t, ana, None).await;
        s.t.run_jobs().await;
        let t = &s.t;
        let reason = |entry| async move { find_analysis(t, ana, entry).await.unwrap().fallback_reason };
        assert_eq!(reason(entries[0]).await, Some(FallbackReason::PrivateEntry));
        assert_eq!(reason(entries[1]).await, Some(FallbackReason::ConsentOff));
        assert_eq!((s.sim.requests().len(), listed(&s, ana).await), (sent, vec![]));
    }

    async fn anothers_entry_cannot_be_named(s: WithSim) {
        let (ana, ben) = (s.writer("ana").await, s.writer("ben").await);
        let entries = left_over(&s, ana, 1).await;
        for named in [entries[0], EntryId(id("nobody's"))] {
            let refused = read_again(&s.t.app, ben, Some(vec![named])).await;
            assert!(matches!(refused, Err(AnalysisError::NoSuchEntry)), "{refused:?}");
        }
        assert_eq!(read_again(&s.t.app, ben, None).await.unwrap(), 0);
        assert_eq!((listed(&s, ben).await, jobs(&s.t).await.queued), (vec![], 0));
    }

    async fn fresh_entries_go_before_all_of_them(s: WithSim) {
        let (ana, ben) = (s.writer("ana").await, s.writer("ben").await);
        let entries = left_over(&s, ana, 12).await;
        let sent = s.sim.requests().len();
        read_again(&s.t.app, ana, Some(entries)).await.unwrap();
        s.t.advance(Duration::from_secs(1));
        for user in [ana, ben] {
            create(&s.t, user, finished("A fresh one. I felt heard.")).await.unwrap();
        }
        s.t.run_jobs().await;
        let fresh = asked(&s, sent, "A fresh one");
        assert_eq!((fresh.len(), &fresh[..3]), (14, &[true, true, false][..]));
    }

    /// A worker is killed after the first entries were put in line.
    async fn what_was_interrupted_goes_on(s: WithSim) {
        let ana = s.writer("ana").await;
        let entries = left_over(&s, ana, 6).await;
        let sent = s.sim.requests().len();
        read_again(&s.t.app, ana, None).await.unwrap();
        let now = s.t.app.ctx().now();
        let killed = s.t.store.store.write(now, |tx, now| Box::pin(tx.claim_job(*now, uuid::Uuid::nil(), *now + LEASE)));
        assert_eq!(killed.await.unwrap().unwrap().job.kind, "analysis.redrive@1");
        read_again(&s.t.app, ana, Some(entries[..2].to_vec())).await.unwrap();
        s.t.run_jobs().await;
        assert_eq!(listed(&s, ana).await.len(), 4, "the rest waits for the lease to end");
        s.t.advance(LEASE);
        s.t.run_jobs().await;
        assert_eq!((listed(&s, ana).await, jobs(&s.t).await), (vec![], JobState::default()));
        assert_eq!(s.sim.requests().len(), sent + 6, "each once");
    }

    async fn more_than_fit_one_transaction(s: WithSim) {
        let ana = s.writer("ana").await;
        left_over(&s, ana, 60).await;
        assert_eq!(read_again(&s.t.app, ana, None).await.unwrap(), 60);
        s.t.run_jobs().await;
        assert_eq!((listed(&s, ana).await, jobs(&s.t).await), (vec![], JobState::default()));
    }

    async fn what_nothing_could_read_is_a_dead_letter_too(s: WithSim) {
        let ana = s.writer("ana").await;
        let entry = left_over(&s, ana, 1).await[0];
        retry(&s.t, ana, entry).await.unwrap();
        s.t.store.raw().await.set("jobs", "attempts", 7).await;
        s.t.run_jobs().await;
        let letters = list(&s, ana).await;
        assert_eq!(letters.iter().map(|it| it.analysis.error).collect::<Vec<_>>(), [Some(AnalysisFailure::Internal)]);
        s.t.advance(Duration::from_secs(1));
        assert_eq!(read_again(&s.t.app, ana, None).await.unwrap(), 1);
        s.t.run_jobs().await;
        assert_eq!(listed(&s, ana).await, []);
    }

    async fn the_ledger_says_that_it_was_asked_for(s: WithSim) {
        let ana = s.writer("ana").await;
        left_over(&s, ana, 1).await;
        read_again(&s.t.app, ana, None).await.unwrap();
        s.t.run_jobs().await;
        let rows = s.t.app.read::<_, _, StoreError>(ana, (), |tx, ()| Box::pin(tx.list_disclosures(None, None, 10)));
        assert_eq!(rows.await.unwrap().items[0].0.occasion, Occasion::Asked);
    }
}
