//! What can happen in a schedule, and how likely it is.

use proptest::prelude::*;

/// How many devices a user has.
pub(super) const DEVICES: usize = 3;

/// What happens next to one user. Numbers choose among what is there.
#[derive(Clone, Debug)]
pub(super) enum Step {
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
    /// The server gives up on a request in the midst of its transaction.
    Abort(usize),
    /// The server dies while it serves a request, before the commit or between the commit and the answer. Every connection
    /// breaks.
    Kill { which: usize, committed: bool },
    /// A device's program dies and starts again from what it has stored.
    KillDevice(usize),
    /// A device keeps at most so many mutations that were dealt with.
    Retain(usize, usize),
}

/// What someone does on a device, to one of a few entries, their copies, or people.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
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

/// What happens next to the server, for all its users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The worker does what is due.
    Work,
    /// The server is stopped and started again.
    Restart,
    /// The server is backed up.
    BackUp,
    /// The server is lost and comes back from its backup.
    Restore,
    /// A season goes by, and the server forgets old deletions.
    Forget,
}

fn deed() -> impl Strategy<Value = Deed> {
    let (one, which, place) = (0..4_u8, any::<u8>, any::<u8>);
    prop_oneof![
        2 => one.clone().prop_map(Deed::Create),
        10 => (which(), place()).prop_map(|(which, place)| Deed::Type(which, place)),
        2 => (which(), place()).prop_map(|(which, place)| Deed::Cut(which, place)),
        3 => which().prop_map(Deed::Entitle),
        1 => which().prop_map(Deed::Publish),
        2 => which().prop_map(Deed::Delete),
        1 => which().prop_map(Deed::Resolve),
        1 => one.clone().prop_map(Deed::AddPerson),
        1 => one.prop_map(Deed::RemovePerson),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let device = 0..DEVICES;
    let (which, keep) = (any::<usize>, || prop::bool::weighted(0.2));
    prop_oneof![
        32 => (device.clone(), deed()).prop_map(|(device, deed)| Step::Use(device, deed)),
        16 => (device.clone(), 1..5_usize).prop_map(|(device, most)| Step::Push(device, most)),
        16 => (device.clone(), 1..6_i64).prop_map(|(device, limit)| Step::Pull(device, limit)),
        4 => device.clone().prop_map(Step::CatchUp),
        32 => (which(), keep()).prop_map(|(which, keep)| Step::Serve { which, keep }),
        32 => (which(), keep()).prop_map(|(which, keep)| Step::Deliver { which, keep }),
        4 => which().prop_map(Step::LoseRequest),
        4 => which().prop_map(Step::LoseAnswer),
        2 => which().prop_map(Step::Abort),
        2 => (which(), any::<bool>()).prop_map(|(which, committed)| Step::Kill { which, committed }),
        2 => device.clone().prop_map(Step::KillDevice),
        1 => (device, 0..4_usize).prop_map(|(device, most)| Step::Retain(device, most)),
    ]
}

/// How every schedule begins: two entries that two of the devices know.
pub(super) const BEGINNING: [Step; 4] =
    [Step::Use(0, Deed::Create(0)), Step::Use(0, Deed::Create(1)), Step::CatchUp(0), Step::CatchUp(1)];

/// What happens to one user between the events of their server.
pub(super) fn steps() -> impl Strategy<Value = Vec<Vec<Step>>> {
    prop::collection::vec(prop::collection::vec(step(), 0..LONGEST), EVENTS + 1)
}

/// How many events a server sees.
pub(super) const EVENTS: usize = 4;
const LONGEST: usize = 24;
