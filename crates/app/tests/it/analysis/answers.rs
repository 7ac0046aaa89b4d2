//! What was answered before is not sent again: to the same user, about the very same, for a while.

use std::time::Duration;

use hearken_app::consents::{self, Withdrawal};
use hearken_app::{Spending, upkeep, worker};
use hearken_domain::{AnalysisStatus, AnswerOf, EntryChange, EntryId, FallbackReason, Method, UserId};
use hearken_store::StoreError;
use hearken_testkit::sim::Behaviour;
use hearken_testkit::{Engine, Fixture, on_both_engines};
use tokio::task::JoinSet;

use crate::provider::WithSim;
use crate::support::{add_person, change, consent, create, delete, find_analysis, finished};

/// An application that keeps answers, as servers do.
struct Keeping(WithSim);

impl Fixture for Keeping {
    async fn start(engine: Engine) -> Option<Self> {
        WithSim::spending(engine, Spending::default()).await.map(Self)
    }
}

const WORDS: &str = "We talked about money. I felt heard.";

impl Keeping {
    async fn write(&self, user: UserId, text: &str) -> EntryId {
        create(&self.0.t, user, finished(text)).await.unwrap().id
    }

    async fn read(&self, user: UserId, text: &str) -> EntryId {
        let entry = self.write(user, text).await;
        self.0.t.run_jobs().await;
        entry
    }

    fn sent(&self) -> usize {
        self.0.sim.requests().len()
    }

    async fn kept(&self) -> i64 {
        self.0.t.store.raw().await.count("kept_answers", "1 = 1").await
    }

    /// Everything that is due, by two workers at once.
    async fn run_two_workers(&self) {
        let mut workers = JoinSet::new();
        for _ in 0..2 {
            let app = self.0.t.app.clone();
            workers.spawn(async move { worker::run_due(&app).await.unwrap() });
        }
        workers.join_all().await;
    }
}

fn late(behaviour: Behaviour) -> Behaviour {
    Behaviour::Delay(Duration::from_millis(500), Box::new(behaviour))
}

on_both_engines! {
    async fn the_very_same_is_sent_once(s: Keeping) {
        let (ana, ben) = (s.0.writer("ana").await, s.0.writer("ben").await);
        let first = s.read(ana, WORDS).await;
        let at = s.0.t.app.ctx().now();
        s.0.t.advance(Duration::from_hours(1));
        let second = s.read(ana, WORDS).await;
        let (one, two) = (find_analysis(&s.0.t, ana, first).await.unwrap(), find_analysis(&s.0.t, ana, second).await.unwrap());
        assert_eq!((two.status, two.method), (AnalysisStatus::Completed, Some(Method::AiPowered)));
        assert_eq!((&two.reading, &two.provider, &two.model), (&one.reading, &one.provider, &one.model));
        assert_eq!((one.answer_of, two.answer_of), (None, Some(AnswerOf { entry: first, at })));
        let ledger = s.0.t.app.read::<_, _, StoreError>(ana, (), |tx, ()| Box::pin(tx.list_disclosures(None, None, 10)));
        assert_eq!((s.sent(), ledger.await.unwrap().items.len()), (1, 1), "nothing left, and no row says so");
        s.read(ben, WORDS).await;
        assert_eq!(s.sent(), 2, "what one is answered is nothing to another");
        s.read(ana, "We talked about money. I felt heard!").await;
        assert_eq!(s.sent(), 3);
    }

    async fn what_counts_is_what_would_be_sent(s: Keeping) {
        let ana = s.0.writer("ana").await;
        for name in ["Marc", "Lena"] {
            add_person(&s.0.t, ana, name).await;
        }
        s.read(ana, "Marc and I talked. I felt heard.").await;
        let second = s.read(ana, "Lena and I talked. I felt heard.").await;
        let found = find_analysis(&s.0.t, ana, second).await.unwrap().reading.unwrap();
        assert_eq!(s.sent(), 1, "names are taken out before");
        assert!(found.evidence.iter().any(|it| it.quote.contains("Lena")), "and stand in their own entry: {found:?}");
        assert!(found.evidence.iter().all(|it| !it.quote.contains("Marc")));
    }

    async fn it_goes_with_time_and_with_its_entry(s: Keeping) {
        let ana = s.0.writer("ana").await;
        let first = s.read(ana, WORDS).await;
        delete(&s.0.t, ana, first, None).await.unwrap();
        assert_eq!(s.kept().await, 0);
        s.read(ana, WORDS).await;
        assert_eq!((s.sent(), s.kept().await), (2, 1));
        s.0.t.advance(Duration::from_hours(30 * 24) + Duration::from_secs(1));
        s.read(ana, WORDS).await;
        assert_eq!((s.sent(), s.kept().await), (3, 1), "too old, and replaced");
        s.0.t.advance(Duration::from_hours(31 * 24));
        upkeep::forget(&s.0.t.app).await.unwrap();
        assert_eq!(s.kept().await, 0);
    }

    async fn it_goes_when_its_entry_becomes_private(s: Keeping) {
        let ana = s.0.writer("ana").await;
        let entry = s.read(ana, WORDS).await;
        let private = EntryChange { private: Some(true), ..EntryChange::default() };
        change(&s.0.t, ana, entry, private).await.unwrap();
        assert_eq!(s.kept().await, 0);
    }

    async fn it_serves_only_while_its_provider_may_read(s: Keeping) {
        let ana = s.0.writer("ana").await;
        s.read(ana, WORDS).await;
        consent(&s.0.t, ana, None).await;
        let kept = s.read(ana, WORDS).await;
        let analysis = find_analysis(&s.0.t, ana, kept).await.unwrap();
        assert_eq!((analysis.fallback_reason, analysis.answer_of), (Some(FallbackReason::ConsentOff), None));
    }

    async fn what_is_forgotten_is_asked_anew(s: Keeping) {
        let ana = s.0.writer("ana").await;
        s.read(ana, WORDS).await;
        let all = s.0.t.app.read::<_, _, StoreError>(ana, (), |tx, ()| Box::pin(tx.list_consents())).await.unwrap();
        let withdrawal = Withdrawal { id: all[0].id, forget: true };
        s.0.t.app.write(ana, withdrawal, |tx, ctx, it| Box::pin(consents::withdraw(tx, ctx, it))).await.unwrap();
        assert_eq!(s.kept().await, 0, "at once");
        s.0.t.run_jobs().await;
        consent(&s.0.t, ana, Some(&s.0.address())).await;
        s.read(ana, WORDS).await;
        assert_eq!(s.sent(), 2);
    }

    async fn two_at_once_share_one_call(s: Keeping) {
        let ana = s.0.writer("ana").await;
        s.0.sim.script([late(Behaviour::Competent)]);
        let entries = [s.write(ana, WORDS).await, s.write(ana, WORDS).await];
        s.run_two_workers().await;
        assert_eq!(s.sent(), 1);
        let mut shared = Vec::new();
        for entry in entries {
            let analysis = find_analysis(&s.0.t, ana, entry).await.unwrap();
            assert_eq!(analysis.status, AnalysisStatus::Completed);
            shared.extend(analysis.answer_of.map(|of| of.entry));
        }
        assert!(shared.len() == 1 && entries.contains(&shared[0]), "{shared:?}");
    }

    async fn what_failed_is_no_answer(s: Keeping) {
        let ana = s.0.writer("ana").await;
        s.0.sim.script([late(Behaviour::Filtered)]);
        let entries = [s.write(ana, WORDS).await, s.write(ana, WORDS).await];
        s.run_two_workers().await;
        let mut read = Vec::new();
        for entry in entries {
            read.push(find_analysis(&s.0.t, ana, entry).await.unwrap().status);
        }
        read.sort_by_key(|status| *status == AnalysisStatus::Fallback);
        assert_eq!((s.sent(), read), (2, vec![AnalysisStatus::Completed, AnalysisStatus::Fallback]));
    }
}
