//! Three clients, a network that loses, repeats and reorders, and the real store: whatever happens, the clients end up
//! alike, every mutation takes effect once, and no text that was typed is lost.

mod device;
mod journal;
mod network;
mod text;

use hearken_testkit::{Engine, Fixture as _, TestApp};
use proptest::prelude::*;

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
}

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

fn step() -> impl Strategy<Value = Step> {
    let device = 0..DEVICES;
    prop_oneof![
        8 => (device.clone(), deed()).prop_map(|(device, deed)| Step::Use(device, deed)),
        4 => (device.clone(), 1..5_usize).prop_map(|(device, most)| Step::Push(device, most)),
        4 => (device, 1..6_i64).prop_map(|(device, limit)| Step::Pull(device, limit)),
        8 => (any::<usize>(), prop::bool::weighted(0.2)).prop_map(|(which, keep)| Step::Serve { which, keep }),
        8 => (any::<usize>(), prop::bool::weighted(0.2)).prop_map(|(which, keep)| Step::Deliver { which, keep }),
        1 => any::<usize>().prop_map(Step::LoseRequest),
        1 => any::<usize>().prop_map(Step::LoseAnswer),
        1 => Just(Step::Work),
    ]
}

/// One user's devices, the network between them and the server, and what the server must still know.
struct World {
    t: TestApp,
    user: hearken_domain::UserId,
    devices: Vec<Device>,
    network: Network,
    journal: Journal,
}

impl World {
    async fn new() -> Self {
        let t = TestApp::start(Engine::Sqlite).await.unwrap();
        let user = t.writer("ana").await;
        let devices = (0..DEVICES).map(|number| Device::new(&format!("d{number}"))).collect();
        Self { t, user, devices, network: Network::default(), journal: Journal::default() }
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Use(device, deed) => self.devices[device].act(deed),
            Step::Push(device, most) => self.network.send(device, self.devices[device].push(most)),
            Step::Pull(device, limit) => self.network.send(device, Some(self.devices[device].pull(limit))),
            Step::Serve { which, keep } => self.serve(which, keep).await,
            Step::Deliver { which, keep } => self.deliver(which, keep),
            Step::LoseRequest(which) => drop(self.network.request(which, false)),
            Step::LoseAnswer(which) => drop(self.network.answer(which, false)),
            Step::Work => drop(self.t.run_jobs().await),
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
    }

    async fn check(&self) {
        for device in &self.devices[1..] {
            assert_eq!(device.rows(), self.devices[0].rows(), "devices differ");
        }
        self.journal.check(&self.t, self.user, &self.devices).await;
    }
}

async fn run(steps: Vec<Step>) {
    let mut world = World::new().await;
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
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(run(steps));
    }
}
