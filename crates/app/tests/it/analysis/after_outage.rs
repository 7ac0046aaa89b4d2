//! What an outage left over is read again by itself once a provider is back: behind everything new, a few at a time, and
//! only for those who want that.

use std::time::Duration;

use hearken_ai::ProviderError;
use hearken_app::analysis::read_again;
use hearken_app::preferences::change_preferences;
use hearken_app::providers::{probe, reset_breaker};
use hearken_app::{StoreError, worker};
use hearken_domain::{EntryChange, Occasion, PreferencesChange, SecondReading, UserId};
use hearken_store::JobState;
use hearken_testkit::on_both_engines;
use hearken_testkit::sim::Behaviour;
use tokio::task::JoinSet;

use super::dead_letters::{asked, left_over, listed};
use crate::provider::{WithGate, WithSim};
use crate::support::{change, consent, create, delete, find_analysis, finished, jobs};

/// After this much time entries are put in line, once a provider is back.
const SETTLED: Duration = Duration::from_secs(5);

/// Whether what an outage left over is read again by itself.
async fn by_itself(s: &WithSim, user: UserId, wanted: bool) {
    let change = PreferencesChange { read_again_after_outage: Some(wanted), ..PreferencesChange::default() };
    let changed = s.t.app.write(user, change, |tx, ctx, change| Box::pin(change_preferences(tx, ctx, change)));
    changed.await.unwrap();
}

/// An entry that the provider reads, and whatever comes of that within the minute.
async fn one_is_read(s: &WithSim, user: UserId) {
    create(&s.t, user, finished("A fresh one. I felt heard.")).await.unwrap();
    s.t.run_jobs().await;
    s.t.advance(SETTLED);
    s.t.run_jobs().await;
}

/// Why the latest requests were sent that the user's ledger names.
async fn disclosed(s: &WithSim, user: UserId) -> Vec<Occasion> {
    let rows = s.t.app.read::<_, _, StoreError>(user, (), |tx, ()| Box::pin(tx.list_disclosures(None, None, 10)));
    rows.await.unwrap().items.iter().map(|(row, _)| row.occasion).collect()
}

on_both_engines! {
    async fn once_the_provider_is_back_everybodys_are_read_by_themselves(s: WithSim) {
        let (ana, ben, cleo) = (s.writer("ana").await, s.writer("ben").await, s.writer("cleo").await);
        by_itself(&s, cleo, false).await;
        for user in [ana, ben, cleo] {
            left_over(&s, user, 2).await;
        }
        one_is_read(&s, ben).await;
        assert_eq!((listed(&s, ana).await, listed(&s, ben).await), (vec![], vec![]));
        assert_eq!(listed(&s, cleo).await.len(), 2, "who does not want that is left alone");
        by_itself(&s, cleo, true).await;
        s.t.advance(SETTLED);
        s.t.run_jobs().await;
        assert_eq!((listed(&s, cleo).await, jobs(&s.t).await), (vec![], JobState::default()));
    }

    async fn whoever_no_longer_wants_it_is_heard_while_they_are_in_line(s: WithSim) {
        let ana = s.writer("ana").await;
        let entry = left_over(&s, ana, 1).await[0];
        let before = find_analysis(&s.t, ana, entry).await.unwrap();
        s.sim.script([Behaviour::Competent, Behaviour::Status(503)]);
        one_is_read(&s, ana).await;
        assert_eq!(listed(&s, ana).await, [(entry, SecondReading::Queued)]);
        by_itself(&s, ana, false).await;
        let sent = s.sim.requests().len();
        s.t.advance(Duration::from_secs(5));
        s.t.run_jobs().await;
        assert_eq!((listed(&s, ana).await, s.sim.requests().len()), (vec![(entry, SecondReading::Wanted)], sent));
        let after = find_analysis(&s.t, ana, entry).await.unwrap();
        assert_eq!((after.status, after.reading, after.completed_at), (before.status, before.reading, before.completed_at));
        assert_eq!(jobs(&s.t).await, JobState { dead: 1, ..JobState::default() });
        read_again(&s.t.app, ana, None).await.unwrap();
        s.t.run_jobs().await;
        assert_eq!(listed(&s, ana).await, [], "asking for it is another matter");
    }

    async fn they_are_in_nobodys_way(s: WithSim) {
        let (ana, ben) = (s.writer("ana").await, s.writer("ben").await);
        left_over(&s, ana, 3).await;
        create(&s.t, ben, finished("A fresh one. I felt heard.")).await.unwrap();
        s.t.run_jobs().await;
        let sent = s.sim.requests().len();
        s.t.advance(SETTLED);
        for user in [ana, ben] {
            create(&s.t, user, finished("A fresh one. I felt heard.")).await.unwrap();
        }
        s.t.run_jobs().await;
        assert_eq!(asked(&s, sent, "A fresh one"), [true, true, false, false, false]);
    }

    async fn a_great_many_are_read_some_each_minute(s: WithSim) {
        let ana = s.writer("ana").await;
        left_over(&s, ana, 60).await;
        one_is_read(&s, ana).await;
        assert_eq!(listed(&s, ana).await.len(), 10);
        assert_eq!(s.t.run_jobs().await, 0, "not before the minute is over");
        s.t.advance(Duration::from_mins(1));
        s.t.run_jobs().await;
        assert_eq!((listed(&s, ana).await, jobs(&s.t).await), (vec![], JobState::default()));
    }

    async fn a_second_outage_costs_few_requests_and_does_not_go_round(s: WithSim) {
        let ana = s.writer("ana").await;
        left_over(&s, ana, 60).await;
        let sent = s.sim.requests().len();
        s.sim.script([Behaviour::Competent]);
        s.sim.usually(Behaviour::Status(401));
        one_is_read(&s, ana).await;
        assert_eq!(s.sim.requests().len(), sent + 6, "the fresh one, and as many as open the breaker");
        s.t.advance(Duration::from_hours(1));
        s.t.run_jobs().await;
        assert_eq!((s.sim.requests().len(), listed(&s, ana).await.len()), (sent + 6, 60));
        assert_eq!(jobs(&s.t).await, JobState { dead: 60, ..JobState::default() });
    }

    /// The provider is back, and after that an answer from before comes to nothing.
    async fn what_fails_after_the_end_is_not_forgotten(gate: WithGate) {
        let owner = gate.t.user("ana").await;
        consent(&gate.t, owner.user, Some(&gate.t.app.provider().unwrap().address)).await;
        let mut workers = JoinSet::new();
        let mut calls = Vec::new();
        for text in ["The slow one.", "The quick one."] {
            create(&gate.t, owner.user, finished(text)).await.unwrap();
            let app = gate.t.app.clone();
            workers.spawn(async move { worker::run_due(&app).await });
            calls.push(gate.call().await);
        }
        let (quick, slow) = (calls.pop().unwrap(), calls.pop().unwrap());
        quick.reply(Err(ProviderError::Refused { status: 401 }));
        workers.join_next().await.unwrap().unwrap().unwrap();
        reset_breaker(&gate.t.app, &owner, "gate").await.unwrap();
        slow.reply(Err(ProviderError::Refused { status: 401 }));
        workers.join_next().await.unwrap().unwrap().unwrap();
        gate.t.advance(SETTLED);
        let app = gate.t.app.clone();
        workers.spawn(async move { worker::run_due(&app).await });
        for _ in 0..2 {
            gate.call().await.answer("one");
        }
        workers.join_next().await.unwrap().unwrap().unwrap();
        assert_eq!(jobs(&gate.t).await, JobState::default());
    }

    async fn the_ledger_calls_it_another_attempt(s: WithSim) {
        let ana = s.writer("ana").await;
        left_over(&s, ana, 1).await;
        one_is_read(&s, ana).await;
        let occasions = disclosed(&s, ana).await;
        assert!(occasions.contains(&Occasion::Retry { attempt: 2 }) && !occasions.contains(&Occasion::Asked), "{occasions:?}");
    }

    async fn nothing_is_read_by_itself_without_consent_or_in_private(s: WithSim) {
        let (ana, ben) = (s.writer("ana").await, s.writer("ben").await);
        let entries = left_over(&s, ana, 2).await;
        let private = EntryChange { private: Some(true), ..EntryChange::default() };
        change(&s.t, ana, entries[0], private).await.unwrap();
        s.t.run_jobs().await;
        consent(&s.t, ana, None).await;
        let sent = s.sim.requests().len();
        one_is_read(&s, ben).await;
        assert_eq!(asked(&s, sent, "The old one"), [false]);
        assert_eq!(listed(&s, ana).await, [(entries[1], SecondReading::Wanted)], "and rules do not read it once more");
    }

    async fn what_is_wrong_with_the_entry_is_not_sent_again_by_itself(s: WithSim) {
        let ana = s.writer("ana").await;
        s.sim.script([Behaviour::Filtered]);
        let declined = create(&s.t, ana, finished("The declined one. I felt heard.")).await.unwrap().id;
        s.t.run_jobs().await;
        left_over(&s, ana, 1).await;
        one_is_read(&s, ana).await;
        assert_eq!(listed(&s, ana).await, [(declined, SecondReading::Wanted)]);
    }

    async fn what_fails_time_and_again_is_left_to_its_user(s: WithSim) {
        let ana = s.writer("ana").await;
        let entry = left_over(&s, ana, 1).await[0];
        for _ in 1..12 {
            // Its own request fails, all others do not: the provider is back each time.
            s.sim.script([Behaviour::Competent, Behaviour::Status(401)]);
            one_is_read(&s, ana).await;
            s.t.advance(Duration::from_mins(2));
        }
        one_is_read(&s, ana).await;
        let stuck = find_analysis(&s.t, ana, entry).await.unwrap();
        assert_eq!((stuck.attempts, listed(&s, ana).await.len()), (12, 1));
        read_again(&s.t.app, ana, None).await.unwrap();
        s.t.run_jobs().await;
        assert_eq!(listed(&s, ana).await, []);
    }

    async fn a_probe_finds_out_that_the_provider_is_back(s: WithSim) {
        let ana = s.writer("ana").await;
        left_over(&s, ana, 6).await;
        let (sent, rows) = (s.sim.requests().len(), disclosed(&s, ana).await);
        s.sim.script([Behaviour::Status(503)]);
        probe(&s.t.app).await.unwrap();
        s.t.advance(SETTLED);
        s.t.run_jobs().await;
        assert_eq!((s.sim.requests().len(), listed(&s, ana).await.len()), (sent + 1, 6), "it is not");
        probe(&s.t.app).await.unwrap();
        assert_eq!(s.sim.requests().len(), sent + 1, "it is left alone");
        s.t.advance(Duration::from_mins(1));
        probe(&s.t.app).await.unwrap();
        assert_eq!(s.sim.requests().len(), sent + 2);
        assert_eq!((asked(&s, sent, "The old one"), disclosed(&s, ana).await), (vec![false; 2], rows), "nobody wrote that");
        s.t.advance(SETTLED);
        s.t.run_jobs().await;
        assert_eq!((listed(&s, ana).await, jobs(&s.t).await), (vec![], JobState::default()));
    }

    async fn nobody_is_probed_for_whom_nothing_waits(s: WithSim) {
        let ana = s.writer("ana").await;
        let entry = left_over(&s, ana, 1).await[0];
        delete(&s.t, ana, entry, None).await.unwrap();
        let sent = s.sim.requests().len();
        probe(&s.t.app).await.unwrap();
        assert_eq!(s.sim.requests().len(), sent);
    }

    async fn a_breaker_that_is_reset_has_them_read(s: WithSim) {
        let owner = s.t.user("ana").await;
        consent(&s.t, owner.user, Some(&s.address())).await;
        left_over(&s, owner.user, 6).await;
        reset_breaker(&s.t.app, &owner, "small").await.unwrap();
        s.t.advance(SETTLED);
        s.t.run_jobs().await;
        assert_eq!((listed(&s, owner.user).await, jobs(&s.t).await), (vec![], JobState::default()));
    }
}
