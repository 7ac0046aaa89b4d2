//! One schedule: a user's three devices, the network between them and the server, and what becomes of what they write.

use std::collections::BTreeMap;

use hearken_app::sync::{Content, MAX_ROWS, MutationStatus, Pulled, Pushed, ResetReason};
use hearken_domain::UserId;

use super::device::{Device, Key, Received};
use super::journal::all_kept;
use super::mistake::Mistake;
use super::network::{Answer, Network, Request};
use super::server::Server;
use super::step::{BEGINNING, DEVICES, Event, Step};
use super::tally::{Fault, Tally};
use super::text::Words;
use super::violation::{Held, Violation, hold};
use crate::TestApp;

/// A device that has not come through by then never will.
const MOST_ROUNDS: usize = 1000;
/// Rows in a page when a device catches up: few enough for several pages. At the end one has to do.
const FEW_ROWS: i64 = 5;

/// One user, and everything that is theirs.
pub(super) struct Schedule {
    server: Server,
    devices: Vec<Device>,
    network: Network,
    mistake: Option<Mistake>,
    pub(super) tally: Tally,
}

impl Schedule {
    pub(super) async fn new(t: &TestApp, user: UserId, mistake: Option<Mistake>) -> Held<Self> {
        let devices = (0..DEVICES).map(|number| Device::new(&format!("d{number}"), mistake)).collect();
        let server = Server::new(t, user, mistake).await?;
        let (network, tally) = (Network::default(), Tally::default());
        let mut schedule = Self { server, devices, network, mistake, tally };
        schedule.run(t, &BEGINNING).await?;
        Ok(schedule)
    }

    pub(super) async fn run(&mut self, t: &TestApp, steps: &[Step]) -> Held {
        for step in steps {
            self.take(t, step).await?;
        }
        Ok(())
    }

    const fn user(&self) -> UserId {
        self.server.user
    }

    /// Something has happened to the server. What is under way stays under way: it was sent to whatever stands there when
    /// it arrives.
    pub(super) async fn after(&mut self, t: &TestApp, event: Event) -> Held {
        self.tally.count_if(event == Event::Restart, Fault::ServerRestart);
        self.tally.count_if(event == Event::Restore, Fault::Restore);
        if event == Event::Forget {
            // After so long nobody waits for an answer any more, nor for the next page.
            self.tally.count(Fault::Compaction);
            self.network.lose_all();
            self.devices.iter_mut().for_each(Device::die);
        }
        self.server.after(t, event).await
    }

    async fn take(&mut self, t: &TestApp, step: &Step) -> Held {
        match *step {
            Step::Use(device, deed) => self.devices[device].act(deed, t.app.ctx().now()),
            Step::Push(device, most) => {
                self.network.send(device, self.devices[device].push(most, t.app.ctx().now()));
            }
            Step::Pull(device, limit) => self.network.send(device, Some(self.devices[device].pull(limit))),
            Step::CatchUp(device) => self.catch_up(t, device, FEW_ROWS).await?,
            Step::Serve { which, keep } => self.serve(t, which, keep).await?,
            Step::Deliver { which, keep } => self.deliver(t, which, keep).await?,
            Step::LoseRequest(which) => {
                let lost = self.network.request(which, false).is_some();
                self.tally.count_if(lost, Fault::LostRequest);
            }
            Step::LoseAnswer(which) => {
                let lost = self.network.answer(which, false).is_some();
                self.tally.count_if(lost, Fault::LostAnswer);
            }
            Step::Abort(which) => self.abort(t, which).await?,
            Step::Kill { which, committed } => self.kill(t, which, committed).await?,
            Step::KillDevice(device) => {
                self.tally.count(Fault::DeviceKill);
                self.devices[device].die();
                self.network.lose_answers_to(device);
            }
            Step::Retain(device, most) => self.devices[device].retain_at_most(most),
        }
        Ok(())
    }

    async fn abort(&mut self, t: &TestApp, which: usize) -> Held {
        let Some(taken) = self.network.request(which, false) else { return Ok(()) };
        self.tally.count(Fault::Abort);
        self.server.abort(t, taken.content).await
    }

    async fn kill(&mut self, t: &TestApp, which: usize, committed: bool) -> Held {
        self.tally.count(Fault::ServerKill);
        if committed {
            self.serve(t, which, false).await?;
        } else {
            self.abort(t, which).await?;
        }
        self.network.lose_all();
        Ok(())
    }

    async fn serve(&mut self, t: &TestApp, which: usize, keep: bool) -> Held {
        let Some(taken) = self.network.request(which, keep) else { return Ok(()) };
        self.tally.count_if(keep, Fault::DoubledRequest);
        self.tally.count_if(taken.overtook, Fault::Reordered);
        let answer = self.ask(t, taken.content).await?;
        self.network.reply(taken.device, answer);
        Ok(())
    }

    async fn ask(&mut self, t: &TestApp, request: Request) -> Held<Answer> {
        self.tally.count(Fault::Served);
        let answer = self.server.serve(t, request).await?;
        match &answer {
            Answer::Pushed(_, Pushed::Gap { .. }) => self.tally.count(Fault::Gap),
            Answer::Pushed(_, Pushed::Done { results, .. }) => {
                for result in results {
                    self.tally.count_if(result.status == MutationStatus::Conflict, Fault::Conflict);
                    self.tally.count_if(result.status == MutationStatus::Rejected, Fault::Refusal);
                }
            }
            Answer::Pulled(Pulled::Delta(delta)) => self.tally.count_if(delta.more, Fault::Page),
            Answer::Pushed(..) | Answer::Pulled(_) => {}
        }
        Ok(answer)
    }

    async fn deliver(&mut self, t: &TestApp, which: usize, keep: bool) -> Held {
        let Some(taken) = self.network.answer(which, keep) else { return Ok(()) };
        self.tally.count_if(keep, Fault::DoubledAnswer);
        self.tally.count_if(taken.overtook, Fault::Reordered);
        self.receive(t, taken.device, taken.content).await.map(drop)
    }

    /// A device takes an answer; `true` when it now has everything up to some cookie.
    async fn receive(&mut self, t: &TestApp, device: usize, mut answer: Answer) -> Held<bool> {
        if let (Some(Mistake::SplitSnapshot), Answer::Pulled(Pulled::Delta(delta))) = (self.mistake, &mut answer) {
            let client = self.devices[device].client();
            delta.last_mid = self.server.last_mid(t, client).await?.max(delta.last_mid);
        }
        let received = self.devices[device].receive(answer)?;
        self.tally.count_if(received == Received::StartedOver(ResetReason::Epoch), Fault::EpochReset);
        self.tally.count_if(received == Received::StartedOver(ResetReason::Floor), Fault::FloorReset);
        self.server.journal.check_left(&self.devices[device].take_left())?;
        Ok(received == Received::State)
    }

    /// A device goes on until it has nothing to ask, on a good connection.
    async fn catch_up(&mut self, t: &TestApp, device: usize, rows: i64) -> Held {
        for _ in 0..MOST_ROUNDS {
            if let Some(push) = self.devices[device].push(100, t.app.ctx().now()) {
                let answer = self.ask(t, push).await?;
                self.receive(t, device, answer).await?;
            }
            let pull = self.devices[device].pull(rows);
            let answer = self.ask(t, pull).await?;
            if self.receive(t, device, answer).await? && self.devices[device].has_nothing_to_send() {
                return Ok(());
            }
        }
        Err(Violation::new(format!("stuck: {} never gets through", self.devices[device].name())))
    }

    /// Everything that is still under way arrives.
    pub(super) async fn drain(&mut self, t: &TestApp) -> Held {
        while self.network.is_busy() {
            self.serve(t, 0, false).await?;
            self.deliver(t, 0, false).await?;
        }
        Ok(())
    }

    /// Every device goes on until it has nothing to ask, and then everything must be as it should.
    pub(super) async fn finish(&mut self, t: &TestApp) -> Held {
        self.server.after(t, Event::Work).await?;
        // Almost twice around: the last device's mutations have to reach the others.
        for device in (0..DEVICES).chain(0..DEVICES - 1) {
            self.catch_up(t, device, MAX_ROWS).await?;
        }
        self.check_convergence(t).await?;
        self.server.journal.check_typed(&self.devices)?;
        let cut: Words = self.devices.iter().flat_map(Device::cut).cloned().collect();
        let kept = all_kept(t, self.user()).await?;
        self.server.journal.check_dated(&kept)?;
        self.server.journal.check_titles(&kept, &self.devices, &cut)?;
        self.server.journal.check_kept(&kept, &cut)
    }

    async fn check_convergence(&self, t: &TestApp) -> Held {
        let delta = self.server.everything(t).await?;
        let rows = delta.rows.into_iter().filter_map(|row| Some(((row.kind as u8, row.id), (row.rev, row.content?))));
        let rows: BTreeMap<Key, (i64, Content)> = rows.collect();
        for device in &self.devices {
            hold!(device.cookie() == delta.to, "convergence: {} has not seen the last change", device.name());
            let held: BTreeMap<Key, (i64, &Content)> =
                device.rows().map(|(key, rev, content)| (key, (rev, content))).collect();
            let has = |key: &Key, (rev, content): &(i64, Content)| held.get(key) == Some(&(*rev, content));
            let missing = rows.iter().find(|(key, row)| !has(key, row));
            hold!(missing.is_none(), "convergence: {} does not hold {missing:?}", device.name());
            let more = held.keys().find(|key| !rows.contains_key(*key));
            hold!(more.is_none(), "convergence: {} still holds {more:?}", device.name());
        }
        Ok(())
    }
}
