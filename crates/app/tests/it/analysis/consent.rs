//! Consent: who may read holds at the very moment of sending, and ends at once.

use std::time::Duration;

use hearken_app::consents::{self, ConsentError, Grant, Withdrawal, may_send};
use hearken_app::disclosures::{DisclosureQuery, list_disclosures};
use hearken_app::worker;
use hearken_domain::consent::WORDING;
use hearken_domain::{
    AnalysisStatus, Consent, ConsentId, EntryChange, FallbackReason, Method, Purpose, SendResult, UserId,
};
use hearken_store::JobState;
use hearken_testkit::sim::Behaviour;
use hearken_testkit::{TestApp, on_both_engines};
use tokio::task::JoinSet;

use crate::provider::{WithGate, WithSim};
use crate::support::{change, consent, create, find_analysis, finished, jobs};

async fn all(t: &TestApp, user: UserId) -> Vec<Consent> {
    t.app.read(user, (), |tx, ()| Box::pin(consents::list_consents(tx))).await.unwrap()
}

async fn allowed(t: &TestApp, user: UserId, purpose: Purpose, address: &str) -> bool {
    let question = (purpose, address.to_owned());
    t.app.read(user, question, |tx, (purpose, address)| Box::pin(may_send(tx, *purpose, address))).await.unwrap()
}

async fn grant(t: &TestApp, user: UserId, address: &str) -> Result<Consent, ConsentError> {
    let grant = Grant { purpose: Purpose::Analysis, address: address.to_owned(), wording: WORDING };
    consents::grant(&t.app, user, grant).await
}

async fn withdraw(t: &TestApp, user: UserId, id: ConsentId, forget: bool) -> Consent {
    let withdrawal = Withdrawal { id, forget };
    t.app.write(user, withdrawal, |tx, ctx, it| Box::pin(consents::withdraw(tx, ctx, it))).await.unwrap()
}

on_both_engines! {
    async fn it_is_for_one_user_one_purpose_and_one_address(s: WithSim) {
        let (t, address) = (&s.t, s.address());
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        assert!(!allowed(t, ana, Purpose::Analysis, &address).await, "off until it is granted");
        assert!(matches!(grant(t, ana, "https://other.example.org").await, Err(ConsentError::NoSuchProvider)));
        let granted = grant(t, ana, &address).await.unwrap();
        assert_eq!(grant(t, ana, &address).await.unwrap(), granted, "twice is once");
        assert!(allowed(t, ana, Purpose::Analysis, &address).await);
        assert!(!allowed(t, ana, Purpose::Chat, &address).await);
        assert!(!allowed(t, ana, Purpose::Analysis, "https://other.example.org").await);
        assert!(!allowed(t, ben, Purpose::Analysis, &address).await);
        withdraw(t, ana, granted.id, false).await;
        assert!(!allowed(t, ana, Purpose::Analysis, &address).await);
        let again = grant(t, ana, &address).await.unwrap();
        let mut history: Vec<_> = all(t, ana).await.into_iter().map(|it| (it.id, it.withdrawn_at.is_some())).collect();
        history.sort_by_key(|(_, is_over)| *is_over);
        assert_eq!(history, [(again.id, false), (granted.id, true)]);
    }

    async fn whoever_agreed_to_other_words_is_asked_again(s: WithSim) {
        let (t, address) = (&s.t, s.address());
        let ana = t.writer("ana").await;
        let older = Grant { purpose: Purpose::Analysis, address: address.clone(), wording: WORDING - 1 };
        assert!(matches!(consents::grant(&t.app, ana, older).await, Err(ConsentError::Invalid(_))));
        consent(t, ana, Some(&address)).await;
        let current = all(t, ana).await.remove(0);
        let outworn = Consent { id: t.app.ctx().new_id(), wording: WORDING - 1, ..current.clone() };
        withdraw(t, ana, current.id, false).await;
        let stored = t.app.write::<_, _, hearken_store::StoreError>(ana, outworn.clone(), |tx, _, it| Box::pin(tx.insert_consent(it)));
        stored.await.unwrap();
        assert!(!allowed(t, ana, Purpose::Analysis, &address).await);
        let granted = grant(t, ana, &address).await.unwrap();
        assert_eq!(granted.wording, WORDING);
        let open: Vec<_> = all(t, ana).await.into_iter().filter(|it| it.withdrawn_at.is_none()).map(|it| it.id).collect();
        assert_eq!(open, [granted.id], "the older one has ended");
    }

    async fn what_was_found_goes_by_choice_and_rules_read_again(s: WithSim) {
        let (t, address) = (&s.t, s.address());
        let ana = t.writer("ana").await;
        for forget in [false, true] {
            let granted = grant(t, ana, &address).await.unwrap();
            let mut entries = Vec::new();
            for number in 0..60 {
                entries.push(create(t, ana, finished(&format!("I was happy, {number} times."))).await.unwrap().id);
            }
            t.run_jobs().await;
            withdraw(t, ana, granted.id, forget).await;
            t.run_jobs().await;
            for entry in entries {
                let analysis = find_analysis(t, ana, entry).await.unwrap();
                let expected = if forget { Method::RuleBasedFallback } else { Method::AiPowered };
                assert_eq!((analysis.method, analysis.reading.is_some()), (Some(expected), true), "forget: {forget}");
                assert_eq!(analysis.fallback_reason, forget.then_some(FallbackReason::ConsentOff));
            }
            assert_eq!(jobs(t).await, JobState::default());
        }
        assert_eq!(s.sim.requests().len(), 120);
    }

    async fn a_lesson_of_the_provider_is_not_put_to_use_after_the_end(s: WithSim) {
        let dislikes = Behaviour::Without("response_format".to_owned());
        s.sim.script([Behaviour::Delay(Duration::from_secs(20), Box::new(dislikes))]);
        let ana = s.writer("ana").await;
        let entry = create(&s.t, ana, finished("words")).await.unwrap().id;
        let worker = s.t.run_jobs();
        let end = async {
            s.sim.next_request().await;
            consent(&s.t, ana, None).await;
        };
        tokio::join!(worker, end);
        let analysis = find_analysis(&s.t, ana, entry).await.unwrap();
        assert_eq!((analysis.status, analysis.fallback_reason), (AnalysisStatus::Fallback, Some(FallbackReason::ConsentOff)));
        assert_eq!(s.sim.requests().len(), 1, "nothing more was sent");
    }

    async fn a_request_that_is_waited_for_is_given_up(gate: WithGate) {
        let ana = gate.writer("ana").await;
        for keep in [FallbackReason::PrivateEntry, FallbackReason::ConsentOff] {
            let entry = create(&gate.t, ana, finished("words")).await.unwrap().id;
            let app = gate.t.app.clone();
            let mut worker = JoinSet::new();
            worker.spawn(async move { worker::run_due(&app).await });
            let call = gate.call().await;
            match keep {
                FallbackReason::ConsentOff => consent(&gate.t, ana, None).await,
                _ => drop(change(&gate.t, ana, entry, EntryChange { private: Some(true), ..EntryChange::default() }).await),
            }
            worker.join_next().await.unwrap().unwrap().unwrap();
            let analysis = find_analysis(&gate.t, ana, entry).await.unwrap();
            assert_eq!((analysis.fallback_reason, analysis.provider), (Some(keep), None));
            let query = DisclosureQuery { limit: 1, ..DisclosureQuery::default() };
            let page = gate.t.app.read(ana, query, |tx, query| Box::pin(list_disclosures(tx, query))).await.unwrap();
            assert_eq!(page.items[0].0.ending.unwrap().result, SendResult::Cut);
            call.answer("words");
        }
    }
}
