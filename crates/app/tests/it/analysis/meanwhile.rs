//! What happens while a provider thinks: its answer counts only for what it was asked about, and only from the worker
//! that still holds the job.

use std::time::Duration;

use hearken_ai::ProviderError;
use hearken_app::person_health::find_health;
use hearken_app::worker;
use hearken_domain::health::Status;
use hearken_domain::{Analysis, AnalysisStatus, Entry, EntryChange, EntryStatus, FallbackReason, UserId};
use hearken_store::JobState;
use hearken_testkit::on_both_engines;
use tokio::task::JoinSet;

use crate::provider::{Call, WithGate};
use crate::support::{add_person, change, create, delete, find_analysis, finished, jobs, retry};

/// An entry that is being read, and the worker at it.
struct Thinking {
    gate: WithGate,
    ana: UserId,
    entry: Entry,
    call: Call,
    worker: JoinSet<usize>,
}

fn work(gate: &WithGate, workers: &mut JoinSet<usize>) {
    let app = gate.t.app.clone();
    workers.spawn(async move { worker::run_due(&app).await.unwrap() });
}

async fn thinking(gate: WithGate) -> Thinking {
    let ana = gate.writer("ana").await;
    let entry = create(&gate.t, ana, finished("the first words")).await.unwrap();
    let mut worker = JoinSet::new();
    work(&gate, &mut worker);
    let call = gate.call().await;
    assert!(call.asks_about("the first words"));
    let thinking = Thinking { gate, ana, entry, call, worker };
    assert_eq!(thinking.analysis().await.unwrap().status, AnalysisStatus::Processing);
    thinking
}

impl Thinking {
    async fn analysis(&self) -> Option<Analysis> {
        find_analysis(&self.gate.t, self.ana, self.entry.id).await.ok()
    }

    async fn change(&self, changed: EntryChange) -> Entry {
        change(&self.gate.t, self.ana, self.entry.id, changed).await.unwrap()
    }

    async fn jobs(&self) -> JobState {
        jobs(&self.gate.t).await
    }
}

on_both_engines! {
    async fn an_answer_about_another_text_is_thrown_away(gate: WithGate) {
        let mut it = thinking(gate).await;
        let second = it.change(EntryChange { text: Some("the second words".into()), ..EntryChange::default() }).await;
        it.call.answer("the first words");
        let call = it.gate.call().await;
        assert!(call.asks_about("the second words"));
        let analysis = find_analysis(&it.gate.t, it.ana, it.entry.id).await.unwrap();
        assert_eq!((analysis.vid, analysis.reading), (second.vid, None), "the first answer shows nowhere");
        call.answer("the second words");
        assert_eq!(it.worker.join_next().await.unwrap().unwrap(), 2);
        let analysis = find_analysis(&it.gate.t, it.ana, it.entry.id).await.unwrap();
        assert_eq!((analysis.vid, analysis.status, analysis.attempts), (second.vid, AnalysisStatus::Completed, 1));
        assert_eq!(analysis.reading.unwrap().evidence[0].quote, "the second words");
        assert_eq!(jobs(&it.gate.t).await, JobState::default());
    }

    async fn an_answer_about_a_deleted_entry_is_thrown_away(gate: WithGate) {
        let mut it = thinking(gate).await;
        delete(&it.gate.t, it.ana, it.entry.id, None).await.unwrap();
        it.call.answer("the first words");
        it.worker.join_next().await.unwrap().unwrap();
        assert!(find_analysis(&it.gate.t, it.ana, it.entry.id).await.is_err());
        assert_eq!(it.gate.t.store.raw().await.count("analyses", "1 = 1").await, 0);
        assert_eq!(jobs(&it.gate.t).await, JobState::default());
    }

    async fn a_failure_about_a_deleted_entry_brings_nothing_back(gate: WithGate) {
        let mut it = thinking(gate).await;
        delete(&it.gate.t, it.ana, it.entry.id, None).await.unwrap();
        it.call.reply(Err(ProviderError::Timeout));
        it.worker.join_next().await.unwrap().unwrap();
        assert_eq!(it.gate.t.store.raw().await.count("analyses", "1 = 1").await, 0);
        assert_eq!(jobs(&it.gate.t).await, JobState::default());
    }

    async fn what_became_private_keeps_no_answer(gate: WithGate) {
        let mut it = thinking(gate).await;
        it.change(EntryChange { private: Some(true), ..EntryChange::default() }).await;
        it.call.answer("the first words");
        it.worker.join_next().await.unwrap().unwrap();
        let analysis = find_analysis(&it.gate.t, it.ana, it.entry.id).await.unwrap();
        assert_eq!((analysis.status, analysis.fallback_reason), (AnalysisStatus::Fallback, Some(FallbackReason::PrivateEntry)));
        assert_eq!((analysis.model, jobs(&it.gate.t).await), (None, JobState::default()));
    }

    async fn what_became_a_draft_keeps_no_answer(gate: WithGate) {
        let mut it = thinking(gate).await;
        it.change(EntryChange { status: Some(EntryStatus::Draft), ..EntryChange::default() }).await;
        it.call.answer("the first words");
        it.worker.join_next().await.unwrap().unwrap();
        assert!(find_analysis(&it.gate.t, it.ana, it.entry.id).await.is_err());
        assert_eq!(jobs(&it.gate.t).await, JobState::default());
    }

    async fn asked_for_again_only_the_second_answer_counts(gate: WithGate) {
        let mut it = thinking(gate).await;
        retry(&it.gate.t, it.ana, it.entry.id).await.unwrap();
        it.call.answer("first");
        it.gate.call().await.answer("words");
        assert_eq!(it.worker.join_next().await.unwrap().unwrap(), 2);
        let analysis = find_analysis(&it.gate.t, it.ana, it.entry.id).await.unwrap();
        assert_eq!((analysis.status, analysis.attempts), (AnalysisStatus::Completed, 1));
        assert_eq!(analysis.reading.unwrap().evidence[0].quote, "words");
    }

    async fn whoever_lost_the_job_may_not_write_about_it(gate: WithGate) {
        let mut it = thinking(gate).await;
        it.gate.t.advance(Duration::from_mins(1));
        work(&it.gate, &mut it.worker);
        it.gate.call().await.answer("words");
        assert_eq!(it.worker.join_next().await.unwrap().unwrap(), 1, "the second worker is through");
        let done = find_analysis(&it.gate.t, it.ana, it.entry.id).await.unwrap();
        assert_eq!((done.status, done.attempts), (AnalysisStatus::Completed, 2));
        it.call.answer("first");
        assert_eq!(it.worker.join_next().await.unwrap().unwrap(), 1, "the first worker wakes up");
        assert_eq!(find_analysis(&it.gate.t, it.ana, it.entry.id).await.unwrap(), done, "not even its number changed");
        assert_eq!(jobs(&it.gate.t).await, JobState::default());
    }

    async fn whoever_lost_the_job_may_not_bury_it(gate: WithGate) {
        let mut it = thinking(gate).await;
        it.gate.t.advance(Duration::from_mins(1));
        work(&it.gate, &mut it.worker);
        let second = it.gate.call().await;
        it.call.reply(Err(ProviderError::Refused { status: 401 }));
        it.worker.join_next().await.unwrap().unwrap();
        assert_eq!(jobs(&it.gate.t).await, JobState { running: 1, ..JobState::default() });
        second.answer("words");
        it.worker.join_next().await.unwrap().unwrap();
        let done = find_analysis(&it.gate.t, it.ana, it.entry.id).await.unwrap();
        assert_eq!((done.status, jobs(&it.gate.t).await), (AnalysisStatus::Completed, JobState::default()));
    }

    async fn two_workers_ask_once(gate: WithGate) {
        let mut it = thinking(gate).await;
        work(&it.gate, &mut it.worker);
        assert_eq!(it.worker.join_next().await.unwrap().unwrap(), 0, "there is nothing left to do");
        assert_eq!(it.jobs().await, JobState { running: 1, ..JobState::default() });
        assert_eq!(it.analysis().await.unwrap().status, AnalysisStatus::Processing);
        it.call.answer("words");
        assert_eq!(it.worker.join_next().await.unwrap().unwrap(), 1);
    }

    async fn who_was_added_meanwhile_is_not_missed(gate: WithGate) {
        let ana = gate.writer("ana").await;
        create(&gate.t, ana, finished("Last night Ben hit me.")).await.unwrap();
        let mut workers = JoinSet::new();
        work(&gate, &mut workers);
        let call = gate.call().await;
        let ben = add_person(&gate.t, ana, "Ben").await;
        work(&gate, &mut workers);
        assert_eq!(workers.join_next().await.unwrap().unwrap(), 1, "collecting, before there is a reading");
        call.answer("Last night");
        workers.join_next().await.unwrap().unwrap();
        gate.t.run_jobs().await;
        let health = find_health(&gate.t.app, ana, ben).await.unwrap().health;
        assert_eq!(health.status, Status::Suppressed);
    }

    async fn other_changes_do_not_disturb_it(gate: WithGate) {
        let mut it = thinking(gate).await;
        it.change(EntryChange { title: Some("a title".into()), tags: Some(vec!["tag".into()]), ..EntryChange::default() }).await;
        it.call.answer("words");
        it.worker.join_next().await.unwrap().unwrap();
        assert_eq!(find_analysis(&it.gate.t, it.ana, it.entry.id).await.unwrap().status, AnalysisStatus::Completed);
    }
}
