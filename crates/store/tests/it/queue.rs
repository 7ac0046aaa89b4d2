//! The job queue: every job is held by one worker at a time, and none is lost.

use std::collections::BTreeMap;
use std::time::Duration;

use hearken_domain::Timestamp;
use hearken_store::{ClaimedJob, DueJob, JobState, Store, StoreError, UserScope, UserVerb};
use hearken_testkit::{START, TestStore, on_both_engines};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::support::{id, write};

const LEASE: Duration = Duration::from_mins(1);

fn at(seconds: u64) -> Timestamp {
    START + Duration::from_secs(seconds)
}

async fn enqueue(t: &TestStore, scope: &UserScope, name: &str, run_at: Timestamp) {
    let input = (name.to_owned(), run_at);
    let queued = write(t, scope, input, |tx, (name, run_at)| Box::pin(tx.enqueue("kind", id(name), name, *run_at)));
    assert!(queued.await.unwrap().enqueued);
}

/// Puts as many jobs in line as can wait, named by their places after `name`.
async fn enqueue_many(t: &TestStore, scope: &UserScope, name: &str, count: u32) {
    let queued = write(t, scope, (name.to_owned(), count), |tx, (name, count)| {
        Box::pin(async move {
            for place in 1..=*count {
                let subject = id(&format!("{name} {place}"));
                tx.enqueue_behind("kind", subject, name, (START, place)).await?;
            }
            Ok(())
        })
    });
    assert!(queued.await.unwrap().enqueued);
}

/// Claims a job in the name of a worker.
async fn claim_from(store: &Store, worker: &str, now: Timestamp) -> Option<ClaimedJob> {
    let input = (now, id(worker));
    store.write(input, |tx, (now, token)| Box::pin(tx.claim_job(*now, *token, *now + LEASE))).await.unwrap()
}

async fn claim(t: &TestStore, worker: &str, now: Timestamp) -> Option<ClaimedJob> {
    claim_from(&t.store, worker, now).await
}

async fn subject(t: &TestStore, worker: &str, now: Timestamp) -> Option<Uuid> {
    claim(t, worker, now).await.map(|claimed| claimed.job.subject)
}

/// Does something with a job in a transaction of its user's.
async fn settle(t: &TestStore, scope: &UserScope, job: &DueJob, verb: UserVerb<DueJob, bool, StoreError>) -> bool {
    write(t, scope, job.clone(), verb).await.unwrap().value
}

async fn extend(t: &TestStore, job: &DueJob, until: Timestamp) -> bool {
    t.store.write((job.clone(), until), |tx, (job, until)| Box::pin(tx.extend_lease(job, *until))).await.unwrap()
}

async fn release(t: &TestStore, job: &DueJob) {
    t.store.write(job.clone(), |tx, job| Box::pin(tx.release_job(job))).await.unwrap();
}

async fn state(t: &TestStore) -> JobState {
    t.store.read((), |tx, ()| Box::pin(tx.count_jobs())).await.unwrap()
}

/// Puts another job in line for everybody who has a dead one.
async fn enqueue_for_dead(t: &TestStore, run_at: Timestamp) {
    let queued = t.store.write(run_at, |tx, at| Box::pin(tx.enqueue_for_dead("after", "kind", (*at, 1))));
    queued.await.unwrap();
}

async fn next_due(t: &TestStore) -> Option<Timestamp> {
    t.store.read((), |tx, ()| Box::pin(tx.next_job_due())).await.unwrap()
}

const FINISH: UserVerb<DueJob, bool, StoreError> = |tx, job| Box::pin(tx.finish_job(job));
const BURY: UserVerb<DueJob, bool, StoreError> = |tx, job| Box::pin(tx.bury_job(job, "a_code"));
const PUT_BACK: UserVerb<DueJob, bool, StoreError> = |tx, job| Box::pin(tx.put_back_job(job, at(30), "a_code"));
const RESCHEDULE: UserVerb<DueJob, bool, StoreError> = |tx, job| Box::pin(tx.reschedule_job(job, at(30), "a_code"));

on_both_engines! {
    async fn jobs_come_in_the_order_they_are_due(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        enqueue(&t, &ana, "third", at(3)).await;
        enqueue(&t, &ben, "first", at(1)).await;
        enqueue(&t, &ana, "second", at(2)).await;
        assert_eq!(next_due(&t).await, Some(at(1)));
        assert_eq!(subject(&t, "w", START).await, None, "not yet");
        for name in ["first", "second", "third"] {
            assert_eq!(subject(&t, "w", at(10)).await, Some(id(name)));
        }
        assert_eq!(subject(&t, "w", at(10)).await, None);
    }

    async fn nobody_waits_for_what_can_wait(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        enqueue_many(&t, &ana, "old", 1_000).await;
        assert_eq!(subject(&t, "w", at(1)).await, Some(id("old 1")));
        enqueue(&t, &ben, "ben's fresh one", at(1)).await;
        enqueue(&t, &ana, "ana's fresh one", at(2)).await;
        for name in ["ben's fresh one", "ana's fresh one", "old 2", "old 3"] {
            assert_eq!(subject(&t, "w", at(2)).await, Some(id(name)));
        }
        assert_eq!(state(&t).await, JobState { queued: 997, running: 5, dead: 0 });
    }

    async fn users_take_turns_at_what_can_wait(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        enqueue_many(&t, &ana, "ana", 20).await;
        for _ in 0..10 {
            subject(&t, "w", START).await;
        }
        enqueue_many(&t, &ben, "ben", 3).await;
        for name in ["ben 1", "ben 2", "ben 3", "ana 11"] {
            assert_eq!(subject(&t, "w", START).await, Some(id(name)));
        }
        enqueue(&t, &ana, "ana 20", at(1)).await;
        assert_eq!(subject(&t, "w", at(1)).await, Some(id("ana 20")), "asked for now, it is in nobody's line");
    }

    async fn a_place_is_kept_through_another_attempt(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue_many(&t, &ana, "old", 2).await;
        let first = claim(&t, "w", START).await.unwrap().job;
        assert!(settle(&t, &ana, &first, RESCHEDULE).await);
        enqueue(&t, &ana, "fresh", at(31)).await;
        for name in ["fresh", "old 1", "old 2"] {
            assert_eq!(subject(&t, "w", at(31)).await, Some(id(name)));
        }
    }

    async fn a_claimed_job_says_whose_it_is_and_what_to_do(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue(&t, &ana, "one", START).await;
        let claimed = claim(&t, "w", START).await.unwrap();
        let expected = DueJob { user: ana.user(), kind: "kind".to_owned(), subject: id("one"), lease_token: id("w") };
        assert_eq!((&claimed.job, claimed.attempts), (&expected, 1));
        assert_eq!(claimed.payload::<String>(&ana).unwrap(), "one");
        assert_eq!(state(&t).await, JobState { running: 1, ..JobState::default() });
        assert_eq!(next_due(&t).await, Some(START + LEASE));
    }

    async fn a_finished_job_is_gone(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue(&t, &ana, "one", START).await;
        let job = claim(&t, "w", START).await.unwrap().job;
        assert!(settle(&t, &ana, &job, FINISH).await);
        assert!(!settle(&t, &ana, &job, FINISH).await);
        assert_eq!((state(&t).await, next_due(&t).await), (JobState::default(), None));
    }

    async fn a_lease_that_runs_out_gives_the_job_to_the_next(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue(&t, &ana, "one", START).await;
        let slow = claim(&t, "slow", START).await.unwrap().job;
        assert!(claim(&t, "next", at(59)).await.is_none());
        let next = claim(&t, "next", at(60)).await.unwrap();
        assert_eq!((next.job.subject, next.attempts), (slow.subject, 2));
        for verb in [FINISH, BURY, RESCHEDULE] {
            assert!(!settle(&t, &ana, &slow, verb).await, "the slow one may write nothing more");
        }
        assert!(!extend(&t, &slow, at(500)).await);
        release(&t, &slow).await;
        assert_eq!(state(&t).await, JobState { running: 1, ..JobState::default() });
        assert!(settle(&t, &ana, &next.job, FINISH).await);
    }

    async fn a_lease_can_be_kept(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue(&t, &ana, "one", START).await;
        let job = claim(&t, "w", START).await.unwrap().job;
        assert!(extend(&t, &job, at(90)).await);
        assert!(claim(&t, "next", at(60)).await.is_none());
        assert!(extend(&t, &job, at(150)).await, "late, but nobody else was faster");
        assert!(claim(&t, "next", at(149)).await.is_none());
        assert!(claim(&t, "next", at(150)).await.is_some());
    }

    async fn enqueued_again_it_starts_over(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue(&t, &ana, "one", START).await;
        let old = claim(&t, "old", START).await.unwrap().job;
        let again = write(&t, &ana, (), |tx, ()| Box::pin(tx.enqueue("kind", id("one"), &"changed", START))).await;
        assert!(again.unwrap().enqueued);
        assert!(!settle(&t, &ana, &old, FINISH).await, "what the old one found is about what was");
        assert!(!extend(&t, &old, at(500)).await);
        assert_eq!(state(&t).await, JobState { queued: 1, ..JobState::default() });
        let new = claim(&t, "new", START).await.unwrap();
        assert_eq!((new.attempts, new.payload::<String>(&ana).unwrap().as_str()), (1, "changed"));
    }

    async fn a_released_job_was_never_claimed(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue(&t, &ana, "one", START).await;
        let job = claim(&t, "w", START).await.unwrap().job;
        release(&t, &job).await;
        assert_eq!(state(&t).await, JobState { queued: 1, ..JobState::default() });
        assert_eq!(claim(&t, "next", START).await.unwrap().attempts, 1);
    }

    async fn a_job_that_was_put_back_waits_and_was_never_claimed(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue_many(&t, &ana, "old", 1).await;
        let claimed = claim(&t, "w", START).await.unwrap();
        assert!(claimed.can_wait && settle(&t, &ana, &claimed.job, PUT_BACK).await);
        assert_eq!((subject(&t, "w", at(29)).await, next_due(&t).await), (None, Some(at(30))));
        let again = claim(&t, "x", at(30)).await.unwrap();
        assert_eq!((again.attempts, again.can_wait), (1, true));
        assert!(!settle(&t, &ana, &claimed.job, PUT_BACK).await, "it is another worker's");
        enqueue(&t, &ana, "fresh", at(30)).await;
        assert!(!claim(&t, "w", at(30)).await.unwrap().can_wait);
    }

    async fn a_rescheduled_job_waits_and_counts_on(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue(&t, &ana, "one", START).await;
        let job = claim(&t, "w", START).await.unwrap().job;
        assert!(settle(&t, &ana, &job, RESCHEDULE).await);
        assert!(!settle(&t, &ana, &job, FINISH).await, "it is nobody's now");
        assert_eq!(next_due(&t).await, Some(at(30)));
        assert!(claim(&t, "next", at(29)).await.is_none());
        assert_eq!(claim(&t, "next", at(30)).await.unwrap().attempts, 2);
        assert_eq!(t.raw().await.rows("SELECT last_error FROM jobs").await[0][0].clone().into_text(), "a_code");
    }

    async fn a_buried_job_rests_until_it_is_enqueued_again(t: TestStore) {
        let ana = t.user("ana").await;
        enqueue(&t, &ana, "one", START).await;
        let job = claim(&t, "w", START).await.unwrap().job;
        assert!(settle(&t, &ana, &job, BURY).await);
        assert_eq!((state(&t).await, next_due(&t).await), (JobState { dead: 1, ..JobState::default() }, None));
        assert!(claim(&t, "next", at(1_000_000)).await.is_none());
        enqueue(&t, &ana, "one", START).await;
        assert_eq!(claim(&t, "next", START).await.unwrap().attempts, 1);
    }

    async fn a_job_for_everybody_who_has_a_dead_one(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        for (scope, name) in [(&ana, "a"), (&ana, "b"), (&ben, "c")] {
            enqueue(&t, scope, name, START).await;
        }
        for _ in ["a", "b"] {
            let job = claim(&t, "w", START).await.unwrap().job;
            assert!(settle(&t, &ana, &job, BURY).await);
        }
        enqueue_for_dead(&t, at(5)).await;
        enqueue_for_dead(&t, at(6)).await;
        assert_eq!(state(&t).await, JobState { queued: 2, running: 0, dead: 2 }, "once, and nothing for Ben");
        assert_eq!(subject(&t, "w", at(5)).await, Some(id("c")), "what somebody waits for comes first");
        let held = claim(&t, "w", at(5)).await.unwrap().job;
        assert_eq!((held.kind.as_str(), held.subject, held.user), ("after", ana.user().0, ana.user()));
        enqueue_for_dead(&t, at(7)).await;
        assert!(!settle(&t, &ana, &held, FINISH).await, "it is to be done once more");
        assert_eq!(next_due(&t).await, Some(at(7)));
    }

    async fn a_cancelled_job_is_gone_whoever_holds_it(t: TestStore) {
        let ana = t.user("ana").await;
        for name in ["held", "waiting"] {
            enqueue(&t, &ana, name, START).await;
        }
        let held = claim(&t, "w", START).await.unwrap().job;
        for subject in [id("held"), id("waiting"), id("none")] {
            write(&t, &ana, subject, |tx, subject| Box::pin(tx.cancel_job("kind", *subject))).await.unwrap();
        }
        assert_eq!(state(&t).await, JobState::default());
        assert!(!settle(&t, &ana, &held, FINISH).await);
    }

    async fn many_workers_never_hold_the_same_job(t: TestStore) {
        let users = [t.user("ana").await, t.user("ben").await];
        for number in 0..60 {
            enqueue(&t, &users[number % 2], &number.to_string(), START).await;
        }
        let mut workers = JoinSet::new();
        for worker in 0..8 {
            let store = t.store.clone();
            workers.spawn(async move {
                let mut held = Vec::new();
                while let Some(claimed) = claim_from(&store, &format!("worker {worker}"), START).await {
                    held.push((claimed.job.user, claimed.job.subject));
                    tokio::task::yield_now().await;
                }
                held
            });
        }
        let mut times: BTreeMap<_, usize> = BTreeMap::new();
        for job in workers.join_all().await.into_iter().flatten() {
            *times.entry(job).or_default() += 1;
        }
        assert!(times.values().all(|&times| times == 1), "{times:?}");
        // On PostgreSQL a worker may leave while others hold locks; what it left is claimed now.
        let mut rest = 0;
        while claim(&t, "last", START).await.is_some() {
            rest += 1;
        }
        assert_eq!(times.len() + rest, 60);
    }

    async fn claims_and_new_jobs_at_once_do_not_block_each_other(t: TestStore) {
        let ana = t.user("ana").await;
        let mut tasks = JoinSet::new();
        for task in 0..4 {
            let (store, scope) = (t.store.clone(), ana.clone());
            tasks.spawn(async move {
                for number in 0..10 {
                    let name = format!("{task}-{number}");
                    let queued = store.write_user(scope.clone(), START, name, |tx, name| {
                        Box::pin(tx.enqueue("kind", id(name), name, START))
                    });
                    queued.await.unwrap();
                    if let Some(claimed) = claim_from(&store, &format!("worker {task}"), START).await {
                        let job = claimed.job;
                        assert!(store.write_user(scope.clone(), START, job, FINISH).await.unwrap().value);
                    }
                }
            });
        }
        tasks.join_all().await;
        while let Some(claimed) = claim(&t, "last", START).await {
            assert!(settle(&t, &ana, &claimed.job, FINISH).await);
        }
        assert_eq!(state(&t).await, JobState::default());
    }

    async fn one_users_key_does_not_open_anothers_payload(t: TestStore) {
        let (ana, ben) = (t.user("ana").await, t.user("ben").await);
        enqueue(&t, &ana, "one", START).await;
        let claimed = claim(&t, "w", START).await.unwrap();
        assert!(matches!(claimed.payload::<String>(&ben), Err(StoreError::Sealed("jobs|payload"))));
        assert!(matches!(claimed.payload::<u32>(&ana), Err(StoreError::Malformed("jobs|payload"))));
    }
}
