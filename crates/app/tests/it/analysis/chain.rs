//! Reading by the first of several providers that answers.

use std::time::Duration;

use hearken_domain::{AnalysisStatus, FailedAsk, FallbackReason, Method, NewEntry};
use hearken_store::JobState;
use hearken_testkit::sim::{Behaviour, RetryAfter};
use hearken_testkit::{Engine, Fixture, on_both_engines};

use crate::provider::WithSim;
use crate::support::{consent, create, find_analysis, finished, jobs};

/// Two models, of which the first is asked first.
struct Two(WithSim);

impl Fixture for Two {
    async fn start(engine: Engine) -> Option<Self> {
        WithSim::with_models(engine, Duration::from_secs(30), &["first", "second"]).await.map(Self)
    }
}

impl Two {
    fn failed(&self, causes: &[&str]) -> Vec<FailedAsk> {
        let provider = &self.0.t.app.provider().unwrap().name;
        causes.iter().map(|&cause| FailedAsk { provider: provider.clone(), cause: cause.to_owned() }).collect()
    }

    /// The models that were asked so far.
    fn asked(&self) -> Vec<String> {
        self.0.sim.requests().iter().map(|request| request.body["model"].as_str().unwrap().to_owned()).collect()
    }
}

/// How many jobs have this as their last error.
async fn jobs_with(s: &Two, causes: &str) -> i64 {
    s.0.t.store.raw().await.count("jobs", &format!("last_error = '{causes}'")).await
}

on_both_engines! {
    async fn when_the_first_fails_the_second_reads(s: Two) {
        s.0.sim.script([Behaviour::Status(503)]);
        let ana = s.0.writer("ana").await;
        let entry = create(&s.0.t, ana, finished("We talked. I felt heard.")).await.unwrap().id;
        s.0.t.run_jobs().await;
        let analysis = find_analysis(&s.0.t, ana, entry).await.unwrap();
        assert_eq!((analysis.status, analysis.method), (AnalysisStatus::Completed, Some(Method::AiPowered)));
        assert_eq!((analysis.model.as_deref(), analysis.attempts), (Some("second"), 1));
        assert_eq!(analysis.failed, s.failed(&["http_503"]));
        assert_eq!((s.asked(), jobs(&s.0.t).await), (vec!["first".to_owned(), "second".to_owned()], JobState::default()));
    }

    async fn when_both_fail_for_good_rules_read_and_every_cause_is_kept(s: Two) {
        s.0.sim.script([Behaviour::Status(401), Behaviour::Filtered]);
        let ana = s.0.writer("ana").await;
        let entry = create(&s.0.t, ana, finished("We talked. I felt heard.")).await.unwrap().id;
        s.0.t.run_jobs().await;
        let analysis = find_analysis(&s.0.t, ana, entry).await.unwrap();
        assert_eq!((analysis.status, analysis.fallback_reason), (AnalysisStatus::Fallback, Some(FallbackReason::ApiError)));
        assert_eq!(analysis.failed, s.failed(&["http_401", "declined"]));
        assert_eq!(jobs_with(&s, "http_401,declined").await, 1);
    }

    async fn one_failure_that_may_pass_is_worth_another_attempt(s: Two) {
        s.0.sim.script([Behaviour::Status(400), Behaviour::TooMany(RetryAfter::Seconds(7))]);
        let ana = s.0.writer("ana").await;
        let entry = create(&s.0.t, ana, finished("We talked. I felt heard.")).await.unwrap().id;
        s.0.t.run_jobs().await;
        let analysis = find_analysis(&s.0.t, ana, entry).await.unwrap();
        assert_eq!((analysis.status, analysis.failed), (AnalysisStatus::Queued, s.failed(&["http_400", "rate_limit"])));
        assert_eq!(jobs_with(&s, "http_400,rate_limit").await, 1);
        s.0.t.advance(Duration::from_secs(8));
        s.0.t.run_jobs().await;
        let analysis = find_analysis(&s.0.t, ana, entry).await.unwrap();
        assert_eq!((analysis.status, analysis.model.as_deref()), (AnalysisStatus::Completed, Some("first")));
        assert_eq!(analysis.failed, [], "what an earlier attempt met is past");
    }

    async fn without_consent_nobody_in_the_chain_is_asked(s: Two) {
        s.0.sim.usually(Behaviour::Status(503));
        let ana = s.0.writer("ana").await;
        create(&s.0.t, ana, NewEntry { private: true, ..finished("We talked. I felt heard.") }).await.unwrap();
        consent(&s.0.t, ana, Some("https://elsewhere.example.org/v1")).await;
        create(&s.0.t, ana, finished("We talked. I felt heard.")).await.unwrap();
        s.0.t.run_jobs().await;
        assert_eq!(s.asked(), [""; 0]);
    }
}
