//! The limit of a day: what is too much is read by rules, and by itself on the next.

use std::sync::Arc;
use std::time::Duration;

use hearken_app::analysis::read_again;
use hearken_app::consents::{self, Grant};
use hearken_app::preferences::change_preferences;
use hearken_app::{RegistrationPolicy, Spending};
use hearken_domain::consent::WORDING;
use hearken_domain::{
    AnalysisStatus, EntryId, FailedAsk, FallbackReason, PreferencesChange, Purpose, SecondReading, UserId,
};
use hearken_store::JobState;
use hearken_testkit::sim::{Behaviour, Sim};
use hearken_testkit::{Engine, Fixture, MockClock, TestApp, TestAppOptions, on_both_engines};

use super::dead_letters::listed;
use crate::provider::{WithSim, link, model_of};
use crate::support::{create, find_analysis, finished, jobs};

const DAY: Duration = Duration::from_hours(24);

/// An application that lets two requests be sent in a day.
struct Limited(WithSim);

impl Fixture for Limited {
    async fn start(engine: Engine) -> Option<Self> {
        let spending = Spending { answers_kept: Duration::ZERO, requests_a_day: 2 };
        WithSim::spending(engine, spending).await.map(Self)
    }
}

/// One that keeps answers, too.
struct Thrifty(WithSim);

impl Fixture for Thrifty {
    async fn start(engine: Engine) -> Option<Self> {
        WithSim::spending(engine, Spending { requests_a_day: 1, ..Spending::default() }).await.map(Self)
    }
}

/// A provider that costs something, and behind it one that does not; one request a day.
struct Mixed {
    t: TestApp,
    paid: Sim,
    free: Sim,
}

impl Fixture for Mixed {
    async fn start(engine: Engine) -> Option<Self> {
        let (paid, free) = (Sim::start().await, Sim::start().await);
        let models = [&paid, &free].map(|sim| model_of(sim, "small", Duration::from_secs(30)));
        let readers = Box::new(move |clock: Arc<MockClock>| {
            let [paid, free] = models.map(|model| link(model, &clock));
            vec![paid, free.free(true)]
        });
        let spending = Spending { answers_kept: Duration::ZERO, requests_a_day: 1 };
        let options = TestAppOptions { readers: Some(readers), registration: RegistrationPolicy::Open, spending };
        Some(Self { t: TestApp::with(engine, options).await?, paid, free })
    }
}

async fn write(t: &TestApp, user: UserId, count: usize) -> Vec<EntryId> {
    let mut entries = Vec::new();
    for _ in 0..count {
        entries.push(create(t, user, finished("We talked. I felt heard.")).await.unwrap().id);
        t.run_jobs().await;
        t.advance(Duration::from_secs(1));
    }
    entries
}

on_both_engines! {
    async fn what_is_too_much_is_read_by_rules_and_by_itself_the_next_day(s: Limited) {
        let (ana, ben) = (s.0.writer("ana").await, s.0.writer("ben").await);
        let entries = write(&s.0.t, ana, 3).await;
        let late = find_analysis(&s.0.t, ana, entries[2]).await.unwrap();
        assert_eq!((late.status, late.fallback_reason), (AnalysisStatus::Fallback, Some(FallbackReason::DailyLimit)));
        let provider = s.0.t.app.provider().unwrap().name.clone();
        assert_eq!(late.failed, [FailedAsk { provider, cause: "daily_limit".to_owned() }]);
        assert!(late.reading.is_some());
        assert_eq!((s.0.sim.requests().len(), listed(&s.0, ana).await), (2, vec![(entries[2], SecondReading::Wanted)]));
        write(&s.0.t, ben, 1).await;
        assert_eq!(s.0.sim.requests().len(), 3, "everybody has a limit of their own");
        s.0.t.advance(DAY);
        s.0.t.run_jobs().await;
        let late = find_analysis(&s.0.t, ana, entries[2]).await.unwrap();
        assert_eq!((late.status, late.fallback_reason, late.failed), (AnalysisStatus::Completed, None, vec![]));
        assert_eq!((s.0.sim.requests().len(), jobs(&s.0.t).await), (4, JobState::default()));
    }

    async fn a_great_many_are_read_day_by_day(s: Limited) {
        let ana = s.0.writer("ana").await;
        let entries = write(&s.0.t, ana, 5).await;
        for (day, sent, left) in [(1, 2, 3), (2, 4, 1), (3, 5, 0)] {
            assert_eq!((s.0.sim.requests().len(), listed(&s.0, ana).await.len()), (sent, left), "on day {day}");
            s.0.t.advance(DAY - Duration::from_hours(2));
            s.0.t.run_jobs().await;
            s.0.t.advance(Duration::from_hours(2));
            s.0.t.run_jobs().await;
        }
        let mut attempts = Vec::new();
        for entry in entries {
            attempts.push(find_analysis(&s.0.t, ana, entry).await.unwrap().attempts);
        }
        assert_eq!(attempts.iter().sum::<u32>(), 5 + 3, "nobody's turn is wasted");
        assert_eq!(jobs(&s.0.t).await, JobState::default());
    }

    async fn every_request_counts_not_every_entry(s: Limited) {
        let ana = s.0.writer("ana").await;
        s.0.sim.usually(Behaviour::Status(503));
        let entry = write(&s.0.t, ana, 1).await[0];
        for _ in 0..3 {
            s.0.t.advance(Duration::from_secs(30));
            s.0.t.run_jobs().await;
        }
        let analysis = find_analysis(&s.0.t, ana, entry).await.unwrap();
        assert_eq!((s.0.sim.requests().len(), analysis.fallback_reason), (2, Some(FallbackReason::DailyLimit)));
    }

    async fn who_wants_nothing_read_by_itself_is_left_alone(s: Limited) {
        let ana = s.0.writer("ana").await;
        let change = PreferencesChange { read_again_after_outage: Some(false), ..PreferencesChange::default() };
        s.0.t.app.write(ana, change, |tx, ctx, it| Box::pin(change_preferences(tx, ctx, it))).await.unwrap();
        let entries = write(&s.0.t, ana, 3).await;
        s.0.t.advance(DAY);
        s.0.t.run_jobs().await;
        assert_eq!(listed(&s.0, ana).await, [(entries[2], SecondReading::Wanted)]);
        read_again(&s.0.t.app, ana, None).await.unwrap();
        s.0.t.run_jobs().await;
        assert_eq!(listed(&s.0, ana).await, []);
    }

    async fn what_was_answered_before_costs_nothing(s: Thrifty) {
        let ana = s.0.writer("ana").await;
        let entries = write(&s.0.t, ana, 2).await;
        assert_eq!(s.0.sim.requests().len(), 1);
        assert_eq!(find_analysis(&s.0.t, ana, entries[1]).await.unwrap().status, AnalysisStatus::Completed);
    }

    async fn one_that_is_free_reads_what_is_too_much_for_the_others(s: Mixed) {
        let ana = s.t.writer("ana").await;
        for sim in [&s.paid, &s.free] {
            let grant = Grant { purpose: Purpose::Analysis, address: sim.base_url(), wording: WORDING };
            consents::grant(&s.t.app, ana, grant).await.unwrap();
        }
        let entries = write(&s.t, ana, 3).await;
        assert_eq!((s.paid.requests().len(), s.free.requests().len()), (1, 2));
        let analysis = find_analysis(&s.t, ana, entries[2]).await.unwrap();
        let causes: Vec<_> = analysis.failed.iter().map(|failed| failed.cause.as_str()).collect();
        assert_eq!((analysis.status, causes), (AnalysisStatus::Completed, vec!["daily_limit"]));
        s.t.advance(DAY);
        s.free.usually(Behaviour::Status(503));
        write(&s.t, ana, 1).await;
        assert_eq!(s.paid.requests().len(), 2, "a new day");
    }
}
