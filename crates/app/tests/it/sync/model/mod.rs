//! Three clients, a network that loses, repeats and reorders, and the real store, which is now and then replaced by an
//! older backup of itself: whatever happens, the clients end up alike, every mutation takes effect once, and no text that
//! was typed is lost.

mod device;
mod journal;
mod network;
mod text;

use hearken_app::upkeep::{DELETIONS_KEPT, forget};
use hearken_testkit::{Engine, Fixture as _, TestApp, TestBackup};
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRng, TestRunner};

use device::Device;
use journal::Journal;
use network::Network;

const DEVICES: usize = 3;

/// What happens next. Numbers choose among what is there.
#[derive(Clone, Debug)]
enum Step {
    /// Someone uses a device.
    Use(usize, Deed),
    /// A device sends its outbox, or as many of its mutations.
    Push(usize, usize),
    /// A device asks for what is new, at most so many rows.
    Pull(usize, i64),
    /// A device has a good connection for long enough.
    CatchUp(usize),
    /// A request reaches the server; kept, it will arrive again.
    Serve { which: usize, keep: bool },
    /// An answer reaches its device; kept, it will arrive again.
    Deliver { which: usize, keep: bool },
    /// A request is lost.
    LoseRequest(usize),
    /// An answer is lost.
    LoseAnswer(usize),
    /// The worker does what is due.
    Work,
    /// The server is backed up.
    BackUp,
    /// The server is lost and comes back from its backup.
    Restore,
    /// A season goes by, and the server forgets old deletions.
    Forget,
    /// A device keeps at most so many mutations that were dealt with.
    Retain(usize, usize),
}

/// The rules that keep restored servers and forgotten deletions from doing harm. Each can be left out, to see that it
/// would be missed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// A restore begins a new epoch.
    epoch: bool,
    /// Devices keep what was dealt with.
    retention: bool,
    /// The floor rises with the deletions that are forgotten.
    floor: bool,
}

const ALL: Rules = Rules { epoch: true, retention: true, floor: true };

/// What someone does on a device, to one of a few entries, their copies, or people.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Create(u8),
    /// Adds a word to an entry, at a place in its text.
    Type(u8, u8),
    /// Takes a paragraph out of an entry.
    Cut(u8, u8),
    Entitle(u8),
    Publish(u8),
    Delete(u8),
    /// Makes a copy an entry of its own.
    Resolve(u8),
    AddPerson(u8),
    RemovePerson(u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    let (one, which, place) = (0..4_u8, any::<u8>, any::<u8>);
    prop_oneof![
        3 => one.clone().prop_map(Deed::Create),
        8 => (which(), place()).prop_map(|(which, place)| Deed::Type(which, place)),
        1 => (which(), place()).prop_map(|(which, place)| Deed::Cut(which, place)),
        2 => one.clone().prop_map(Deed::Entitle),
        1 => one.clone().prop_map(Deed::Publish),
        2 => which().prop_map(Deed::Delete),
        1 => which().prop_map(Deed::Resolve),
        1 => one.clone().prop_map(Deed::AddPerson),
        1 => one.prop_map(Deed::RemovePerson),
    ]
}

/// What happens on any day.
fn calm() -> impl Strategy<Value = Step> {
    let device = 0..DEVICES;
    prop_oneof![
        8 => (device.clone(), deed()).prop_map(|(device, deed)| Step::Use(device, deed)),
        4 => (device.clone(), 1..5_usize).prop_map(|(device, most)| Step::Push(device, most)),
        4 => (device.clone(), 1..6_i64).prop_map(|(device, limit)| Step::Pull(device, limit)),
        1 => device.prop_map(Step::CatchUp),
        8 => (any::<usize>(), prop::bool::weighted(0.2)).prop_map(|(which, keep)| Step::Serve { which, keep }),
        8 => (any::<usize>(), prop::bool::weighted(0.2)).prop_map(|(which, keep)| Step::Deliver { which, keep }),
        1 => any::<usize>().prop_map(Step::LoseRequest),
        1 => any::<usize>().prop_map(Step::LoseAnswer),
        1 => Just(Step::Work),
    ]
}

/// What happens next, on a bad day too.
fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        72 => calm(),
        2 => Just(Step::BackUp),
        1 => Just(Step::Restore),
        1 => Just(Step::Forget),
        1 => (0..DEVICES, 0..4_usize).prop_map(|(device, most)| Step::Retain(device, most)),
    ]
}

/// One user's devices, the network between them and the server, and what the server must still know.
struct World {
    t: TestApp,
    user: hearken_domain::UserId,
    devices: Vec<Device>,
    network: Network,
    journal: Journal,
    /// The last backup, and what the server knew then.
    backup: Option<(TestBackup, Journal)>,
    rules: Rules,
}

impl World {
    async fn new(rules: Rules) -> Self {
        let t = TestApp::start(Engine::Sqlite).await.unwrap();
        let user = t.owner("ana").await;
        let devices = (0..DEVICES).map(|number| Device::new(&format!("d{number}"), rules)).collect();
        Self { t, user, devices, network: Network::default(), journal: Journal::default(), backup: None, rules }
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Use(device, deed) => self.devices[device].act(deed),
            Step::Push(device, most) => self.network.send(device, self.devices[device].push(most)),
            Step::Pull(device, limit) => self.network.send(device, Some(self.devices[device].pull(limit))),
            Step::CatchUp(device) => self.catch_up(device).await,
            Step::Serve { which, keep } => self.serve(which, keep).await,
            Step::Deliver { which, keep } => self.deliver(which, keep),
            Step::LoseRequest(which) => drop(self.network.request(which, false)),
            Step::LoseAnswer(which) => drop(self.network.answer(which, false)),
            Step::Work => drop(self.t.run_jobs().await),
            Step::BackUp => self.backup = Some((self.t.back_up().await, self.journal.clone())),
            Step::Restore => self.restore().await,
            Step::Forget => self.forget().await,
            Step::Retain(device, most) => self.devices[device].retain_at_most(most),
        }
    }

    /// What is under way stays under way: it was sent to whatever stands there when it arrives.
    async fn restore(&mut self) {
        let Some((backup, journal)) = &self.backup else { return };
        let epoch = self.t.app.read(self.user, (), |tx, ()| Box::pin(tx.sync_head())).await.unwrap().epoch;
        self.t = self.t.restore(backup).await;
        self.journal = journal.clone();
        if !self.rules.epoch {
            self.t.store.raw().await.set("user_sync", "epoch", epoch).await;
        }
    }

    async fn forget(&mut self) {
        self.t.advance(DELETIONS_KEPT + DELETIONS_KEPT);
        forget(&self.t.app).await.unwrap();
        if !self.rules.floor {
            self.t.store.raw().await.set("user_sync", "floor", 0).await;
        }
    }

    async fn serve(&mut self, which: usize, keep: bool) {
        if let Some((device, request)) = self.network.request(which, keep) {
            let answer = self.journal.serve(&self.t, self.user, request).await;
            self.network.reply(device, answer);
        }
    }

    fn deliver(&mut self, which: usize, keep: bool) {
        if let Some((device, answer)) = self.network.answer(which, keep) {
            self.devices[device].receive(answer);
        }
    }

    /// Everything that is still under way arrives, and every device goes on until it has nothing to ask.
    async fn quiesce(&mut self) {
        while self.network.is_busy() {
            self.serve(0, false).await;
            self.deliver(0, false);
        }
        self.t.run_jobs().await;
        // Twice around: the last device's mutations have to reach the first.
        for device in (0..DEVICES).chain(0..DEVICES) {
            self.catch_up(device).await;
        }
    }

    /// A device goes on until it has nothing to ask, on a good connection.
    async fn catch_up(&mut self, device: usize) {
        let mut rounds = 0;
        loop {
            if let Some(push) = self.devices[device].push(100) {
                let answer = self.journal.serve(&self.t, self.user, push).await;
                self.devices[device].receive(answer);
            }
            let pull = self.devices[device].pull(3);
            let answer = self.journal.serve(&self.t, self.user, pull).await;
            if self.devices[device].receive(answer) && self.devices[device].has_nothing_to_send() {
                break;
            }
            rounds += 1;
            assert!(rounds < 1000, "a device never gets through");
        }
    }

    async fn check(&self) {
        for device in &self.devices[1..] {
            assert_eq!(device.rows(), self.devices[0].rows(), "devices differ");
        }
        self.journal.check(&self.t, self.user, &self.devices).await;
    }
}

async fn run(steps: Vec<Step>, rules: Rules) {
    let mut world = World::new(rules).await;
    for step in steps {
        world.take(step).await;
    }
    world.quiesce().await;
    world.check().await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn devices_end_up_alike_and_nothing_is_lost(steps in prop::collection::vec(step(), 20..150)) {
        run_here(steps, ALL);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_restore_is_healed_by_the_devices(steps in then(Step::Restore)) {
        run_here(steps, ALL);
    }

    #[test]
    fn forgotten_deletions_stay_deleted(steps in then(Step::Forget)) {
        run_here(steps, ALL);
    }
}

fn run_here(steps: Vec<Step>, rules: Rules) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(run(steps, rules));
}

/// Calm days, a backup while all devices agree, calm days that one device has seen the end of, and the bad one.
fn then(bad: Step) -> impl Strategy<Value = Vec<Step>> {
    let days = || prop::collection::vec(calm(), 20..50);
    (days(), days(), days()).prop_map(move |(before, between, after)| {
        let agreed = (0..DEVICES).map(Step::CatchUp).chain([Step::BackUp]);
        let bad = [Step::CatchUp(0), bad.clone()];
        before.into_iter().chain(agreed).chain(between).chain(bad).chain(after).collect()
    })
}

/// Fails unless some schedule goes wrong without a rule.
fn assert_missed(rules: Rules, bad: Step) {
    let config =
        ProptestConfig { cases: 50, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let outcome = TestRunner::new_with_rng(config, rng).run(&then(bad), |steps| {
        run_here(steps, rules);
        Ok(())
    });
    assert!(matches!(outcome, Err(TestError::Fail(..))), "{rules:?}: {outcome:?}");
}

#[test]
fn without_a_new_epoch_after_a_restore_devices_differ() {
    assert_missed(Rules { epoch: false, ..ALL }, Step::Restore);
}

#[test]
fn without_what_devices_retain_a_restore_loses_text() {
    assert_missed(Rules { retention: false, ..ALL }, Step::Restore);
}

#[test]
fn without_a_floor_forgotten_deletions_come_back() {
    assert_missed(Rules { floor: false, ..ALL }, Step::Forget);
}
