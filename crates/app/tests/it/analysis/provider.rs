//! Reading by a provider over HTTP: when it answers, when it fails for a while, and when it fails for good.

use std::time::Duration;

use hearken_app::person_health::find_health;
use hearken_domain::health::About;
use hearken_domain::{Analysis, AnalysisStatus, EntryChange, EntryId, FallbackReason, Method, Timestamp, UserId};
use hearken_store::JobState;
use hearken_testkit::sim::{Behaviour, RetryAfter};
use hearken_testkit::{Engine, TestApp, on_both_engines};

use crate::provider::WithSim;
use crate::support::{add_person, change, consent, create, find_analysis, finished, jobs, retry};

const TEXT: &str = "We talked about money. I felt heard.";
/// Half of the jitter, which is what the test's numbers give.
const JITTER: Duration = Duration::from_millis(250);
const DEAD: JobState = JobState { queued: 0, running: 0, dead: 1 };

async fn write(s: &WithSim, user: UserId) -> EntryId {
    create(&s.t, user, finished(TEXT)).await.unwrap().id
}

async fn due(t: &TestApp) -> Option<Timestamp> {
    t.store.store.read((), |tx, ()| Box::pin(tx.next_job_due())).await.unwrap()
}

/// Runs the job until it is through; the waits between its attempts.
async fn run_to_the_end(t: &TestApp) -> Vec<Duration> {
    let mut waits = Vec::new();
    while let Some(at) = due(t).await {
        let wait = at.since(t.app.ctx().now());
        if !wait.is_zero() {
            t.advance(wait - Duration::from_millis(1));
            assert_eq!(t.run_jobs().await, 0, "not a moment earlier");
            t.advance(Duration::from_millis(1));
            waits.push(wait - JITTER);
        }
        assert_eq!(t.run_jobs().await, 1);
    }
    waits
}

fn seconds<const N: usize>(waits: [u64; N]) -> Vec<Duration> {
    waits.map(Duration::from_secs).into()
}

fn fell_back(analysis: &Analysis, reason: FallbackReason) -> bool {
    (analysis.status, analysis.fallback_reason) == (AnalysisStatus::Fallback, Some(reason))
        && analysis.method == Some(Method::RuleBasedFallback)
        && analysis.reading.is_some()
}

on_both_engines! {
    async fn what_a_provider_said_of_people_goes_when_the_entry_becomes_private(s: WithSim) {
        let ana = s.writer("ana").await;
        let ben = add_person(&s.t, ana, "Ben").await;
        let entry = create(&s.t, ana, finished("Ben hit me. Ben never listens to me.")).await.unwrap().id;
        s.t.run_jobs().await;
        let evidence = || async { find_health(&s.t.app, ana, ben).await.unwrap().evidence };
        assert!(evidence().await.iter().any(|shown| shown.method == Method::AiPowered));
        change(&s.t, ana, entry, EntryChange { private: Some(true), ..EntryChange::default() }).await.unwrap();
        let left = evidence().await;
        assert!(!left.is_empty() && left.iter().all(|it| it.piece.about == About::Harm && it.method != Method::AiPowered));
    }

    async fn with_consent_the_provider_reads(s: WithSim) {
        let ana = s.writer("ana").await;
        let entry = write(&s, ana).await;
        assert_eq!(run_to_the_end(&s.t).await, []);
        let analysis = find_analysis(&s.t, ana, entry).await.unwrap();
        assert_eq!((analysis.status, analysis.method), (AnalysisStatus::Completed, Some(Method::AiPowered)));
        assert_eq!((analysis.fallback_reason, analysis.error, analysis.attempts), (None, None, 1));
        assert_eq!(analysis.provider.as_ref(), Some(&s.t.app.provider().unwrap().name));
        assert_eq!(analysis.model.as_deref(), Some("small"));
        let reading = analysis.reading.unwrap();
        assert!(!reading.evidence.is_empty() && reading.evidence.iter().all(|found| TEXT.contains(&found.quote)));
        let requests = s.sim.requests();
        assert_eq!(requests.len(), 1);
        assert!(requests[0].conversation().contains(TEXT));
        assert_eq!(jobs(&s.t).await, JobState::default());
    }

    async fn a_failure_is_tried_again_after_one_two_and_four_seconds(s: WithSim) {
        s.sim.script([Behaviour::Status(500), Behaviour::Refuse, Behaviour::Truncated]);
        let ana = s.writer("ana").await;
        let entry = write(&s, ana).await;
        s.t.run_jobs().await;
        let waiting = find_analysis(&s.t, ana, entry).await.unwrap();
        assert_eq!((waiting.status, waiting.attempts, waiting.completed_at), (AnalysisStatus::Queued, 1, None));
        assert_eq!(waiting.provider.as_ref(), Some(&s.t.app.provider().unwrap().name));
        assert_eq!(jobs(&s.t).await, JobState { queued: 1, ..JobState::default() });
        assert_eq!(run_to_the_end(&s.t).await, seconds([1, 2, 4]));
        let done = find_analysis(&s.t, ana, entry).await.unwrap();
        assert_eq!((done.status, done.attempts, done.started_at), (AnalysisStatus::Completed, 4, waiting.started_at));
        assert_eq!((s.sim.requests().len(), jobs(&s.t).await), (4, JobState::default()));
    }

    async fn a_provider_may_ask_for_more_time(s: WithSim) {
        let wait = |seconds| Behaviour::TooMany(RetryAfter::Seconds(seconds));
        s.sim.script([wait(7), Behaviour::TooMany(RetryAfter::Date(90)), Behaviour::TooMany(RetryAfter::Absurd)]);
        let ana = s.writer("ana").await;
        let entry = write(&s, ana).await;
        assert_eq!(run_to_the_end(&s.t).await, seconds([7, 90, 300]), "but not for a day");
        assert_eq!(find_analysis(&s.t, ana, entry).await.unwrap().status, AnalysisStatus::Completed);
    }

    async fn after_four_failures_rules_read_and_the_job_is_kept(s: WithSim) {
        s.sim.script(vec![Behaviour::Status(503); 4]);
        let ana = s.writer("ana").await;
        let entry = write(&s, ana).await;
        assert_eq!(run_to_the_end(&s.t).await, seconds([1, 2, 4]));
        let analysis = find_analysis(&s.t, ana, entry).await.unwrap();
        assert!(fell_back(&analysis, FallbackReason::ApiError), "{analysis:?}");
        assert_eq!((analysis.attempts, analysis.model.as_ref()), (4, None));
        assert_eq!(analysis.provider.as_ref(), Some(&s.t.app.provider().unwrap().name));
        assert_eq!((s.sim.requests().len(), jobs(&s.t).await), (4, DEAD));
        let queued = retry(&s.t, ana, entry).await.unwrap();
        assert_eq!((queued.status, queued.attempts, queued.fallback_reason), (AnalysisStatus::Queued, 0, None));
        assert_eq!(run_to_the_end(&s.t).await, []);
        let analysis = find_analysis(&s.t, ana, entry).await.unwrap();
        assert_eq!((analysis.status, analysis.attempts, analysis.fallback_reason), (AnalysisStatus::Completed, 1, None));
        assert_eq!(jobs(&s.t).await, JobState::default());
    }

    async fn the_reason_is_the_last_failures(s: WithSim) {
        s.sim.usually(Behaviour::TooMany(RetryAfter::Absent));
        let ana = s.writer("ana").await;
        let entry = write(&s, ana).await;
        run_to_the_end(&s.t).await;
        assert!(fell_back(&find_analysis(&s.t, ana, entry).await.unwrap(), FallbackReason::RateLimit));
    }

    async fn what_will_not_change_is_not_tried_again(s: WithSim) {
        let ana = s.writer("ana").await;
        for (number, behaviour) in [400, 401, 403, 413].map(Behaviour::Status).into_iter().chain([Behaviour::Filtered]).enumerate() {
            // So that the breaker stays out of it.
            s.t.advance(Duration::from_mins(2));
            s.sim.script([behaviour.clone()]);
            let entry = write(&s, ana).await;
            assert_eq!(run_to_the_end(&s.t).await, [], "{behaviour:?}");
            let analysis = find_analysis(&s.t, ana, entry).await.unwrap();
            assert!(fell_back(&analysis, FallbackReason::ApiError), "{behaviour:?}: {analysis:?}");
            assert_eq!((analysis.attempts, s.sim.requests().len()), (1, number + 1));
        }
    }

    async fn an_open_breaker_saves_the_wait(s: WithSim) {
        s.sim.usually(Behaviour::Status(500));
        let ana = s.writer("ana").await;
        write(&s, ana).await;
        run_to_the_end(&s.t).await;
        let second = write(&s, ana).await;
        run_to_the_end(&s.t).await;
        let analysis = find_analysis(&s.t, ana, second).await.unwrap();
        assert!(fell_back(&analysis, FallbackReason::CircuitOpen), "{analysis:?}");
        assert_eq!((s.sim.requests().len(), analysis.provider.as_ref()), (5, None), "the fifth failure opened it");
        let third = write(&s, ana).await;
        assert_eq!(run_to_the_end(&s.t).await, []);
        assert!(fell_back(&find_analysis(&s.t, ana, third).await.unwrap(), FallbackReason::CircuitOpen));
        assert_eq!(s.sim.requests().len(), 5);
        s.sim.usually(Behaviour::Competent);
        s.t.advance(Duration::from_mins(1));
        retry(&s.t, ana, third).await.unwrap();
        s.t.run_jobs().await;
        assert_eq!(find_analysis(&s.t, ana, third).await.unwrap().status, AnalysisStatus::Completed);
    }

    async fn consent_withdrawn_between_attempts_holds_at_once(s: WithSim) {
        s.sim.script([Behaviour::Status(500)]);
        let ana = s.writer("ana").await;
        let entry = write(&s, ana).await;
        s.t.run_jobs().await;
        consent(&s.t, ana, None).await;
        run_to_the_end(&s.t).await;
        let analysis = find_analysis(&s.t, ana, entry).await.unwrap();
        assert!(fell_back(&analysis, FallbackReason::ConsentOff), "{analysis:?}");
        assert_eq!((s.sim.requests().len(), analysis.provider, jobs(&s.t).await), (1, None, JobState::default()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_never_answers_is_not_waited_for() {
    let s = WithSim::with_deadline(Engine::Sqlite, Duration::from_millis(50)).await.unwrap();
    s.sim.usually(Behaviour::Hang);
    let ana = s.writer("ana").await;
    let entry = write(&s, ana).await;
    assert_eq!(run_to_the_end(&s.t).await, seconds([1, 2, 4]));
    let analysis = find_analysis(&s.t, ana, entry).await.unwrap();
    assert!(fell_back(&analysis, FallbackReason::ApiTimeout), "{analysis:?}");
    assert_eq!(jobs(&s.t).await, DEAD);
}
