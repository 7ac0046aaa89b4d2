//! What is read by rules on this server, and why.

use hearken_app::analysis::AnalysisError;
use hearken_domain::{Analysis, AnalysisStatus, EntryId, FallbackReason, Method, NewEntry, UserId};
use hearken_store::JobState;
use hearken_testkit::{TestApp, on_both_engines};

use crate::provider::WithSim;
use crate::support::{add_person, consent, create, draft, find_analysis, finished, id, jobs, retry};

const TEXT: &str = "We talked about money last night, calmly for once, and I felt heard.";

/// Writes an entry and has it read.
async fn read(t: &TestApp, user: UserId, new: NewEntry) -> Analysis {
    let entry = create(t, user, new).await.unwrap();
    assert_eq!(t.run_jobs().await, 1);
    find_analysis(t, user, entry.id).await.unwrap()
}

fn by_rules_because(analysis: &Analysis, reason: FallbackReason) -> bool {
    (analysis.status, analysis.method) == (AnalysisStatus::Fallback, Some(Method::RuleBasedFallback))
        && analysis.fallback_reason == Some(reason)
        && analysis.reading.is_some()
        && analysis.provider.is_none()
        && analysis.model.is_none()
}

on_both_engines! {
    async fn without_a_provider(t: TestApp) {
        let ana = t.writer("ana").await;
        let ben = add_person(&t, ana, "Ben").await;
        let analysis = read(&t, ana, finished(&format!("{TEXT} Ben smiled."))).await;
        assert!(by_rules_because(&analysis, FallbackReason::NoProvider), "{analysis:?}");
        assert_eq!((analysis.attempts, analysis.error), (1, None));
        let now = t.app.ctx().now();
        assert_eq!((analysis.queued_at, analysis.started_at, analysis.completed_at), (now, Some(now), Some(now)));
        assert!(analysis.duration_ms.is_some());
        let evidence = analysis.reading.unwrap().evidence;
        assert!(evidence.iter().any(|found| found.label == ben.to_string()), "people are found by the user's names");
        assert_eq!(jobs(&t).await, JobState::default());
    }

    async fn without_consent_nothing_is_sent(s: WithSim) {
        let ana = s.t.writer("ana").await;
        let analysis = read(&s.t, ana, finished(TEXT)).await;
        assert!(by_rules_because(&analysis, FallbackReason::ConsentOff), "{analysis:?}");
        for other in ["https://another.example.org/v1", "", &format!("{}/", s.address())] {
            consent(&s.t, ana, Some(other)).await;
            let analysis = read(&s.t, ana, finished(TEXT)).await;
            assert!(by_rules_because(&analysis, FallbackReason::ConsentOff), "consent was for {other:?}");
        }
        consent(&s.t, ana, Some(&s.address())).await;
        consent(&s.t, ana, None).await;
        let analysis = read(&s.t, ana, finished(TEXT)).await;
        assert!(by_rules_because(&analysis, FallbackReason::ConsentOff), "it was withdrawn");
        assert_eq!(s.sim.requests().len(), 0);
    }

    async fn anothers_consent_says_nothing(s: WithSim) {
        s.writer("ben").await;
        let ana = s.t.writer("ana").await;
        let analysis = read(&s.t, ana, finished(TEXT)).await;
        assert!(by_rules_because(&analysis, FallbackReason::ConsentOff), "{analysis:?}");
        assert_eq!(s.sim.requests().len(), 0);
    }

    async fn a_private_entry_is_never_sent(s: WithSim) {
        let ana = s.writer("ana").await;
        let analysis = read(&s.t, ana, NewEntry { private: true, ..finished(TEXT) }).await;
        assert!(by_rules_because(&analysis, FallbackReason::PrivateEntry), "{analysis:?}");
        retry(&s.t, ana, analysis.entry_id).await.unwrap();
        assert_eq!(s.t.run_jobs().await, 1);
        assert_eq!(s.sim.requests().len(), 0);
        assert_eq!(jobs(&s.t).await, JobState::default());
    }

    async fn a_draft_is_not_read(t: TestApp) {
        let ana = t.writer("ana").await;
        let entry = create(&t, ana, draft(TEXT)).await.unwrap();
        assert_eq!(t.run_jobs().await, 0);
        assert!(matches!(find_analysis(&t, ana, entry.id).await, Err(AnalysisError::NotPublished)));
        assert!(matches!(retry(&t, ana, entry.id).await, Err(AnalysisError::NotPublished)));
        assert!(matches!(retry(&t, ana, EntryId(id("none"))).await, Err(AnalysisError::NoSuchEntry)));
        assert_eq!(jobs(&t).await, JobState::default());
    }

    async fn nobody_sees_or_repeats_anothers_reading(t: TestApp) {
        let (ana, ben) = (t.writer("ana").await, t.writer("ben").await);
        let analysis = read(&t, ana, finished(TEXT)).await;
        assert!(matches!(find_analysis(&t, ben, analysis.entry_id).await, Err(AnalysisError::NoSuchEntry)));
        assert!(matches!(retry(&t, ben, analysis.entry_id).await, Err(AnalysisError::NoSuchEntry)));
        assert_eq!(find_analysis(&t, ana, analysis.entry_id).await.unwrap(), analysis);
    }
}
