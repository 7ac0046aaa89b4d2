//! A server with many users, each with a schedule of their own. What happens to the server happens to all of them; nothing
//! else connects them, so each can be repeated by itself.

use futures_util::future::join_all;

use super::host::Host;
use super::mistake::Mistake;
use super::schedule::Schedule;
use super::step::{EVENTS, Event, Step};
use super::tally::Tally;
use super::violation::Held;
use crate::TestApp;
use crate::chance::Chance;

/// What one user's schedule is.
pub(super) struct Script {
    pub(super) seed: u64,
    /// The steps between the events.
    pub(super) steps: Vec<Vec<Step>>,
}

/// What became of it.
pub(super) struct Outcome {
    pub(super) seed: u64,
    pub(super) held: Held<Tally>,
}

/// What happens to the server with this number.
pub(super) fn events(world: u64) -> Vec<Event> {
    let mut chance = Chance::part(world, EVENTS);
    let mut has_backup = false;
    let mut draw = || match chance.below(10) {
        0..=1 => Event::Work,
        2 => Event::Restart,
        3..=4 => Event::Forget,
        5..=8 if has_backup => Event::Restore,
        _ => {
            has_backup = true;
            Event::BackUp
        }
    };
    (0..EVENTS).map(|_| draw()).collect()
}

struct Running {
    script: Script,
    schedule: Held<Schedule>,
}

/// Runs schedules beside each other on one server.
pub(super) async fn run(scripts: Vec<Script>, events: &[Event], mistake: Option<Mistake>) -> Vec<Outcome> {
    let mut host = Host::start(mistake).await;
    let mut running = join_all(scripts.into_iter().map(|script| begin(&host.t, script, mistake))).await;
    for at in 0..=events.len() {
        let t = &host.t;
        join_all(
            running.iter_mut().map(|it| it.advance(async |schedule, script| schedule.run(t, &script.steps[at]).await)),
        )
        .await;
        if let Some(event) = events.get(at) {
            host = host.take(*event).await;
            let t = &host.t;
            join_all(running.iter_mut().map(|it| it.advance(async |schedule, _| schedule.after(t, *event).await)))
                .await;
        }
    }
    let t = &host.t;
    join_all(running.iter_mut().map(|it| it.advance(async |schedule, _| schedule.drain(t).await))).await;
    t.run_jobs().await;
    join_all(running.iter_mut().map(|it| it.advance(async |schedule, _| schedule.finish(t).await))).await;
    running.into_iter().map(Running::outcome).collect()
}

async fn begin(t: &TestApp, script: Script, mistake: Option<Mistake>) -> Running {
    let user = t.writer(&format!("user{}", script.seed)).await;
    Running { schedule: Schedule::new(t, user, mistake).await, script }
}

impl Running {
    async fn advance(&mut self, work: impl AsyncFnOnce(&mut Schedule, &Script) -> Held) {
        if let Ok(schedule) = &mut self.schedule
            && let Err(violation) = work(schedule, &self.script).await
        {
            self.schedule = Err(violation);
        }
    }

    fn outcome(self) -> Outcome {
        Outcome { seed: self.script.seed, held: self.schedule.map(|schedule| schedule.tally) }
    }
}
