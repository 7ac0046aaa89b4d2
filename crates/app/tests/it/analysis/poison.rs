//! Jobs that cannot be done end, and say so; they neither vanish nor come back for ever.

use std::time::Duration;

use hearken_domain::{AnalysisFailure, AnalysisStatus, Entry, UserId};
use hearken_store::JobState;
use hearken_testkit::{TestApp, on_both_engines};
use uuid::Uuid;

use crate::support::{create, find_analysis, finished, id, jobs, retry};

const LEASE: Duration = Duration::from_mins(1);
const DEAD: JobState = JobState { queued: 0, running: 0, dead: 1 };

async fn written(t: &TestApp) -> (UserId, Entry) {
    let ana = t.writer("ana").await;
    let entry = create(t, ana, finished("words")).await.unwrap();
    (ana, entry)
}

/// A worker claims the next job and is never heard of again.
async fn claim_and_die(t: &TestApp) {
    let now = t.app.ctx().now();
    let claimed = t.store.store.write(now, |tx, now| Box::pin(tx.claim_job(*now, Uuid::nil(), *now + LEASE)));
    assert!(claimed.await.unwrap().is_some());
}

/// Runs what is due for an hour; how many jobs ran.
async fn an_hour_of_work(t: &TestApp) -> usize {
    let mut ran = 0;
    for _ in 0..60 {
        ran += t.run_jobs().await;
        t.advance(LEASE);
    }
    ran
}

on_both_engines! {
    async fn a_killed_worker_loses_no_work(t: TestApp) {
        let (ana, entry) = written(&t).await;
        claim_and_die(&t).await;
        t.advance(LEASE - Duration::from_millis(1));
        assert_eq!(t.run_jobs().await, 0, "it may still be alive");
        t.advance(Duration::from_millis(1));
        assert_eq!(t.run_jobs().await, 1);
        assert_eq!(find_analysis(&t, ana, entry.id).await.unwrap().status, AnalysisStatus::Fallback);
        assert_eq!(jobs(&t).await, JobState::default());
    }

    async fn a_killed_worker_loses_no_work_after_a_restart_either(t: TestApp) {
        let (ana, entry) = written(&t).await;
        claim_and_die(&t).await;
        let t = t.restart().await;
        t.advance(LEASE);
        assert_eq!(t.run_jobs().await, 1);
        assert_eq!(find_analysis(&t, ana, entry.id).await.unwrap().status, AnalysisStatus::Fallback);
    }

    async fn a_job_that_kills_every_worker_is_given_up(t: TestApp) {
        let (ana, entry) = written(&t).await;
        for _ in 0..6 {
            claim_and_die(&t).await;
            t.advance(LEASE);
        }
        assert_eq!(an_hour_of_work(&t).await, 1);
        let analysis = find_analysis(&t, ana, entry.id).await.unwrap();
        assert_eq!((analysis.status, analysis.error), (AnalysisStatus::Failed, Some(AnalysisFailure::Internal)));
        assert!(analysis.completed_at.is_some());
        assert_eq!(jobs(&t).await, DEAD);
        retry(&t, ana, entry.id).await.unwrap();
        assert_eq!(t.run_jobs().await, 1);
        let analysis = find_analysis(&t, ana, entry.id).await.unwrap();
        assert_eq!((analysis.status, analysis.error), (AnalysisStatus::Fallback, None));
    }

    async fn a_text_that_cannot_be_decrypted_is_said_to_be(t: TestApp) {
        let (ana, entry) = written(&t).await;
        t.store.raw().await.spoil("entries", "body").await;
        assert_eq!(an_hour_of_work(&t).await, 1);
        let analysis = find_analysis(&t, ana, entry.id).await.unwrap();
        assert_eq!((analysis.status, analysis.error), (AnalysisStatus::Failed, Some(AnalysisFailure::Undecryptable)));
        assert_eq!((analysis.reading, jobs(&t).await), (None, DEAD));
    }

    async fn a_job_that_cannot_be_decrypted_is_given_up(t: TestApp) {
        let (ana, entry) = written(&t).await;
        t.store.raw().await.spoil("jobs", "payload").await;
        assert_eq!(an_hour_of_work(&t).await, 1);
        let analysis = find_analysis(&t, ana, entry.id).await.unwrap();
        assert_eq!((analysis.status, analysis.error), (AnalysisStatus::Failed, Some(AnalysisFailure::Undecryptable)));
        assert_eq!(jobs(&t).await, DEAD);
        retry(&t, ana, entry.id).await.unwrap();
        assert_eq!(t.run_jobs().await, 1);
        assert_eq!(find_analysis(&t, ana, entry.id).await.unwrap().status, AnalysisStatus::Fallback);
    }

    async fn an_analysis_that_cannot_be_decrypted_stops_its_job(t: TestApp) {
        let (ana, entry) = written(&t).await;
        t.store.raw().await.spoil("analyses", "summary").await;
        assert_eq!(an_hour_of_work(&t).await, 1);
        assert_eq!(jobs(&t).await, DEAD);
        retry(&t, ana, entry.id).await.unwrap();
        assert_eq!(t.run_jobs().await, 1);
        assert_eq!(find_analysis(&t, ana, entry.id).await.unwrap().status, AnalysisStatus::Fallback, "it was replaced");
    }

    async fn others_are_read_all_the_same(t: TestApp) {
        let (ana, _) = written(&t).await;
        t.store.raw().await.spoil("entries", "body").await;
        let fine = create(&t, ana, finished("more words")).await.unwrap();
        assert_eq!(t.run_jobs().await, 2);
        assert_eq!(find_analysis(&t, ana, fine.id).await.unwrap().status, AnalysisStatus::Fallback);
    }

    async fn a_job_of_a_newer_version_is_left_to_it(t: TestApp) {
        let (ana, entry) = written(&t).await;
        let scope = t.store.store.scope(ana).await.unwrap();
        let queued = t.store.store.write_user(scope, t.app.ctx().now() - LEASE, (), |tx, ()| {
            let at = tx.now();
            Box::pin(async move { tx.enqueue("newer@9", id("subject"), &"what", at).await })
        });
        queued.await.map_err(|error: hearken_store::StoreError| error).unwrap();
        assert_eq!(t.run_jobs().await, 2, "it does not hold up the others");
        assert_eq!(find_analysis(&t, ana, entry.id).await.unwrap().status, AnalysisStatus::Fallback);
        assert_eq!(jobs(&t).await, JobState { running: 1, ..JobState::default() }, "nor is it lost");
    }
}
