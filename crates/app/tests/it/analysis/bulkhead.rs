//! A provider that is slow holds up those who wait for it, and nobody else.

use std::sync::Arc;
use std::time::Duration;

use hearken_ai::ChatModel;
use hearken_app::analysis::read_again;
use hearken_app::{RegistrationPolicy, Spending, worker};
use hearken_domain::{AnalysisStatus, EntryId, FailedAsk, FallbackReason, SecondReading, UserId};
use hearken_store::JobState;
use hearken_testkit::sim::{Behaviour, Sim};
use hearken_testkit::{Engine, Fixture, MockClock, TestApp, TestAppOptions, on_both_engines};
use tokio::task::JoinSet;

use crate::provider::{WithSim, link, model_of};
use crate::support::{consent, create, find_analysis, finished, jobs};

const TEXT: &str = "We talked. I felt heard.";

/// Models of one provider, each with one call in flight at most.
struct Narrow {
    t: TestApp,
    sim: Sim,
}

/// Two of them.
struct Two(Narrow);

/// Two providers: one is slow.
struct Apart {
    t: TestApp,
    slow: Sim,
    other: Sim,
}

/// An application with these models, each with as many calls in flight at most.
async fn app_with(engine: Engine, models: Vec<Arc<dyn ChatModel>>, limit: usize) -> Option<TestApp> {
    let readers = Box::new(move |clock: Arc<MockClock>| {
        models.into_iter().map(|model| link(model, &clock).max_in_flight(limit)).collect()
    });
    let spending = Spending { answers_kept: Duration::ZERO, ..Spending::default() };
    TestApp::with(engine, TestAppOptions { readers: Some(readers), registration: RegistrationPolicy::Open, spending })
        .await
}

fn model(sim: &Sim, name: &str) -> Arc<dyn ChatModel> {
    model_of(sim, name, Duration::from_secs(30))
}

async fn write(t: &TestApp, user: UserId) -> EntryId {
    create(t, user, finished(TEXT)).await.unwrap().id
}

/// Waits until an entry is read, one way or the other.
async fn status_at_last(t: &TestApp, user: UserId, entry: EntryId) -> AnalysisStatus {
    let mut changes = t.app.hub().subscribe(user);
    loop {
        let analysis = find_analysis(t, user, entry).await.unwrap();
        if analysis.completed_at.is_some() {
            return analysis.status;
        }
        changes.changed().await;
    }
}

impl Narrow {
    async fn with(engine: Engine, models: &[&str]) -> Option<Self> {
        let sim = Sim::start().await;
        let models = models.iter().map(|name| model(&sim, name)).collect();
        Some(Self { t: app_with(engine, models, 1).await?, sim })
    }

    async fn writer(&self, name: &str) -> UserId {
        let user = self.t.writer(name).await;
        consent(&self.t, user, Some(&self.sim.base_url())).await;
        user
    }

    async fn write(&self, user: UserId) -> EntryId {
        write(&self.t, user).await
    }

    /// A worker that waits for the provider to read an entry of somebody else's; gone with the value.
    async fn hanging(&self) -> JoinSet<usize> {
        let seen = self.sim.requests().len();
        self.sim.script([Behaviour::Hang]);
        let zoe = self.writer("zoe").await;
        self.write(zoe).await;
        let mut workers = JoinSet::new();
        let app = self.t.app.clone();
        workers.spawn(async move { worker::run_due(&app).await.unwrap() });
        for _ in 0..=seen {
            self.sim.next_request().await;
        }
        workers
    }

    /// Runs what is due now and in the seconds that follow.
    async fn run_for(&self, seconds: u32) {
        for _ in 0..seconds {
            self.t.run_jobs().await;
            self.t.advance(Duration::from_secs(1));
        }
    }

    fn busy(&self) -> FailedAsk {
        FailedAsk { provider: self.t.app.provider().unwrap().name.clone(), cause: "busy".to_owned() }
    }
}

impl Fixture for Narrow {
    async fn start(engine: Engine) -> Option<Self> {
        Self::with(engine, &["small"]).await
    }
}

impl Fixture for Two {
    async fn start(engine: Engine) -> Option<Self> {
        Narrow::with(engine, &["first", "second"]).await.map(Self)
    }
}

impl Fixture for Apart {
    async fn start(engine: Engine) -> Option<Self> {
        let (slow, other) = (Sim::start().await, Sim::start().await);
        slow.usually(Behaviour::Hang);
        let models = vec![model(&slow, "slow"), model(&other, "other")];
        Some(Self { t: app_with(engine, models, 8).await?, slow, other })
    }
}

on_both_engines! {
    async fn what_nobody_has_room_for_waits_and_holds_up_nothing(s: Narrow) {
        let mut workers = s.hanging().await;
        let (ana, ben) = (s.writer("ana").await, s.t.writer("ben").await);
        let (waits, by_rules) = (s.write(ana).await, s.write(ben).await);
        s.t.run_jobs().await;
        let read = find_analysis(&s.t, ben, by_rules).await.unwrap();
        assert_eq!((read.status, read.fallback_reason), (AnalysisStatus::Fallback, Some(FallbackReason::ConsentOff)));
        s.run_for(20).await;
        let waiting = find_analysis(&s.t, ana, waits).await.unwrap();
        assert_eq!((waiting.status, waiting.attempts, waiting.started_at), (AnalysisStatus::Queued, 0, None));
        assert_eq!(waiting.failed, [s.busy()]);
        assert_eq!(s.t.store.raw().await.count("jobs", "last_error = 'busy'").await, 1);
        assert_eq!(s.sim.requests().len(), 1);
        workers.shutdown().await;
        s.run_for(2).await;
        let read = find_analysis(&s.t, ana, waits).await.unwrap();
        assert_eq!((read.status, read.attempts, read.failed), (AnalysisStatus::Completed, 1, vec![]));
    }

    async fn words_of_danger_wait_for_no_provider(s: Narrow) {
        let _workers = s.hanging().await;
        let ana = s.writer("ana").await;
        let entry = create(&s.t, ana, finished("I am going to kill myself tonight.")).await.unwrap().id;
        s.t.run_jobs().await;
        let reason = find_analysis(&s.t, ana, entry).await.unwrap().fallback_reason;
        assert_eq!(reason, Some(FallbackReason::Crisis));
    }

    async fn a_dead_letter_that_waits_stays_what_it_is(s: Narrow) {
        s.sim.script([Behaviour::Status(401)]);
        let ana = s.writer("ana").await;
        let entry = s.write(ana).await;
        s.t.run_jobs().await;
        let letter = find_analysis(&s.t, ana, entry).await.unwrap();
        assert_eq!(letter.second_reading(), Some(SecondReading::Wanted));
        let mut workers = s.hanging().await;
        s.t.advance(Duration::from_secs(1));
        read_again(&s.t.app, ana, None).await.unwrap();
        s.run_for(5).await;
        let waiting = find_analysis(&s.t, ana, entry).await.unwrap();
        assert_eq!(waiting.second_reading(), Some(SecondReading::Queued));
        assert_eq!((waiting.status, waiting.reading, waiting.failed), (letter.status, letter.reading, letter.failed));
        workers.shutdown().await;
        s.run_for(2).await;
        assert_eq!(find_analysis(&s.t, ana, entry).await.unwrap().status, AnalysisStatus::Completed);
    }

    async fn the_next_in_the_chain_is_asked_at_once(s: Two) {
        let _workers = s.0.hanging().await;
        let ana = s.0.writer("ana").await;
        let entry = s.0.write(ana).await;
        s.0.t.run_jobs().await;
        let analysis = find_analysis(&s.0.t, ana, entry).await.unwrap();
        assert_eq!((analysis.model.as_deref(), analysis.failed), (Some("second"), vec![s.0.busy()]));
    }

    async fn what_was_begun_in_vain_is_as_if_it_had_not_been(s: Two) {
        let ana = s.0.writer("ana").await;
        for _ in 0..5 {
            s.0.sim.script([Behaviour::Status(401), Behaviour::Competent]);
            s.0.write(ana).await;
            s.0.t.run_jobs().await;
        }
        let _workers = s.0.hanging().await;
        let entry = s.0.write(ana).await;
        let before = find_analysis(&s.0.t, ana, entry).await.unwrap();
        s.0.t.run_jobs().await;
        let after = find_analysis(&s.0.t, ana, entry).await.unwrap();
        let causes: Vec<_> = after.failed.iter().map(|failed| failed.cause.as_str()).collect();
        assert_eq!(causes, ["circuit_open", "busy"], "the first is left alone, and the second full");
        let as_before = (before.status, before.attempts, before.started_at, before.queued_at);
        assert_eq!((after.status, after.attempts, after.started_at, after.queued_at), as_before);
        assert_eq!(jobs(&s.0.t).await, JobState { queued: 1, running: 1, dead: 0 });
    }

    async fn another_provider_is_not_held_up(s: Apart) {
        for name in ["ana", "ben", "cleo"] {
            let user = s.t.writer(name).await;
            consent(&s.t, user, Some(&s.slow.base_url())).await;
            for _ in 0..10 {
                write(&s.t, user).await;
            }
        }
        worker::start(&s.t.app);
        for _ in 0..8 {
            s.slow.next_request().await;
        }
        let dora = s.t.writer("dora").await;
        consent(&s.t, dora, Some(&s.other.base_url())).await;
        for _ in 0..20 {
            let entry = write(&s.t, dora).await;
            assert_eq!(status_at_last(&s.t, dora, entry).await, AnalysisStatus::Completed);
        }
        s.t.app.tasks().shut_down(Duration::ZERO).await;
        assert_eq!((s.slow.requests().len(), s.other.requests().len()), (8, 20));
    }

    async fn one_user_leaves_room_for_others(s: WithSim) {
        s.sim.usually(Behaviour::Hang);
        let (ana, ben, cleo) = (s.writer("ana").await, s.t.writer("ben").await, s.writer("cleo").await);
        for _ in 0..20 {
            write(&s.t, ana).await;
        }
        worker::start(&s.t.app);
        for _ in 0..6 {
            s.sim.next_request().await;
        }
        let by_rules = write(&s.t, ben).await;
        assert_eq!(status_at_last(&s.t, ben, by_rules).await, AnalysisStatus::Fallback);
        create(&s.t, cleo, finished("It rained all day.")).await.unwrap();
        assert!(s.sim.next_request().await.conversation().contains("It rained all day."), "and none of Ana's before it");
        s.t.app.tasks().shut_down(Duration::ZERO).await;
        assert_eq!(s.sim.requests().len(), 7);
    }
}
